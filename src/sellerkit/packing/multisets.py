"""Which cartons could an order go into together? Multisets of cartons, cheapest first, without the hopeless ones."""

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from math import ceil

from sellerkit.packing.bench import Bench
from sellerkit.packing.bounds import least_shares
from sellerkit.packing.kinds import Counts, turns_of

Cartons = tuple[int, ...]
_LABELS = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
_MOST_WEIGHED = 3000


class Needs:
    """What the pieces ask of the cartons: volume, weight, places and shares that no packing gets around."""

    def __init__(self, bench: Bench, counts: Counts) -> None:
        self.bench, self.counts = bench, counts
        self.mm3 = bench.volume(counts)
        self._shares = [self._shares_in(number) for number in range(len(bench.cartons))]
        self._sums: dict[frozenset[int], float] = {}
        classes: dict[frozenset[int], list[int]] = {}
        for number, count in enumerate(counts):
            if count:
                total = classes.setdefault(bench.fits[number], [0, 0, 0])
                total[0] += count * bench.lot.volumes[number]
                total[1] += count * bench.lot.weights[number]
                total[2] += count
        self._classes = list(classes.items())

    def fewest(self) -> int:
        """No packing needs fewer cartons than this."""
        return ceil(self._least_cartons(frozenset(range(len(self.bench.cartons)))) - 1e-9)

    def cheapest_first(self, many: int, below_mm3: int) -> list[Cartons] | None:
        """The multisets of `many` cartons in stock that could hold everything, by inner volume, under `below_mm3`.

        None when there are too many to look at.
        """
        if _how_many(len(self.bench.cartons), many) > _MOST_WEIGHED:
            return None
        found = []
        for cartons in combinations_with_replacement(range(len(self.bench.cartons)), many):
            mm3 = sum([self.bench.volumes[number] for number in cartons])
            if self.mm3 <= mm3 < below_mm3 and in_stock(self.bench, cartons) and self._met_by(cartons):
                found.append((mm3, cartons))
        return [cartons for _, cartons in sorted(found)]

    def _met_by(self, cartons: Cartons) -> bool:
        distinct = frozenset(cartons)
        if self._least_cartons(distinct) > len(cartons) + 1e-9:
            return False
        return all(self._room(set(some), cartons) for some in _subsets(sorted(distinct)))

    def _room(self, some: set[int], cartons: Cartons) -> bool:
        """Do the pieces that fit no other of these cartons have room in `some` of them?"""
        others = set(cartons) - some
        mm3 = grams = pieces = 0
        for fits, total in self._classes:
            if not fits & others:
                mm3, grams, pieces = mm3 + total[0], grams + total[1], pieces + total[2]
        for number in cartons:
            if number in some:
                bay = self.bench.bays[number]
                mm3, grams, pieces = mm3 - self.bench.volumes[number], grams - bay.payload_g, pieces - bay.pieces
        return mm3 <= 0 and grams <= 0 and pieces <= 0

    def _least_cartons(self, sorts: frozenset[int]) -> float:
        """The least number of cartons of these sorts: every piece counted with its smallest share of one of them."""
        least = self._sums.get(sorts)
        if least is None:
            least = 0.0
            for label in range(len(_LABELS) + 2):
                tables = [self._shares[number][label] for number in sorts]
                total = 0.0
                for kind, count in enumerate(self.counts):
                    if count:
                        total += count * min([table[kind] for table in tables])
                least = max(least, total)
            self._sums[sorts] = least
        return least

    def _shares_in(self, number: int) -> list[list[float]]:
        """Per way of measuring, the share of a carton each kind takes: dual feasible functions, weight, pieces."""
        bench, bay = self.bench, self.bench.bays[number]
        kinds = bench.lot.kinds
        turns = {
            kind: turns_of(k.sides, k.upright, bay.inner)
            for kind, k in enumerate(kinds)
            if number in bench.fits[kind] and not k.units
        }
        shares = []
        for label in _LABELS:
            least = least_shares(turns, bay.inner, label)
            # Only the measure by plain lengths is a volume, of which goods that give way take their part.
            least |= {n: 0.0 if any(label) else 1 / u for n in bench.lot.soft if (u := kinds[n].units[number])}
            shares.append([least.get(kind, float("inf")) for kind in range(len(kinds))])
        heavy = max(1, bay.payload_g)
        shares.append(
            [k.weight_g / heavy if number in bench.fits[kind] else float("inf") for kind, k in enumerate(kinds)]
        )
        shares.append(
            [1 / max(1, bay.pieces) if number in bench.fits[kind] else float("inf") for kind in range(len(kinds))]
        )
        return shares


def in_stock(bench: Bench, cartons: Sequence[int]) -> bool:
    """Whether there are enough of every carton."""
    for number in set(cartons):
        stock = bench.cartons[number].in_stock
        if stock is not None and list(cartons).count(number) > stock:
            return False
    return True


def _subsets(distinct: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(distinct), -1, -1):
        yield from combinations(distinct, size)


def _how_many(sorts: int, many: int) -> int:
    total = 1
    for step in range(many):
        total = total * (sorts + step) // (step + 1)
    return total
