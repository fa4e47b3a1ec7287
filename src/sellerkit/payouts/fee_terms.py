"""The fees of shop.toml as terms that the store can compare by, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from fnmatch import fnmatchcase

from sellerkit.base.clock import to_store
from sellerkit.base.config.schema import FeeRule, PayoutSource
from sellerkit.base.language import _
from sellerkit.base.money import minor_units
from sellerkit.payouts.wording import kind_name
from sellerkit.store.fee_rules import MILLIONTHS, FeeItem, FeeTerm
from sellerkit.store.reconciling import Coupons


def fee_terms(sources: Mapping[str, PayoutSource], currencies: Iterable[str], zone: tzinfo) -> list[FeeTerm]:
    """Every fee rule in every currency that statements have; what its kind says about refunds holds for all of the kind."""
    return [
        _term(name, source, number, currency, zone)
        for currency in currencies
        for name, source in sources.items()
        for number in range(len(source.fees))
    ]


def _term(name: str, source: PayoutSource, number: int, currency: str, zone: tzinfo) -> FeeTerm:
    fee = source.fees[number]
    on_refund = next((one.on_refund for one in source.fees if one.kind == fee.kind and one.on_refund), "")
    since = _begins(date.fromisoformat(fee.from_), zone) if fee.from_ else ""
    until = _begins(date.fromisoformat(fee.until) + timedelta(days=1), zone) if fee.until else "9999"
    return FeeTerm(
        name, currency, number, fee.kind, fee.of, rate_millionths(fee.rate), minor_units(fee.fixed, currency),
        _minor(fee.min, currency), _minor(fee.cap, currency), fee.rounding, on_refund, since, until,
        bool(fee.category or fee.items),
    )  # fmt: skip


def _begins(day: date, zone: tzinfo) -> str:
    """The first moment of a day of the shop, as a UTC text."""
    return to_store(datetime.combine(day, time.min, zone))


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else minor_units(amount, currency)


def rate_millionths(rate: str) -> int:
    """`5%` as whole millionths: 50,000. The form was checked when shop.toml was read."""
    return int(Decimal(rate.rstrip("%")) * MILLIONTHS / 100)


def fee_items(sources: Mapping[str, PayoutSource], items: Iterable[tuple[int, str, str]]) -> list[FeeItem]:
    """Which items (id, SKU, category) the rules with a category or a list of items take."""
    picked = [
        (name, n, fee)
        for name, source in sources.items()
        for n, fee in enumerate(source.fees)
        if fee.category or fee.items
    ]
    return [
        FeeItem(name, n, item) for item, sku, category in items for name, n, fee in picked if takes(fee, sku, category)
    ]


def takes(fee: FeeRule, sku: str, category: str) -> bool:
    """Whether a rule is for this item: one of its categories (whole, or a part of a path such as 女装 > 连衣裙), or its SKU."""
    parts = {category, *(part.strip() for part in category.replace("/", ">").split(">"))}
    return bool(parts & set(fee.category)) or any(fnmatchcase(sku, pattern) for pattern in fee.items)


def coupons_of(sources: Mapping[str, PayoutSource]) -> list[Coupons]:
    """Sources whose platform pays a share of coupons beside what the buyer paid."""
    found = []
    for name, source in sources.items():
        if source.coupons == "statement":
            found.append(Coupons(name, True, 0))
        elif source.coupon_share:
            found.append(Coupons(name, False, rate_millionths(source.coupon_share)))
    return found


def coupon_text(source: PayoutSource) -> str:
    """What a payment should have been where coupons are shared."""
    if source.coupons == "statement":
        return _("The order's total and the promotion that the statement pays.")
    return _("The order's total and {share} of its coupons.").format(share=source.coupon_share)


def fee_text(fee: FeeRule) -> str:
    """A fee rule in one line: `Commission 5% of goods, 女装, at least 0.50, at most 30.00`."""
    of = {"goods": _("of the goods"), "total": _("of the order's total"), "paid": _("of what was paid")}[fee.of]
    words = [f"{kind_name(fee.kind)} {fee.rate} {of}" if rate_millionths(fee.rate) else kind_name(fee.kind)]
    if fee.fixed:
        words.append(_("{amount} an order").format(amount=fee.fixed))
    words += [*fee.category, *fee.items]
    if fee.min is not None:
        words.append(_("at least {amount}").format(amount=fee.min))
    if fee.cap is not None:
        words.append(_("at most {amount}").format(amount=fee.cap))
    if fee.from_:
        words.append(_("from {day}").format(day=fee.from_))
    if fee.until:
        words.append(_("until {day}").format(day=fee.until))
    return _(", ").join(words)
