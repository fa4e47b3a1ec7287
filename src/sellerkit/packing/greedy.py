"""A first packing in several cartons, quickly: the carton that takes most, again and again, then smaller ones."""

from collections import Counter
from collections.abc import Sequence

from sellerkit.packing.bench import Bench, Load, counted, left_after, without
from sellerkit.packing.kinds import Counts
from sellerkit.packing.sharing import STRATEGIES, rules
from sellerkit.packing.strategies import Strategy

_QUICK = 3
_SIZING = 12
_QUICK_PACKINGS, _MANY = 15, 4
_MOST_PACKINGS = 100  # while there are many cartons, and more than proven necessary


def first_packing(bench: Bench, counts: Counts, fewest: int) -> list[Load]:
    """The best of a few quick packings: pieces left out, cartons, volume. More are tried when it takes many cartons.

    `fewest`: no packing needs fewer cartons than this.
    """
    best: list[Load] = []
    least: tuple[int, int, int] | None = None
    for number, (strategy, favour) in enumerate(rules(bench, counts, _MOST_PACKINGS)):
        if number >= len(STRATEGIES) and len(best) < _MANY:
            break
        if number >= _QUICK_PACKINGS and len(best) <= fewest:
            break
        loads = downsized(bench, most_first(bench, counts, strategy, favour), _SIZING)
        merit = (sum(left_after(counts, loads)), len(loads), bench.volume_of(loads))
        if least is None or merit < least:
            best, least = loads, merit
    return best


def most_first(bench: Bench, counts: Counts, strategy: Strategy, favour: Sequence[float] | None = None) -> list[Load]:
    """Pack carton after carton, each time the one that takes the largest share of what is left.

    Pieces stay out only when the cartons in stock run out.
    """
    left, used, loads = counts, Counter[int](), list[Load]()
    while any(left):
        free = [n for n, c in enumerate(bench.cartons) if c.in_stock is None or used[n] < c.in_stock]
        load = smallest(bench, left, free, _QUICK) or _fullest(bench, left, free, strategy, favour)
        if load is None:
            break
        for _ in range(_repeats(bench, left, load, used[load.carton])):
            used[load.carton] += 1
            loads.append(load)
            left = without(left, load)
    return loads


def _fullest(
    bench: Bench, left: Counts, free: Sequence[int], strategy: Strategy, favour: Sequence[float] | None
) -> Load | None:
    """Of one filling of each free carton, the one that takes the largest share of the volume and weight left."""
    mm3, grams = bench.volume(left) or 1, bench.grams(left) or 1
    best, most = None, 0.0
    for number in free:
        if any(count and number in bench.fits[kind] for kind, count in enumerate(left)):
            load = bench.fill(number, left, strategy, favour)
            packed = counted(load.places, len(left))
            share = bench.volume(packed) / mm3 + bench.grams(packed) / grams
            if share > most:
                best, most = load, share
    return best


def _repeats(bench: Bench, left: Counts, load: Load, used: int) -> int:
    """How often to pack this load: once, or when there is plenty of all its pieces as often as leaves some of them."""
    packed = counted(load.places, len(left))
    enough = min(count // gone for count, gone in zip(left, packed, strict=True) if gone)
    stock = bench.cartons[load.carton].in_stock
    most = enough if stock is None else min(enough, stock - used)
    return max(1, most - 1)


def smallest(bench: Bench, counts: Counts, cartons: Sequence[int], effort: int) -> Load | None:
    """The smallest of these cartons (numbered by volume) found to hold everything."""
    for number in cartons:
        verdict = bench.holds(number, counts, effort)
        if verdict.places is not None:
            return Load(number, verdict.places)
    return None


def downsized(bench: Bench, loads: Sequence[Load], effort: int) -> list[Load]:
    """The same pieces together, each load in the smallest carton in stock that is found to hold it."""
    used = Counter(load.carton for load in loads)
    result = []
    for load in loads:
        counts = tuple(counted(load.places, len(bench.lot.kinds)))
        free = [n for n in range(load.carton) if (s := bench.cartons[n].in_stock) is None or used[n] < s]
        cheaper = [n for n in free if bench.volumes[n] < bench.volumes[load.carton]]
        better = smallest(bench, counts, cheaper, effort)
        if better is not None:
            used[load.carton] -= 1
            used[better.carton] += 1
        result.append(better or load)
    return result
