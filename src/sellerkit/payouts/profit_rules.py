"""Shares and costs to the cent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor

from sellerkit.base.money import exponent, minor_units
from sellerkit.model.profit import Part, Sale
from sellerkit.store.profit import Goods, Left


def shared(minor: int, weights: Mapping[str, int]) -> dict[str, int]:
    """The amount in whole minor units by weight; what rounding leaves goes to the largest remainders, first come first.

    The shares always add up to the amount. Without any weight everybody has the same.
    """
    names = list(weights)
    sizes = [max(0, weights[name]) for name in names]
    if not sum(sizes):
        sizes = [1] * len(names)
    total, sign = sum(sizes), -1 if minor < 0 else 1
    parts = [divmod(abs(minor) * size, total) for size in sizes]
    rest = abs(minor) - sum(part for part, _left in parts)
    by_remainder = sorted(range(len(names)), key=lambda at: (-parts[at][1], at))
    bonus = set(by_remainder[:rest])
    return {name: sign * (parts[at][0] + (at in bonus)) for at, name in enumerate(names)}


def unit_cost(left: Left) -> tuple[Fraction, str] | None:
    """What one unit cost, in minor units of its currency: its lot's cost, else its item's; None when nobody knows."""
    if left.lot_minor is not None and left.received and left.lot_currency:
        return Fraction(left.lot_minor, left.received), left.lot_currency
    if left.cost_minor is not None and left.currency:
        return Fraction(left.cost_minor, left.priced_per or 1), left.currency
    return None


def rounded(amount: Fraction) -> int:
    """Half up, away from zero: the one place that rounds costs."""
    return floor(abs(amount) + Fraction(1, 2)) * (-1 if amount < 0 else 1)


def weights_of(goods: Iterable[Goods]) -> dict[str, int]:
    """SKU → its weight in the order's money: what its line is worth, between the items of a set by price, else by count."""
    lines: dict[int, list[Goods]] = {}
    for one in goods:
        if not one.closed:
            lines.setdefault(one.line, []).append(one)
    by_value: dict[str, int] = {}
    by_count: dict[str, int] = {}
    for parts in lines.values():
        prices = {one.sku or one.code: (one.price_minor or 0) * (one.taken or 0) for one in parts}
        for sku, share in shared(parts[0].value_minor or 0, prices).items():
            by_value[sku] = by_value.get(sku, 0) + share
        for one in parts:
            sku = one.sku or one.code
            by_count[sku] = by_count.get(sku, 0) + (one.taken or one.quantity)
    return by_value if any(by_value.values()) else by_count


def by_sku(sale: Sale) -> Iterable[tuple[str, Part, int]]:
    """Each part of a sale with each SKU's share of it."""
    for part in sale.parts:
        if part.sku in sale.goods or part.column == "cost":
            yield part.sku, part, part.minor
        else:
            for sku, minor in shared(part.minor, sale.goods or {"": 1}).items():
                if minor:
                    yield sku, part, minor


def converted(part: Part, into: str, rates: Mapping[str, Decimal]) -> None:
    """Change the part into the shop's currency where a rate is known; rounded once."""
    if part.currency != into and part.currency in rates:
        amount = Decimal(part.minor).scaleb(-exponent(part.currency)) * rates[part.currency]
        part.currency, part.minor = into, minor_units(amount, into)
