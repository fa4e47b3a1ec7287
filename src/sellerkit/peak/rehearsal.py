"""The big day, tried many times with dice: uneven packing, orders that come late, somebody who stays away. Pure."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
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
class Stage:
    """The planned day: pick-ups in packing order (None: none takes it), people and stations."""

    pickups: tuple[Pickup | None, ...]
    people: tuple[Person, ...]
    stations: int


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


def _day(stage: Stage, dice: Random, chances: Chances) -> Run:
    people, absent = list(stage.people), ""
    if people and dice.random() < chances.absent:
        absent = people.pop(dice.randrange(len(people))).name
    shifts = seats(people, stage.stations).shifts
    missed: Counter[Pickup] = Counter()
    finish: datetime | None = None
    queue = _arrivals(stage, dice, chances)
    heap = [(shift.start, n) for n, shift in enumerate(shifts)]
    heapq.heapify(heap)
    packed = 0
    sigma = math.sqrt(math.log(1 + chances.uneven**2))
    while heap and packed < len(queue):
        at, n = heapq.heappop(heap)
        known, order = queue[packed]
        end = max(at, known) + _takes(shifts[n], sigma, dice)
        if end > shifts[n].end:
            continue  # no time for another one: home
        heapq.heappush(heap, (end, n))
        packed += 1
        finish = end if finish is None or end > finish else finish
        pickup = stage.pickups[order]
        if pickup is not None and end > pickup.at:
            missed[pickup] += 1
    left = [stage.pickups[order] for _known, order in queue[packed:]]
    missed.update(pickup for pickup in left if pickup is not None)
    return Run(dict(missed), len(left), finish, absent)


def _takes(shift: Shift, sigma: float, dice: Random) -> timedelta:
    """Lognormal about the person's rate: most parcels go a little faster, some take far longer."""
    return shift.span * math.exp(dice.gauss(-sigma * sigma / 2, sigma)) if sigma else shift.span


def _arrivals(stage: Stage, dice: Random, chances: Chances) -> list[tuple[datetime, int]]:
    """Each order and since when it is known; late ones are put in where the packers then are."""
    first = min((p.start for p in stage.people), default=None)
    if first is None:
        return []
    queue = []
    for order, pickup in enumerate(stage.pickups):
        room = (pickup.at - first) if pickup else timedelta()
        late = room > timedelta() and dice.random() < chances.late_orders
        queue.append((first + room * dice.random() * 0.9 if late else first, order))
    if not chances.late_orders:
        return queue
    span = max((p.at - first for p in stage.pickups if p), default=timedelta(hours=1))
    share = {order: n / len(queue) for n, (_known, order) in enumerate(queue)}
    return sorted(queue, key=lambda one: (max(share[one[1]], min(1.0, max(0.0, (one[0] - first) / span))), one[1]))
