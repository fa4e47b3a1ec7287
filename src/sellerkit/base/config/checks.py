"""What types alone cannot say about shop.toml: names that must exist, ranges, times of day, expressions."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sellerkit.base.clock import zone
from sellerkit.base.config.fee_checks import check_fees
from sellerkit.base.config.listing_checks import check_listings, check_rates
from sellerkit.base.config.order_checks import check_orders
from sellerkit.base.config.packing_checks import check_packing
from sellerkit.base.config.payout_checks import check_payouts
from sellerkit.base.config.schema import Config
from sellerkit.base.config.stock_checks import check_stock
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_BREAK = re.compile(rf"{_TIME.pattern}-{_TIME.pattern}")
_RAMP = re.compile(r"([1-9]\d?|100)% [1-9]\d*[hm]")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(\D*)")


def check(config: Config, faults: Faults) -> None:
    """Report every value that has the right type and still cannot be meant."""
    _shop(config, faults)
    check_stock(config, faults)
    check_orders(config, faults)
    _carriers(config, faults)
    _peak(config, faults)
    _nightly(config, faults)
    check_listings(config, faults)
    check_rates(config, faults)
    check_payouts(config, faults)
    check_fees(config, faults)
    check_packing(config, faults)
    if config.payouts.packaging < 0:
        faults.wrong("payouts.packaging", config.payouts.packaging, _("zero or more"), '"0.60"')


def _shop(config: Config, faults: Faults) -> None:
    if not re.fullmatch(r"[A-Z]{3}", config.shop.currency):
        faults.wrong("shop.currency", config.shop.currency, _("a three-letter currency code"), '"CNY"')
    try:
        zone(config.shop.time_zone)
    except ValueError:
        faults.wrong("shop.time_zone", config.shop.time_zone, _("a time zone name"), '"Asia/Shanghai"')


def _carriers(config: Config, faults: Faults) -> None:
    for name, carrier in config.carriers.items():
        if carrier is None:
            continue
        for n, text in enumerate(carrier.pickups):
            if not _TIME.fullmatch(text):
                faults.wrong(f"carriers.{name}.pickups[{n}]", text, _("a time of day"), '"17:00"')
        if not 1 <= carrier.connections <= 64:
            faults.wrong(f"carriers.{name}.connections", carrier.connections, _("between 1 and 64"), "16")
        if carrier.url and not re.match(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])(:|/|$)", carrier.url):
            faults.wrong(
                f"carriers.{name}.url", carrier.url, _("https, or http to this machine only"), '"http://127.0.0.1:8801"'
            )
        if not Decimal(0) <= carrier.faults <= 1:
            faults.wrong(f"carriers.{name}.faults", carrier.faults, _("between 0 and 1"), "0.15")


def _nightly(config: Config, faults: Faults) -> None:
    for n, step in enumerate(config.nightly.steps):
        if step.split()[:1] in ([], ["nightly"]):
            faults.wrong(f"nightly.steps[{n}]", step, _("a command other than nightly itself"), '"orders import"')
    known = [*config.stock.sources, *config.orders.channels, *config.payouts.sources]
    for name in config.nightly.expect_every:
        if name not in known:
            from sellerkit.base.nearest import nearest

            faults.unknown_key("nightly.expect_every", name, "", nearest(name, known), known)


def _peak(config: Config, faults: Faults) -> None:
    if config.peak.day:
        try:
            date.fromisoformat(config.peak.day)
        except ValueError:
            faults.wrong("peak.day", config.peak.day, _("a date"), '"2026-11-11"')
    for key, number, example in (("stations", config.peak.stations, "4"), ("wall_slots", config.peak.wall_slots, "24")):
        if number < 1:
            faults.wrong(f"peak.{key}", number, _("at least 1"), example)
    _level(config, faults)
    for name, uplift in config.peak.uplift.items():
        if uplift <= 0:
            faults.wrong(f"peak.uplift.{name}", uplift, _("above zero"), "6.0")
    _supplies(config, faults)
    for n, person in enumerate(config.peak.people):
        if person is None:
            continue
        for name, text in (("from", person.from_), ("to", person.to)):
            if not _TIME.fullmatch(text):
                faults.wrong(f"peak.people[{n}].{name}", text, _("a time of day"), '"08:00"')
        for m, text in enumerate(person.breaks):
            if not _BREAK.fullmatch(text):
                faults.wrong(f"peak.people[{n}].breaks[{m}]", text, _("two times of day"), '["12:00-12:30"]')
        if person.ramp and not _RAMP.fullmatch(person.ramp):
            faults.wrong(f"peak.people[{n}].ramp", person.ramp, _("a percentage and a length of time"), '"60% 2h"')
        if person.per_hour < 1 or person.count < 0:
            faults.wrong(f"peak.people[{n}].per_hour", person.per_hour, _("at least 1"), "45")


def _level(config: Config, faults: Faults) -> None:
    if not re.fullmatch(r"(5\d|[6-9]\d)(\.\d+)?%", config.peak.level):
        faults.wrong("peak.level", config.peak.level, _("a percentage from 50% to 99.9%"), '"95%"')


def _supplies(config: Config, faults: Faults) -> None:
    """Amounts that can be read, in one unit each."""
    for name, supply in config.peak.supplies.items():
        if supply is None:
            continue
        units = set()
        for key in ("per_parcel", "per_carton", "per_void_litre", "in_stock", "pack"):
            text = getattr(supply, key)
            found = _AMOUNT.fullmatch(text.strip()) if text else None
            if text and (found is None or (key == "pack" and not Decimal(found[1]))):
                faults.wrong(f"peak.supplies.{name}.{key}", text, _("an amount with its unit"), '"0.6m"')
            elif found:
                units.add(found[2].strip())
        if len(units) > 1:
            at = f"peak.supplies.{name}"
            faults.wrong(
                at, ", ".join(sorted(units)), _("amounts in one unit"), '{ per_parcel = "0.6m", pack = "100m" }'
            )
