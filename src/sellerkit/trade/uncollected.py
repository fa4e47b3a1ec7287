"""Orders that their marketplace takes for shipped and that no courier has scanned: how long until that is fined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.base.clock import from_store, now, to_store
from sellerkit.store.exported import uncollected
from sellerkit.trade.shop import Shop

_DEFAULT = timedelta(hours=24)
# After so long it was scanned without anybody saying so, or it is lost: another list's business.
_LOOK_BACK = timedelta(days=10)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One order that waits for its first scan until `collect_by` (UTC)."""

    channel: str
    order_id: str
    waybill: str
    carrier: str
    marked_at: str
    collect_by: datetime

    def hours_left(self, at: datetime) -> float:
        """Hours until it is late, with one decimal; below zero once it is."""
        return round((self.collect_by - at) / _HOUR, 1)


def waiting_for_scan(shop: Shop) -> list[Waiting]:
    """Those with the least time left first; `collect_within` is that of the channel."""
    channels = shop.config.orders.channels
    found = []
    for one in uncollected(shop.store.db, to_store(now() - _LOOK_BACK)):
        within = channels[one.channel].collect_within if one.channel in channels else _DEFAULT
        by = from_store(one.marked_at) + within
        found.append(Waiting(one.channel, one.order_id, one.waybill, one.carrier, one.marked_at, by))
    return sorted(found, key=lambda one: one.collect_by)
