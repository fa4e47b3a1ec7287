"""An Item is one SKU; a Lot is a delivery of it that shares a date and a cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sellerkit.base.measures import GRAMS


@dataclass(frozen=True, slots=True)
class Item:
    """What the shop sells under one SKU. Quantities are integers of `unit` ("piece" or "g"), sides mm, weight g.

    A field that is None was never stated; an import leaves it as it was. `shown_unit` is the seller's own word (瓶, 斤);
    cost and price are for `priced_per` units: 1 piece, or 500 g when they are said by the 斤.
    """

    sku: str
    name: str | None = None
    unit: str = "piece"
    barcode: str | None = None
    pack: int | None = None
    cost_minor: int | None = None
    price_minor: int | None = None
    currency: str | None = None
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    shelf: str | None = None
    category: str | None = None
    option1: str | None = None
    option2: str | None = None
    option3: str | None = None
    origin: str | None = None
    image: str | None = None
    low: int | None = None
    shown_unit: str | None = None
    priced_per: int = 1

    @property
    def size_mm(self) -> tuple[int, int, int] | None:
        """Length, width, height in mm, or None when one of them is unknown."""
        if self.length_mm and self.width_mm and self.height_mm:
            return (self.length_mm, self.width_mm, self.height_mm)
        return None

    @property
    def shown_factor(self) -> int:
        """How many units one shown unit is: 500 for goods shown by the 斤, 1 for pieces."""
        factor = GRAMS.get(self.shown_unit.lower()) if self.unit == "g" and self.shown_unit else None
        return factor if isinstance(factor, int) else 1

    def level(self, shop_level: int) -> int:
        """At or below how many it needs buying: its own level, else the shop's, which counts in the shown unit."""
        return self.low if self.low is not None else shop_level * self.shown_factor


@dataclass(frozen=True, slots=True)
class Lot:
    """One delivery of an item. `code` is the printed lot number ("" where none); dates are ISO texts."""

    code: str = ""
    produced: str | None = None
    expires: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class LotStock:
    """What is left of one lot. `lot_id` is None for stock that belongs to no lot."""

    lot: Lot
    lot_id: int | None
    on_hand: int


@dataclass(frozen=True, slots=True)
class ItemStock:
    """An item with what is there: available = on hand − reserved − expired; below zero when more is reserved than is good.

    `lots` holds the lots that are not used up; what is on hand beside them belongs to no lot.
    """

    item_id: int
    item: Item
    on_hand: int
    reserved: int
    expired: int = 0
    lots: tuple[LotStock, ...] = field(default=())
    tiers: tuple[PriceTier, ...] = ()

    @property
    def available(self) -> int:
        return self.on_hand - self.expired - self.reserved

    @property
    def takeable(self) -> tuple[LotStock, ...]:
        """Everything that is physically there, stock without a lot last: what `trade.allocation.allocate` chooses from."""
        loose = self.on_hand - sum(lot.on_hand for lot in self.lots)
        return (*self.lots, LotStock(Lot(), None, loose)) if loose > 0 else self.lots


class StatedItem(NamedTuple):
    """What one sheet says of an item; None was not said. A tuple, since a hundred thousand of them go to the store at once."""

    sku: str
    name: str | None = None
    unit: str | None = None
    shown_unit: str | None = None
    priced_per: int | None = None
    barcode: str | None = None
    pack: int | None = None
    cost_minor: int | None = None
    price_minor: int | None = None
    currency: str | None = None
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    shelf: str | None = None
    category: str | None = None
    option1: str | None = None
    option2: str | None = None
    option3: str | None = None
    origin: str | None = None
    image: str | None = None
    low: int | None = None


class PriceTier(NamedTuple):
    """From so many of the item's unit on, one `priced_per` of it costs this."""

    from_quantity: int
    price_minor: int
    currency: str


class StockLine(NamedTuple):
    """One row of a stock file, understood. `quantity` is in the item's unit, `lot_cost_minor` what the whole row cost."""

    row: int
    item: StatedItem
    quantity: int | None = None
    lot: Lot | None = None
    lot_cost_minor: int | None = None
    tiers: tuple[PriceTier, ...] = ()


class FieldChange(NamedTuple):
    """What an import did to one field of an item that was there; money in minor units, quantities in the item's unit."""

    sku: str
    field: str
    old: str | int | None
    new: str | int | None


class KnownItem(NamedTuple):
    """What the shop already knows of an item that a sheet names. `moved`: it has stock history or orders that hold it."""

    sku: str
    unit: str
    pack: int | None
    currency: str | None
    priced_per: int
    costed: bool
    priced: bool
    moved: bool
    shown_unit: str = ""
