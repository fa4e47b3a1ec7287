"""Planning anew while the day is under way: what is packed already keeps its carton, wave, station and position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from sellerkit.base.clock import from_store
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.peak.day import PeakDay
from sellerkit.peak.work import Pickup, Timetable
from sellerkit.store.plans import PlannedOrder, planned_orders
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Packed:
    """What the seller says is packed: these order numbers, and all that was to be begun before that time of the day."""

    orders: tuple[str, ...] = ()
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Parcels of the last plan that stay as they are, and numbers that were said but are in no plan."""

    parcels: tuple[PlannedOrder, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def rows(self) -> frozenset[int]:
        return frozenset(one.plan.order_row for one in self.parcels)

    @property
    def last_wave(self) -> int:
        return max((one.plan.wave for one in self.parcels), default=0)

    @property
    def last_position(self) -> int:
        return max((one.plan.position for one in self.parcels), default=0)


def kept_parcels(shop: Shop, peak: PeakDay, packed: Packed) -> Kept:
    """What is packed of the same day's last plan: said so, printed, or with a confirmed waybill."""
    until = None
    if packed.until is not None:
        until = datetime.combine(peak.day, packed.until, tzinfo=shop.zone).astimezone(UTC)
    today = [one for one in planned_orders(shop.store.db) if _is_of(one, peak, shop)]
    said = set(packed.orders)
    kept = [
        one for one in today
        if one.out or one.order_id in said or (until is not None and from_store(one.plan.start) < until)
    ]  # fmt: skip
    strangers = sorted(said - {one.order_id for one in today})
    return Kept(tuple(kept), tuple(_stranger(number) for number in strangers))


def _is_of(one: PlannedOrder, peak: PeakDay, shop: Shop) -> bool:
    """A plan of another day keeps nothing; a night shift belongs to the day on which it began."""
    start = from_store(one.plan.start)
    return start.astimezone(shop.zone).date() == peak.day or (start.astimezone(shop.zone).date() > peak.day and start < peak.home)  # fmt: skip


def _stranger(number: str) -> Problem:
    return Problem(
        "not-in-plan", _("is not in the last plan of this day, so nothing of it can be kept."),
        Place(_("order {order}").format(order=number)), number, _("Look the number up in the printed plan."),
    )  # fmt: skip


def room_left(pickups: Sequence[Pickup], kept: Kept) -> tuple[Pickup, ...]:
    """The pick-ups without the room that packed parcels take."""
    taken = Counter((one.plan.carrier, one.plan.pickup) for one in kept.parcels if one.plan.pickup)
    found = []
    for pickup in pickups:
        count = sum(n for (carrier, at), n in taken.items() if carrier == pickup.carrier and from_store(at) == pickup.at)  # fmt: skip
        found.append(pickup if pickup.capacity is None else replace(pickup, capacity=max(0, pickup.capacity - count)))
    return tuple(found)


def after(table: Timetable, kept: Kept) -> Timetable:
    """The timetable with its waves numbered on from those that are packed."""
    first = kept.last_wave
    if not first:
        return table
    return replace(
        table, packed=tuple(replace(p, wave=p.wave + first) for p in table.packed),
        waves=tuple(replace(w, number=w.number + first) for w in table.waves),
    )  # fmt: skip
