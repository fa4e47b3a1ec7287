"""Full cartons of one item: taken off before the rest of the order is packed together."""

from collections.abc import Sequence
from dataclasses import replace

from sellerkit.packing.bench import Bench, Load
from sellerkit.packing.costs import Costs
from sellerkit.packing.goods import Carton, Item, Rules
from sellerkit.packing.kinds import Kind, lot_of
from sellerkit.packing.memo import Memo
from sellerkit.packing.parcels import NEVER_PAID, Parcels
from sellerkit.packing.sharing import STRATEGIES
from sellerkit.packing.strategies import Strategy

_EFFORT = 12


def full_cartons(
    by_kind: dict[Kind, list[Item]], cartons: Sequence[Carton], rules: Rules, memo: Memo | None, costs: Costs | None
) -> tuple[list[tuple[Load, list[Item]]], list[Carton]]:
    """Loads that are full of one item, with their pieces, which leave `by_kind`; and the cartons still in stock.

    A carton is full when no further piece of the item is found to go in. The one that takes the most pieces comes first.
    """
    left = list(cartons)
    taken: list[tuple[Load, list[Item]]] = []
    for kind in sorted(by_kind):
        bench = Bench(lot_of([kind]), left, rules, memo)
        skus: dict[str, list[Item]] = {}
        for item in by_kind[kind]:
            skus.setdefault(item.sku, []).append(item)
        for items in skus.values():
            for load in _full_loads(bench, len(items), costs):
                many = len(load.places)
                stock = left[load.carton].in_stock
                while len(items) >= many and stock != 0:
                    taken.append((load, items[:many]))
                    del items[:many]
                    if stock is not None:
                        stock -= 1
                        left[load.carton] = replace(left[load.carton], in_stock=stock)
        by_kind[kind] = [item for items in skus.values() for item in items]
    return taken, left


def _full_loads(bench: Bench, count: int, costs: Costs | None) -> list[Load]:
    """Each carton filled with one item, where at most `count` and at least two fill it; most pieces first.

    Where costs matter, only those that the courier takes.
    """
    loads = [_filled(bench, number, count) for number in range(len(bench.cartons))]
    full = [load for load in loads if 2 <= len(load.places) <= count]
    if costs is not None:
        parcels = Parcels(bench, costs)
        full = [load for load in full if parcels.cost_of([load]) < NEVER_PAID]
    return sorted(full, key=lambda load: (-len(load.places), load.carton))


def _filled(bench: Bench, number: int, count: int) -> Load:
    """As many pieces as go in, up to one more than there are."""
    if number not in bench.fits[0]:
        return Load(number, ())
    fillings = [bench.fill(number, (count + 1,), strategy) for strategy in (*STRATEGIES, Strategy(axes=(1, 2, 0)))]
    load = max(fillings, key=lambda filling: len(filling.places))
    while len(load.places) <= count:
        places = bench.holds(number, (len(load.places) + 1,), _EFFORT).places
        if places is None:
            break
        load = Load(number, places)
    return load
