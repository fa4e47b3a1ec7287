"""One order worked out: a single carton if any holds it, else several."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import cast

from sellerkit.packing.bench import Bench, Load
from sellerkit.packing.evening import evened
from sellerkit.packing.goods import Carton, Rules
from sellerkit.packing.kinds import Counts, Kind, lot_of
from sellerkit.packing.latest import latest
from sellerkit.packing.memo import Memo
from sellerkit.packing.several import Found, in_several

_HARDER = 10  # times the usual effort, before an order is given another carton


def recalled(
    kinds: Sequence[Kind], counts: Counts, cartons: Sequence[Carton], rules: Rules, memo: Memo | None
) -> Found:
    """The loads of an order, worked out or from the memo. Its parts are not kept: they hardly ever come again."""
    if memo is None:
        return _solved(kinds, counts, cartons, rules)
    about = (rules.support, rules.all_upright, rules.max_items, rules.effort)
    question = (tuple(kinds), counts, _digest((tuple(cartons), about)))
    known = memo.get(question)
    if known is not None:
        found = Found(*cast("Found", known))
        return found._replace(loads=[Load(*load) for load in found.loads])
    found = _solved(kinds, counts, cartons, rules)
    memo.put(question, found)
    return found


@latest
def _digest(choice: tuple[tuple[Carton, ...], tuple[float | int | None, ...]]) -> str:
    """Cartons and rules in a few characters; names do not matter."""
    cartons, about = choice
    shapes = [(c.inner_mm, c.tare_g, c.max_g, c.in_stock) for c in cartons]
    return blake2b(repr((shapes, about)).encode(), digest_size=12).hexdigest()


def _solved(kinds: Sequence[Kind], counts: Counts, cartons: Sequence[Carton], rules: Rules) -> Found:
    if not kinds:
        return Found([], True, 0, 0)
    bench = Bench(lot_of(kinds), cartons, rules, None)
    undecided: list[int] = []
    mm3, grams = bench.volume(counts), bench.grams(counts)
    for number, room in enumerate(bench.volumes):
        if room < mm3 or bench.bays[number].payload_g < grams or cartons[number].in_stock == 0:
            continue
        verdict = bench.holds(number, counts, rules.effort)
        if verdict.places is not None:
            return Found([Load(number, verdict.places)], not undecided, 1, bench.volumes[(*undecided, number)[0]])
        if not verdict.never:
            undecided.append(number)
    load = _harder(bench, counts, undecided)
    if load is not None:
        return Found([load], undecided[0] == load.carton, 1, bench.volumes[undecided[0]])
    found = in_several(bench, counts, 2)
    loads = sorted(evened(bench, found.loads), key=lambda load: (-load.carton, load.places))
    return Found(loads, found.proven and not undecided, 1 if undecided else found.bound, found.bound_mm3)


def _harder(bench: Bench, counts: Counts, undecided: Sequence[int]) -> Load | None:
    """Before a second carton is taken: look much harder, first at the largest carton, then at smaller ones."""
    best = None
    for number in reversed(undecided):
        verdict = bench.holds(number, counts, _HARDER * bench.rules.effort)
        if verdict.places is None:
            break
        best = Load(number, verdict.places)
    return best
