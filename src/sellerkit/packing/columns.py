"""The quickest test there is: do all the pieces fit in one column along one side of the carton?"""

from collections.abc import Sequence

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Kind, flattest_turns

Place = tuple[int, int, int, int, int, int, int]  # kind, x, y, z, dx, dy, dz


def in_one_column(kinds: Sequence[Kind], counts: Sequence[int], inner: Size, support: float) -> list[Place] | None:
    """The pieces side by side or on top of each other, each with its thinnest side along the column, or None.

    `counts` says how many of each kind there are; `inner` is the carton's inside in mm.
    """
    flattest = [
        flattest_turns(kind.sides, kind.upright, inner) if count else None
        for kind, count in zip(kinds, counts, strict=True)
    ]
    for axis in (2, 0, 1):
        column: list[tuple[Size, int]] = []
        room = inner[axis]
        for number, turns in enumerate(flattest):
            if turns is None:
                continue
            turn = turns[axis]
            if turn is None:
                return None
            room -= turn[axis] * counts[number]
            if room < 0:
                break
            column.append((turn, number))
        if room < 0:
            continue
        if axis != 2:
            return _side_by_side(column, counts, axis)
        stack = _stack(column, kinds, counts, support)
        if stack is not None:
            return stack
    return None


def _side_by_side(column: list[tuple[Size, int]], counts: Sequence[int], axis: int) -> list[Place]:
    places: list[Place] = []
    at = 0
    for (dx, dy, dz), number in column:
        for _ in range(counts[number]):
            places.append((number, at, 0, 0, dx, dy, dz) if axis == 0 else (number, 0, at, 0, dx, dy, dz))
            at += dx if axis == 0 else dy
    return places


def _stack(
    column: list[tuple[Size, int]], kinds: Sequence[Kind], counts: Sequence[int], support: float
) -> list[Place] | None:
    """Large bases below small ones; None when one would hang over too far or press on something fragile."""
    column.sort(key=lambda entry: (kinds[entry[1]].fragile, -entry[0][0] * entry[0][1], entry))
    places: list[Place] = []
    at = 0
    below: Size | None = None
    for (dx, dy, dz), number in column:
        count = counts[number]
        if support and below is not None and min(below[0], dx) * min(below[1], dy) < support * dx * dy:
            return None
        if kinds[number].fragile and (count > 1 or (places and kinds[places[-1][0]].fragile)):
            return None
        for _ in range(count):
            places.append((number, 0, 0, at, dx, dy, dz))
            at += dz
        below = (dx, dy, dz)
    return places
