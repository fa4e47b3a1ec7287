"""What a part of a lot costs, so that all its parts together cost what the lot did. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sellerkit.model.item import Item, LotStock

if TYPE_CHECKING:
    from sellerkit.store.lot_costs import LotCost


def part_cost(total_minor: int, whole: int, start: int, end: int) -> int:
    """What the units from `start` to `end` of a whole cost, in minor units.

    Each end is rounded once, so parts that follow each other add up to the total to the cent.
    """
    return _share(total_minor, whole, end) - _share(total_minor, whole, start)


def _share(total_minor: int, whole: int, units: int) -> int:
    return (2 * total_minor * units + whole) // (2 * whole)


def next_out(stock: LotStock, cost: LotCost | None, item: Item, quantity: int) -> int | None:
    """What the next `quantity` units that leave this lot cost; None when nobody knows.

    A lot without a known cost, and stock without a lot, costs what the item is said to cost.
    """
    if cost is not None and cost.cost_minor is not None and cost.received > 0:
        gone = cost.received - stock.on_hand
        return part_cost(cost.cost_minor, cost.received, gone, gone + quantity)
    if item.cost_minor is None:
        return None
    return part_cost(item.cost_minor, item.priced_per, 0, quantity)


def currency_of(cost: LotCost | None, item: Item) -> str | None:
    """The currency of `next_out`."""
    if cost is not None and cost.cost_minor is not None and cost.received > 0:
        return cost.currency
    return item.currency
