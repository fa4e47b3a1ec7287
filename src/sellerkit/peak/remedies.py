"""What would make an impossible day possible: each remedy is the smallest that helps, planned anew to be sure. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sellerkit.peak.filling import Queue, fill
from sellerkit.peak.rules import slots_of
from sellerkit.peak.seating import seats
from sellerkit.peak.work import Person, Pickup, Work

MOST_PACKERS = 32
_STEP = timedelta(minutes=10)
_EARLIEST = 48  # steps: eight hours earlier, the evening before


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change and what the day is then. `amount` counts packers, stations, minutes or parcels of room.

    "packers": more people at stations of their own; "stations": a table for those who have none; "earlier": everybody
    begins that much earlier; "room": the pick-up takes so many more; "pickup": another one when the last packer goes.
    """

    kind: Literal["packers", "stations", "earlier", "room", "pickup"]
    amount: int
    pickup: Pickup | None
    late: int
    finish: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a timetable is made from. Nobody can begin before `from_`."""

    work: tuple[Work, ...]
    people: tuple[Person, ...]
    stations: int
    pickups: tuple[Pickup, ...]
    from_: datetime | None = None


def remedies(day: Day) -> tuple[Remedy, ...]:
    """The smallest of each kind of change that leaves only those late that are overdue anyhow; none when none is late."""
    trial = _Trial(day)
    if not day.people or trial.helps(trial.late(day)):
        return ()
    found = [trial.stations(), trial.packers(), trial.earlier(), *trial.more_room(), trial.another_pickup()]
    return tuple(remedy for remedy in found if remedy)


class _Trial:
    """Plans the day again and again; the queue of orders stays the same as long as the pick-ups do."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.to_leave = [w for w in day.work if not w.presale]
        self.queue = Queue.of(self.to_leave, day.pickups)

    def helps(self, late: int) -> bool:
        return late <= len(self.queue.overdue)

    def late(self, day: Day, queue: Queue | None = None) -> int:
        return fill(queue or self.queue, self._ends(day)).late

    def _ends(self, day: Day) -> list[datetime]:
        return [slot.end for slot in slots_of(seats(day.people, day.stations).shifts, len(self.to_leave))]

    def _least(
        self, kind: Literal["packers", "stations", "earlier"], most: int, changed: Callable[[int], Day]
    ) -> Remedy | None:
        amount = fewest(lambda n: self.helps(self.late(changed(n))), most)
        if amount is None:
            return None
        ends = self._ends(changed(amount))
        filled = fill(self.queue, ends)
        minutes = amount * (_STEP // timedelta(minutes=1)) if kind == "earlier" else amount
        return Remedy(kind, minutes, None, filled.late, ends[-1] if ends else None)

    def packers(self) -> Remedy | None:
        """More people like the slowest one: a newcomer is not fast."""
        like = min(self.day.people, key=lambda p: (p.per_hour, p.start - p.end))
        return self._least(
            "packers", MOST_PACKERS,
            lambda n: replace(self.day, people=(*self.day.people, *(replace(like, name=f"+{m + 1}") for m in range(n))), stations=self.day.stations + n),
        )  # fmt: skip

    def stations(self) -> Remedy | None:
        most = len(self.day.people) - self.day.stations
        if most < 1 or not seats(self.day.people, self.day.stations).unseated:
            return None
        return self._least("stations", most, lambda n: replace(self.day, stations=self.day.stations + n))

    def earlier(self) -> Remedy | None:
        def changed(n: int) -> Day:
            return replace(self.day, people=tuple(replace(p, start=p.start - n * _STEP) for p in self.day.people))

        start, most = min(p.start for p in self.day.people), _EARLIEST
        if self.day.from_ is not None:
            most = min(most, (start - self.day.from_) // _STEP)
        return self._least("earlier", most, changed)

    def more_room(self) -> list[Remedy]:
        """For the latest pick-up of each courier that is full: how many more it must take."""
        ends = self._ends(self.day)
        latest = {p.carrier: n for n, p in enumerate(self.queue.pickups) if p.capacity is not None}
        found = []
        for n in latest.values():
            old = self.queue.pickups[n].capacity or 0
            extra = fewest(lambda more, n=n, old=old: self.helps(fill(self.queue.with_room(n, old + more), ends).late), len(self.to_leave))  # type: ignore[misc]  # fmt: skip
            if extra is not None:
                filled = fill(self.queue.with_room(n, old + extra), ends)
                found.append(Remedy("room", extra, self.queue.pickups[n], filled.late, ends[-1] if ends else None))
        return found

    def another_pickup(self) -> Remedy | None:
        """The last courier comes once more, when the last packer goes home."""
        if not self.day.pickups:
            return None
        home, last = max(p.end for p in self.day.people), self.queue.pickups[-1]
        if home <= last.at:
            return None
        extra = Pickup(home, last.carrier)
        queue, ends = Queue.of(self.to_leave, (*self.day.pickups, extra)), self._ends(self.day)
        filled = fill(queue, ends)
        taken = sum(n is not None and queue.pickups[n] is extra for _w, n in filled.placed)
        return Remedy("pickup", taken, extra, filled.late, ends[-1] if ends else None) if self.helps(filled.late) else None  # fmt: skip


def fewest(enough: Callable[[int], bool], most: int) -> int | None:
    """The smallest number from 1 to `most` that is enough (more is never worse), or None."""
    high = 1
    while not enough(min(high, most)):
        if high >= most:
            return None
        high *= 2
    low, high = high // 2 + 1, min(high, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high
