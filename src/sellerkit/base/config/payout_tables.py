"""Keys of `[payouts]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One fee of a platform's contract: `rate` of `of`, or a `fixed` amount an order."""

    kind: str = setting('"commission"', required=True)
    rate: str = setting('"5%"', "0%")
    of: Literal["goods", "total"] = setting('"goods"', "total")
    fixed: Decimal = setting('"0.30"', Decimal(0))


@dataclass(frozen=True, slots=True)
class PayoutSource:
    files: tuple[str, ...] = setting('"inbox/alipay*.csv"', ())
    format: str = setting('"alipay-merchant"', "")
    channel: str = setting('"taobao"', "")
    encoding: str = setting('"gb18030"', "")
    currency: str = setting('"CNY"', "")
    pays_within: timedelta = setting('"15d"', timedelta(days=15))
    counts_from: Literal["paid", "shipped", "confirmed"] = setting('"shipped"', "shipped")
    fees: tuple[FeeRule, ...] = setting('[ { kind = "commission", rate = "5%", of = "goods" } ]', ())


@dataclass(frozen=True, slots=True)
class PayoutsTable:
    sources: Mapping[str, PayoutSource] = setting("[payouts.sources.alipay]", {})
