"""Cartonisation: which cartons an order goes into, and where every piece lies."""

from collections.abc import Iterator, Sequence
from typing import Literal

from sellerkit.packing.bench import Bench, Load
from sellerkit.packing.cheapest import cheapest
from sellerkit.packing.costs import Costs
from sellerkit.packing.full_first import full_cartons
from sellerkit.packing.goods import Carton, Item, Rules
from sellerkit.packing.kinds import Counts, lot_of
from sellerkit.packing.memo import Memo
from sellerkit.packing.multisets import Needs
from sellerkit.packing.result import LeftOver, PackedCarton, PackedItem, Packing, Reason
from sellerkit.packing.several import Found
from sellerkit.packing.solving import recalled
from sellerkit.packing.sorting_out import sorted_out, usable_cartons

_PLAIN = Rules()
_FREE = Costs()


def pack(
    items: Sequence[Item],
    cartons: Sequence[Carton],
    rules: Rules = _PLAIN,
    memo: Memo | None = None,
    *,
    objective: Literal["cartons", "cost"] = "cartons",
    costs: Costs = _FREE,
) -> Packing:
    """Pack pieces into the fewest cartons, of those the least inner volume, of those the most even weights.

    `objective="cost"`: into those that cost least by `costs`, all parcels together; never more than the packing that the
    other objective gives. Whatever order pieces and cartons come in, the packing is the same; only which of several like
    pieces lies where follows the order of `items`. Sizes are whole mm, weights whole g and count the empty carton.

    What cannot be packed is in `left_over` with a reason: "no-size" (a side is not positive), "too-big" (fits no
    carton), "too-heavy" (only fits cartons that may not weigh so much), "no-carton-left" (stock ran out), "no-service" (the
    courier does not take it). A `memo` makes repeated orders fast. Nothing is raised for odd input.
    """
    usable = usable_cartons(cartons)
    priced = costs if objective == "cost" else None
    by_kind, left_over = sorted_out(items, usable, rules, priced, any_known=bool(cartons))
    full: list[tuple[Load, list[Item]]] = []
    stocked: Sequence[Carton] = usable
    if rules.full_first:
        full, stocked = full_cartons(by_kind, usable, rules, memo, priced)
    kinds = [kind for kind in sorted(by_kind) if by_kind[kind]]
    counts = tuple([len(by_kind[kind]) for kind in kinds])
    found = recalled(kinds, counts, stocked, rules, memo)
    if priced is not None:
        found = cheapest(Bench(lot_of(kinds), stocked, rules, memo), counts, found, priced)
    waiting = [iter(by_kind[kind]) for kind in kinds]
    packed = [_in_place(usable[load.carton], load, waiting) for load in found.loads]
    ran_out: Reason = "no-carton-left" if found.served else "no-service"
    left_over += [LeftOver(item, ran_out) for rest in waiting for item in rest]
    if full:
        whole = [_in_place(usable[load.carton], load, [iter(pieces)]) for load, pieces in full]
        packed = whole + packed
        found = _with_full(found, packed, usable, rules, priced)
    return Packing(
        tuple(packed), tuple(left_over), found.proven, found.bound, found.bound_mm3, found.cost_minor, found.bound_cost_minor
    )  # fmt: skip


def _in_place(carton: Carton, load: Load, waiting: Sequence[Iterator[Item]]) -> PackedCarton:
    """A load with real pieces: of every kind the next ones waiting."""
    return PackedCarton(
        carton,
        tuple([PackedItem(next(waiting[n]), (x, y, z), (dx, dy, dz)) for n, x, y, z, dx, dy, dz in load.places]),
    )


def _with_full(
    found: Found, packed: Sequence[PackedCarton], cartons: Sequence[Carton], rules: Rules, costs: Costs | None
) -> Found:
    """Nothing is proven once full cartons came first; the bound is that of all the pieces together."""
    goods = [piece.item for carton in packed for piece in carton.items]
    by_kind, _ = sorted_out(goods, cartons, rules, None, any_known=True)
    kinds = sorted(by_kind)
    counts: Counts = tuple([len(by_kind[kind]) for kind in kinds])
    bench = Bench(lot_of(kinds), cartons, rules, None)
    bound = max(found.bound, Needs(bench, counts).fewest())
    cost = None
    if costs is not None and found.cost_minor is not None:
        cost = sum(costs.of(carton) or 0 for carton in packed)
    return found._replace(
        proven=False, bound=bound, bound_mm3=bench.volume(counts), cost_minor=cost, bound_cost_minor=None if cost is None else 0
    )  # fmt: skip
