"""Pure decisions about stock: what is low, how much to buy, what a correction comes to."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.model.item import Item, ItemStock
from sellerkit.stock.units import amount_of, unit_of


@dataclass(frozen=True, slots=True)
class LowItem:
    """An item at or below its level, and how much would bring it back to twice that level, in whole packs."""

    stock: ItemStock
    level: int
    suggested: int


def low_item(stock: ItemStock, shop_level: int) -> LowItem | None:
    """The item when what can be sold is at or below its level, else None."""
    level = stock.item.level(shop_level)
    if stock.available > level:
        return None
    missing = max(2 * level - stock.available, 0)
    pack = stock.item.pack or 1
    return LowItem(stock, level, -(-missing // pack) * pack)


def wanted_change(text: str, item: Item, on_hand: int) -> int:
    """What `stock adjust SKU TEXT` adds or takes, in the item's unit: `+3` and `-3` change, `3` states what is there.

    Goods by weight need their unit (`-2斤`). Raises ValueError for anything but a whole number of the item's unit.
    """
    amount = amount_of(text)
    unit = unit_of(amount.word, item.pack)
    if unit.base != item.unit:
        raise ValueError(text)
    number = amount.value * unit.factor
    if number != number.to_integral_value():
        raise ValueError(text)
    return int(number) if text.strip()[0] in "+-−－" else int(number) - on_hand


def gtin_holds(digits: str) -> bool:
    """Whether the last digit of a GTIN-8, -12, -13 or -14 is its check digit (GS1 General Specifications, 7.9)."""
    odd, even = sum(map(int, digits[-2::-2])), sum(map(int, digits[-3::-2]))
    return (10 - (3 * odd + even) % 10) % 10 == int(digits[-1])
