"""What packing the orders brought to light: items without size or weight, and items that fit no carton."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sellerkit.base.language import N_, _
from sellerkit.base.problems import Place, Problem
from sellerkit.packing import Item, how_big
from sellerkit.peak.cartons import OrderPacking

_NAMED = 20  # a message names so many orders, JSON all
_UNFIT = {
    "too-big": N_("{sku} is larger than every carton; orders: {orders}."),
    "too-heavy": N_("{sku} is too heavy for every carton that it fits into; orders: {orders}."),
    "no-size": N_("{sku} has a size that cannot be; orders: {orders}."),
    "no-carton-left": N_("{sku} finds no carton; orders: {orders}."),
    "no-service": N_("{sku} goes with no courier, by its weight or size; orders: {orders}."),
}


def packing_problems(packings: Sequence[OrderPacking]) -> list[Problem]:
    """One problem for each item and reason, by SKU, with the orders it hits."""
    unfit: dict[tuple[str, str], list[str]] = defaultdict(list)
    needed: dict[str, Item] = {}
    unsized: dict[str, list[str]] = defaultdict(list)
    unweighed: dict[str, list[str]] = defaultdict(list)
    for packing in packings:
        number = packing.order.order_id
        for sku, reason in dict.fromkeys((left.item.sku, str(left.reason)) for left in packing.left_over):
            unfit[sku, reason].append(number)
        needed |= {left.item.sku: left.item for left in packing.left_over}
        for sku in packing.unsized:
            unsized[sku].append(number)
        for sku in packing.unweighed:
            unweighed[sku].append(number)
    return [*_unfit(unfit, needed), *_unsized(unsized), *_unweighed(unweighed)]


def _unfit(found: Mapping[tuple[str, str], Sequence[str]], pieces: Mapping[str, Item]) -> list[Problem]:
    return [_problem(reason, _(_UNFIT[reason]), sku, orders, _wanted(pieces[sku], reason)) for (sku, reason), orders in sorted(found.items())]  # fmt: skip


def _wanted(item: Item, reason: str) -> str:
    """What to do, with the size of the carton that would take the item."""
    if reason == "no-carton-left":
        return _("Buy cartons and raise in_stock, or take only_in_stock out of [packing].")
    needed = how_big([item]) if reason == "too-big" else None
    if needed is None:
        return _("Add a larger carton to [packing.cartons], or mend the size of the item.")
    size = " × ".join(str(side) for side in sorted(needed.inner_mm, reverse=True))
    return _("Add a carton of at least {size} mm inside to [packing.cartons], or mend the size of the item.").format(
        size=size
    )


def _unsized(found: Mapping[str, Sequence[str]]) -> list[Problem]:
    message = _("{sku} has no size, so its orders have no carton: {orders}.")
    hint = _("Import a sheet with length, width and height; for soft goods write per_carton into [packing.items].")
    return [_problem("no-size", message, sku, orders, hint) for sku, orders in sorted(found.items())]


def _unweighed(found: Mapping[str, Sequence[str]]) -> list[Problem]:
    message = _("{sku} has no weight, so its parcels count as lighter than they are: {orders}.")
    hint = _("Import a sheet with the weight.")
    return [_problem("no-weight", message, sku, orders, hint) for sku, orders in sorted(found.items())]


def _problem(code: str, message: str, sku: str, orders: Sequence[str], hint: str) -> Problem:
    return Problem(code, message.format(sku=sku, orders=named(orders)), Place(_("item {sku}").format(sku=sku)), sku, hint)  # fmt: skip


def named(orders: Sequence[str]) -> str:
    """The first order numbers, and how many more there are."""
    text = ", ".join(orders[:_NAMED])
    more = len(orders) - _NAMED
    return text if more <= 0 else _("{orders} and {count} more").format(orders=text, count=more)
