"""How early a day's packing can be over at all, whatever the timetable. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from sellerkit.peak.seating import Seating
from sellerkit.peak.work import Person, span_of

_TICK = timedelta(microseconds=1)


def makespan_bound(
    count: int, people: Sequence[Person], stations: int, seating: Seating, setup: timedelta = timedelta()
) -> timedelta | None:
    """No timetable packs `count` orders in less time from the first minute on; None when nobody can pack so many.

    With a station for everybody all the time it counts whole parcels, each begun and finished by one person, after one
    set-up at each station. Otherwise it lets the fastest people present share the stations and every parcel, which no
    seating can beat.
    """
    start = seating.start
    if start is None or count <= 0:
        return None
    finish = _whole_parcels(count, seating, setup) if not seating.unseated else _shared_work(count, people, stations)
    return max(finish - start, timedelta()) if finish else None


def _whole_parcels(count: int, seating: Seating, setup: timedelta) -> datetime | None:
    # The set-up is taken from the first hours at a station: whoever packs nothing in them makes no more later.
    first_at = {s.station: s for s in reversed(seating.shifts)}

    def packed_by(moment: datetime) -> int:
        return sum(
            max(min(moment, s.end) - s.start - (setup if first_at[s.station] is s else timedelta()), timedelta())
            // s.span
            for s in seating.shifts
        )

    first, last = min(s.start for s in seating.shifts), max(s.end for s in seating.shifts)
    return _earliest(packed_by, count, first, last)


def _earliest(packed_by: Callable[[datetime], int], count: int, first: datetime, last: datetime) -> datetime | None:
    if packed_by(last) < count:
        return None
    low, high = 0, (last - first) // _TICK
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if packed_by(first + middle * _TICK) >= count else (middle + 1, high)
    return first + low * _TICK


def _shared_work(count: int, people: Sequence[Person], stations: int) -> datetime | None:
    left = Fraction(count)
    for a, b in pairwise(sorted({p.start for p in people} | {p.end for p in people})):
        present = sorted((p.per_hour for p in people if p.start <= a and p.end >= b), reverse=True)[:stations]
        rate = sum((Fraction(1, span_of(n) // _TICK) for n in present), Fraction())
        room = (b - a) // _TICK
        if rate and left <= rate * room:
            return a + (left / rate).__floor__() * _TICK
        left -= rate * room
    return None
