"""Who sits at which station. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.peak.work import Person, Shift

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Seating:
    """Shifts in order of time, and who has no station for some or all of their hours: (name, from, to)."""

    shifts: tuple[Shift, ...]
    unseated: tuple[tuple[str, datetime, datetime], ...]

    @property
    def start(self) -> datetime | None:
        """When the first one begins."""
        return min((shift.start for shift in self.shifts), default=None)


def seats(people: Sequence[Person], stations: int) -> Seating:
    """Seat people, the fastest first, each where the most of their hours is free: nobody shares a station."""
    taken: list[list[Span]] = [[] for _station in range(min(stations, len(people)))]
    shifts: list[Shift] = []
    unseated: list[tuple[str, datetime, datetime]] = []
    for person in sorted(people, key=lambda p: (-p.per_hour, p.start)):
        hours = (person.start, person.end)
        free = [_without(hours, spans) for spans in taken]
        station = max(range(len(taken)), key=lambda n: (_length(free[n]), -n), default=None)
        mine = free[station] if station is not None else []
        for span in mine:
            shifts += _working((station or 0) + 1, person, span)
        if station is not None:
            taken[station] += mine
        unseated += [(person.name, *span) for span in _without(hours, mine)]
    return Seating(tuple(sorted(shifts, key=lambda s: (s.start, s.station))), tuple(unseated))


def _working(station: int, person: Person, span: Span) -> list[Shift]:
    """The hours at the station without breaks; a newcomer's first ones are slower. The station stays theirs meanwhile."""
    found = []
    for start, end in _without(span, person.breaks):
        turn = min(max(person.slow_until or start, start), end)
        slow = max(1, person.per_hour * person.slow_percent // 100)
        for a, b, rate in ((start, turn, slow), (turn, end, person.per_hour)):
            if a < b:
                found.append(Shift(station, person.name, a, b, rate))
    return found


def _without(whole: Span, parts: Sequence[Span]) -> list[Span]:
    """What is left of a span of time beside others."""
    left, at = [], whole[0]
    for start, end in sorted(parts):
        if start > at:
            left.append((at, min(start, whole[1])))
        at = max(at, end)
        if at >= whole[1]:
            break
    if at < whole[1]:
        left.append((at, whole[1]))
    return [span for span in left if span[0] < span[1]]


def _length(spans: Sequence[Span]) -> timedelta:
    return sum((end - start for start, end in spans), timedelta())
