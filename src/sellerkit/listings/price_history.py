"""A sale: the lowered price, and beside it the lowest price that was asked before (Directive 98/6/EC, article 6a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string, minor_units
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.prices import Priced, with_ending
from sellerkit.store.asked_prices import lowest_asked
from sellerkit.trade.shop import Shop


class OnSale(NamedTuple):
    """The price to ask, the earlier one to show beside it (minor units), and what was noticed."""

    priced: Priced
    compare_at_minor: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sale:
    """`off` is a fraction; `lowest` are the lowest prices of the days before, only where the history covers them all."""

    off: Decimal
    since: date
    days: int
    currency: str
    ending: str = ""
    lowest: Mapping[str, int] = field(default_factory=dict)

    def of(self, sku: str, priced: Priced) -> OnSale:
        """The price on sale; it never goes below the floor. An earlier price that is not proven is not shown."""
        if priced.price is None:
            return OnSale(priced)
        lowered = max(priced.price * (1 - self.off), priced.floor or Decimal(0))
        price = with_ending(lowered, self.ending, self.currency)
        if price >= priced.price:
            return OnSale(priced)
        found, before = Priced(price, priced.floor, priced.raised), self.lowest.get(sku)
        asked = minor_units(price, self.currency)
        if before is None:
            return OnSale(found, None, (self._not_covered(sku, asked),))
        if before <= asked:
            return OnSale(found, None, (self._no_reduction(sku, before),))
        return OnSale(found, before)

    def _not_covered(self, sku: str, asked: int) -> Finding:
        message = _(
            "What was asked in the {days} days before {day} is not known, so no earlier price is shown."
        ).format(days=self.days, day=self.since.isoformat())
        hint = _("Build the channel regularly before a sale begins; every build notes the prices.")
        return warning("compare-at-unproven", sku, "compare_at", message, decimal_string(asked, self.currency), hint)

    def _no_reduction(self, sku: str, before: int) -> Finding:
        shown = decimal_string(before, self.currency)
        message = _(
            "In the {days} days before {day} {price} was asked already: this is no reduction to announce."
        ).format(days=self.days, day=self.since.isoformat(), price=shown)
        hint = _("Take more off, or let the sale begin later.")
        return warning("compare-at-not-lower", sku, "compare_at", message, shown, hint)


def sale_of(shop: Shop, chosen: Chosen, today: date) -> Sale | None:
    """The sale that is on today in the channel, with the prices of the days before it began."""
    rule = chosen.settings.price
    if not rule.sale or not rule.sale_from <= today.isoformat() <= (rule.sale_until or "9999"):
        return None
    since = date.fromisoformat(rule.sale_from)
    lowest = lowest_asked(shop.store.db, chosen.name, chosen.currency, since - timedelta(rule.history_days), since)
    off = Decimal(rule.sale.rstrip("%")) / 100
    return Sale(off, since, rule.history_days, chosen.currency, rule.ending, lowest)
