"""Room at couriers' pick-ups: `capacity` parcels each, counting those of earlier runs and of this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sellerkit.base.clock import from_store, now, to_store
from sellerkit.store.shipments import on_pickups
from sellerkit.trade.shop import Shop

# How far ahead a pick-up is looked for: an order that waits longer is asked about again tomorrow.
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """A pick-up with room: a UTC text, "" for a courier without pick-ups; `full` are the ones before it without room."""

    at: str
    full: tuple[str, ...] = ()


class Pickups:
    """Every courier's pick-ups from now on, and how many parcels are on each."""

    def __init__(self, coming: Mapping[str, Sequence[str]], capacity: Mapping[str, int | None], on: Counter[tuple[str, str]]) -> None:  # fmt: skip
        self._coming, self._capacity, self._on = coming, capacity, on

    @classmethod
    def of(cls, shop: Shop) -> Pickups:
        """As the store and shop.toml have them now."""
        moment = now()
        couriers = shop.config.carriers
        coming = {
            name: [to_store(at) for at in _moments(shop, table.pickups, moment)] for name, table in couriers.items()
        }
        capacity = {name: table.capacity for name, table in couriers.items()}
        return cls(coming, capacity, Counter(on_pickups(shop.store.db, to_store(moment))))

    def offer(self, carrier: str, ship_by: str | None, planned: str = "") -> Slot | None:
        """The planned pick-up if it has room, else the next one in time that has; None when all of them are full.

        In time is before `ship_by`; where no pick-up comes so early, it is any of them.
        """
        coming = self._coming.get(carrier, ())
        if not coming:
            return Slot("")
        in_time = [at for at in coming if ship_by is None or at <= ship_by] or list(coming)
        if planned in coming:
            in_time = [planned, *(at for at in in_time if at != planned)]
        full: list[str] = []
        for at in in_time:
            if self._has_room(carrier, at):
                return Slot(at, tuple(full))
            full.append(at)
        return None

    def take(self, carrier: str, at: str) -> None:
        """One parcel more goes with this pick-up."""
        if at:
            self._on[carrier, at] += 1

    def _has_room(self, carrier: str, at: str) -> bool:
        capacity = self._capacity.get(carrier)
        return capacity is None or self._on[carrier, at] < capacity


def _moments(shop: Shop, times: Sequence[str], moment: datetime) -> list[datetime]:
    """Today's pick-ups that are still to come, and those of the next days."""
    today = moment.astimezone(shop.zone).date()
    clock = sorted(time.fromisoformat(text) for text in times)
    days = (today + timedelta(days=n) for n in range(_DAYS))
    found = [datetime.combine(day, at, shop.zone) for day in days for at in clock]
    return [at for at in found if at > moment]


def time_of_day(at: str, shop: Shop) -> str:
    """A pick-up as a person says it: 11:30, with the date when it is not today."""
    local = from_store(at).astimezone(shop.zone)
    return f"{local:%H:%M}" if local.date() == now().astimezone(shop.zone).date() else f"{local:%m-%d %H:%M}"
