"""Keys of `[packing]` and `[peak]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class CartonTable:
    """`family`: cartons of one family need no set-up between them; without it a carton's own name is its family."""

    inner_mm: tuple[int, int, int] = setting("[290, 170, 190]", required=True)
    max_g: int = setting("10000", required=True)
    tare_g: int = setting("180", 0)
    cost: Decimal = setting('"0.85"', Decimal(0))
    in_stock: int | None = setting("400")
    pack: int = setting("20", 1)
    family: str = setting('"boxes"', "")
    outer_mm: tuple[int, int, int] | None = setting("[300, 180, 200]")


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How items travel. `not_with` names SKUs, categories or groups; `per_carton`: so many fill each carton (soft goods)."""

    fragile: bool = setting("true", False)
    upright: bool = setting("true", False)
    group: str = setting('"food"', "")
    not_with: tuple[str, ...] = setting('["scented"]', ())
    max_per_carton: int | None = setting("6")
    per_carton: Mapping[str, int] = setting("{ mailer = 3, no5 = 12 }", {})


@dataclass(frozen=True, slots=True)
class PackingTable:
    """`items` are named by SKU, which may hold `*`; `categories` count where no SKU fits. Weights in g."""

    objective: Literal["cartons", "cost"] = setting('"cost"', "cartons")
    full_first: bool = setting("true", False)
    only_in_stock: bool = setting("true", False)
    max_items: int | None = setting("40")
    insert_g: int = setting("15", 0)
    filler_g: int = setting("12", 0)
    filler_cost: Decimal = setting('"0.15"', Decimal(0))
    price_to: str = setting('"浙江"', "")
    items: Mapping[str, ItemRule] = setting('[packing.items."VASE-*"]', {})
    categories: Mapping[str, ItemRule] = setting('[packing.categories."瓷器"]', {})
    cartons: Mapping[str, CartonTable] = setting("[packing.cartons.no5]", {})


@dataclass(frozen=True, slots=True)
class Person:
    name: str = setting('"packer"', required=True)
    per_hour: int = setting("45", required=True)
    count: int = setting("6", 1)
    from_: str = setting('"08:00"', "08:00")
    to: str = setting('"22:00"', "18:00")
    breaks: tuple[str, ...] = setting('["12:00-12:30"]', ())
    ramp: str = setting('"60% 2h"', "")


@dataclass(frozen=True, slots=True)
class SupplyTable:
    """Something every parcel takes. All amounts in one unit; `pack` is what one purchase holds and `cost` its price."""

    per_parcel: str = setting('"0.6m"', "")
    per_carton: str = setting('"1"', "")
    per_void_litre: str = setting('"12g"', "")
    in_stock: str = setting('"300m"', "")
    pack: str = setting('"100m"', "")
    cost: Decimal = setting('"4.50"', Decimal(0))


@dataclass(frozen=True, slots=True)
class PeakTable:
    """`setup`: how long a station needs at its start and whenever the carton family changes; without it that time is
    taken to be part of what `per_hour` says."""

    day: str = setting('"2026-11-11"', "")
    uplift: Mapping[str, Decimal] = setting("{ default = 6.0 }", {})
    stations: int = setting("4", 1)
    setup: timedelta = setting('"2m"', timedelta())
    people: tuple[Person, ...] = setting(
        '[ { name = "packer", count = 6, per_hour = 45, from = "08:00", to = "22:00" } ]', ()
    )
    spare: str = setting('"5%"', "5%")
    level: str = setting('"95%"', "95%")
    wall_slots: int = setting("24", 24)
    supplies: Mapping[str, SupplyTable] = setting("[peak.supplies.tape]", {})
