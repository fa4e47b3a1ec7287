"""Proofs that a carton cannot hold some pieces, however they are turned and placed, supported or not.

Dual feasible functions after Fekete and Schepers, "New classes of fast lower bounds for bin packing problems" (2001)
and "A combinatorial characterization of higher-dimensional orthogonal packing" (2004): side lengths are replaced by
other shares of the carton's side such that whatever fits still fits; if the changed pieces have more volume than the carton,
the real ones do not fit. A piece that can be turned counts with its smallest changed volume.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from operator import ge
from typing import NamedTuple

from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Kind, Turns, turns_of

Shares = dict[int, float]  # side in mm → share of the carton's side
_OVER = 1 + 1e-9


def too_much(kinds: Sequence[Kind], counts: Sequence[int], inner: Size) -> bool:
    """True when a few shares, the same for all pieces of a shape, prove that a carton does not hold them; each fits it."""
    shares = [
        (count, _quick_shares(kind.sides, kind.upright, inner))
        for kind, count in zip(kinds, counts, strict=True) if count
    ]  # fmt: skip
    return any([total > _OVER for total in map(sum, zip(*[[count * share for share in some] for count, some in shares], strict=True))])


@lru_cache(maxsize=1 << 16)
def _quick_shares(sides: Size, upright: bool, inner: Size) -> tuple[float, ...]:
    """The least share of the carton that a piece takes, by each combination of three functions an axis."""
    ways = turns_of(sides, upright, inner)
    axes = []
    for axis, length in enumerate(inner):
        along = {turn[axis] for turn in ways}
        half = max(1, length // 2)
        axes.append((
            {side: side / length for side in along},
            {side: _rounded(side, length, half) for side in along},
            {side: _stepped(side, length, 2) for side in along},
        ))  # fmt: skip
    x, y, z = axes
    return tuple([
        min([a[dx] * b[dy] * c[dz] for dx, dy, dz in ways])
        for a, b, c in [(x[na], y[nb], z[nc]) for na, nb, nc in _combinations(3, 3, 3)]
    ])  # fmt: skip


class Depth(Enum):
    """How many changed shares to try: (functions an axis, combinations with so many changed axes)."""

    SHALLOW = 2
    MIDDLE = 5
    DEEP = 14


def cannot_hold(turns: Mapping[int, Turns], counts: Sequence[int], inner: Size, depth: Depth) -> bool:
    """True when it is proven that a carton of this inside (mm) does not hold the pieces.

    `turns` lists the turns of each kind that fit the carton, `counts` how many pieces of it there are.
    """
    axes = [_functions(turns, inner, axis, depth) for axis in range(3)]
    pieces = [(counts[number], ways) for number, ways in turns.items()]
    for na, nb, nc in _combinations(len(axes[0]), len(axes[1]), len(axes[2])):
        a, b, c = axes[0][na], axes[1][nb], axes[2][nc]
        total = 0.0
        for count, ways in pieces:
            total += count * min([a[dx] * b[dy] * c[dz] for dx, dy, dz in ways])
        if total > _OVER:
            return True
    return False


def least_shares(turns: Mapping[int, Turns], inner: Size, label: Size) -> dict[int, float]:
    """The least share of the carton each kind takes when measured by one function an axis: the pieces in it add to ≤ 1.

    `label` numbers the functions, 0 for lengths as they are; an axis that has fewer takes its last.
    """
    if not turns:
        return {}
    a, b, c = (
        functions[min(number, len(functions) - 1)]
        for number, functions in zip(
            label, (_functions(turns, inner, axis, Depth.SHALLOW) for axis in range(3)), strict=True
        )
    )
    return {number: min([a[dx] * b[dy] * c[dz] for dx, dy, dz in ways]) for number, ways in turns.items()}


class Excess(NamedTuple):
    """What turning a piece one way costs, measured by the functions that leave the least room.

    `room`: per measure, the share of the carton that is over when every piece counts with its smallest volume; `more`: per
    kind and turn, in the order of `turns`, how much more than that the turn takes.
    """

    room: list[float]
    more: dict[int, list[tuple[float, ...]]]


def excess_of(turns: Mapping[int, Turns], counts: Sequence[int], inner: Size, depth: Depth, most: int) -> Excess:
    """At most `most` measures, those that leave the least room; one with room below 0 proves that the pieces do not fit."""
    axes = [_functions(turns, inner, axis, depth) for axis in range(3)]
    measures = [
        (axes[0][na], axes[1][nb], axes[2][nc])
        for na, nb, nc in _combinations(len(axes[0]), len(axes[1]), len(axes[2]))
    ]
    room, spread = [_OVER] * len(measures), [0.0] * len(measures)
    more: dict[int, list[list[float]]] = {}
    for number, ways in turns.items():
        shares = [[a[dx] * b[dy] * c[dz] for a, b, c in measures] for dx, dy, dz in ways]
        least, largest = [min(column) for column in zip(*shares, strict=True)], map(max, zip(*shares, strict=True))
        count = counts[number]
        room = [have - count * low for have, low in zip(room, least, strict=True)]
        spread = [can + count * (high - low) for can, high, low in zip(spread, largest, least, strict=True)]
        more[number] = [[share - low for share, low in zip(row, least, strict=True)] for row in shares]
    # A measure that the worst turns of all pieces do not exceed rules nothing out.
    telling = [n for n in sorted(range(len(room)), key=room.__getitem__) if room[n] < spread[n] or room[n] < 0][:most]
    return Excess(
        [room[n] for n in telling],
        {number: [tuple([row[n] for n in telling]) for row in rows] for number, rows in more.items()},
    )


@lru_cache(maxsize=4096)
def _combinations(na: int, nb: int, nc: int) -> tuple[Size, ...]:
    """Which functions to combine: one or two axes changed, or all three by their first function."""
    every = [(a, b, c) for a in range(na) for b in range(nb) for c in range(nc)]
    some = [t for t in every if (0 in t and any(t)) or max(t) == 1]
    return tuple(sorted(some, key=lambda t: (sum(1 for n in t if n), t)))


def _functions(turns: Mapping[int, Turns], inner: Size, axis: int, depth: Depth) -> list[Shares]:
    """The functions to try on an axis, as tables over the sides that occur; the unchanged one first."""
    sides = {turn[axis] for ways in turns.values() for turn in ways}
    return _tables(tuple(sorted(sides)), inner[axis], depth.value)


@lru_cache(maxsize=1 << 14)
def _tables(sides: tuple[int, ...], length: int, most: int) -> list[Shares]:
    tables: list[tuple[float, ...]] = []
    for table in _all_tables(sides, length):
        if not any(all(map(ge, other, table)) for other in tables):
            tables.append(table)
            if len(tables) == most:
                break
    return [dict(zip(sides, table, strict=True)) for table in tables]


def _all_tables(sides: tuple[int, ...], length: int) -> Iterator[tuple[float, ...]]:
    yield tuple([side / length for side in sides])
    small = sorted({min(side, length - side) for side in sides if side < length} | {length // 2})
    for least in reversed(small):
        if 0 < 2 * least <= length:
            yield tuple([_rounded(side, length, least) for side in sides])
    for parts in (1, 2, 3, 4):
        yield tuple([_stepped(side, length, parts) for side in sides])
    for least in reversed(small):
        if 0 < 2 * least <= length:
            yield tuple([_counted(side, length, least) for side in sides])


def _rounded(side: int, length: int, least: int) -> float:
    """U_ε: large sides count whole, sides under ε not at all."""
    if side > length - least:
        return 1.0
    return side / length if side >= least else 0.0


def _stepped(side: int, length: int, parts: int) -> float:
    """u_k: sides in steps of 1/k, exact multiples of 1/(k + 1) unchanged."""
    if side * (parts + 1) % length == 0:
        return side / length
    return side * (parts + 1) // length / parts


def _counted(side: int, length: int, least: int) -> float:
    """φ_ε: how many pieces of length ε a side takes the room of."""
    if 2 * side > length:
        return 1 - ((length - side) // least) / (length // least)
    return 1 / (length // least) if side >= least else 0.0
