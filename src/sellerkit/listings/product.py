"""Product and Variant: what every channel's file is made of. One Product has one handle and 1–n Variants."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from sellerkit.model.item import Item

DEFAULT_OPTION = ("Title", "Default Title")  # how Shopify writes a product without options


@dataclass(frozen=True, slots=True)
class Variant:
    """One SKU as it is offered. Money in minor units of the product's currency, weight in g, stock in pieces.

    `floor` is the lowest price allowed, in the currency's main unit (unrounded), or None where there is none;
    `raised_from` is the item's own price when that lies below it. `cost_minor` is for one offered unit.
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

    @property
    def sku(self) -> str:
        return self.item.sku

    @property
    def weight_g(self) -> int | None:
        """What one offered unit weighs: goods sold by weight are offered in portions of the weight they are priced by."""
        return self.item.priced_per if self.item.unit == "g" else self.item.weight_g


@dataclass(frozen=True, slots=True)
class Product:
    """One page of the marketplace. `description` is clean HTML, `images` are URLs in the order they are shown."""

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

    @property
    def skus(self) -> tuple[str, ...]:
        return tuple(variant.sku for variant in self.variants)
