"""Share an order out among given cartons: fill one after the other by several rules until everything is in."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from sellerkit.packing.bench import Bench, Load, without
from sellerkit.packing.kinds import Counts
from sellerkit.packing.strategies import Strategy

STRATEGIES = (Strategy(axes=(2, 1, 0)), Strategy(axes=(0, 2, 1), tight=6.0), Strategy(axes=(1, 0, 2), tight=6.0))


class Rule(NamedTuple):
    """How to fill: `favour` weighs the kinds; `surplus_first`: what later cartons cannot take all of comes first."""

    strategy: Strategy
    favour: Sequence[float] | None
    surplus_first: bool


def share_out(bench: Bench, counts: Counts, cartons: Sequence[int], rounds: int, effort: int) -> list[Load] | None:
    """Everything in these cartons or some of them, or None when none of the first `rounds` rules finds a way.

    `effort`: trial fillings spent on the last carton of every try.
    """
    seen: set[tuple[tuple[int, ...], Counts]] = set()
    orders = [tuple(sorted(cartons, reverse=True)), tuple(sorted(cartons))]
    for number, (strategy, favour) in enumerate(rules(bench, counts, rounds)):
        for order in dict.fromkeys(orders):
            loads = _in_turn(bench, counts, order, Rule(strategy, favour, number % 2 == 0), effort, seen)
            if loads is not None:
                return loads
    return None


def _in_turn(
    bench: Bench,
    counts: Counts,
    order: tuple[int, ...],
    rule: Rule,
    effort: int,
    seen: set[tuple[tuple[int, ...], Counts]],
) -> list[Load] | None:
    """Fill the cartons one by one; the last one has to hold the rest."""
    left, loads = counts, list[Load]()
    for place, number in enumerate(order[:-1]):
        load = bench.fill(number, left, rule.strategy, _musts(bench, left, number, order[place + 1 :], rule))
        if not load.places:
            return None
        loads.append(load)
        left = without(left, load)
        if not any(left):
            return loads
        rest = order[place + 1 :]
        if (rest, left) in seen or not _room(bench, left, rest):
            return None
        seen.add((rest, left))
    verdict = bench.holds(order[-1], left, effort)
    return None if verdict.places is None else [*loads, Load(order[-1], verdict.places)]


def _musts(bench: Bench, left: Counts, number: int, later: Sequence[int], rule: Rule) -> Sequence[float] | None:
    """Pieces that go into no later carton come first; by some rules also those of which there are more than go into them."""
    musts = []
    for kind, count in enumerate(left):
        if count and number in bench.fits[kind]:
            room = sum([bench.most[n][kind] for n in later])
            if not room or (rule.surplus_first and count > room):
                musts.append(kind)
    if not musts:
        return rule.favour
    weighed = list(rule.favour) if rule.favour is not None else [1.0] * len(bench.fits)
    for kind in musts:
        weighed[kind] *= 1e6
    return weighed


def _room(bench: Bench, left: Counts, cartons: Sequence[int]) -> bool:
    return bench.volume(left) <= sum(bench.volumes[n] for n in cartons) and bench.grams(left) <= sum(
        bench.bays[n].payload_g for n in cartons
    )


def rules(bench: Bench, counts: Counts, rounds: int) -> Iterator[tuple[Strategy, Sequence[float] | None]]:
    """Plain fillings first, then heavy, light, long and flat pieces first, then random preferences."""
    lot = bench.lot
    density = [grams / mm3 for grams, mm3 in zip(lot.weights, lot.volumes, strict=True)]
    mean = (sum(density) / len(density)) or 1.0
    longest = [max(kind.sides) ** 2.0 for kind in lot.kinds]
    dense = [0.1 + d / mean for d in density]
    preferences = [dense, [1 / d for d in dense], longest, [1 / side for side in longest]]
    for number in range(rounds):
        strategy = STRATEGIES[number % len(STRATEGIES)]
        if number < len(STRATEGIES):
            yield strategy, None
        elif number - len(STRATEGIES) < len(preferences):
            yield strategy, preferences[number - len(STRATEGIES)]
        else:
            random = Random(number)
            favour = [8.0 ** random.random() for _ in counts]
            yield strategy._replace(noise=3.0, seed=number), favour
