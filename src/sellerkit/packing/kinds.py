"""Pieces that are alike in everything packing looks at are one kind; the engine counts kinds, not SKUs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sellerkit.packing.goods import Carton, Item, Size

Turns = tuple[Size, ...]
Counts = tuple[int, ...]


class Kind(NamedTuple):
    """Everything packing needs to know of a piece. `sides` in mm: sorted, or footprint sorted then height if upright.

    `units` is for goods that give way: how many fill each of the cartons, 0 for a carton that takes none; the sides are
    then those of a cube that is no larger than one piece's room in any carton.
    """

    sides: Size
    weight_g: int
    upright: bool
    fragile: bool
    group: str
    apart_from: tuple[str, ...]
    units: Counts = ()


class Lot(NamedTuple):
    """The pieces of one order: their kinds in a fixed order, and which pairs of kinds may not share a carton.

    `soft` numbers the kinds that give way.
    """

    kinds: tuple[Kind, ...]
    volumes: tuple[int, ...]
    weights: tuple[int, ...]
    enemies: tuple[frozenset[int], ...] | None
    soft: Counts = ()


def kind_of(item: Item, all_upright: bool, cartons: Sequence[Carton] = ()) -> Kind:
    """The kind a piece belongs to; the cartons matter to pieces that give way."""
    apart = tuple(sorted(item.apart_from - {""})) if item.apart_from else ()
    if item.units_per_carton:
        return _soft_kind(item, apart, cartons)
    length, width, height = item.size_mm
    upright = (item.keep_upright or all_upright) and not length == width == height
    if upright:
        sides = (length, width, height) if length <= width else (width, length, height)
    else:
        low, middle, high = (length, width, height) if length <= width else (width, length, height)
        if high < middle:
            middle, high = high, middle
            if middle < low:
                low, middle = middle, low
        sides = (low, middle, high)
    return Kind(sides, item.weight_g, upright, item.fragile, item.group, apart)


def _soft_kind(item: Item, apart: tuple[str, ...], cartons: Sequence[Carton]) -> Kind:
    table = dict(item.units_per_carton)
    rooms = [c.inner_mm[0] * c.inner_mm[1] * c.inner_mm[2] for c in cartons]
    units = tuple(min(room, max(0, table.get(c.name, 0))) for c, room in zip(cartons, rooms, strict=True))
    least = min((room // most for room, most in zip(rooms, units, strict=True) if most), default=1)
    side = int(least ** (1 / 3))
    return Kind((side, side, side), item.weight_g, False, False, item.group, apart, units)


def lot_of(kinds: Sequence[Kind]) -> Lot:
    """Describe some kinds, given in a fixed order."""
    volumes: list[int] = []
    weights: list[int] = []
    soft: list[int] = []
    hostile = False
    for number, ((length, width, height), weight, _, _, _, apart_from, units) in enumerate(kinds):
        volumes.append(length * width * height)
        weights.append(weight)
        hostile = hostile or bool(apart_from)
        if units:
            soft.append(number)
    enemies = tuple([_enemies(kind, kinds) for kind in kinds]) if hostile else None
    return Lot(tuple(kinds), tuple(volumes), tuple(weights), enemies, tuple(soft))


def _enemies(kind: Kind, kinds: Sequence[Kind]) -> frozenset[int]:
    return frozenset(
        number for number, other in enumerate(kinds) if other.group in kind.apart_from or kind.group in other.apart_from
    )


@lru_cache(maxsize=1 << 16)
def turns_of(sides: Size, upright: bool, inner: Size) -> Turns:
    """The different ways a box of these sides can be turned so that it fits the carton, as (dx, dy, dz) in mm."""
    a, b, c = sides
    turned = {(a, b, c), (b, a, c)}
    if not upright:
        turned |= {(a, c, b), (c, a, b), (b, c, a), (c, b, a)}
    return tuple(sorted(t for t in turned if t[0] <= inner[0] and t[1] <= inner[1] and t[2] <= inner[2]))


@lru_cache(maxsize=1 << 16)
def flattest_turns(sides: Size, upright: bool, inner: Size) -> tuple[Size, Size, Size] | None:
    """Per axis, the turn that is thinnest along it; of equals the one whose cross-section follows the carton's.

    None when no turn fits.
    """
    turns = turns_of(sides, upright, inner)
    if not turns:
        return None
    x, y, z = (min(turns, key=lambda turn: (turn[axis], _crossing(turn, inner, axis))) for axis in range(3))
    return x, y, z


def _crossing(turn: Size, inner: Size, axis: int) -> int:
    """0 when the longer side of the turn's cross-section lies along the longer side of the carton's."""
    across, along = [other for other in range(3) if other != axis]
    return int((turn[across] - turn[along]) * (inner[across] - inner[along]) < 0)
