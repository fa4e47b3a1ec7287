"""The quickest test there is: do all the pieces fit in one column along one side of the carton?"""

from collections.abc import Sequence

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Kind, flattest_turns

Place = tuple[int, int, int, int, int, int, int]  # kind, x, y, z, dx, dy, dz
Flattest = tuple[int, int, tuple[Size, Size, Size]]  # kind, how many, per axis the turn that is thinnest along it


def flattest_of(kinds: Sequence[Kind], counts: Sequence[int], inner: Size) -> list[Flattest] | None:
    """The pieces that are there, with the turn that is thinnest along each side of the carton (inside, mm).

    None when a piece does not fit.
    """
    found: list[Flattest] = []
    for number, count in enumerate(counts):
        if count:
            kind = kinds[number]
            turns = flattest_turns(kind.sides, kind.upright, inner)
            if turns is None:
                return None
            found.append((number, count, turns))
    return found


def in_one_column(kinds: Sequence[Kind], pieces: Sequence[Flattest], inner: Size, support: float) -> list[Place] | None:
    """The pieces side by side or on top of each other, each with its thinnest side along the column, or None."""
    for axis in (2, 0, 1):
        room = inner[axis]
        for _, count, turns in pieces:
            room -= turns[axis][axis] * count
            if room < 0:
                break
        else:
            if axis != 2:
                return _side_by_side(pieces, axis)
            stack = _stack(pieces, kinds, support)
            if stack is not None:
                return stack
    return None


def _side_by_side(pieces: Sequence[Flattest], axis: int) -> list[Place]:
    places: list[Place] = []
    at = 0
    for number, count, turns in pieces:
        dx, dy, dz = turns[axis]
        for _ in range(count):
            places.append((number, at, 0, 0, dx, dy, dz) if axis == 0 else (number, 0, at, 0, dx, dy, dz))
            at += dx if axis == 0 else dy
    return places


def _stack(pieces: Sequence[Flattest], kinds: Sequence[Kind], support: float) -> list[Place] | None:
    """Large bases below small ones; None when one would hang over too far or press on something fragile."""
    column = []
    for number, count, turns in pieces:
        turn = turns[2]
        column.append((kinds[number].fragile, -turn[0] * turn[1], turn, number, count))
    column.sort()
    places: list[Place] = []
    at = wide = deep = 0
    for place, (fragile, _, (dx, dy, dz), number, count) in enumerate(column):
        if place and support and min(wide, dx) * min(deep, dy) < support * dx * dy:
            return None
        if fragile and (count > 1 or (place and column[place - 1][0])):
            return None
        for _ in range(count):
            places.append((number, 0, 0, at, dx, dy, dz))
            at += dz
        wide, deep = dx, dy
    return places
