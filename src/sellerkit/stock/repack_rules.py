"""Which goods of a repacking come from which lot, and what they cost: nothing lost, nothing made up. Pure.

Everything taken lies on one line, lot after lot as they leave the shelf; the packed goods lie on the same line one after
the other, the loss spread evenly between them. So each pack belongs to the lot that its first gram comes from (of two
lots the one that expires first), and the costs of all packs add up to the cost of what was taken, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken of one lot: how many units, and what they cost (None: unknown)."""

    quantity: int
    cost_minor: int | None


@dataclass(frozen=True, slots=True)
class Packing:
    """So many units of one item are packed, each of which takes `each` (in g, as `Part.quantity` times its own)."""

    count: int
    each: int


@dataclass(frozen=True, slots=True)
class Packed:
    """`count` units of packing number `into` come from part number `part`; together they cost `cost_minor`."""

    into: int
    part: int
    count: int
    cost_minor: int | None


def packed_from(parts: Sequence[Part], packings: Sequence[Packing]) -> list[Packed]:
    """Give each unit its lot and each group of units its cost. Both lists have units; order is kept."""
    net = sum(one.count * one.each for one in packings)
    stretch = Fraction(sum(part.quantity for part in parts), net)
    ends = list(accumulate(part.quantity for part in parts))
    found: list[Packed] = []
    base = 0
    for into, packing in enumerate(packings):
        done = 0
        for part, end in enumerate(ends):
            # Units whose first gram lies before this part's end.
            begun = min(packing.count, max(0, ceil((end / stretch - base) / packing.each)))
            if begun > done:
                first, last = (base + units * packing.each for units in (done, begun))
                found.append(Packed(into, part, begun - done, _cost(parts, ends, first * stretch, last * stretch)))
                done = begun
        base += packing.count * packing.each
    return found


def losses(parts: Sequence[Part], loss: int) -> list[int]:
    """How much of the loss falls on each part, evenly; whole units that add up to it."""
    total = sum(part.quantity for part in parts)
    ends = accumulate((part.quantity for part in parts), initial=0)
    return [loss * end // total - loss * start // total for start, end in pairwise(ends)]


def _cost(parts: Sequence[Part], ends: Sequence[int], first: Fraction, last: Fraction) -> int | None:
    """What lies between two places of the line cost; None when a part of it has no known cost."""
    starts = [0, *ends]
    touched = [part for at, part in enumerate(parts) if starts[at] < last and ends[at] > first]
    if any(part.cost_minor is None for part in touched):
        return None
    return _rounded(_cost_until(parts, starts, last)) - _rounded(_cost_until(parts, starts, first))


def _cost_until(parts: Sequence[Part], starts: Sequence[int], place: Fraction) -> Fraction:
    total = Fraction(0)
    for at, part in enumerate(parts):
        within = min(max(place - starts[at], Fraction(0)), Fraction(part.quantity))
        total += Fraction(part.cost_minor or 0) * within / part.quantity
    return total


def _rounded(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
