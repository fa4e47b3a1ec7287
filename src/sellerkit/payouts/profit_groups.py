"""Parts of sales added up by order, SKU, channel or month: whatever the grouping, the same sums to the cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo

from sellerkit.model.profit import COLUMNS, Part, Sale
from sellerkit.payouts.profit import Profit, month_of
from sellerkit.payouts.profit_rules import by_sku


@dataclass(slots=True)
class Group:
    """One row in one currency, minor units. `name` is what it is called; money of no order has `without_order`.

    profit + unknown = the sum of the columns; `unknown` is what belongs to orders with something missing.
    """

    name: str
    currency: str
    without_order: bool = False
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    kinds: dict[str, int] = field(default_factory=dict)
    profit: int = 0
    unknown: int = 0
    expected: int = 0
    sales: set[int] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    sale: Sale | None = None

    def add(self, sale: Sale, number: int, part: Part, minor: int) -> None:
        self.sums[part.column] += minor
        if part.column in ("fees", "other"):
            self.kinds[part.kind] = self.kinds.get(part.kind, 0) + minor
        if part.kind == "expected":
            self.expected += minor
        if sale.missing:
            self.unknown += minor
        else:
            self.profit += minor
        if sale.order_id:
            self.sales.add(number)


def grouped(profit: Profit, by: str, zone: tzinfo) -> list[Group]:
    """The rows, currency by currency; in each what has an order first."""
    found: dict[tuple[str, str, bool, str], Group] = {}
    for number, sale in enumerate([*profit.sales, *profit.loose]):
        for key, part, minor in _keyed(sale, by, zone):
            loose = not sale.order_id
            group = found.setdefault(
                (part.currency, key, loose, sale.channel if by == "order" else ""), Group(key, part.currency, loose)
            )
            group.add(sale, number, part, minor)
            if by == "order" and not loose:
                group.sale = sale
                group.parts.append(part)
    return [
        found[key] for key in sorted(found, key=lambda key: (key[0] != profit.currency, key[0], key[2], key[3], key[1]))
    ]


def _keyed(sale: Sale, by: str, zone: tzinfo) -> Iterable[tuple[str, Part, int]]:
    if by == "sku" and sale.order_id:
        return by_sku(sale)
    names = {
        "order": sale.order_id or sale.source,
        "sku": sale.source,
        "channel": sale.channel or sale.source,
        "month": month_of(sale.at, zone),
    }
    return ((names[by], part, part.minor) for part in sale.parts)


def totals(groups: Iterable[Group]) -> list[Group]:
    """One row a currency."""
    found: dict[str, Group] = {}
    for one in groups:
        total = found.setdefault(one.currency, Group("", one.currency))
        for column, minor in one.sums.items():
            total.sums[column] += minor
        for kind, minor in one.kinds.items():
            total.kinds[kind] = total.kinds.get(kind, 0) + minor
        total.profit += one.profit
        total.unknown += one.unknown
        total.expected += one.expected
        total.sales |= one.sales
    return list(found.values())
