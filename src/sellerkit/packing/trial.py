"""Does this carton hold these pieces? A packing, a proof that it cannot, or an honest "not found"."""

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from sellerkit.packing.blocks import Bay, Ground
from sellerkit.packing.bounds import cannot_hold, too_much
from sellerkit.packing.columns import Place, flattest_of, in_one_column
from sellerkit.packing.dual import Depth
from sellerkit.packing.filling import Filling
from sellerkit.packing.kinds import Counts, Lot, turns_of
from sellerkit.packing.relations import arranged
from sellerkit.packing.settling import settled
from sellerkit.packing.strategies import Strategy, strategies

# Before which filling to search exactly: steps for each filling of the effort, at least, at most, and with which proofs.
_SEARCHES = {3: (1, 20, 300, Depth.MIDDLE), 33: (30, 0, 3000, Depth.DEEP)}
_ALL_SEARCHED = 100  # fillings, after which more of them are all that is left to do
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


def holds(bay: Bay, lot: Lot, counts: Counts, effort: int, spent: int = 0) -> Verdict:
    """Whether a carton holds the counted pieces of a lot and is not `overloaded` by them; `effort` in trial fillings.

    `spent`: so many of them were in vain before.
    """
    if spent >= _ALL_SEARCHED:
        return _filled(Ground(bay, lot, counts), effort, spent)
    flattest = flattest_of(lot.kinds, counts, bay.inner)
    if flattest is None:
        return NEVER
    column = in_one_column(lot.kinds, flattest, bay.inner, bay.support)
    if column is not None:
        return Verdict(tuple(column), False)
    if too_much(lot.kinds, counts, bay.inner):
        return NEVER
    return _filled(Ground(bay, lot, counts), effort, 0)


def _filled(ground: Ground, effort: int, spent: int) -> Verdict:
    """Filling after filling, and in between what else may decide."""
    tight = _few_and_tight(ground)
    for number, strategy in enumerate(strategies(effort)[spent:], spent):
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
        never = number == _DEEP_PROOF and cannot_hold(ground.turns, counts, bay.inner)
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
    """A piece that does not fit, or the carton is overloaded."""
    for kind, here in zip(lot.kinds, counts, strict=True):
        if here and not kind.units and not turns_of(kind.sides, kind.upright, bay.inner):
            return True
    return overloaded(bay, lot, counts)


def overloaded(bay: Bay, lot: Lot, counts: Counts) -> bool:
    """Too many pieces, too heavy, more volume than the carton, or pieces to keep apart."""
    wide, deep, high = bay.inner
    mm3 = sum(map(mul, counts, lot.volumes))
    if mm3 > wide * deep * high or sum(map(mul, counts, lot.weights)) > bay.payload_g or sum(counts) > bay.pieces:
        return True
    if lot.enemies is None:
        return False
    return any(
        here and (any(counts[enemy] for enemy in enemies if enemy != number) or (here > 1 and number in enemies))
        for number, (here, enemies) in enumerate(zip(counts, lot.enemies, strict=True))
    )
