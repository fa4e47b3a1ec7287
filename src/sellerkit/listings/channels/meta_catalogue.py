"""Meta's product catalogue (Facebook and Instagram shops) as CSV, from the same cells as Google's feed.

Source: Meta for Developers, "Catalog Fields", "Product Variants" (one title for the whole item group, every variant
with the same attributes) and "Reference - Catalog" (CSV with doubled quotation marks); lengths and the number of variant
attributes: facebook-for-woocommerce a1e17a8, which cuts titles at 150 and descriptions at 5000.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from sellerkit.base.language import N_
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.channels.contract import Channel, Limits, Row
from sellerkit.listings.channels.google_merchant import product_cells, variant_cells
from sellerkit.listings.channels.google_rules import META_VALUES, TITLE, checks
from sellerkit.listings.product import Product, Variant

HEADER: Row = (
    "id", "title", "description", "availability", "condition", "price", "sale_price", "link", "image_link",
    "additional_image_link", "brand", "gtin", "mpn", "quantity_to_sell_on_facebook", "item_group_id", "color", "size", "material",
    "pattern", "additional_variant_attribute", "google_product_category", "fb_product_category", "product_type",
    "shipping_weight", "status", "gender", "age_group", "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3",
    "custom_label_4",
)  # fmt: skip
# Ids may have 100 characters; option values 200. Others tell of titles up to 200, of pictures of 500 x 500 and 8 MB.
LIMITS = Limits(
    title=TITLE, sku=100, option=200, options=4, image_pixels=500, image_bytes=8_000_000, image_public=True,
    unsure=frozenset({"title-too-long"}),
)  # fmt: skip


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """One row a variant; variants of one product share item_group_id and title."""
    for product in products:
        shared = product_cells(product) | {
            "fb_product_category": product.fields.get("fb_product_category", ""),
            "status": "active" if product.active else "archived",
        }
        for variant in product.variants:
            cells = shared | variant_cells(product, variant) | _own_cells(product, variant)
            yield tuple(cells.get(heading, "") for heading in HEADER)


def _own_cells(product: Product, variant: Variant) -> dict[str, str]:
    return {
        "availability": "in stock" if variant.stock > 0 else "out of stock",
        "quantity_to_sell_on_facebook": str(variant.stock),
        "additional_variant_attribute": offers.named(offers.other_options(product, variant)),
    }


CHANNEL = Channel(
    "meta-catalogue",
    LIMITS,
    HEADER,
    rows,
    key="id",
    update=("id", "availability", "price", "sale_price", "quantity_to_sell_on_facebook"),
    unconfirmed=N_("Made after Meta's published fields; nobody here could upload it to Commerce Manager."),
    checks=partial(checks, values=META_VALUES),
)
