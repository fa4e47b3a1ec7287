"""Dual feasible functions: a side's share of the carton's side, changed so that whatever fits still fits.

U_ε, u_k and φ_ε after Fekete and Schepers, "New classes of fast lower bounds for bin packing problems" (2001).
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from operator import ge

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Turns

Shares = dict[int, float]  # side in mm → share of the carton's side


class Depth(Enum):
    """How many changed shares to try: (functions an axis, combinations with so many changed axes)."""

    SHALLOW = 2
    MIDDLE = 5
    DEEP = 14


def functions_on(turns: Mapping[int, Turns], inner: Size, axis: int, depth: Depth) -> list[Shares]:
    """The functions to try on an axis, as tables over the sides that occur; the unchanged one first."""
    sides = {turn[axis] for ways in turns.values() for turn in ways}
    return _tables(tuple(sorted(sides)), inner[axis], depth.value)


@lru_cache(maxsize=1 << 14)
def _tables(sides: tuple[int, ...], length: int, most: int) -> list[Shares]:
    """At most so many functions, none of them below another on all sides."""
    tables = [tuple([side / length for side in sides])]
    # A smaller ε counts fewer sides as whole: it tells more only if it also counts a side that the last one left out.
    last = length
    for least in _halves(sides, length):
        if any(least <= side < last for side in sides) and any(length - least < side < length for side in sides):
            tables.append(tuple([rounded(side, length, least) for side in sides]))
            last = least
    for table in _other_tables(sides, length) if len(tables) < most else ():
        if not any(all(map(ge, other, table)) for other in tables):
            tables.append(table)
            if len(tables) == most:
                break
    return [dict(zip(sides, table, strict=True)) for table in tables[:most]]


def _halves(sides: tuple[int, ...], length: int) -> list[int]:
    """The values of ε that make a difference, the largest first."""
    small = {min(side, length - side) for side in sides if side < length} | {length // 2}
    return [least for least in sorted(small, reverse=True) if least > 0]


def _other_tables(sides: tuple[int, ...], length: int) -> Iterator[tuple[float, ...]]:
    for parts in (1, 2, 3, 4):
        yield tuple([stepped(side, length, parts) for side in sides])
    for least in _halves(sides, length):
        yield tuple([_counted(side, length, least) for side in sides])


def rounded(side: int, length: int, least: int) -> float:
    """U_ε: large sides count whole, sides under ε not at all."""
    if side > length - least:
        return 1.0
    return side / length if side >= least else 0.0


def stepped(side: int, length: int, parts: int) -> float:
    """u_k: sides in steps of 1/k, exact multiples of 1/(k + 1) unchanged."""
    if side * (parts + 1) % length == 0:
        return side / length
    return side * (parts + 1) // length / parts


def _counted(side: int, length: int, least: int) -> float:
    """φ_ε: how many pieces of length ε a side takes the room of."""
    if 2 * side > length:
        return 1 - ((length - side) // least) / (length // least)
    return 1 / (length // least) if side >= least else 0.0
