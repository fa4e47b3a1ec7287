"""Improve a packing in many cartons: two at a time, packed anew into cheaper ones."""

from collections.abc import Sequence

from sellerkit.packing.bench import Bench, Load, counts_of
from sellerkit.packing.multisets import Needs, in_stock
from sellerkit.packing.sharing import share_out
from sellerkit.packing.stacks import in_stacks

_EMPTIEST, _PAIRS_TRIED = 10, 40
_ROUNDS, _EFFORT = 3, 6


def paired(bench: Bench, loads: list[Load]) -> list[Load]:
    """With three cartons or more: pack the pieces of two cartons anew as long as that saves volume, emptiest first."""
    tried: set[tuple[Load, Load]] = set()
    while len(loads) > 2:
        loads = sorted(loads, key=lambda load: (_fill(bench, load), load))
        pairs = [(one, two) for two in range(min(len(loads), _EMPTIEST)) for one in range(two)]
        for one, two in pairs:
            pair = (loads[one], loads[two])
            if pair in tried or len(tried) >= _PAIRS_TRIED:
                continue
            tried.add(pair)
            others = [load for number, load in enumerate(loads) if number not in (one, two)]
            better = _cheaper_pair(bench, pair, others)
            if better is not None:
                loads = others + better
                break
        else:
            break
    return loads


def _fill(bench: Bench, load: Load) -> float:
    return sum(bench.lot.volumes[place[0]] for place in load.places) / bench.volumes[load.carton]


def _cheaper_pair(bench: Bench, pair: Sequence[Load], others: Sequence[Load]) -> list[Load] | None:
    counts = counts_of(pair, len(bench.lot.kinds))
    taken = [load.carton for load in others]
    for cartons in Needs(bench, counts).cheapest_first(2, bench.volume_of(pair)) or ():
        if in_stock(bench, [*cartons, *taken]):
            loads = in_stacks(bench, counts, cartons) or share_out(bench, counts, cartons, _ROUNDS, _EFFORT)
            if loads is not None:
                return loads
    return None
