"""Goods that give way (garments, scarves, quilts): they take a share of a carton instead of lengths.

They lie in one layer at the bottom, which fills the carton's base; the other pieces stand on it. That gives every piece a
place, rests the others on an even floor, and lays nothing soft on what is fragile.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from sellerkit.packing.columns import Place
from sellerkit.packing.kinds import Counts
from sellerkit.packing.strategies import Strategy
from sellerkit.packing.trial import NEVER, Verdict, impossible

if TYPE_CHECKING:
    from sellerkit.packing.bench import Bench


def with_layer(bench: Bench, carton: int, counts: Counts, effort: int) -> Verdict:
    """Whether a carton holds the counted pieces, some of which give way."""
    share = _share(bench, carton, counts)
    if share is None or share > 1 or impossible(bench.bays[carton], bench.lot, counts):
        return NEVER
    bay, hard = bench.bays[carton], _others(bench, counts)
    places, top = _layer(bench, carton, counts, share)
    if not any(hard):
        return Verdict(places, False)
    if bench.volume(hard) > (1 - share) * bench.volumes[carton]:
        return NEVER
    if top < bay.inner[2]:
        above = bay._replace(inner=(bay.inner[0], bay.inner[1], bay.inner[2] - top))
        verdict = bench.trial(above, hard, effort)
        if verdict.places is not None:
            return verdict._replace(places=(*places, *_raised(verdict.places, top)))
    # A layer is one way among many: only what the bare carton cannot hold is proven.
    return Verdict(None, bench.trial(bay, hard, effort).never, effort)


def filled_with_layer(
    bench: Bench, carton: int, counts: Counts, strategy: Strategy, favour: Sequence[float] | None
) -> tuple[Place, ...]:
    """As much as goes in: the layer first or the other pieces first, whichever takes more."""
    ways = [_filled(bench, carton, counts, strategy, favour, first) for first in (True, False)]
    return max(ways, key=lambda places: sum(bench.lot.volumes[place[0]] for place in places))


def _filled(
    bench: Bench, carton: int, counts: Counts, strategy: Strategy, favour: Sequence[float] | None, soft_first: bool
) -> tuple[Place, ...]:
    bay, hard = bench.bays[carton], _others(bench, counts)
    high = bay.inner[2]
    placed: tuple[Place, ...] = ()
    if not soft_first and any(hard):
        placed = bench.fill_bay(bay, hard, strategy, favour)
        high -= max((place[3] + place[6] for place in placed), default=0)
    soft = _taken(bench, carton, counts, Fraction(high, bay.inner[2]), placed)
    layer, top = _layer(bench, carton, soft, _share(bench, carton, soft) or Fraction(0))
    if soft_first and top < bay.inner[2]:
        hard = tuple([0 if _unwelcome(bench, n, soft) else count for n, count in enumerate(hard)])
        above = bay._replace(
            inner=(bay.inner[0], bay.inner[1], bay.inner[2] - top),
            payload_g=bay.payload_g - bench.grams(soft),
            pieces=bay.pieces - sum(soft),
        )
        placed = bench.fill_bay(above, hard, strategy, favour) if any(hard) else ()
    return (*layer, *_raised(placed, top))


def _taken(bench: Bench, carton: int, counts: Counts, room: Fraction, placed: Sequence[Place]) -> Counts:
    """How many of each kind that gives way still go in beside the pieces placed."""
    bay, lot = bench.bays[carton], bench.lot
    grams = bay.payload_g - sum(lot.weights[place[0]] for place in placed)
    pieces = bay.pieces - len(placed)
    soft = [0] * len(counts)
    there = [0] * len(counts)
    for place in placed:
        there[place[0]] += 1
    for n in lot.soft:
        units, weight = lot.kinds[n].units[carton], lot.weights[n]
        most = min(counts[n], floor(room * units), pieces, grams // weight if weight else pieces)
        if lot.enemies is not None and n in lot.enemies[n]:
            most = min(most, 1)
        if most > 0 and not _unwelcome(bench, n, there):
            soft[n] = there[n] = most
            room, grams, pieces = room - Fraction(most, units), grams - most * weight, pieces - most
    return tuple(soft)


def _unwelcome(bench: Bench, kind: int, there: Sequence[int]) -> bool:
    enemies = bench.lot.enemies
    return enemies is not None and any(there[enemy] for enemy in enemies[kind])


def _others(bench: Bench, counts: Counts) -> Counts:
    return tuple([0 if kind.units else count for kind, count in zip(bench.lot.kinds, counts, strict=True)])


def _share(bench: Bench, carton: int, counts: Counts) -> Fraction | None:
    """How much of the carton the goods that give way take; None when one of them does not go into it at all."""
    share = Fraction(0)
    for n in bench.lot.soft:
        if counts[n]:
            units = bench.lot.kinds[n].units[carton]
            if not units:
                return None
            share += Fraction(counts[n], units)
    return share


def _layer(bench: Bench, carton: int, counts: Counts, share: Fraction) -> tuple[tuple[Place, ...], int]:
    """The goods that give way, one on the other, and the height of them all in whole mm."""
    wide, deep, high = bench.bays[carton].inner
    places: list[Place] = []
    at, top = Fraction(0), ceil(high * share)
    for n in bench.lot.soft:
        for _ in range(counts[n]):
            low, at = floor(at), at + Fraction(high, bench.lot.kinds[n].units[carton])
            places.append((n, 0, 0, low, wide, deep, floor(at) - low))
    if places:
        places[-1] = (*places[-1][:6], top - places[-1][3])
    return tuple(places), top


def _raised(places: Sequence[Place], by: int) -> tuple[Place, ...]:
    return tuple([(n, x, y, z + by, dx, dy, dz) for n, x, y, z, dx, dy, dz in places])


def layer_mm3(bench: Bench, carton: int, counts: Counts) -> int:
    """The volume of the pieces as they lie in a carton: the layer and the others."""
    wide, deep, high = bench.bays[carton].inner
    return wide * deep * ceil(high * (_share(bench, carton, counts) or 0)) + bench.volume(_others(bench, counts))
