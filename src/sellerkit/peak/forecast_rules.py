"""From past orders to the orders of the big day: how many, of which shape, which items. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

Basket = tuple[tuple[str, int], ...]
"""What one order holds: (SKU, quantity), by SKU."""

_EXACT = 200  # up to this mean Poisson's sum is added up, above it the normal curve is as good


@dataclass(frozen=True, slots=True)
class ItemForecast:
    """One item: sold in the whole past period, expected on the day, and enough of it at the safety level."""

    sku: str
    sold: int
    uplift: Decimal
    expected: Decimal
    needed: int


@dataclass(frozen=True, slots=True)
class ShapeForecast:
    """Orders that hold the same: seen in the past period, planned for the day."""

    basket: Basket
    seen: int
    orders: int


@dataclass(frozen=True, slots=True)
class DayForecast:
    """The day: orders expected and planned (at the safety level), their shapes and items."""

    expected: Decimal
    orders: int
    shapes: tuple[ShapeForecast, ...]
    items: tuple[ItemForecast, ...]


def forecast(past: Sequence[Basket], days: int, uplift: Mapping[str, Decimal], level: Decimal) -> DayForecast:
    """One day from the orders of so many days. Orders come by chance (Poisson); `level` (0 to 1) of such days need no
    more orders, and no more of each item, than is planned. An order grows as its items do, by the mean of their uplifts.
    """
    seen = Counter(past)
    mean = {basket: Decimal(count) / days * _growth(basket, uplift) for basket, count in seen.items()}
    expected = sum(mean.values(), Decimal(0))
    orders = at_level(float(expected), float(expected), level)
    shares = _shared(orders, mean)
    shapes = tuple(ShapeForecast(b, seen[b], shares[b]) for b in sorted(mean, key=lambda b: (-mean[b], b)))
    return DayForecast(_rounded(expected), orders, shapes, _items(seen, mean, uplift, level))


def at_level(mean: float, variance: float, level: Decimal) -> int:
    """So many are enough with that probability: Poisson's sum for small means of single pieces, else the normal curve."""
    if mean <= 0:
        return 0
    if mean <= _EXACT and math.isclose(mean, variance):
        term = total = math.exp(-mean)
        count = 0
        while total < float(level):
            count += 1
            term *= mean / count
            total += term
        return count
    return max(0, math.ceil(mean + NormalDist().inv_cdf(float(level)) * math.sqrt(variance)))


def _growth(basket: Basket, uplift: Mapping[str, Decimal]) -> Decimal:
    pieces = sum(quantity for _sku, quantity in basket)
    return sum((uplift_of(sku, uplift) * quantity for sku, quantity in basket), Decimal(0)) / pieces


def uplift_of(sku: str, uplift: Mapping[str, Decimal]) -> Decimal:
    """The item's own uplift, else the default, else 1."""
    return uplift.get(sku, uplift.get("default", Decimal(1)))


def _items(seen: Mapping[Basket, int], mean: Mapping[Basket, Decimal], uplift: Mapping[str, Decimal], level: Decimal) -> tuple[ItemForecast, ...]:  # fmt: skip
    """A basket of several of one item makes its demand jump: its variance is the mean of the squares."""
    sold: Counter[str] = Counter()
    demand: dict[str, Decimal] = defaultdict(Decimal)
    variance: dict[str, Decimal] = defaultdict(Decimal)
    for basket, expected in mean.items():
        for sku, quantity in basket:
            sold[sku] += quantity * seen[basket]
            demand[sku] += quantity * expected
            variance[sku] += quantity * quantity * expected
    return tuple(
        ItemForecast(sku, sold[sku], uplift_of(sku, uplift), _rounded(demand[sku]),
                     at_level(float(demand[sku]), float(variance[sku]), level))
        for sku in sorted(demand, key=lambda sku: (-demand[sku], sku))
    )  # fmt: skip


def _shared(orders: int, mean: Mapping[Basket, Decimal]) -> dict[Basket, int]:
    """That many orders among the shapes by their means; what is left over goes to the largest remainders."""
    total = sum(mean.values(), Decimal(0)) or Decimal(1)
    exact = {basket: orders * one / total for basket, one in mean.items()}
    shares = {basket: int(one) for basket, one in exact.items()}
    left = orders - sum(shares.values())
    for basket in sorted(exact, key=lambda b: (shares[b] - exact[b], b))[:left]:
        shares[basket] += 1
    return shares


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))
