"""The packing bench: one order's pieces, the cartons to choose from, and every answer found so far."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, cast

from sellerkit.packing.blocks import Bay, Ground
from sellerkit.packing.columns import Place
from sellerkit.packing.filling import Filling
from sellerkit.packing.goods import Carton, Rules
from sellerkit.packing.kinds import Counts, Lot, turns_of
from sellerkit.packing.latest import latest
from sellerkit.packing.memo import Memo
from sellerkit.packing.shares import most_alike, shares_in
from sellerkit.packing.soft import filled_with_layer, with_layer
from sellerkit.packing.strategies import Strategy
from sellerkit.packing.trial import NEVER, Verdict, holds, overloaded

UNLIMITED = 1 << 60


class Load(NamedTuple):
    """The pieces in one carton: the carton's number on the bench and where everything is."""

    carton: int
    places: tuple[Place, ...]


class Bench:
    """Answers "does this carton hold these pieces?", each question once. Cartons are numbered by inner volume."""

    def __init__(self, lot: Lot, cartons: Sequence[Carton], rules: Rules, memo: Memo | None) -> None:
        self.lot, self.cartons, self.rules, self.memo = lot, cartons, rules, memo
        self.bays, self.volumes = _insides((tuple(cartons), rules.max_items, rules.support))
        self._answers: dict[tuple[int, Counts], tuple[int, Verdict]] = {}
        self._grounds: dict[tuple[Bay, Counts], Ground] = {}
        self._loads: dict[tuple[object, ...], Load] = {}

    @cached_property
    def fits(self) -> list[frozenset[int]]:
        """Per kind, the cartons that hold one piece of it."""
        return [
            frozenset(
                number
                for number, bay in enumerate(self.bays)
                if kind.weight_g <= bay.payload_g
                and (kind.units[number] if kind.units else turns_of(kind.sides, kind.upright, bay.inner))
            )
            for kind in self.lot.kinds
        ]

    @cached_property
    def shares(self) -> list[list[list[float]]]:
        """Per carton and measure, the least share of the carton that each kind takes."""
        fitting = [{kind for kind, fits in enumerate(self.fits) if n in fits} for n in range(len(self.bays))]
        return [shares_in(bay, n, self.lot, fitting[n]) for n, bay in enumerate(self.bays)]

    @cached_property
    def most(self) -> list[list[int]]:
        """Per carton and kind: no more pieces of it alone can be in such a carton."""
        return [most_alike(shares) for shares in self.shares]

    def holds(self, carton: int, counts: Counts, effort: int) -> Verdict:
        """Whether a carton holds the counted pieces; `effort` in trial fillings."""
        spent, known = self._answers.get((carton, counts), (0, None))
        if known is not None and (spent >= effort or known.never or known.places is not None):
            return known
        if self.lot.soft:
            verdict = with_layer(self, carton, counts, effort)
        else:
            verdict = self.trial(self.bays[carton], counts, effort, spent)
        self._answers[carton, counts] = effort, verdict
        return verdict

    def fill(self, carton: int, counts: Counts, strategy: Strategy, favour: Sequence[float] | None = None) -> Load:
        """Put as much as possible into a carton by one strategy; `favour` weighs the kinds."""
        question = (carton, counts, strategy, favour and tuple(favour))
        load = self._loads.get(question)
        if load is None:
            if self.lot.soft:
                places = filled_with_layer(self, carton, counts, strategy, favour)
            else:
                places = self.fill_bay(self.bays[carton], counts, strategy, favour)
            load = self._loads[question] = Load(carton, places)
        return load

    def fill_bay(
        self, bay: Bay, counts: Counts, strategy: Strategy, favour: Sequence[float] | None
    ) -> tuple[Place, ...]:
        """The same for any inside; only pieces that do not give way."""
        ground = self._grounds.get((bay, counts))
        if ground is None:
            ground = self._grounds[bay, counts] = Ground(bay, self.lot, counts)
        return tuple(Filling(ground, strategy, self.rules.support, favour).run(whole=False) or ())

    def counts(self, load: Load) -> Counts:
        """How many pieces of each kind are in a load."""
        return tuple(counted(load.places, len(self.lot.kinds)))

    def volume(self, counts: Sequence[int]) -> int:
        """What the counted pieces take, mm³."""
        return sum(count * mm3 for count, mm3 in zip(counts, self.lot.volumes, strict=True))

    def volume_of(self, loads: Sequence[Load]) -> int:
        """The inner volume of the cartons of some loads, mm³."""
        return sum(self.volumes[load.carton] for load in loads)

    def grams(self, counts: Sequence[int]) -> int:
        """What the counted pieces weigh, g."""
        return sum(count * weight for count, weight in zip(counts, self.lot.weights, strict=True))

    def trial(self, bay: Bay, counts: Counts, effort: int, spent: int = 0) -> Verdict:
        """Whether such an inside holds the pieces, which do not give way; answered from the memo where it can be.

        `spent`: the effort that was not enough before.
        """
        if overloaded(bay, self.lot, counts):
            return NEVER
        if self.memo is None:
            return holds(bay, self.lot, counts, effort, spent)
        present = [number for number, count in enumerate(counts) if count]
        question = (bay, tuple([(self.lot.kinds[number], counts[number]) for number in present]), effort)
        known = self.memo.get(question)
        if known is not None:
            verdict = Verdict(*cast("Verdict", known))
        else:
            verdict = _renumbered(holds(bay, self.lot, counts, effort), {old: new for new, old in enumerate(present)})
            self.memo.put(question, verdict)
        return _renumbered(verdict, dict(enumerate(present)))


@latest
def _insides(choice: tuple[tuple[Carton, ...], int | None, float]) -> tuple[list[Bay], list[int]]:
    """Every carton as the filler sees it, and its inner volume."""
    cartons, most, support = choice
    pieces = UNLIMITED if most is None else most
    return (
        [Bay(c.inner_mm, c.max_g - c.tare_g, pieces, support) for c in cartons],
        [c.inner_mm[0] * c.inner_mm[1] * c.inner_mm[2] for c in cartons],
    )


def counted(places: Sequence[Place], kinds: int) -> list[int]:
    """How many pieces of each kind are in these places."""
    counts = [0] * kinds
    for place in places:
        counts[place[0]] += 1
    return counts


def counts_of(loads: Sequence[Load], kinds: int) -> Counts:
    """How many pieces of each kind are in the loads together."""
    return tuple(counted([place for load in loads for place in load.places], kinds))


def without(counts: Counts, load: Load) -> Counts:
    """What is left when a load is taken away."""
    packed = counted(load.places, len(counts))
    return tuple([count - gone for count, gone in zip(counts, packed, strict=True)])


def _renumbered(verdict: Verdict, numbers: dict[int, int]) -> Verdict:
    if verdict.places is None:
        return verdict
    return verdict._replace(places=tuple([(numbers[place[0]], *place[1:]) for place in verdict.places]))


def left_after(counts: Counts, loads: Sequence[Load]) -> Counts:
    """What the loads leave out."""
    for load in loads:
        counts = without(counts, load)
    return counts
