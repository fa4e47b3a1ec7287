"""Share stacks out: when each carton holds one column, the order is a row of lengths to cut, and full columns come first.

After the minimum bin slack heuristic of Gupta and Ho (1999): the thickest piece left, and with it the pieces that fill
the column best.
"""

from collections.abc import Sequence

from sellerkit.packing.bench import Bench, Load, without
from sellerkit.packing.kinds import Counts, flattest_turns

_LOOKS = 300
_EFFORT = 6


def in_stacks(bench: Bench, counts: Counts, cartons: Sequence[int]) -> list[Load] | None:
    """Everything in these cartons or some of them, filling one after the other with a column as full as can be; None if it fails."""
    if bench.lot.soft:
        return None
    left, loads = counts, list[Load]()
    for number in cartons[:-1]:
        chosen = _fullest_column(bench, left, number)
        if not any(chosen):
            return None
        verdict = bench.holds(number, chosen, _EFFORT)
        if verdict.places is None:
            return None
        loads.append(Load(number, verdict.places))
        left = without(left, loads[-1])
        if not any(left):
            return loads
    verdict = bench.holds(cartons[-1], left, _EFFORT)
    return None if verdict.places is None else [*loads, Load(cartons[-1], verdict.places)]


def _fullest_column(bench: Bench, left: Counts, number: int) -> Counts:
    """How many pieces of each kind to take for a carton, along the axis that is relatively longest."""
    bay = bench.bays[number]
    options = []
    for axis in range(3):
        thick = {}
        for kind, count in enumerate(left):
            if count:
                k = bench.lot.kinds[kind]
                turns = flattest_turns(k.sides, k.upright, bay.inner)
                if turns is not None:
                    thick[kind] = turns[axis][axis]
        if thick:
            options.append((sum(thick[kind] * left[kind] for kind in thick) / bay.inner[axis], axis, thick))
    if not options:
        return (0,) * len(left)
    _, axis, thick = min(options, key=lambda option: option[:2])
    return _Column(bench, left, thick, bay.inner[axis], min(bay.payload_g, bench.grams(left))).fill(bay.pieces)


class _Column:
    """The search for the pieces that fill one column best."""

    def __init__(self, bench: Bench, left: Counts, thick: dict[int, int], length: int, payload_g: int) -> None:
        self.weights, self.left, self.thick = bench.lot.weights, left, thick
        self.length, self.payload_g = length, payload_g
        self.enemies = bench.lot.enemies
        self.order = sorted(thick, key=lambda kind: (-thick[kind], kind))
        self.taken = [0] * len(left)
        self.best: tuple[int, int] = (0, 0)
        self.chosen: Counts = tuple(self.taken)
        self.looks = _LOOKS

    def fill(self, pieces: int) -> Counts:
        self._from(0, self.length, self.payload_g, pieces)
        return self.chosen

    def _from(self, place: int, room: int, grams: int, pieces: int) -> None:
        """Take as many as possible of the kind at this place, then fewer, and go on to thinner kinds."""
        self.looks -= 1
        full = (self.length - room, self.payload_g - grams)
        if full > self.best:
            self.best, self.chosen = full, tuple(self.taken)
        if place == len(self.order) or not room or self.looks < 0 or self.best[0] == self.length:
            return
        kind = self.order[place]
        thick, weight = self.thick[kind], self.weights[kind]
        most = min(self.left[kind], room // thick, pieces, grams // weight if weight else pieces)
        if self.enemies is not None and self.enemies[kind]:
            most = min(most, 0 if any(self.taken[enemy] for enemy in self.enemies[kind]) else 1)
        for many in range(most, -1, -1):
            self.taken[kind] = many
            self._from(place + 1, room - many * thick, grams - many * weight, pieces - many)
        self.taken[kind] = 0
