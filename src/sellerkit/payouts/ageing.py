"""payouts ageing: which orders wait for their money, since when, and what platforms hold back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sellerkit.base.clock import from_store, now
from sellerkit.model.reconciliation import OrderFacts
from sellerkit.payouts.rules import due_of
from sellerkit.payouts.sources import awaited_channels, source_named
from sellerkit.payouts.tied import payout_sources, tied
from sellerkit.store import reconciled, reconciling
from sellerkit.store.ageing import Held, held_back, scanned_at
from sellerkit.trade.shop import Shop

# Name of the bucket → the last day overdue that belongs to it.
BUCKETS = {"not-due": 0, "1-7": 7, "8-15": 15, "16-30": 30, "over-30": None}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One order without money. `event` is the last that is known of it (signed, collected, shipped, paid, placed, none)
    and `since` its UTC text; `due` is None while what the platform counts from has not happened."""

    order: OrderFacts
    source: str
    event: str
    since: str | None
    due: datetime | None
    now: datetime

    @property
    def waits_days(self) -> int | None:
        """Whole days since the last known event."""
        return None if self.since is None else max(0, (self.now - from_store(self.since)) // _DAY)

    @property
    def overdue_days(self) -> int:
        """Days past the due date, begun ones counted; 0 when it is not due yet."""
        return 0 if self.due is None or self.due >= self.now else -((self.due - self.now) // _DAY)

    @property
    def bucket(self) -> str:
        return bucket_of(self.overdue_days)


@dataclass(frozen=True, slots=True)
class Ageing:
    waiting: tuple[Waiting, ...]
    held: tuple[Held, ...]


def bucket_of(overdue_days: int) -> str:
    """The bucket of so many days overdue."""
    return next(name for name, last in BUCKETS.items() if last is None or overdue_days <= last)


def money_awaited(shop: Shop, *, source: str | None = None, days: int = 0) -> Ageing:
    """Orders that buyers paid for or that went out, and of which no statement knows a payment; longest overdue first.

    With `days` only those that are overdue for at least so long.
    """
    source_named(shop.config, source)
    sources = payout_sources(shop)
    with tied(shop) as batch:
        channels = reconciling.channels_with_orders(batch.db)
        awaited = awaited_channels(shop.config, sources, channels)
        mine = {channel: name for channel, name in awaited.items() if source in (None, name)}
        orders = reconciled.unpaid_orders(batch, mine)
        scans = scanned_at(batch.db, [order.order_row for order in orders])
        held = held_back(batch.db, source)
    at = now()
    found = []
    for order in orders:
        terms = sources[mine[order.channel]]
        due = due_of(order, terms.counts_from, terms.pays_within)
        event, since = last_event(order, scans.get(order.order_row))
        found.append(Waiting(order, mine[order.channel], event, since, due, at))
    found = [one for one in found if one.overdue_days >= days]
    found.sort(key=lambda one: (-one.overdue_days, one.since or "", one.order.channel, one.order.order_id))
    return Ageing(tuple(found), tuple(held))


def last_event(order: OrderFacts, scanned: str | None) -> tuple[str, str | None]:
    """The last that is known of an order, and when. The day of signing is in no export: it counts from when it was sent."""
    sent = scanned or order.shipped_at
    if order.status == "done":
        return "signed", sent or order.paid_at or order.placed_at
    if scanned:
        return "collected", scanned
    if order.shipped:
        return "shipped", sent or order.paid_at or order.placed_at
    if order.paid_at:
        return "paid", order.paid_at
    return ("placed", order.placed_at) if order.placed_at else ("none", None)
