"""Waves and the timetable: who packs what until which pick-up. Pure."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sellerkit.peak.desks import Batch, Room, Seat, seated
from sellerkit.peak.filling import Queue, fill
from sellerkit.peak.work import KINDS, Packed, Pickup, Shift, Timetable, Wave, Work

MOVES = 4_000
"""How hard the engine looks for fewer set-ups."""
_REFILLS, _SEARCHED_REFILLS = 6, 2
_ROUND_THE_CORNER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Settled:
    """Orders with the number of their pick-up (None: none takes them), as they are packed; those without a seat."""

    placed: tuple[tuple[Work, int | None], ...]
    unpacked: tuple[Work, ...]
    seats: Mapping[int, Seat]

    @property
    def finish(self) -> datetime | None:
        return max((seat.end for seat in self.seats.values()), default=None)


def timetable(
    work: Sequence[Work], shifts: Sequence[Shift], pickups: Sequence[Pickup], setup: timedelta = timedelta(), moves: int = MOVES
) -> Timetable:  # fmt: skip
    """The whole day, as early as these people can be done.

    First it is settled which orders leave with which pick-up (as few as can be are late); then everything is packed
    pick-up by pick-up, piles of the same item first, mixed orders next, those with a note after them, and each wave is
    dealt out to the stations so that they change the carton family seldom. Presale orders without their balance come last.
    """
    queue = Queue.of([w for w in work if not w.presale], pickups)
    settled = settle(queue, [w for w in work if w.presale], Room.of(shifts, setup, moves))
    return _table(queue, settled)


def settle(queue: Queue, presale: Sequence[Work], room: Room) -> Settled:
    """Which pick-up takes each order, and where and when it is packed.

    The plain wrap-around comes first: when it is as good as if set-ups took no time, the engine only looks for an earlier
    end, else for fewer late orders too.
    """
    ends = list(ends_of(room, len(queue.others) + len(queue.overdue)))
    plain = _settled(queue, presale, replace(room, moves=0), ends, _REFILLS)
    if not (room.setup and room.moves and room.stations):
        return plain
    found = [plain]
    if _late(queue, plain) > fill(queue, ends).late:
        found.append(_settled(queue, presale, room, ends, _SEARCHED_REFILLS))
    best = min(found, key=lambda one: (_late(queue, one), one.finish or room.start))
    shorter, missed = _attempt(queue, [one for one in best.placed if not one[0].presale], presale, room)
    if missed or len(shorter.seats) < len(best.seats) or (shorter.finish or room.start) >= (best.finish or room.start):
        return best
    return Settled(shorter.placed, best.unpacked, shorter.seats)


def _late(queue: Queue, settled: Settled) -> int:
    late = sum(is_late(w, None if n is None else queue.pickups[n].at) for w, n in settled.placed)
    return late + sum(not w.presale for w in settled.unpacked)


def _settled(
    queue: Queue, presale: Sequence[Work], room: Room, ends: list[datetime], refills: int
) -> Settled:  # fmt: skip
    """Set-ups cost time that depends on who packs what: what turns out to miss its pick-up makes the day shorter, and the
    orders are given to the pick-ups anew. Whatever misses even so leaves with none."""
    for _try in range(refills):
        filled = fill(queue, ends)
        placed = filled.placed
        settled, missed = _attempt(queue, placed, presale, room)
        if not missed:
            break
        ends = _shortened(queue, settled, missed)
    while missed:
        late = {w.order for w, _n in missed}
        placed = [(w, None if w.order in late else n) for w, n in placed]
        settled, missed = _attempt(queue, placed, presale, room)
    return Settled(settled.placed, (*filled.unpacked, *settled.unpacked), settled.seats)


def ends_of(room: Room, most: int) -> Iterator[datetime]:
    """The first `most` moments at which somebody has an order ready when nobody waits, by time."""
    shifts = [shift for shifts in room.stations for shift in shifts]
    heap = [(s.start + s.span, n) for n, s in enumerate(shifts) if s.start + s.span <= s.end]
    heapq.heapify(heap)
    while heap and most > 0:
        end, n = heap[0]
        yield end
        most -= 1
        if end + shifts[n].span <= shifts[n].end:
            heapq.heapreplace(heap, (end + shifts[n].span, n))
        else:
            heapq.heappop(heap)


Placed = tuple[Work, int | None]


def _attempt(queue: Queue, placed: Sequence[Placed], presale: Sequence[Work], room: Room) -> tuple[Settled, list[Placed]]:  # fmt: skip
    """Everything seated, and what misses its pick-up."""
    waves = _waves([*placed, *((w, None) for w in presale)])
    batches = [Batch(None if n is None else queue.pickups[n].at, [w for w, _n in wave]) for (n, _kind), wave in waves]
    seats = seated(batches, room)
    everything = [one for _key, wave in waves for one in wave]
    there = [one for one in everything if one[0].order in seats]
    missed: list[Placed] = [
        (w, n) for w, n in everything
        if n is not None and (w.order not in seats or seats[w.order].end > queue.pickups[n].at)
    ]  # fmt: skip
    unpacked = tuple(w for w, n in everything if w.order not in seats and (n is None or w.presale))
    return Settled(tuple(there), unpacked, seats), missed


def _waves(placed: Sequence[Placed]) -> list[tuple[tuple[int | None, str], list[Placed]]]:
    """Pick-up by pick-up and kind by kind; in each the largest pile first, each pile in one piece; else as they came."""
    waves: dict[tuple[int | None, str], list[Placed]] = defaultdict(list)
    for w, n in placed:
        waves[n, w.kind].append((w, n))
    for (_n, kind), members in waves.items():
        if kind == "piles":
            piles = Counter(w.pile for w, _n in members)
            members.sort(key=lambda one: (-piles[one[0].pile], one[0].pile))
    return sorted(waves.items(), key=lambda wave: (wave[0][1] == "presale", wave[0][0] is None, wave[0][0] or 0, KINDS.index(wave[0][1])))  # fmt: skip


def _shortened(queue: Queue, settled: Settled, missed: Sequence[Placed]) -> list[datetime]:
    """The moments at which orders were ready, as many before a pick-up as got it when one missed it."""
    ends = sorted(seat.end for seat in settled.seats.values())
    for n in sorted({n for _w, n in missed if n is not None}):
        at = queue.pickups[n].at
        got = sum(m is not None and m <= n and settled.seats[w.order].end <= at for w, m in settled.placed)
        first = bisect_right(ends, at)
        ends[got:first] = [at + _ROUND_THE_CORNER] * max(0, first - got)
    return ends


def _table(queue: Queue, settled: Settled) -> Timetable:
    """Each order in its seat; waves numbered as they are packed, mixed orders numbered for the put wall."""
    last = {w.order: n for n, w in queue.others}
    missed: Counter[Pickup] = Counter()
    waves: dict[tuple[int | None, str], Wave] = {}
    on_wall: Counter[int] = Counter()
    packed: list[Packed] = []
    for (n, kind), members in _waves(settled.placed):
        pickup = None if n is None else queue.pickups[n]
        wave = waves[n, kind] = Wave(len(waves) + 1, pickup, kind)
        for w, _n in sorted(members, key=lambda one: (settled.seats[one[0].order].start, settled.seats[one[0].order].station)):  # fmt: skip
            seat, late = settled.seats[w.order], is_late(w, pickup.at if pickup else None)
            on_wall[wave.number] += kind == "mixed"
            packed.append(
                Packed(w.order, seat.station, seat.start, seat.end, pickup, wave.number, kind, on_wall[wave.number], late)
            )  # fmt: skip
            if late and w.order in last:
                missed[queue.pickups[last[w.order]]] += 1
    missed.update(queue.pickups[last[w.order]] for w in settled.unpacked if w.order in last)
    unpacked = tuple(w.order for w in settled.unpacked if not w.presale)
    waiting = tuple(w.order for w in settled.unpacked if w.presale)
    by_time = tuple(sorted(missed.items(), key=lambda one: (one[0].at, one[0].carrier)))
    return Timetable(tuple(packed), unpacked, waiting, tuple(waves.values()), len(queue.overdue), by_time)


def is_late(w: Work, leaves: datetime | None) -> bool:
    """It leaves with no pick-up of the day, or with one after its `due`. Presale orders leave with none by right."""
    if w.presale:
        return False
    return leaves is None or (w.due is not None and leaves > w.due)
