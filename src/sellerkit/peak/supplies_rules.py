"""What a day takes of tape, filler, labels and cartons, and how many purchase packs that is. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(\D*)")


@dataclass(frozen=True, slots=True)
class Used:
    """What the day's packing comes to: parcels, cartons, and the litres in them that no goods fill."""

    parcels: int
    cartons: int
    void_litres: Decimal


@dataclass(frozen=True, slots=True)
class Rates:
    """How much of a supply is used, all amounts in `unit`; `in_stock` None when nobody counted."""

    per_parcel: Decimal
    per_carton: Decimal
    per_void_litre: Decimal
    in_stock: Decimal | None
    pack: Decimal
    pack_cost_minor: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SupplyNeed:
    """`needed` without spare; `packs` to buy with it, 0 where the stock is not known; cost in minor units."""

    name: str
    unit: str
    needed: Decimal
    in_stock: Decimal | None
    short: Decimal
    packs: int
    pack: Decimal
    cost_minor: int


def amount_of(text: str) -> tuple[Decimal, str]:
    """ "0.6m" → 0.6 and "m"; "" → 0. Raises ValueError."""
    if not text:
        return Decimal(0), ""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return Decimal(found[1]), found[2].strip()


def supply_need(name: str, rates: Rates, used: Used, spare: Decimal) -> SupplyNeed:
    """What is needed of one supply. Without a known stock all of it is bought: nobody can buy half a roll."""
    needed = rates.per_parcel * used.parcels + rates.per_carton * used.cartons + rates.per_void_litre * used.void_litres
    there = rates.in_stock or Decimal(0)
    packs = packs_for(needed, there, spare, rates.pack)
    return SupplyNeed(
        name, rates.unit, needed, rates.in_stock, max(Decimal(0), needed - there), packs, rates.pack, packs * rates.pack_cost_minor
    )  # fmt: skip


def packs_for(needed: Decimal, in_stock: Decimal, spare: Decimal, pack: Decimal) -> int:
    """Whole purchase packs for what is needed and the spare on top, beside what is there."""
    return max(0, math.ceil((needed * (1 + spare) - in_stock) / pack))
