"""What every filling of a carton with the same pieces has in common: their turns and the lengths they can add up to."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Counts, Lot, Turns, turns_of

Block = tuple[float, int, Size, Size]  # merit, kind, the piece as turned, how many along each axis
Merits = list[tuple[int, float, list[tuple[int, int, int, float, Size]]]]


class Bay(NamedTuple):
    """The carton as the filler sees it: inside in mm, g it may still take, pieces it may take, support asked for."""

    inner: Size
    payload_g: int
    pieces: int
    support: float


class Reach(dict[int, int]):
    """`reach[r]` is the longest row of pieces, in mm, that fits into r mm; worked out when it is first asked for."""

    def __init__(self, sums: int) -> None:
        super().__init__()
        self.sums = sums

    def __missing__(self, room: int) -> int:
        longest = self[room] = (self.sums & ((2 << room) - 1)).bit_length() - 1
        return longest


class Ground:
    """The carton and the pieces before the first one is put in.

    Per kind that fits: `turns`, and the `least` side per axis. Per axis: `reach`. `limited`: it may happen that something
    else than room keeps pieces out.
    """

    def __init__(self, bay: Bay, lot: Lot, counts: Counts) -> None:
        self.bay, self.lot, self.counts = bay, lot, counts
        self.turns = turns_in(bay, lot, counts)
        self.least = {number: _thinnest(ways) for number, ways in self.turns.items()}
        self.reach = tuple([Reach(_sums(self.turns, counts, axis, bay.inner[axis])) for axis in range(3)])
        grams = sum([count * grams for count, grams in zip(counts, lot.weights, strict=True)])
        fragile = any(kind.fragile for kind in lot.kinds)
        self.limited = fragile or lot.enemies is not None or grams > bay.payload_g or sum(counts) > bay.pieces
        self._merits: dict[tuple[float, float], Merits] = {}

    def merits(self, bulk: float, flat: float) -> Merits:
        """Per kind its volume^bulk, and its turns with their base^flat."""
        merits = self._merits.get((bulk, flat))
        if merits is None:
            merits = self._merits[bulk, flat] = [
                (number, float(self.lot.volumes[number] ** bulk), [(*turn, float((turn[0] * turn[1]) ** flat), turn) for turn in ways])
                for number, ways in self.turns.items()
            ]  # fmt: skip
        return merits


def _thinnest(ways: Turns) -> Size:
    return min([t[0] for t in ways]), min([t[1] for t in ways]), min([t[2] for t in ways])


def turns_in(bay: Bay, lot: Lot, counts: Counts) -> dict[int, Turns]:
    """The turns of each kind that is there and fits."""
    turns: dict[int, Turns] = {}
    for number, count in enumerate(counts):
        if count:
            kind = lot.kinds[number]
            ways = turns_of(kind.sides, kind.upright, bay.inner)
            if ways:
                turns[number] = ways
    return turns


@lru_cache(maxsize=1 << 15)
def shapes(count: int, nx: int, ny: int, nz: int, growth: float, flat: float) -> tuple[tuple[Size, float], ...]:
    """The fullest blocks of at most `count` pieces that are no more than nx, ny, nz pieces long.

    Each with pieces^growth × (pieces in a layer)^flat.
    """
    return tuple([(s, (s[0] * s[1] * s[2]) ** growth * (s[0] * s[1]) ** flat) for s in _shapes(count, nx, ny, nz)])


def _shapes(count: int, nx: int, ny: int, nz: int) -> list[Size]:
    if count >= nx * ny * nz:
        return [(nx, ny, nz)]
    a, b, c = min(nx, count), min(ny, count), min(nz, count)
    found = {
        (a, min(b, count // a), min(c, count // (a * min(b, count // a)))),
        (a, min(b, count // (a * min(c, count // a))), min(c, count // a)),
        (min(a, count // b), b, min(c, count // (b * min(a, count // b)))),
        (min(a, count // (b * min(c, count // b))), b, min(c, count // b)),
        (min(a, count // c), min(b, count // (c * min(a, count // c))), c),
        (min(a, count // (c * min(b, count // c))), min(b, count // c), c),
    }
    return sorted(found)


def _sums(turns: dict[int, Turns], counts: Sequence[int], axis: int, longest: int) -> int:
    """Bit n is set when some of the pieces' sides add up to n mm along the axis."""
    sums = 1
    mask = (2 << longest) - 1
    for number, ways in turns.items():
        sides = {turn[axis] for turn in ways}
        for _ in range(min(counts[number], longest // min(sides))):
            grown = sums
            for side in sides:
                grown |= sums << side
            grown &= mask
            if grown == sums:
                break
            sums = grown
    return sums
