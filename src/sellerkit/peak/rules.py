"""Waves and the timetable: who packs what until which pick-up. Pure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from sellerkit.peak.filling import Queue, fill
from sellerkit.peak.work import KINDS, Packed, Pickup, Shift, Slot, Timetable, Wave, Work

Placed = tuple[Work, int | None]


def timetable(work: Sequence[Work], shifts: Sequence[Shift], pickups: Sequence[Pickup]) -> Timetable:
    """The whole day, as early as these people can be done: each packs without a gap, order after order.

    First it is settled which orders leave with which pick-up (as few as can be are late); then everything is packed
    pick-up by pick-up, piles of the same item first, mixed orders next, those with a note after them. All orders take a
    packer equally long, so that sorting them anew keeps every promise. Presale orders without their balance come last.
    """
    queue = Queue.of([w for w in work if not w.presale], pickups)
    slots = list(slots_of(shifts, len(work)))
    filled = fill(queue, [slot.end for slot in slots])
    placed = _in_packing_order(filled.placed)
    waiting = _in_packing_order([(w, None) for w in work if w.presale])
    packed, waves = _numbered(placed + waiting, slots, queue.pickups)
    over = waiting[max(0, len(slots) - len(placed)) :]
    unpacked = tuple(w.order for w in filled.unpacked)
    return Timetable(packed, unpacked, tuple(w.order for w, _pickup in over), waves, len(queue.overdue))


def slots_of(shifts: Sequence[Shift], most: int) -> Iterator[Slot]:
    """The first `most` moments at which somebody has an order ready, in order of time (list scheduling, Graham 1966)."""
    heap = [(s.start + s.span, s.start, n) for n, s in enumerate(shifts) if s.start + s.span <= s.end]
    heapq.heapify(heap)
    while heap and most > 0:
        end, start, n = heap[0]
        yield Slot(end, start, shifts[n])
        most -= 1
        following = end + shifts[n].span
        if following <= shifts[n].end:
            heapq.heapreplace(heap, (following, end, n))
        else:
            heapq.heappop(heap)


def _in_packing_order(placed: Sequence[Placed]) -> list[Placed]:
    """Pick-up by pick-up and kind by kind; the largest pile first, each pile in one piece; else as they came."""
    piles = Counter((pickup, w.pile) for w, pickup in placed if w.kind == "piles")

    def key(one: Placed) -> tuple[float, int, int, str]:
        w, pickup = one
        pile = w.pile if w.kind == "piles" else ""
        return (
            float("inf") if pickup is None else pickup,
            KINDS.index(w.kind),
            -piles[pickup, pile] if pile else 0,
            pile,
        )

    return sorted(placed, key=key)


def _numbered(
    placed: Sequence[Placed], slots: Sequence[Slot], pickups: Sequence[Pickup]
) -> tuple[tuple[Packed, ...], tuple[Wave, ...]]:
    """Each order in its slot; waves numbered as they are packed, mixed orders numbered for the put wall."""
    waves: dict[tuple[int | None, str], Wave] = {}
    on_wall: Counter[int] = Counter()
    packed: list[Packed] = []
    for (w, n), slot in zip(placed, slots, strict=False):
        pickup = None if n is None else pickups[n]
        wave = waves.get((n, w.kind))
        if wave is None:
            wave = waves[n, w.kind] = Wave(len(waves) + 1, pickup, w.kind)
        on_wall[wave.number] += w.kind == "mixed"
        packed.append(
            Packed(w.order, slot.shift.station, slot.start, slot.end, pickup, wave.number, w.kind,
                   on_wall[wave.number], is_late(w, pickup.at if pickup else None))
        )  # fmt: skip
    return tuple(packed), tuple(waves.values())


def is_late(w: Work, leaves: datetime | None) -> bool:
    """It leaves with no pick-up of the day, or with one after its `due`. Presale orders leave with none by right."""
    if w.presale:
        return False
    return leaves is None or (w.due is not None and leaves > w.due)
