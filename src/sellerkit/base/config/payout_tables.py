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
    """One fee of a platform's contract: `rate` of `of`, or a `fixed` amount an order.

    Of rules with `category` or `items` the first that fits takes a line of the order; rules of the same kind without them
    take the rest, all of them together. `min` and `cap` hold for an order; `on_refund` says whether a fee comes back with
    the money ("" leaves refunded orders alone); `rounding` "" lets the platform round either way.
    """

    kind: str = setting('"commission"', required=True)
    rate: str = setting('"5%"', "0%")
    of: Literal["goods", "total", "paid"] = setting('"goods"', "total")
    fixed: Decimal = setting('"0.30"', Decimal(0))
    category: tuple[str, ...] = setting('["女装"]', ())
    items: tuple[str, ...] = setting('["DATE-*"]', ())
    min: Decimal | None = setting('"0.50"')
    cap: Decimal | None = setting('"30.00"')
    rounding: Literal["", "half-up", "half-even", "up", "down"] = setting('"half-up"', "")
    on_refund: Literal["", "returned", "kept"] = setting('"returned"', "")
    from_: str = setting('"2026-01-01"', "")
    until: str = setting('"2026-12-31"', "")


@dataclass(frozen=True, slots=True)
class PayoutSource:
    files: tuple[str, ...] = setting('"inbox/alipay*.csv"', ())
    format: str = setting('"alipay-merchant"', "")
    channel: str = setting('"taobao"', "")
    encoding: str = setting('"gb18030"', "")
    currency: str = setting('"CNY"', "")
    date_order: Literal["", "dmy", "mdy"] = setting('"dmy"', "")
    decimal_comma: bool = setting("true", False)
    pays_within: timedelta = setting('"15d"', timedelta(days=15))
    counts_from: Literal["paid", "shipped", "confirmed"] = setting('"shipped"', "shipped")
    fees: tuple[FeeRule, ...] = setting('[ { kind = "commission", rate = "5%", of = "goods" } ]', ())
    # The platform's share of coupons, which comes beside what the buyer paid: of the order's own discount (goods and
    # shipping less its total), or whatever the statement has as promotion.
    coupon_share: str = setting('"50%"', "")
    coupons: Literal["", "order", "statement"] = setting('"order"', "")
    returns_within: timedelta = setting('"15d"', timedelta(days=15))


@dataclass(frozen=True, slots=True)
class PayoutFormat:
    """A statement that is declared, not coded. `columns` maps our field to its heading; see docs/payouts.md."""

    columns: Mapping[str, tuple[str, ...]] = setting(
        '{ posted = "Datum", order = "Bestellung", amount = "Betrag", fee = "Gebühr", net = "Netto" }', required=True
    )
    kinds: Mapping[str, str] = setting('{ "Rückerstattung" = "refund", "Auszahlung" = "transfer" }', {})
    kind: str = setting('"sale"', "sale")
    fee_kind: str = setting('"payment-fee"', "payment-fee")
    fees: Literal["taken", "signed"] = setting('"signed"', "taken")
    outgoing: tuple[str, ...] = setting('["支出"]', ())
    check: tuple[str, ...] = setting('["net = amount - fee", "balance", "totals"]', ())
    total_row: str = setting('"Total"', "")
    platform: str = setting('"etsy"', "")
    currency: str = setting('"EUR"', "")
    sheet: str = setting('"Sheet1"', "")
    encoding: str = setting('"cp1250"', "")
    delimiter: str = setting('";"', "")
    decimal_comma: bool = setting("true", False)
    date_order: Literal["", "dmy", "mdy"] = setting('"dmy"', "")


@dataclass(frozen=True, slots=True)
class RemarkRule:
    """What a remark in a bill means: `find` with {order} for the order number and * for anything, and the kind of money."""

    find: str = setting('"天猫佣金（*）{order}扣款"', required=True)
    kind: str = setting('"commission"', required=True)


@dataclass(frozen=True, slots=True)
class PayoutsTable:
    sources: Mapping[str, PayoutSource] = setting("[payouts.sources.alipay]", {})
    accounts: Mapping[str, str] = setting('{ sale = "Income:Sales", transfer = "Assets:Bank:ICBC" }', {})
    formats: Mapping[str, PayoutFormat] = setting("[payouts.formats.comgate]", {})
    remarks: tuple[RemarkRule, ...] = setting('[ { find = "活动费{order}", kind = "service-fee" } ]', ())
    # What a parcel takes besides its carton (tape, filler, label), in the shop's currency.
    packaging: Decimal = setting('"0.60"', Decimal(0))
