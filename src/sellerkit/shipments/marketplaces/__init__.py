"""Marketplaces that take a file of what was shipped: one small file each, and only the one that is asked for is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from sellerkit.base.registry import load


@dataclass(frozen=True, slots=True)
class Told:
    """One order and one waybill as a marketplace is told of them. `carrier` is the marketplace's own name of the courier.

    `listed` says whether it stands in the marketplace's list (else the shop's own word for it); `complete` whether nothing
    more of this order is to come.
    """

    order_id: str
    waybill: str
    carrier: str
    shipped_on: date
    listed: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Marketplace:
    """What its upload looks like. `names` are its own names for couriers, by their English trade name.

    `several`: takes a row for each parcel of an order. `others`: takes couriers that stand in no list. `stem` is part of
    the file's name. `unproven` says what of it was never tried on the marketplace itself.
    """

    label: str
    ending: str
    headings: tuple[str, ...]
    row: Callable[[Told], tuple[str, ...]]
    names: Mapping[str, str]
    several: bool = False
    others: bool = False
    stem: str = "shipped"
    unproven: str = ""


MARKETPLACES = {
    "taobao": "sellerkit.shipments.marketplaces.taobao:TAOBAO",
    "pinduoduo": "sellerkit.shipments.marketplaces.pinduoduo:PINDUODUO",
    "douyin": "sellerkit.shipments.marketplaces.douyin:DOUYIN",
    "shopify": "sellerkit.shipments.marketplaces.shopify:SHOPIFY",
    "amazon": "sellerkit.shipments.marketplaces.amazon:AMAZON",
    "etsy": "sellerkit.shipments.marketplaces.etsy:ETSY",
    "woocommerce": "sellerkit.shipments.marketplaces.woocommerce:WOOCOMMERCE",
}
# Formats of order exports that belong to a marketplace but do not begin with its name.
_FORMATS = {"tmall-report": "taobao"}


def marketplace_of(format: str) -> str:
    """The marketplace that an order export's format belongs to; "" for a plain sheet and for formats of the shop's own."""
    return _FORMATS.get(format) or next((name for name in MARKETPLACES if format.startswith(f"{name}-")), "")


def marketplace(name: str) -> Marketplace:
    return cast(Marketplace, load(MARKETPLACES[name]))
