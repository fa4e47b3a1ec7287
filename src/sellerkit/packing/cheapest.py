"""The cheapest way to send an order: every way to divide a small one, a search from several starts for a large one."""

from itertools import product
from math import prod

from sellerkit.packing.bench import Bench, Load, left_after
from sellerkit.packing.costs import Costs
from sellerkit.packing.kinds import Counts
from sellerkit.packing.multisets import Needs, in_stock
from sellerkit.packing.parcels import NEVER_PAID, Parcels
from sellerkit.packing.several import Found
from sellerkit.packing.thrift import thriftier

_MOST_DIVISIONS = 7000


def cheapest(bench: Bench, counts: Counts, found: Found, costs: Costs) -> Found:
    """A packing that costs no more than `found` does, which is the best one by cartons and volume.

    Loads that the courier does not take are left out when there is no other way.
    """
    parcels = Parcels(bench, costs)
    if not any(counts):
        return found._replace(cost_minor=0, bound_cost_minor=0)
    if any(left_after(counts, found.loads)):
        return _priced(parcels, found, 0, proven=False)
    divided = None
    if prod((count + 1) * (count + 2) // 2 for count in counts) <= _MOST_DIVISIONS:
        divided = _Divisions(parcels).best(counts)
        if divided[2] is not None and in_stock(bench, [load.carton for load in divided[2]]):
            if parcels.cost_of(found.loads) > divided[0]:
                found = found._replace(loads=_in_order(divided[2]))
            return _priced(parcels, found, divided[1], proven=True)
    loads = thriftier(parcels, counts, found.loads)
    bound = divided[1] if divided else _bound(parcels, counts)
    return _priced(parcels, found._replace(loads=_in_order(loads)), bound, proven=True)


def _priced(parcels: Parcels, found: Found, bound: int, *, proven: bool) -> Found:
    """The packing with its cost. `proven`: it is, when it costs no more than the bound."""
    taken = [load for load in found.loads if parcels.cost_of([load]) < NEVER_PAID]
    cost = parcels.cost_of(taken)
    complete = proven and len(taken) == len(found.loads)
    return found._replace(
        loads=taken,
        served=len(taken) == len(found.loads),
        proven=complete and cost <= bound,
        bound=min(found.bound, len(taken)),
        bound_mm3=0,
        cost_minor=cost,
        bound_cost_minor=min(cost, bound),
    )


def _in_order(loads: list[Load]) -> list[Load]:
    return sorted(loads, key=lambda load: (-load.carton, load.places))


def _bound(parcels: Parcels, counts: Counts) -> int:
    """As many parcels as there have to be, each as cheap as one with the lightest piece."""
    singles = [tuple([int(n == kind) for n in range(len(counts))]) for kind, count in enumerate(counts) if count]
    # A fuller parcel needs less filler than a single piece: only carriage and carton are certain.
    bare = Parcels(parcels.bench, Costs(parcels.costs.price))
    least = min(bare.least(single) for single in singles)
    return max(1, Needs(parcels.bench, counts).fewest()) * least if least < NEVER_PAID else 0


class _Divisions:
    """Every way to divide the pieces among parcels, the parcel with the first piece chosen first."""

    def __init__(self, parcels: Parcels) -> None:
        self.parcels = parcels
        self._best: dict[Counts, tuple[int, int, list[Load] | None]] = {}
        self._least: dict[Counts, int] = {}

    def best(self, counts: Counts) -> tuple[int, int, list[Load] | None]:
        """The least cost found, a bound that no packing is below, and the loads."""
        known = self._best.get(counts)
        if known is not None:
            return known
        if not any(counts):
            return 0, 0, []
        parts = sorted((self.parcels.least(part) + self.least(_minus(counts, part)), part) for part in _parts(counts))
        cost, bound, loads = NEVER_PAID, NEVER_PAID, None
        for least, part in parts:
            if least >= cost:
                break
            parcel, rest = self.parcels.cheapest(part), self.best(_minus(counts, part))
            bound = min(bound, parcel.least + rest[1])
            if parcel.load is not None and rest[2] is not None and parcel.cost + rest[0] < cost:
                cost, loads = parcel.cost + rest[0], [parcel.load, *rest[2]]
        self._best[counts] = cost, min(bound, cost), loads
        return self._best[counts]

    def least(self, counts: Counts) -> int:
        """What the pieces cost at least, whatever their shapes."""
        if not any(counts):
            return 0
        least = self._least.get(counts)
        if least is None:
            least = min(self.parcels.least(part) + self.least(_minus(counts, part)) for part in _parts(counts))
            self._least[counts] = least
        return least


def _parts(counts: Counts) -> list[Counts]:
    """The ways to take some of the pieces, one of the first kind that is there among them."""
    first = next(kind for kind, count in enumerate(counts) if count)
    return list(product(*[range(int(kind == first), count + 1) for kind, count in enumerate(counts)]))


def _minus(counts: Counts, part: Counts) -> Counts:
    return tuple([count - gone for count, gone in zip(counts, part, strict=True)])
