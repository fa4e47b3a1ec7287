"""Keys of `[listings]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class PriceRule:
    """cost → markup or margin → currency → floor → ending → floor again; see docs/listings.md.

    `sale` takes so much off from `sale_from` to `sale_until` (both days belong to it); the earlier price that is shown is
    the lowest of the `history_days` before it (30; fewer only for perishables, where the law of the country says so).
    """

    markup: str = setting('"35%"', "")
    margin: str = setting('"25%"', "")
    floor: str = setting('"cost * 1.1"', "")
    ending: str = setting('".90"', "")
    tiers: bool = setting("false", True)
    sale: str = setting('"10%"', "")
    sale_from: str = setting('"2026-11-20"', "")
    sale_until: str = setting('"2026-11-30"', "")
    history_days: int = setting("30", 30)


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """What is said of a product beside its stock sheet. `name` is by language; `label` holds what a food label says."""

    skip: bool = setting("true", False)
    name: Mapping[str, str] = setting('{ en = "Red dates, 500 g" }', {})
    title: str = setting('"临县红枣 500克 特级"', "")
    price: Decimal | None = setting('"29.90"')
    net: str = setting('"500g"', "")
    category: str = setting('"干果 > 红枣"', "")
    origin: str = setting('"山西省吕梁市临县"', "")
    tags: tuple[str, ...] = setting('["dates"]', ())
    food: Literal["", "produce", "prepacked", "health"] = setting('"prepacked"', "")
    label: Mapping[str, str] = setting('{ ingredients = "红枣", shelf_life = "12个月" }', {})
    evidence: tuple[str, ...] = setting('["2025年全省红枣评比第一名（证书 12 号）"]', ())
    fields: Mapping[str, str] = setting('{ google_product_category = "422" }', {})


@dataclass(frozen=True, slots=True)
class ListingChannel:
    format: str = setting('"shopify-csv"', "")
    template: str = setting('"listings/taobao.csv"', "")
    listed: str = setting('"listings/products_export.csv"', "")
    language: Literal["", "zh", "en"] = setting('"en"', "")
    currency: str = setting('"USD"', "")
    title: tuple[str, ...] = setting('["{{ brand.name }}", "{{ item.name }}"]', ("{{ item.name }}",))
    description: str = setting('"listings/description.md"', "")
    price: PriceRule = setting('{ markup = "35%", ending = ".90" }', PriceRule())
    sell_by: Literal["piece", "pack"] = setting('"pack"', "piece")
    buffer: int = setting("5", 0)
    share: str = setting('"40%"', "")
    fresh_for: timedelta = setting('"30d"', timedelta(0))
    images: str = setting('"images/"', "")
    image_url: str = setting('"https://cdn.example.com/dates/"', "")
    url: str = setting('"https://shop.example.com/products/{handle}"', "")
    tags: tuple[str, ...] = setting('["dates", "Shanxi"]', ())
    status: Literal["active", "draft"] = setting('"draft"', "draft")
    fields: Mapping[str, str] = setting('{ condition = "new" }', {})
    products: Mapping[str, ListedProduct] = setting("[listings.channels.shopify.products.DATE-500]", {})


@dataclass(frozen=True, slots=True)
class ListingsTable:
    """`products` are found by SKU, product name or category, `*` is meant for all; `translations` by language and word,
    `words` that a listing must not say, or may."""

    channels: Mapping[str, ListingChannel] = setting("[listings.channels.shopify]", {})
    products: Mapping[str, ListedProduct] = setting("[listings.products.DATE-500]", {})
    texts: str = setting('"listings/texts/"', "")
    translations: Mapping[str, Mapping[str, str]] = setting('{ en = { "红色" = "Red" } }', {})
    words: Mapping[str, Literal["error", "warning", "allowed"]] = setting('{ "正宗" = "warning" }', {})
