"""What every filling of a carton with the same pieces has in common: their turns and the lengths they can add up to."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Counts, Lot, Turns, turns_of

Block = tuple[float, int, Size, Size]  # merit, kind, the piece as turned, how many along each axis


class Bay(NamedTuple):
    """The carton as the filler sees it: inside in mm, g it may still take, pieces it may take, support asked for."""

    inner: Size
    payload_g: int
    pieces: int
    support: float


class Ground(NamedTuple):
    """The carton and the pieces before the first one is put in.

    Per kind that fits: `turns`, and the `least` side per axis. Per axis: `reach[r]` is the longest row of pieces, in mm,
    that fits into r mm.
    """

    bay: Bay
    lot: Lot
    counts: Counts
    turns: dict[int, Turns]
    least: dict[int, Size]
    reach: tuple[list[int], list[int], list[int]]


def ground_of(bay: Bay, lot: Lot, counts: Counts) -> Ground:
    """Prepare to fill a carton with the counted pieces."""
    turns: dict[int, Turns] = {}
    least: dict[int, Size] = {}
    for number, count in enumerate(counts):
        if count:
            kind = lot.kinds[number]
            ways = turns_of(kind.sides, kind.upright, bay.inner)
            if ways:
                turns[number] = ways
                least[number] = (min([t[0] for t in ways]), min([t[1] for t in ways]), min([t[2] for t in ways]))
    x, y, z = (_reach(turns, counts, axis, bay.inner[axis]) for axis in range(3))
    return Ground(bay, lot, counts, turns, least, (x, y, z))


@lru_cache(maxsize=1 << 14)
def shapes(count: int, nx: int, ny: int, nz: int) -> tuple[Size, ...]:
    """The fullest blocks of at most `count` pieces that are no more than nx, ny, nz pieces long."""
    if count >= nx * ny * nz:
        return ((nx, ny, nz),)
    a, b, c = min(nx, count), min(ny, count), min(nz, count)
    found = {
        (a, min(b, count // a), min(c, count // (a * min(b, count // a)))),
        (a, min(b, count // (a * min(c, count // a))), min(c, count // a)),
        (min(a, count // b), b, min(c, count // (b * min(a, count // b)))),
        (min(a, count // (b * min(c, count // b))), b, min(c, count // b)),
        (min(a, count // c), min(b, count // (c * min(a, count // c))), c),
        (min(a, count // (c * min(b, count // c))), min(b, count // c), c),
    }
    return tuple(sorted(found))


def _reach(turns: dict[int, Turns], counts: Sequence[int], axis: int, longest: int) -> list[int]:
    sums = _sums(turns, counts, axis, longest)
    bits = f"{sums:b}"[::-1]
    reach: list[int] = []
    at = 0
    while at >= 0:
        following = bits.find("1", at + 1)
        reach += [at] * ((following if following > 0 else longest + 1) - at)
        at = following
    return reach


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
