"""A day planned again with one thing changed, to see what that is worth. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from sellerkit.peak.desks import Room
from sellerkit.peak.filling import Queue, fill
from sellerkit.peak.rules import ends_of, is_late, settle
from sellerkit.peak.seating import seats
from sellerkit.peak.work import Person, Pickup, Work

Kind = Literal["packers", "stations", "earlier", "overtime", "prepack", "room", "pickup", "move"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change and what the day is then. `amount` counts packers, stations, minutes or parcels, `minutes` how much
    longer people work in all.

    "packers": more people from `at`, at stations of their own; "stations": a table for those who have none; "earlier" and
    "overtime": everybody begins that much earlier (the first at `at`) or stays that much longer (the last until `at`);
    "prepack": so many parcels of `piles` the evening before; "room": the pick-up takes so many more; "pickup": another
    one when the last packer goes; "move": so many parcels go with that pick-up of another courier.
    """

    kind: Kind
    amount: int
    pickup: Pickup | None
    late: int
    finish: datetime | None
    at: datetime | None = None
    minutes: int = 0
    piles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a timetable is made from. Nobody can begin before `from_`; `tonight`: the evening before is still to
    come; `others`: order → the couriers that would take it beside its own."""

    work: tuple[Work, ...]
    people: tuple[Person, ...]
    stations: int
    pickups: tuple[Pickup, ...]
    setup: timedelta = timedelta()
    from_: datetime | None = None
    tonight: bool = False
    others: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many are late, when the last one is packed, and with which pick-up each order leaves."""

    late: int
    finish: datetime | None
    leaves: Mapping[int, Pickup | None]


class Trial:
    """Plans the day again and again; the queue of orders stays the same as long as the pick-ups do."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.to_leave = [w for w in day.work if not w.presale]
        self.queue = Queue.of(self.to_leave, day.pickups)
        self.crowded = bool(seats(day.people, day.stations).unseated)

    def helps(self, outcome: Outcome) -> bool:
        """Whether only those are late that are overdue anyhow."""
        return outcome.late <= len(self.queue.overdue)

    def queue_of(self, work: Sequence[Work], pickups: Sequence[Pickup]) -> Queue:
        return Queue.of([w for w in work if not w.presale], pickups)

    def outcome(self, people: Sequence[Person] | None = None, stations: int | None = None, queue: Queue | None = None) -> Outcome:  # fmt: skip
        """The day with other people, stations or orders. Without set-ups it is enough to count who leaves when."""
        people = self.day.people if people is None else people
        queue = queue or self.queue
        room = Room.of(seats(people, stations or self.day.stations).shifts, self.day.setup)
        ends = list(ends_of(room, len(queue.others) + len(queue.overdue)))
        filled = fill(queue, ends)
        # Where it is not enough even when set-ups take no time, nobody need be seated to see that.
        if not self.day.setup or filled.late > len(self.queue.overdue):
            leaves = {w.order: None if n is None else queue.pickups[n] for w, n in filled.placed}
            return Outcome(filled.late, ends[-1] if ends else None, leaves)
        settled = settle(queue, [], room)
        leaves = {w.order: None if n is None else queue.pickups[n] for w, n in settled.placed}
        late = sum(is_late(w, at.at if (at := leaves[w.order]) else None) for w, _n in settled.placed)
        return Outcome(late + len(settled.unpacked), settled.finish, leaves)

    def remedy(self, kind: Kind, amount: int, outcome: Outcome, pickup: Pickup | None = None, at: datetime | None = None,
               more: timedelta = timedelta()) -> Remedy:  # fmt: skip
        return Remedy(kind, amount, pickup, outcome.late, outcome.finish, at, more // timedelta(minutes=1))

    @cached_property
    def piles(self) -> list[Work]:
        """What could be packed before the day: orders of one item, the largest pile first."""
        sizes = Counter(w.pile for _last, w in self.queue.others if w.kind == "piles")
        piles = [w for _last, w in self.queue.others if w.kind == "piles"]
        return sorted(piles, key=lambda w: (-sizes[w.pile], w.pile))

    @cached_property
    def late_orders(self) -> list[Work]:
        """Who is late as things are, without those that are overdue anyhow."""
        leaves = self.outcome().leaves
        return [w for _last, w in self.queue.others if is_late(w, at.at if (at := leaves.get(w.order)) else None)]


def fewest(enough: Callable[[int], bool], most: int) -> int | None:
    """The smallest number from 1 to `most` that is enough (more is never worse), or None."""
    high = 1
    while most < 1 or not enough(min(high, most)):
        if high >= most:
            return None
        high *= 2
    low, high = high // 2 + 1, min(high, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high
