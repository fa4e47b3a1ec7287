"""An order that needs several cartons: as few as possible, then the least inner volume."""

from collections.abc import Sequence
from typing import NamedTuple

from sellerkit.packing.bench import Bench, Load, left_after
from sellerkit.packing.greedy import first_packing
from sellerkit.packing.kinds import Counts
from sellerkit.packing.multisets import Cartons, Needs
from sellerkit.packing.repacking import paired
from sellerkit.packing.sharing import share_out
from sellerkit.packing.stacks import in_stacks

_MORE_TRIED = 3  # when the quick packing ran out of cartons in stock: so many cartons more, less one
_LAST_EFFORT = 12
_FEW_PIECES = 220  # a dozen pieces in two cartons are worth three quarters of the effort in rules for sharing out
_FILLINGS = 10  # times the effort: fillings spent on one number of cartons


class Found(NamedTuple):
    """Loads, and whether no fewer or smaller cartons can do; `bound` is the fewest cartons that could.

    No packing in as many cartons takes less inner volume than `bound_mm3`. Costs, in minor units, when asked for; `served`:
    the courier takes every parcel there has to be.
    """

    loads: list[Load]
    proven: bool
    bound: int
    bound_mm3: int = 0
    cost_minor: int | None = None
    bound_cost_minor: int | None = None
    served: bool = True


def in_several(bench: Bench, counts: Counts, bound: int) -> Found:
    """Pack into several cartons, knowing that fewer than `bound` cannot hold it all."""
    needs = Needs(bench, counts)
    fewest, sure = max(bound, needs.fewest()), True
    best = first_packing(bench, counts, fewest)
    complete = not any(left_after(counts, best))
    least = bench.volume(counts)
    for many in range(fewest, len(best) + (1 if complete else _MORE_TRIED)):
        below = bench.volume_of(best) if complete and many == len(best) else 1 << 62
        candidates = needs.cheapest_first(many, below)
        least = _least_mm3(bench, counts, candidates, below)
        loads, certain = _first_that_holds(bench, counts, candidates)
        if sure and certain and loads is None and many < len(best):
            fewest = many + 1
        sure = sure and certain
        if loads is not None:
            best, complete = loads, True
            least = least if len(loads) == many else bench.volume(counts)
            break
    if not complete:
        return Found(best, False, min(bound, len(best)))
    if sure and fewest == len(best):
        return Found(best, True, fewest, bench.volume_of(best))
    better = paired(bench, best)
    if len(better) < len(best):
        least = bench.volume(counts)
    return Found(better, False, fewest, min(least, bench.volume_of(better)))


def _least_mm3(bench: Bench, counts: Counts, candidates: Sequence[Cartons] | None, below: int) -> int:
    """No packing in so many cartons takes less inner volume than this."""
    if candidates is None:
        return bench.volume(counts)
    return bench.volume_of([Load(number, ()) for number in candidates[0]]) if candidates else below


def _first_that_holds(
    bench: Bench, counts: Counts, candidates: Sequence[Cartons] | None
) -> tuple[list[Load] | None, bool]:
    """The loads in the cheapest candidate that works, and whether it is certain that no cheaper one does."""
    rounds = _rounds(bench, sum(counts), candidates or ())
    for place, cartons in enumerate(candidates or ()):
        if place * rounds * len(cartons) > _FILLINGS * bench.rules.effort:
            return None, False
        loads = in_stacks(bench, counts, cartons[::-1]) or share_out(bench, counts, cartons, rounds, _LAST_EFFORT)
        if loads is not None:
            return loads, place == 0
    return None, candidates is not None and not candidates


def _rounds(bench: Bench, pieces: int, candidates: Sequence[Cartons]) -> int:
    """How many rules for sharing out to try on each candidate: more where there are few candidates and few pieces."""
    if not candidates:
        return 0
    effort = bench.rules.effort
    worth = max(effort // 5, effort * _FEW_PIECES // (pieces * pieces * len(candidates[0])))
    return max(3, min(worth, 3 * effort // (2 * len(candidates))))
