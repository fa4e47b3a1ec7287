"""The words of the timetable: work, pick-ups, shifts, and what becomes of them. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

KINDS = ("piles", "mixed", "noted", "presale")
"""Kinds of waves in the order in which they are packed."""


@dataclass(frozen=True, slots=True)
class Work:
    """One order to pack.

    `due` is the moment by which it must have left, `pile` what orders that are packed alike share ("" = several items).
    `carrier` names the courier that must take it ("" = any). `presale`: its balance is not paid, so nothing takes it.
    `family`: orders of one family of cartons are packed at one set-up of the station.
    """

    order: int
    due: datetime | None = None
    pile: str = ""
    noted: bool = False
    presale: bool = False
    carrier: str = ""
    family: str = ""

    @property
    def kind(self) -> str:
        return "presale" if self.presale else "noted" if self.noted else "piles" if self.pile else "mixed"


@dataclass(frozen=True, slots=True)
class Pickup:
    """A courier comes by. `capacity` None takes everything; `named_only`: just for orders that name this courier."""

    at: datetime
    carrier: str = ""
    capacity: int | None = None
    named_only: bool = False

    @property
    def is_counter(self) -> bool:
        """Nobody comes: the parcels are taken to a counter when the last packer goes home."""
        return self.named_only or not self.carrier


@dataclass(frozen=True, slots=True)
class Person:
    """Who packs from when to when, and how many parcels an hour.

    `breaks` are hours without packing. A newcomer makes only `slow_percent` of the parcels until `slow_until`.
    """

    name: str
    start: datetime
    end: datetime
    per_hour: int
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    slow_until: datetime | None = None
    slow_percent: int = 100


@dataclass(frozen=True, slots=True)
class Shift:
    """One person at one station."""

    station: int
    name: str
    start: datetime
    end: datetime
    per_hour: int

    @property
    def span(self) -> timedelta:
        """How long one parcel takes."""
        return span_of(self.per_hour)


def span_of(per_hour: int) -> timedelta:
    """How long one parcel takes at so many an hour; nobody packs one in less than a second."""
    return max(timedelta(seconds=3600 / per_hour), timedelta(seconds=1))


@dataclass(frozen=True, slots=True)
class Wave:
    """What is packed in one go: one kind of orders for one pick-up (None: nothing takes them that day)."""

    number: int
    pickup: Pickup | None
    kind: str


@dataclass(frozen=True, slots=True)
class Packed:
    """One order on the timetable. `slot` numbers a mixed order on its wave's put wall from 1, else 0."""

    order: int
    station: int
    start: datetime
    end: datetime
    pickup: Pickup | None
    wave: int
    kind: str
    slot: int
    late: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """The whole day in packing order.

    `unpacked` are orders for which nobody has time, `waiting` presale ones of that kind. `overdue` orders are late
    whatever is done: no pick-up comes before they are due. `missed`: the last pick-up that would have kept the promise of
    late ones, and how many of them.
    """

    packed: tuple[Packed, ...]
    unpacked: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    waves: tuple[Wave, ...] = ()
    overdue: int = 0
    missed: tuple[tuple[Pickup, int], ...] = ()

    @property
    def late(self) -> int:
        """How many parcels miss their pick-up or the day."""
        return sum(p.late for p in self.packed) + len(self.unpacked)

    @property
    def finish(self) -> datetime | None:
        """When the last parcel is packed."""
        return max((p.end for p in self.packed), default=None)
