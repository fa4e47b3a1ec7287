"""Does this carton hold these pieces? A packing, a proof that it cannot, or an honest "not found"."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from sellerkit.packing.blocks import Bay, Ground, ground_of
from sellerkit.packing.bounds import Depth, cannot_hold
from sellerkit.packing.columns import Place, in_one_column
from sellerkit.packing.filling import Filling, Strategy
from sellerkit.packing.kinds import Counts, Lot, turns_of
from sellerkit.packing.relations import arranged
from sellerkit.packing.settling import settled

FIRST = (Strategy(axes=(2, 1, 0)), Strategy(axes=(0, 2, 1)), Strategy(axes=(1, 2, 0)))
_AXES = ((2, 1, 0), (0, 2, 1), (1, 2, 0), (2, 0, 1), (0, 1, 2), (1, 0, 2))
_SEARCHES = {3: 300, 12: 3000}  # before which filling to search exactly, and how many steps at most
_STEPS_A_FILLING = 30  # a small effort shortens the long search too
_DEEP_PROOF = 6
_MOST_RELATED = 10


class Verdict(NamedTuple):
    """`places` when the carton holds the pieces; else `never` says whether that is proven. `fillings`: effort spent."""

    places: tuple[Place, ...] | None
    never: bool
    fillings: int = 0


NEVER = Verdict(None, True)


def holds(bay: Bay, lot: Lot, counts: Counts, effort: int) -> Verdict:
    """Whether a carton holds the counted pieces of a lot, with at most `effort` trial fillings."""
    if impossible(bay, lot, counts):
        return NEVER
    column = in_one_column(lot.kinds, counts, bay.inner, bay.support)
    if column is not None:
        return Verdict(tuple(column), False)
    ground = ground_of(bay, lot, counts)
    if cannot_hold(ground.turns, counts, bay.inner, Depth.SHALLOW):
        return NEVER
    for number, strategy in enumerate(strategies(effort)):
        verdict = _searched(ground, number, max(_SEARCHES[3], _STEPS_A_FILLING * effort))
        if verdict is not None:
            return verdict
        places = attempt(ground, strategy)
        if places is not None:
            return Verdict(tuple(places), False, number + 1)
    return Verdict(None, False, effort)


def attempt(ground: Ground, strategy: Strategy) -> Sequence[Place] | None:
    """One trial filling with everything in it, or None."""
    bay = ground.bay
    if not strategy.sink or not bay.support:
        return Filling(ground, strategy, bay.support).run(whole=True)
    floating = Filling(ground, strategy, 0.0).run(whole=True)
    return None if floating is None else settled(floating, bay.inner, ground.lot, bay.support)


def _searched(ground: Ground, number: int, steps: int) -> Verdict | None:
    """Before filling `number`: look for a proof, or for an arrangement by weighing up all of them."""
    bay, lot, counts = ground.bay, ground.lot, ground.counts
    if number == _DEEP_PROOF and cannot_hold(ground.turns, counts, bay.inner, Depth.DEEP):
        return Verdict(None, True, number)
    if number not in _SEARCHES or sum(counts) > _MOST_RELATED:
        return None
    plain = not bay.support and not any(kind.fragile for kind in lot.kinds)
    found = arranged(
        ground.turns,
        counts,
        bay.inner,
        min(steps, _SEARCHES[number]),
        lambda places: places if plain else settled(places, bay.inner, lot, bay.support),
    )
    if found.places is not None:
        return Verdict(tuple(found.places), False, number)
    return Verdict(None, True, number) if found.never else None


def impossible(bay: Bay, lot: Lot, counts: Counts) -> bool:
    """Too many pieces, too heavy, more volume than the carton, a piece that does not fit, or pieces to keep apart."""
    pieces = grams = mm3 = 0
    for number, here in enumerate(counts):
        if here:
            pieces += here
            grams += here * lot.weights[number]
            mm3 += here * lot.volumes[number]
            kind = lot.kinds[number]
            if not kind.units and not turns_of(kind.sides, kind.upright, bay.inner):
                return True
    if pieces > bay.pieces or grams > bay.payload_g or mm3 > bay.inner[0] * bay.inner[1] * bay.inner[2]:
        return True
    if lot.enemies is None:
        return False
    return any(
        here and (any(counts[enemy] for enemy in enemies if enemy != number) or (here > 1 and number in enemies))
        for number, (here, enemies) in enumerate(zip(counts, lot.enemies, strict=True))
    )


@lru_cache(maxsize=64)
def strategies(effort: int) -> tuple[Strategy, ...]:
    """The first `effort` strategies: fixed ones, then seeded random ones."""
    return tuple(strategy for strategy, _ in zip(_every_strategy(), range(effort), strict=False))


def _every_strategy() -> Iterator[Strategy]:
    yield from FIRST
    for seed in count(1):
        yield Strategy(
            axes=_AXES[seed % 6],
            tight=(0.0, 2.0)[seed // 6 % 2],
            scatter=(0.1, 0.5)[seed % 2],
            noise=10.0,
            seed=seed,
            bulk=(1.0, 0.0, 0.5)[seed % 3],
            flat=(0.0, 1.0, 0.0)[seed % 3],
            corners=True,
            sink=seed % 2 == 0,
        )
