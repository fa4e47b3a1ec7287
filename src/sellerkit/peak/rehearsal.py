"""The big day, tried many times with dice: uneven packing, orders that come late, somebody who stays away. Pure."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from sellerkit.peak.seating import seats
from sellerkit.peak.work import Person, Pickup, Shift


@dataclass(frozen=True, slots=True)
class Chances:
    """What may go wrong: how uneven packing times are (spread beside the mean), the share of orders that are known only
    later in the day, and the chance that one of the packers stays away."""

    uneven: float = 0.35
    late_orders: float = 0.05
    absent: float = 0.10


@dataclass(frozen=True, slots=True)
class Parcel:
    """One planned parcel: its pick-up (None: none takes it), its station, the family of its carton, its wave."""

    pickup: Pickup | None
    station: int = 1
    family: str = ""
    wave: int = 1


@dataclass(frozen=True, slots=True)
class Stage:
    """The planned day: parcels in packing order, people, stations, how long a set-up takes."""

    parcels: tuple[Parcel, ...]
    people: tuple[Person, ...]
    stations: int
    setup: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Run:
    """One try: how many parcels missed each pick-up, how many were not packed at all, when the last one was."""

    missed: dict[Pickup, int]
    unpacked: int
    finish: datetime | None
    absent: str


def rehearse(stage: Stage, times: int, seed: int, chances: Chances) -> list[Run]:
    """That many tries; the same seed gives the same days."""
    return [_day(stage, Random(f"{seed}/{number}"), chances) for number in range(times)]


class _Tables:
    """What is left to pack, station by station, in the order of the plan. An order that is not known yet when its turn
    comes waits aside for one of its family, or for the end of its wave. Whoever has nothing left helps where most waits."""

    def __init__(self, stage: Stage, known: Sequence[float]) -> None:
        self.parcels, self.known, self.left = stage.parcels, known, len(known)
        self.queues: dict[int, deque[int]] = {p.station: deque() for p in stage.parcels}
        self.aside: dict[int, list[int]] = {station: [] for station in self.queues}
        for order, parcel in enumerate(stage.parcels):
            self.queues[parcel.station].append(order)

    def next_for(self, station: int, here: set[int], at: float, family: str) -> int | None:
        """The next order; nobody leaves one of an earlier wave at a table where nobody sits."""
        order = self._offer(station, at, family)
        if order is None or self.known[order] > at or len(here) < len(self.queues):
            offers = [order, *(self._offer(n, at, family) for n in self.queues if n not in here)]
            if not any(o is not None and self.known[o] <= at for o in offers):
                offers += [self._offer(n, at, family) for n in self.queues]
            order = min((o for o in offers if o is not None), key=lambda o: self._rank(o, at), default=None)
        if order is None:
            return None
        home = self.parcels[order].station
        if self.queues[home] and self.queues[home][0] == order:
            self.queues[home].popleft()
        else:
            self.aside[home].remove(order)
        self.left -= 1
        return order

    def put_back(self, order: int) -> None:
        self.left += 1
        self.queues[self.parcels[order].station].appendleft(order)

    def rest(self) -> list[int]:
        return [order for queues in (self.queues, self.aside) for queue in queues.values() for order in queue]

    def _rank(self, order: int, at: float) -> tuple[float, int, int]:
        return max(self.known[order], at), self.parcels[order].wave, -len(self.queues[self.parcels[order].station])

    def _offer(self, station: int, at: float, family: str) -> int | None:
        """What is next at that table for somebody who is set up for the family; one that is not known yet if all else is done."""
        ready, aside = self.queues.get(station), self.aside.get(station)
        if ready is None or aside is None:
            return None
        while ready and self.known[ready[0]] > at:
            aside.append(ready.popleft())
        head = ready[0] if ready else None
        for order in aside:
            one = self.parcels[order]
            if self.known[order] <= at and (head is None or one.family == family or one.wave < self.parcels[head].wave):
                return order
        return min(aside, key=self.known.__getitem__) if head is None and aside else head


def _day(stage: Stage, dice: Random, chances: Chances) -> Run:
    people, absent = list(stage.people), ""
    if people and dice.random() < chances.absent:
        absent = people.pop(dice.randrange(len(people))).name
    if not stage.people or not stage.parcels:
        return Run(dict(Counter(p.pickup for p in stage.parcels if p.pickup)), len(stage.parcels), None, absent)
    zero = min(p.start for p in stage.people)
    leaves = {p.pickup: (p.pickup.at - zero).total_seconds() for p in stage.parcels if p.pickup}
    tables = _Tables(stage, _arrivals(stage, zero, dice, chances))
    missed, ends = _packed(stage, seats(people, stage.stations).shifts, zero, tables, leaves, (dice, chances.uneven))
    left = [stage.parcels[order].pickup for order in tables.rest()]
    missed.update(pickup for pickup in left if pickup is not None)
    return Run(dict(missed), len(left), zero + timedelta(seconds=ends) if ends else None, absent)


def _packed(stage: Stage, shifts: Sequence[Shift], zero: datetime, tables: _Tables, leaves: dict[Pickup, float],
            dice: tuple[Random, float]) -> tuple[Counter[Pickup], float]:  # fmt: skip
    """Everybody packs until home time; returns what missed its pick-up and the last minute, in seconds from `zero`."""
    gauss, sigma = dice[0].gauss, math.sqrt(math.log(1 + dice[1] ** 2))
    hours = [((s.start - zero).total_seconds(), (s.end - zero).total_seconds(), s.span.total_seconds()) for s in shifts]
    setup, family = stage.setup.total_seconds(), dict.fromkeys((s.station for s in shifts), "\0")
    last_at = {s.station: n for n, s in enumerate(shifts)}
    here, missed, finish = set(last_at), Counter[Pickup](), 0.0
    heap = [(start, n) for n, (start, _end, _span) in enumerate(hours)]
    heapify(heap)
    while heap and tables.left:
        at, n = heappop(heap)
        station = shifts[n].station
        order = tables.next_for(station, here, at, family[station])
        if order is None:
            continue
        parcel = stage.parcels[order]
        # Lognormal about the person's rate: most parcels go a little faster, some take far longer.
        takes = hours[n][2] * (math.exp(gauss(-sigma * sigma / 2, sigma)) if sigma else 1.0)
        end = max(at, tables.known[order]) + (setup if family[station] != parcel.family else 0.0) + takes
        if end > hours[n][1]:
            tables.put_back(order)
            if last_at[station] == n:
                here.discard(station)  # home: what is left at the table is for the others
            continue
        family[station] = parcel.family
        finish = max(finish, end)
        if parcel.pickup is not None and end > leaves[parcel.pickup] + _A_BLINK:
            missed[parcel.pickup] += 1
        heappush(heap, (end, n))
    return missed, finish


_A_BLINK = 1e-3  # seconds are added up as floats here


def _arrivals(stage: Stage, zero: datetime, dice: Random, chances: Chances) -> list[float]:
    """Since when each order is known, in seconds: some come while the day goes on, none in its last tenth."""
    known = []
    for parcel in stage.parcels:
        room = (parcel.pickup.at - zero).total_seconds() if parcel.pickup else 0.0
        late = room > 0 and dice.random() < chances.late_orders
        known.append(room * dice.random() * 0.9 if late else 0.0)
    return known
