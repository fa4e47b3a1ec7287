"""Make a packing cheaper: other cartons, parcels joined or split, pieces moved, as long as that saves money."""

from collections.abc import Iterator, Sequence

from sellerkit.packing.bench import Load, left_after, without
from sellerkit.packing.kinds import Counts
from sellerkit.packing.multisets import in_stock
from sellerkit.packing.parcels import NEVER_PAID, Parcels
from sellerkit.packing.sharing import STRATEGIES

_LOOKS = 5  # times the effort: parcels weighed up from each start
_MOST_PARCELS = 40


def thriftier(parcels: Parcels, counts: Counts, loads: list[Load]) -> list[Load]:
    """The cheapest packing found from a few starts; never dearer than `loads`, which hold all the counted pieces."""
    best, least = loads, _merit(parcels, loads)
    for start in (loads, _worth_most(parcels, counts), _as_one(parcels, counts)):
        if start:
            found = _improved(parcels, start)
            merit = _merit(parcels, found)
            if merit < least:
                best, least = found, merit
    return best


def _merit(parcels: Parcels, loads: Sequence[Load]) -> tuple[int, int, int]:
    return parcels.cost_of(loads), len(loads), parcels.bench.volume_of(loads)


def _as_one(parcels: Parcels, counts: Counts) -> list[Load]:
    load = parcels.cheapest(counts).load
    return [] if load is None else [load]


def _worth_most(parcels: Parcels, counts: Counts) -> list[Load]:
    """Carton after carton, each time the one that takes most for its money."""
    bench, left, loads = parcels.bench, counts, list[Load]()
    while any(left) and len(loads) < _MOST_PARCELS:
        mm3, grams = bench.volume(left) or 1, bench.grams(left) or 1
        best, most = None, 0.0
        for number in range(len(bench.cartons)):
            load = bench.fill(number, left, STRATEGIES[0])
            packed = bench.counts(load)
            cost = parcels.cost(number, packed)
            if load.places and cost is not None and in_stock(bench, [*(one.carton for one in loads), number]):
                worth = (bench.volume(packed) / mm3 + bench.grams(packed) / grams) / max(1, cost)
                if worth > most:
                    best, most = load, worth
        if best is None:
            return []
        loads.append(best)
        left = without(left, best)
    return [] if any(left_after(counts, loads)) else loads


def _improved(parcels: Parcels, loads: list[Load]) -> list[Load]:
    """Take the first change that saves money, again and again."""
    until = parcels.looks + _LOOKS * parcels.bench.rules.effort
    going = True
    while going and parcels.looks < until:
        going = False
        for taken, parts in _changes([parcels.bench.counts(load) for load in loads]):
            if parcels.looks >= until:
                break
            changed = _changed(parcels, loads, taken, parts)
            if changed is not None:
                loads, going = changed, True
                break
    return loads


def _changed(
    parcels: Parcels, loads: Sequence[Load], taken: Sequence[int], parts: Sequence[Counts]
) -> list[Load] | None:
    """The loads with the taken ones packed anew as `parts`, if that is cheaper."""
    before = parcels.cost_of([loads[number] for number in taken])
    if sum(parcels.least(part) for part in parts) >= before:
        return None
    fresh = [parcels.cheapest(part) for part in parts]
    made = [parcel.load for parcel in fresh if parcel.load is not None]
    if len(made) < len(fresh) or sum(parcel.cost for parcel in fresh) >= min(before, NEVER_PAID):
        return None
    changed = [load for number, load in enumerate(loads) if number not in taken] + made
    return changed if in_stock(parcels.bench, [load.carton for load in changed]) else None


def _changes(contents: Sequence[Counts]) -> Iterator[tuple[tuple[int, ...], list[Counts]]]:
    """Which loads to pack anew and how: another carton, two as one, some pieces in the other, some in one of their own."""
    for one, here in enumerate(contents):
        yield (one,), [here]
    for one, here in enumerate(contents):
        for two in range(one):
            yield (one, two), [_plus(here, contents[two])]
    for one, here in enumerate(contents):
        for some in _some(here):
            rest = _minus(here, some)
            for two, there in enumerate(contents):
                if two != one:
                    yield (one, two), [rest, _plus(there, some)]
            yield (one,), [rest, some]
    for one, here in enumerate(contents):
        for two in range(one):
            for mine in _singles(here):
                for theirs in _singles(contents[two]):
                    if mine != theirs:
                        given, got = _minus(here, mine), _minus(contents[two], theirs)
                        yield (one, two), [_plus(given, theirs), _plus(got, mine)]


def _some(counts: Counts) -> Iterator[Counts]:
    """One, half, or all pieces of a kind, as long as something stays."""
    total = sum(counts)
    for kind, count in enumerate(counts):
        for many in sorted({1, count // 2, count}):
            if 0 < many <= count and many < total:
                yield tuple([many if n == kind else 0 for n in range(len(counts))])


def _singles(counts: Counts) -> Iterator[Counts]:
    for kind, count in enumerate(counts):
        if count:
            yield tuple([int(n == kind) for n in range(len(counts))])


def _plus(one: Counts, two: Counts) -> Counts:
    return tuple([a + b for a, b in zip(one, two, strict=True)])


def _minus(one: Counts, two: Counts) -> Counts:
    return tuple([a - b for a, b in zip(one, two, strict=True)])
