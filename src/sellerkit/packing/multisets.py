"""Which cartons could an order go into together? Multisets of cartons, cheapest first, without the hopeless ones."""

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from math import ceil

from sellerkit.packing.bench import Bench
from sellerkit.packing.kinds import Counts
from sellerkit.packing.shares import MEASURES

Cartons = tuple[int, ...]
_MOST_WEIGHED = 3000


class Needs:
    """What the pieces ask of the cartons: volume, weight, places and shares that no packing gets around."""

    def __init__(self, bench: Bench, counts: Counts) -> None:
        self.bench, self.counts = bench, counts
        self.mm3 = bench.volume(counts)
        self._sums: dict[tuple[frozenset[int], frozenset[int]], float] = {}
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
        return ceil(self._least_cartons(frozenset(range(len(self.bench.cartons))), frozenset()) - 1e-9)

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
        for kind, count in enumerate(self.counts):
            if count and sum([self.bench.most[number][kind] for number in cartons]) < count:
                return False
        return all(self._room(frozenset(some), cartons) for some in _subsets(sorted(set(cartons))))

    def _room(self, some: frozenset[int], cartons: Cartons) -> bool:
        """Do the pieces that fit no other of these cartons have room in `some` of them?"""
        others = frozenset(cartons) - some
        if self._least_cartons(some, others) > sum([number in some for number in cartons]) + 1e-9:
            return False
        mm3 = grams = pieces = 0
        for fits, total in self._classes:
            if not fits & others:
                mm3, grams, pieces = mm3 + total[0], grams + total[1], pieces + total[2]
        for number in cartons:
            if number in some:
                bay = self.bench.bays[number]
                mm3, grams, pieces = mm3 - self.bench.volumes[number], grams - bay.payload_g, pieces - bay.pieces
        return mm3 <= 0 and grams <= 0 and pieces <= 0

    def _least_cartons(self, sorts: frozenset[int], others: frozenset[int]) -> float:
        """The least number of cartons of these sorts for the pieces that fit none of the others, each counted with its smallest share."""
        least = self._sums.get((sorts, others))
        if least is None:
            least = 0.0
            bound = [(k, n) for k, n in enumerate(self.counts) if n and not self.bench.fits[k] & others]
            for label in range(MEASURES):
                tables = [self.bench.shares[number][label] for number in sorts]
                least = max(least, sum([count * min([table[kind] for table in tables]) for kind, count in bound]))
            self._sums[sorts, others] = least
        return least


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
