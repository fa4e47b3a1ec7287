"""Proofs that a carton cannot hold some pieces, however they are turned and placed, supported or not.

Dual feasible functions after Fekete and Schepers, "New classes of fast lower bounds for bin packing problems" (2001)
and "A combinatorial characterization of higher-dimensional orthogonal packing" (2004): side lengths are replaced by
other shares of the carton's side such that whatever fits still fits; if the changed pieces have more volume than the carton,
the real ones do not fit. A piece that can be turned counts with its smallest changed volume.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from sellerkit.packing.dual import Depth, Shares, functions_on, rounded, stepped
from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Kind, Turns, turns_of

_OVER = 1 + 1e-9
_NEAREST = 4
# Which of three functions to combine: one or two axes changed, or all three by their first function.
_QUICK = [t for t in product(range(3), repeat=3) if (0 in t and any(t)) or max(t) == 1]


def too_much(kinds: Sequence[Kind], counts: Sequence[int], inner: Size) -> bool:
    """True when a few shares, the same for all pieces of a shape, prove that a carton does not hold them; each fits it."""
    totals = [0.0] * len(_QUICK)
    for kind, count in zip(kinds, counts, strict=True):
        if count:
            shares = _quick_shares(kind.sides, kind.upright, inner)
            totals = [total + count * share for total, share in zip(totals, shares, strict=True)]
    return max(totals) > _OVER


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
            {side: rounded(side, length, half) for side in along},
            {side: stepped(side, length, 2) for side in along},
        ))  # fmt: skip
    x, y, z = axes
    return tuple([
        min([a[dx] * b[dy] * c[dz] for dx, dy, dz in ways])
        for a, b, c in [(x[na], y[nb], z[nc]) for na, nb, nc in _QUICK]
    ])  # fmt: skip


def cannot_hold(turns: Mapping[int, Turns], counts: Sequence[int], inner: Size) -> bool:
    """True when it is proven that a carton of this inside (mm) does not hold the pieces.

    `turns` lists the turns of each kind that fit the carton, `counts` how many pieces of it there are. One axis is changed,
    then a second one beside the changes that came nearest to a proof.
    """
    axes = [functions_on(turns, inner, axis, Depth.DEEP) for axis in range(3)]
    pieces = [(counts[number], ways) for number, ways in turns.items()]
    nearest: list[tuple[float, int, int]] = []
    for axis in range(3):
        for number in range(1, len(axes[axis])):
            total = _total(pieces, [axes[n][number if n == axis else 0] for n in range(3)])
            if total > _OVER:
                return True
            nearest.append((-total, axis, number))
    for _, axis, number in sorted(nearest)[:_NEAREST]:
        for other in (0, 1, 2):
            for second in range(1, len(axes[other]) if other != axis else 0):
                chosen = [axes[n][number if n == axis else second if n == other else 0] for n in range(3)]
                if _total(pieces, chosen) > _OVER:
                    return True
    return False


def _total(pieces: Sequence[tuple[int, Turns]], functions: Sequence[Shares]) -> float:
    a, b, c = functions
    return sum([count * min([a[dx] * b[dy] * c[dz] for dx, dy, dz in ways]) for count, ways in pieces])


def least_shares(turns: Mapping[int, Turns], inner: Size, label: Size) -> dict[int, float]:
    """The least share of the carton each kind takes when measured by one function an axis: the pieces in it add to ≤ 1.

    `label` numbers the functions, 0 for lengths as they are; an axis that has fewer takes its last.
    """
    if not turns:
        return {}
    a, b, c = (
        functions[min(number, len(functions) - 1)]
        for number, functions in zip(
            label, (functions_on(turns, inner, axis, Depth.SHALLOW) for axis in range(3)), strict=True
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
    x, y, z = (_by_side(functions_on(turns, inner, axis, depth)) for axis in range(3))
    shares = {number: [_products(x[dx], y[dy], z[dz]) for dx, dy, dz in ways] for number, ways in turns.items()}
    lowest = {number: list(map(min, *rows)) if len(rows) > 1 else rows[0] for number, rows in shares.items()}
    many = len(next(iter(lowest.values())))
    room, spread = [_OVER] * many, [0.0] * many
    for number, least in lowest.items():
        count, rows = counts[number], shares[number]
        room = [have - count * low for have, low in zip(room, least, strict=True)]
        if len(rows) > 1:
            spread = [
                can + count * (high - low) for can, high, low in zip(spread, map(max, *rows), least, strict=True)
            ]  # fmt: skip
    # A measure that the worst turns of all pieces do not exceed rules nothing out.
    telling = [n for n in sorted(range(many), key=room.__getitem__) if room[n] < spread[n] or room[n] < 0][:most]
    return Excess(
        [room[n] for n in telling],
        {number: [tuple([row[n] - least[n] for n in telling]) for row in shares[number]] for number, least in lowest.items()},
    )  # fmt: skip


def _by_side(functions: Sequence[Shares]) -> dict[int, tuple[float, ...]]:
    return dict(zip(functions[0], zip(*[table.values() for table in functions], strict=True), strict=True))


def _products(x: Sequence[float], y: Sequence[float], z: Sequence[float]) -> list[float]:
    """The share of the carton by each combination: one or two axes changed, or all three by their first function."""
    a, b, c = x[0], y[0], z[0]
    found = [a * dy * dz for dy in y for dz in z]
    found += [dx * b * dz for dx in x[1:] for dz in z]
    found += [dx * dy * c for dx in x[1:] for dy in y[1:]]
    if len(x) > 1 and len(y) > 1 and len(z) > 1:
        found.append(x[1] * y[1] * z[1])
    return found
