"""Product and Variant: what every channel's file is made of. One Product has one handle and 1–n Variants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from sellerkit.model.item import Item

DEFAULT_OPTION = ("Title", "Default Title")  # how Shopify writes a product without options


class Tier(NamedTuple):
    """From so many offered units on, one of them costs this."""

    from_units: int
    price_minor: int


class Words(NamedTuple):
    """The texts of a product in one language; `description` is clean HTML."""

    title: str
    description: str = ""


class NetContent(NamedTuple):
    """What one offered unit holds, in g or ml: what a unit price is worked out from."""

    amount: Decimal
    unit: Literal["g", "ml"]


@dataclass(frozen=True, slots=True)
class Food:
    """What the law wants to know of food. `label` holds the items of Food Safety Law art. 67 by their short names."""

    kind: Literal["produce", "prepacked", "health"]
    label: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variant:
    """One SKU as it is offered. Money in minor units of the product's currency, weight in g, stock in pieces.

    `floor` is the lowest price allowed, in the currency's main unit (unrounded), or None where there is none;
    `raised_from` is the item's own price when that lies below it. `cost_minor` is for one offered unit.
    `compare_at_minor` is an earlier price that was really asked (never below `price_minor`), `tiers` fall strictly,
    `case` is how many units are sold at once. `pictures` are files in the shop's folder, `images` their public URLs.
    `produced`, `expires` and `origin` are those of the lot that will be sent first.
    """

    item: Item
    options: tuple[str, ...]
    price_minor: int | None
    stock: int
    floor: Decimal | None = None
    raised_from: Decimal | None = None
    cost_minor: int | None = None
    barcode: str = ""
    images: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    compare_at_minor: int | None = None
    tiers: tuple[Tier, ...] = ()
    case: int = 1
    net: NetContent | None = None
    produced: str | None = None
    expires: str | None = None
    origin: str = ""

    @property
    def sku(self) -> str:
        return self.item.sku

    @property
    def weight_g(self) -> int | None:
        """What one offered unit weighs: goods sold by weight are offered in portions of the weight they are priced by."""
        if self.item.unit == "g":
            return self.item.priced_per
        return None if self.item.weight_g is None else self.item.weight_g * self.case


@dataclass(frozen=True, slots=True)
class Product:
    """One page of the marketplace. `description` is clean HTML, `images` are URLs in the order they are shown.

    `words` are the texts by language ("zh", "en"); `title` and `description` are those of the channel's own language.
    `fields` are the channel's own extra values by name (a category number, a condition), as shop.toml gives them.
    `priced_in` is the currency that the stock's costs and prices are kept in ("" = the product's own).
    `evidence` are the facts that a claim in the texts rests on.
    """

    handle: str
    title: str
    variants: tuple[Variant, ...]
    currency: str
    option_names: tuple[str, ...] = ()
    description: str = ""
    vendor: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    active: bool = False
    images: tuple[str, ...] = field(default=())
    words: Mapping[str, Words] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    food: Food | None = None
    evidence: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    priced_in: str = ""

    @property
    def sku(self) -> str:
        """The first variant's, by which findings name the product."""
        return self.variants[0].item.sku

    @property
    def skus(self) -> tuple[str, ...]:
        return tuple([variant.item.sku for variant in self.variants])
