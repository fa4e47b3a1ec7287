"""Lots that expire soon or have expired, in the order in which they leave, with what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sellerkit.base.clock import today
from sellerkit.model.item import ItemStock, LotStock
from sellerkit.stock.lot_rules import currency_of, next_out
from sellerkit.store.lot_costs import lot_costs
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class ExpiringLot:
    """A lot of which something is left. `days_left` is negative once it has expired; `value_minor` is what it cost."""

    stock: ItemStock
    lot: LotStock
    days_left: int
    value_minor: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Expiring:
    """The lots, first to expire first; `within` is how far was looked from `day`."""

    lots: Sequence[ExpiringLot]
    day: date
    within: timedelta


def expiring_lots(shop: Shop, within: timedelta | None) -> Expiring:
    """Lots whose last good day comes within that time (default: `expiring` of [stock]) or has passed."""
    day, span = today(shop.zone), within if within is not None else shop.config.stock.expiring
    until = (day + min(span, date.max - day)).isoformat()
    found = [
        (stock, lot)
        for stock in stock_of(shop.store.db, today=day).values()
        for lot in stock.lots
        if lot.on_hand > 0 and lot.lot.expires is not None and lot.lot.expires <= until
    ]
    costs = lot_costs(shop.store.db, [lot.lot_id for _stock, lot in found if lot.lot_id is not None])
    lots = []
    for stock, lot in found:
        cost = costs.get(lot.lot_id or 0)
        left = (date.fromisoformat(lot.lot.expires or "") - day).days
        value = next_out(lot, cost, stock.item, lot.on_hand)
        lots.append(ExpiringLot(stock, lot, left, value, currency_of(cost, stock.item)))
    return Expiring(sorted(lots, key=lambda one: (one.days_left, one.stock.item.sku, one.lot.lot_id)), day, span)
