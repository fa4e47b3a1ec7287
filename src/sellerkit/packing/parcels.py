"""The cheapest parcel for some pieces: cartons by price, the first that holds them."""

from collections.abc import Sequence
from typing import NamedTuple

from sellerkit.packing.bench import Bench, Load
from sellerkit.packing.costs import Costs
from sellerkit.packing.kinds import Counts
from sellerkit.packing.soft import layer_mm3

NEVER_PAID = 1 << 60
_EFFORT = 30


class Parcel(NamedTuple):
    """`cost` in minor units, NEVER_PAID without a load. `least`: no parcel of these pieces costs less."""

    cost: int
    least: int
    load: Load | None


class Parcels:
    """Answers "what is the cheapest parcel for these pieces?", each question once; `looks` counts the answers."""

    def __init__(self, bench: Bench, costs: Costs) -> None:
        self.bench, self.costs, self.looks = bench, costs, 0
        self._offers: dict[Counts, list[tuple[int, int]]] = {}
        self._parcels: dict[Counts, Parcel] = {}

    def cheapest(self, counts: Counts) -> Parcel:
        """The cheapest parcel found for the counted pieces."""
        parcel = self._parcels.get(counts)
        if parcel is None:
            self.looks += 1
            parcel = self._parcels[counts] = self._cheapest(counts)
        return parcel

    def least(self, counts: Counts) -> int:
        """What a parcel of these pieces costs at least, whatever their shapes."""
        offers = self.offers(counts)
        return offers[0][0] if offers else NEVER_PAID

    def offers(self, counts: Counts) -> list[tuple[int, int]]:
        """(cost, carton) of each carton that is large and strong enough and that the courier takes, cheapest first."""
        offers = self._offers.get(counts)
        if offers is None:
            costs = [(self.cost(number, counts), number) for number in range(len(self.bench.cartons))]
            offers = self._offers[counts] = sorted((cost, number) for cost, number in costs if cost is not None)
        return offers

    def cost(self, number: int, counts: Counts) -> int | None:
        """What a carton with these pieces costs, or None when it is too small, too weak, or not taken by the courier."""
        bench = self.bench
        carton, grams, goods = bench.cartons[number], bench.grams(counts), bench.volume(counts)
        if (
            grams > bench.bays[number].payload_g
            or goods > bench.volumes[number]
            or sum(counts) > bench.bays[number].pieces
        ):
            return None
        if bench.lot.soft:
            goods = layer_mm3(bench, number, counts)
        return self.costs.of_parcel(carton, goods, carton.tare_g + grams)

    def cost_of(self, loads: Sequence[Load]) -> int:
        """What some loads cost together; NEVER_PAID when the courier does not take one of them."""
        total = 0
        for load in loads:
            cost = self.cost(load.carton, self.bench.counts(load))
            if cost is None:
                return NEVER_PAID
            total += cost
        return total

    def _cheapest(self, counts: Counts) -> Parcel:
        least = NEVER_PAID
        for cost, number in self.offers(counts):
            if self.bench.cartons[number].in_stock == 0:
                continue
            verdict = self.bench.holds(number, counts, min(_EFFORT, self.bench.rules.effort))
            if verdict.places is not None:
                return Parcel(cost, min(least, cost), Load(number, verdict.places))
            if not verdict.never:
                least = min(least, cost)
        return Parcel(NEVER_PAID, least, None)
