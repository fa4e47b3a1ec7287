"""The stock while parcels are made up: what one takes the next cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sellerkit.base.clock import now
from sellerkit.model.item import ItemStock, LotStock
from sellerkit.model.order import OrderToPack
from sellerkit.trade.allocation import allocate
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop

# A parcel is never lighter than its wrapping.
BAG_TARE_G = 20

Take = tuple[int, int | None, int]
"""Item id, lot id (None for stock without a lot), how many of the item's unit."""


class Shelves:
    """Every item with its lots, less what was taken so far."""

    def __init__(self, stock: Mapping[str, ItemStock], today: date) -> None:
        self.stock, self.today = stock, today
        self._taken: dict[tuple[int, int | None], int] = {}

    @classmethod
    def of(cls, shop: Shop) -> Shelves:
        """The shelves as the store has them now."""
        today = now().astimezone(shop.zone).date()
        return cls(stock_of(shop.store.db, today=today), today)

    def missing(self, order: OrderToPack) -> list[str]:
        """The SKUs of which too little is left for this order; nothing is taken."""
        return [line.sku for line in order.items if sum(n for *_lot, n in self._found(line.sku, line.quantity)) < line.quantity]  # fmt: skip

    def take(self, order: OrderToPack) -> tuple[Take, ...]:
        """Lots for everything in the order, first expired first out; where too little is left, what there is."""
        takes = [take for line in order.items for take in self._found(line.sku, line.quantity)]
        for item, lot, quantity in takes:
            self._taken[item, lot] = self._taken.get((item, lot), 0) + quantity
        return tuple(takes)

    def weight(self, order: OrderToPack) -> int | None:
        """Gross grams with a bag around it, None when an item was never weighed."""
        total = BAG_TARE_G
        for line in order.items:
            item = self.stock[line.sku].item
            each = 1 if item.unit == "g" else item.weight_g
            if each is None:
                return None
            total += each * line.quantity
        return total

    def _found(self, sku: str, quantity: int) -> list[Take]:
        there = self.stock[sku]
        item = there.item_id
        lots = [self._less(lot, item) for lot in there.lots]
        found = allocate(lots, quantity, self.today)
        takes: list[Take] = [(item, lot_id, n) for lot_id, n in found.taken]
        loose = there.on_hand - sum(lot.on_hand for lot in there.lots) - self._taken.get((item, None), 0)
        if found.short and loose > 0:
            takes.append((item, None, min(loose, found.short)))
        return takes

    def _less(self, lot: LotStock, item: int) -> LotStock:
        return replace(lot, on_hand=lot.on_hand - self._taken.get((item, lot.lot_id), 0))
