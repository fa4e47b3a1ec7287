"""The packing day as a line for the timetable engine: its stations as desks, its waves as cut-offs. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.peak.line import arrangements
from sellerkit.peak.line_model import Desk, Job, Line
from sellerkit.peak.work import Shift, Work

PARCEL = 60
"""Work seconds of one parcel: all take a packer equally long."""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Room:
    """The stations (each the shifts at it, by time), how long a set-up takes, how hard the engine looks (0: not at all)."""

    stations: tuple[tuple[Shift, ...], ...]
    setup: timedelta = timedelta()
    moves: int = 0

    @classmethod
    def of(cls, shifts: Sequence[Shift], setup: timedelta = timedelta(), moves: int = 0) -> Room:
        by_station: dict[int, list[Shift]] = defaultdict(list)
        for shift in sorted(shifts, key=lambda shift: shift.start):
            by_station[shift.station].append(shift)
        return cls(tuple(tuple(found) for _station, found in sorted(by_station.items())), setup, moves)

    @property
    def start(self) -> datetime:
        return min(shifts[0].start for shifts in self.stations)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where and when one order is packed; its set-up, if any, is before `start`."""

    station: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """Orders of one wave in the order in which they are to be packed; `until`: when their pick-up comes (None: none)."""

    until: datetime | None
    orders: Sequence[Work]


def seated(batches: Sequence[Batch], room: Room) -> dict[int, Seat]:
    """Order → its seat; those for which the day is too short have none. No station begins a batch before the last one.

    Without set-ups the wrap-around alone is the best there is: nobody waits, and everything is over as early as can be.
    """
    jobs = [work for batch in batches for work in batch.orders]
    if not room.stations or not jobs:
        return {}
    line = _line(batches, room)
    tried = [_played(jobs, found, room) for found in arrangements(line, room.moves if room.setup else 0)]
    until = {work.order: batch.until for batch in batches if batch.until for work in batch.orders}

    def rank(seats: Mapping[int, Seat]) -> tuple[int, datetime]:
        late = sum(order not in seats or seats[order].end > at for order, at in until.items())
        return late + len(jobs) - len(seats), max((s.end for s in seats.values()), default=room.start)

    return _dealt(batches, min(tried, key=rank) if len(tried) > 1 else tried[0])


def _dealt(batches: Sequence[Batch], seats: Mapping[int, Seat]) -> dict[int, Seat]:
    """The same seats, with each family's orders in the order of their batch: so a pile stays in one piece over all stations."""
    found: dict[int, Seat] = {}
    for batch in batches:
        families: dict[str, list[int]] = defaultdict(list)
        for work in batch.orders:
            families[work.family].append(work.order)
        for orders in families.values():
            mine = sorted((seats[order] for order in orders if order in seats), key=lambda s: (s.start, s.station))
            found.update(zip(orders, mine, strict=False))
    return found


def _line(batches: Sequence[Batch], room: Room) -> Line:
    names = sorted({work.family for batch in batches for work in batch.orders})
    families = {name: n for n, name in enumerate(names)}
    jobs = tuple(Job(PARCEL, n, families[work.family]) for n, batch in enumerate(batches) for work in batch.orders)
    end = max(shift.end for shifts in room.stations for shift in shifts)
    moments = [((batch.until or end) - room.start) // _TICK for batch in batches]
    desks = tuple(_desk(shifts, moments, room) for shifts in room.stations)
    return Line(jobs, len(desks), 0, tuple(range(len(batches))), desks, in_order=True)


def _desk(shifts: Sequence[Shift], moments: Sequence[int], room: Room) -> Desk:
    spans, done = [], 0
    for shift in shifts:
        start, length = (shift.start - room.start) // _TICK, (shift.end - shift.start) // _TICK
        pace = shift.span // _TICK
        if not room.setup:
            # Nothing but whole parcels then: what is left of a shift is of no use.
            length -= length % pace
        if length * PARCEL // pace:
            done += length * PARCEL // pace
            spans.append((start, start + length, done))
    usual = max(shifts, key=lambda shift: shift.end - shift.start)
    desk = Desk(-(-room.setup * PARCEL // usual.span), (), tuple(spans) or ((0, 1, 0),))
    return Desk(desk.setup, tuple(map(desk.work_until, moments)), desk.spans)


def _played(jobs: Sequence[Work], stations: Sequence[Sequence[int]], room: Room) -> dict[int, Seat]:
    """The day minute by minute: a set-up and its parcel are not torn apart by a break."""
    seats: dict[int, Seat] = {}
    for shifts, mine in zip(room.stations, stations, strict=True):
        at, n, family = shifts[0].start, 0, None
        for job in mine:
            work = jobs[job]
            setup = room.setup if work.family != family else timedelta()
            while n < len(shifts) and max(at, shifts[n].start) + setup + shifts[n].span > shifts[n].end:
                n += 1
            if n == len(shifts):
                break
            shift = shifts[n]
            start = max(at, shift.start) + setup
            at, family = start + shift.span, work.family
            seats[work.order] = Seat(shift.station, start, at)
    return seats
