"""What can be sold: on hand − reserved − expired, decided in one place for every job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sellerkit.model.item import ItemStock
from sellerkit.store.stock import item_stocks

if TYPE_CHECKING:
    import sqlite3


def stock_of(db: sqlite3.Connection, skus: Sequence[str] | None = None, *, today: date) -> dict[str, ItemStock]:
    """SKU → what is there of it, for all items or for these; a SKU that is not in stock is not in the answer."""
    return {stock.item.sku: stock for stock in item_stocks(db, today, skus)}


def is_low(stock: ItemStock, shop_level: int) -> bool:
    """Whether what is available is at or below the item's own level, else the shop's."""
    return stock.available <= stock.item.level(shop_level)


def expiring_lots(stocks: Iterable[ItemStock], until: date) -> int:
    """How many lots that are still there expire by that day, or have."""
    return sum(
        lot.on_hand > 0 and lot.lot.expires is not None and lot.lot.expires <= until.isoformat()
        for stock in stocks
        for lot in stock.lots
    )
