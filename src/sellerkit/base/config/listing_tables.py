"""Keys of `[listings]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class PriceRule:
    """cost → markup → floor → ending; see docs/listings.md."""

    markup: str = setting('"35%"', "")
    floor: str = setting('"cost * 1.1"', "")
    ending: str = setting('".90"', "")


@dataclass(frozen=True, slots=True)
class ListingChannel:
    format: str = setting('"shopify-csv"', "")
    template: str = setting('"listings/taobao.csv"', "")
    title: tuple[str, ...] = setting('["{{ brand.name }}", "{{ item.name }}"]', ("{{ item.name }}",))
    description: str = setting('"listings/description.md"', "")
    price: PriceRule = setting('{ markup = "35%", ending = ".90" }', PriceRule())
    buffer: int = setting("5", 0)
    images: str = setting('"images/"', "")
    image_url: str = setting('"https://cdn.example.com/dates/"', "")
    tags: tuple[str, ...] = setting('["dates", "Shanxi"]', ())
    status: Literal["active", "draft"] = setting('"draft"', "draft")


@dataclass(frozen=True, slots=True)
class ListingsTable:
    channels: Mapping[str, ListingChannel] = setting("[listings.channels.shopify]", {})
