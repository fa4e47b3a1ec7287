"""What types alone cannot say about the fees of a payout source: percentages, days, limits that contradict."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sellerkit.base.config.payout_tables import FeeRule
from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _

_PERCENT = re.compile(r"\d+(\.\d+)?%")


def check_fees(config: Config, faults: Faults) -> None:
    """Report every fee and coupon share that has the right type and still cannot be meant."""
    for name, source in config.payouts.sources.items():
        at = f"payouts.sources.{name}"
        for n, fee in enumerate(source.fees):
            if fee is not None:
                _check_fee(f"{at}.fees[{n}]", fee, faults)
        if source.coupon_share and not _is_share(source.coupon_share):
            faults.wrong(f"{at}.coupon_share", source.coupon_share, _("a percentage from 0% to 100%"), '"50%"')
        if source.currency and not re.fullmatch(r"[A-Z]{3}", source.currency):
            faults.wrong(f"{at}.currency", source.currency, _("a three-letter currency code"), '"CNY"')


def _is_share(text: str) -> bool:
    return bool(_PERCENT.fullmatch(text)) and Decimal(text.removesuffix("%")) <= 100


def _check_fee(at: str, fee: FeeRule, faults: Faults) -> None:
    if not _is_share(fee.rate):
        faults.wrong(f"{at}.rate", fee.rate, _("a percentage from 0% to 100%"), '"5%"')
    for key, amount in (("fixed", fee.fixed), ("min", fee.min), ("cap", fee.cap)):
        if amount is not None and amount < 0:
            faults.wrong(f"{at}.{key}", amount, _("zero or more"), '"0.30"')
    for key, day in (("from", fee.from_), ("until", fee.until)):
        try:
            date.fromisoformat(day or "2026-01-01")
        except ValueError:
            faults.wrong(f"{at}.{key}", day, _("a date"), '"2026-11-11"')
    if fee.min is not None and fee.cap is not None and fee.cap < fee.min:
        faults.wrong(f"{at}.cap", fee.cap, _("not below min"), '"30.00"')
