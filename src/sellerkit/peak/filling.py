"""Which orders leave with which pick-up, so that as few as can be are late. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.peak.work import KINDS, Pickup, Work

Job = tuple[int, Work]
"""The last pick-up (its number) that keeps the order's promise, -1 when none does; and the order."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Orders with the number of their pick-up (None: none is left), in the order of their slots; those without a slot."""

    placed: list[tuple[Work, int | None]]
    unpacked: list[Work]
    late: int


@dataclass(frozen=True, slots=True)
class Queue:
    """Orders by urgency, made once for many tries. `usable`: courier → numbers of its pick-ups; "" for any courier."""

    pickups: tuple[Pickup, ...]
    usable: dict[str, tuple[int, ...]]
    overdue: tuple[Job, ...]
    others: tuple[Job, ...]

    @classmethod
    def of(cls, work: Sequence[Work], pickups: Sequence[Pickup]) -> Queue:
        """Earliest promise first, then those that cannot wait for tomorrow; piles, mixed orders, those with a note."""
        ordered = tuple(sorted(pickups, key=lambda p: (p.at, p.carrier)))
        usable = {"": tuple(n for n, p in enumerate(ordered) if not p.named_only)}
        for w in work:
            if w.carrier not in usable:
                own = tuple(n for n, p in enumerate(ordered) if p.carrier == w.carrier)
                usable[w.carrier] = own or usable[""]
        piles = Counter(w.pile for w in work if w.kind == "piles")
        jobs = [(_last(w, ordered, usable[w.carrier]), w) for w in work]

        tomorrow = ordered[0].at + timedelta(days=1) if ordered else None

        def key(job: Job) -> tuple[datetime, bool, int, int, str]:
            last, w = job
            pile = w.pile if w.kind == "piles" else ""
            can_wait = w.due is None or (tomorrow is not None and w.due >= tomorrow)
            return (ordered[last].at, can_wait, KINDS.index(w.kind), -piles[pile] if pile else 0, pile)

        overdue = tuple(job for job in jobs if job[0] < 0)
        return cls(ordered, usable, overdue, tuple(sorted((job for job in jobs if job[0] >= 0), key=key)))

    def with_room(self, number: int, capacity: int | None) -> Queue:
        """The same with another capacity of one pick-up."""
        one = self.pickups[number]
        changed = Pickup(one.at, one.carrier, capacity, one.named_only)
        return Queue((*self.pickups[:number], changed, *self.pickups[number + 1 :]), self.usable, self.overdue, self.others)  # fmt: skip

    def without(self, orders: Container[int]) -> Queue:
        """The same when these are packed already; each takes its room at the first pick-up that has any."""
        room = [p.capacity for p in self.pickups]
        left = []
        for job in self.others:
            last, w = job
            if w.order not in orders or _take(self, w, room, self.pickups[0].at, last) is None:
                left.append(job)
        pickups = tuple(Pickup(p.at, p.carrier, more, p.named_only) for p, more in zip(self.pickups, room, strict=True))
        return Queue(pickups, self.usable, self.overdue, tuple(left))


def fill(queue: Queue, ends: Sequence[datetime]) -> Filled:
    """Give each slot (`ends`, ascending) to an order and each order to a pick-up with room.

    Orders are taken by their promise; one that cannot keep it any more makes way and is packed after those that can
    (Moore 1968, for orders that take equally long). Those overdue already go out first when that harms no other.
    """
    last = len(queue.pickups) - 1
    hopeless = [(last, w) for _last_one, w in queue.overdue]
    behind = _filled(queue, [*queue.others, *hopeless], ends)
    if not hopeless:
        return behind
    ahead = _filled(queue, [*hopeless, *queue.others], ends)
    return ahead if ahead.late <= behind.late else behind


def _filled(queue: Queue, jobs: Sequence[Job], ends: Sequence[datetime]) -> Filled:
    room = [p.capacity for p in queue.pickups]
    placed: list[tuple[Work, int | None]] = []
    makes_way: list[Work] = []
    for last, w in jobs:
        n = _take(queue, w, room, ends[len(placed)], last) if len(placed) < len(ends) else None
        if n is None:
            makes_way.append(w)
        else:
            placed.append((w, n))
    some = len(ends) - len(placed)
    for w in makes_way[:some]:
        placed.append((w, _take(queue, w, room, ends[len(placed)], len(room))))
    late = sum(n is None or (w.due is not None and queue.pickups[n].at > w.due) for w, n in placed)
    return Filled(placed, makes_way[some:], late + len(makes_way[some:]))


def _take(queue: Queue, w: Work, room: list[int | None], end: datetime, last: int) -> int | None:
    """The first pick-up that is not before `end`, not after `last`, and has room; the room is taken."""
    for n in queue.usable[w.carrier]:
        if n > last:
            return None
        space = room[n]
        if queue.pickups[n].at >= end and (space is None or space > 0):
            room[n] = None if space is None else space - 1
            return n
    return None


def _last(w: Work, pickups: Sequence[Pickup], usable: Sequence[int]) -> int:
    return max((n for n in usable if w.due is None or pickups[n].at <= w.due), default=-1)
