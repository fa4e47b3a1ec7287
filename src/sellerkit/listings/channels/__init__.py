"""Channels: one marketplace's file each. Only the one that is asked for is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sellerkit.base.registry import added_by_others, load

if TYPE_CHECKING:
    from sellerkit.listings.channels.contract import Channel

CHANNELS: dict[str, str] = {
    "shopify-csv": "sellerkit.listings.channels.shopify_csv:CHANNEL",
    "woocommerce-csv": "sellerkit.listings.channels.woocommerce_csv:CHANNEL",
    "google-merchant": "sellerkit.listings.channels.google_merchant:CHANNEL",
    "meta-catalogue": "sellerkit.listings.channels.meta_catalogue:CHANNEL",
    "schema-org": "sellerkit.listings.channels.schema_org_file:CHANNEL",
    "ebay-draft": "sellerkit.listings.channels.ebay_draft:CHANNEL",
    "amazon-price-quantity": "sellerkit.listings.channels.amazon_price_quantity:CHANNEL",
    "workbook": "sellerkit.listings.channels.workbook:CHANNEL",
    "taobao-csv": "sellerkit.listings.channels.taobao:CHANNEL",
    "copy-sheet": "sellerkit.listings.channels.copy_sheet:CHANNEL",
}


def channel_names() -> list[str]:
    return [*CHANNELS, *added_by_others("channels")]


def channel_called(name: str) -> Channel:
    """The channel of that format. Raises KeyError."""
    found: Channel = load(CHANNELS.get(name) or added_by_others("channels")[name])
    return found
