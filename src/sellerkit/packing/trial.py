"""Does this carton hold these pieces? A packing, a proof that it cannot, or an honest "not found"."""

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from sellerkit.packing.blocks import Bay, Ground
from sellerkit.packing.bounds import Depth, cannot_hold, too_much
from sellerkit.packing.columns import Place, in_one_column
from sellerkit.packing.filling import Filling
from sellerkit.packing.kinds import Counts, Lot, turns_of
from sellerkit.packing.relations import arranged
from sellerkit.packing.settling import settled
from sellerkit.packing.strategies import Strategy, strategies

# Before which filling to search exactly: steps for each filling of the effort, at least, at most, and with which proofs.
_SEARCHES = {3: (1, 20, 300, Depth.MIDDLE), 33: (30, 0, 3000, Depth.DEEP)}
_DEEP_PROOF = 6
_MOST_RELATED = 10
# Few pieces that fill so much of the carton: on made-up orders 7 in 355 were still packed by a filling after these.
_TIGHT, _TIGHT_FILLINGS = 0.8, 3


class Verdict(NamedTuple):
    """`places` when the carton holds the pieces; else `never` says whether that is proven. `fillings`: effort spent."""

    places: tuple[Place, ...] | None
    never: bool
    fillings: int = 0


NEVER = Verdict(None, True)


def holds(bay: Bay, lot: Lot, counts: Counts, effort: int) -> Verdict:
    """Whether a carton holds the counted pieces of a lot, which `impossible` does not rule out; `effort` in trial fillings."""
    column = in_one_column(lot.kinds, counts, bay.inner, bay.support)
    if column is not None:
        return Verdict(tuple(column), False)
    if too_much(lot.kinds, counts, bay.inner):
        return NEVER
    ground = Ground(bay, lot, counts)
    tight = _few_and_tight(ground)
    for number, strategy in enumerate(strategies(effort)):
        verdict = _searched(ground, number, effort)
        if verdict is not None:
            return verdict
        if tight and number >= _TIGHT_FILLINGS:
            continue
        places = attempt(ground, strategy)
        if places is not None:
            return Verdict(tuple(places), False, number + 1)
    return Verdict(None, False, effort)


def _few_and_tight(ground: Ground) -> bool:
    counts, (wide, deep, high) = ground.counts, ground.bay.inner
    if sum(counts) > _MOST_RELATED:
        return False
    mm3: int = sum(map(mul, counts, ground.lot.volumes))
    return mm3 > _TIGHT * wide * deep * high


def attempt(ground: Ground, strategy: Strategy) -> Sequence[Place] | None:
    """One trial filling with everything in it, or None."""
    bay = ground.bay
    if not strategy.sink or not bay.support:
        return Filling(ground, strategy, bay.support).run(whole=True)
    floating = Filling(ground, strategy, 0.0).run(whole=True)
    return None if floating is None else settled(floating, bay.inner, ground.lot, bay.support)


def _searched(ground: Ground, number: int, effort: int) -> Verdict | None:
    """Before filling `number`: look for a proof, or for an arrangement by weighing up all of them."""
    bay, lot, counts = ground.bay, ground.lot, ground.counts
    if sum(counts) > _MOST_RELATED:
        never = number == _DEEP_PROOF and cannot_hold(ground.turns, counts, bay.inner, Depth.DEEP)
        return Verdict(None, True, number) if never else None
    if number not in _SEARCHES:
        return None
    rate, least, most, depth = _SEARCHES[number]
    plain = not bay.support and not any(kind.fragile for kind in lot.kinds)
    found = arranged(
        ground.turns,
        counts,
        bay.inner,
        max(least, min(most, rate * effort)),
        depth,
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
