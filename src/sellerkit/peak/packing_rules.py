"""The shop's way of packing: `[packing]` of shop.toml as the engine's cartons, rules and prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from math import ceil

from sellerkit.base.config.peak_tables import CartonTable, ItemRule, PackingTable
from sellerkit.base.money import exponent, minor_units
from sellerkit.model.carton import Carton
from sellerkit.model.item import Item
from sellerkit.model.order import OrderToPack
from sellerkit.packing import Costs, Rules
from sellerkit.packing.costs import Price
from sellerkit.packing.result import PackedCarton, volume
from sellerkit.trade.shop import Shop

NO_RULE = ItemRule()
_PLAIN = Rules()
PriceFor = Callable[[OrderToPack], Price | None]
"""What the couriers ask for a parcel of an order; None when nobody knows where it goes or what that costs."""


@dataclass(frozen=True, slots=True)
class PackingRules:
    """How a shop packs. A carton's `tare_g` counts inserts and as much filler as it could hold at most.

    `price_for` is None unless money decides; an order that it knows no price of goes into the fewest cartons.
    """

    cartons: tuple[Carton, ...]
    rules: Rules = _PLAIN
    items: Mapping[str, ItemRule] = field(default_factory=dict)
    categories: Mapping[str, ItemRule] = field(default_factory=dict)
    only_in_stock: bool = False
    insert_g: int = 0
    filler_g: int = 0
    filler_minor: Decimal = Decimal(0)
    price_for: PriceFor | None = None

    def rule_of(self, item: Item) -> ItemRule:
        """What shop.toml says of an item: by its SKU, by a pattern of SKUs (the longest that fits), by its category."""
        if item.sku in self.items:
            return self.items[item.sku]
        fitting = [name for name in self.items if "*" in name and fnmatchcase(item.sku, name)]
        if fitting:
            return self.items[max(fitting, key=lambda name: (len(name), name))]
        return self.categories.get(item.category or "", NO_RULE)

    def costs_for(self, order: OrderToPack) -> Costs | None:
        """Prices to decide by; None where the number of cartons decides."""
        price = self.price_for(order) if self.price_for else None
        return None if price is None else Costs(price, self.filler_minor)

    def spared_g(self, packed: PackedCarton) -> int:
        """The filler that the carton's tare counts and the goods leave no room for, in g."""
        room = volume(packed.carton.inner_mm)
        void = room - sum(volume(piece.size_mm) for piece in packed.items)
        return filler_in(room, self.filler_g) - filler_in(void, self.filler_g)


def filler_in(void_mm3: int, grams_per_litre: int) -> int:
    """What filling a void weighs, in whole g."""
    return ceil(void_mm3 * grams_per_litre / 1_000_000)


def packing_rules(shop: Shop, on: date, used: Iterable[str] = ()) -> PackingRules:
    """The `[packing]` of the shop; `used` names cartons that are gone already. Raises ConfigError where money decides and a rate card cannot be read."""
    table, currency = shop.config.packing, shop.currency
    price_for = None
    if table.objective == "cost":
        from sellerkit.peak.carriage import prices_of

        price_for = prices_of(shop, on)
    return PackingRules(
        shop_cartons(table, currency, used), Rules(max_items=table.max_items, full_first=table.full_first), table.items, table.categories,
        table.only_in_stock, table.insert_g, table.filler_g, table.filler_cost.scaleb(exponent(currency)), price_for,
    )  # fmt: skip


def shop_cartons(table: PackingTable, currency: str, used: Iterable[str] = ()) -> tuple[Carton, ...]:
    """The cartons of shop.toml; their stock limits a plan only where shop.toml asks for that: what is short is bought."""
    gone = Counter(used)
    return tuple(_carton(name, one, table, currency, gone[name]) for name, one in table.cartons.items())


def _carton(name: str, one: CartonTable, table: PackingTable, currency: str, gone: int) -> Carton:
    extra = table.insert_g + filler_in(volume(one.inner_mm), table.filler_g)
    stock = max(0, one.in_stock - gone) if table.only_in_stock and one.in_stock is not None else None
    return Carton(name, one.inner_mm, one.tare_g + extra, one.max_g, stock, minor_units(one.cost, currency), one.outer_mm)  # fmt: skip
