"""Google Merchant Center's product feed as tab-separated text, one row a variant.

Source: Google Merchant Center Help, "Product data specification", "Quoted attributes" (a cell with tab, line break or
quotation mark stands in quotation marks, those inside doubled: on for every new data source), "Variant option",
"Unit pricing measure" and "Unit pricing base measure". Lengths: woocommerce/google-listings-and-ads 0383264,
WCProductAdapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sellerkit.base.language import N_
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.channels.contract import TSV, Channel, Limits, Row
from sellerkit.listings.channels.google_rules import BRAND, DESCRIPTION, MORE_IMAGES, TITLE, checks, fitting
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.titles import with_options

HEADER: Row = (
    "id", "title", "description", "link", "image_link", "additional_image_link", "availability", "price", "sale_price",
    "brand", "gtin", "mpn", "identifier_exists", "condition", "item_group_id", "item_group_title", "variant_option", "color",
    "size", "material", "pattern", "unit_pricing_measure", "unit_pricing_base_measure", "google_product_category",
    "product_type", "shipping_weight", "excluded_destination", "gender", "age_group", "custom_label_0", "custom_label_1",
    "custom_label_2", "custom_label_3", "custom_label_4",
)  # fmt: skip
# What only the seller knows: taken from the fields that shop.toml gives, by the same names.
STATED = (
    "link", "google_product_category", "gender", "age_group", "custom_label_0", "custom_label_1", "custom_label_2",
    "custom_label_3", "custom_label_4",
)  # fmt: skip
# The feed has no drafts: what is not to be seen yet is kept out of every place where Google shows goods.
NOWHERE = "Shopping_ads,Display_ads,Local_inventory_ads,Free_listings,Free_local_listings,YouTube_Shopping"
# Pictures: Google Merchant Center Help, "Image link": 64 megapixels, 16 MB, 500 x 500 from 31 January 2027 and 100 x 100 before.
# Titles: the same, "Title": no promotional text, no capitals for emphasis.
LIMITS = Limits(
    title=TITLE, sku=offers.ID, option=100, options=30, sober=True, image_pixels=500, image_pixels_most=64_000_000, image_bytes=16_000_000,
    images_refused=True, image_public=True,
)  # fmt: skip


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """One row a variant; variants of one product share item_group_id."""
    for product in products:
        shared = product_cells(product) | {
            "item_group_title": product.title if product.option_names else "",
            "excluded_destination": "" if product.active else NOWHERE,
        }
        for variant in product.variants:
            cells = shared | variant_cells(product, variant) | _own_cells(product, variant)
            cells["identifier_exists"] = _identifier_exists(product, cells)
            yield tuple(cells.get(heading, "") for heading in HEADER)


def product_cells(product: Product) -> dict[str, str]:
    """What all variants share; Meta's catalogue calls it by the same names."""
    fields = product.fields
    return {name: fields.get(name, "") for name in STATED} | {
        "title": product.title,
        "description": fitting(offers.plain_text(product.description), DESCRIPTION),
        "brand": fitting(product.vendor, BRAND),
        "mpn": fitting(offers.mpn(product), BRAND),
        "condition": fields.get("condition", "new"),
        "item_group_id": offers.group_id(product),
        "product_type": product.category,
    }


def variant_cells(product: Product, variant: Variant) -> dict[str, str]:
    """What belongs to one SKU, in the words that Google and Meta share."""
    images = offers.images(product, variant)
    return offers.prices(product, variant) | offers.known_options(product, variant) | {
        "id": variant.sku,
        "image_link": images[0] if images else "",
        "additional_image_link": offers.listed_images(images[1 : MORE_IMAGES + 1]),
        "gtin": offers.gtin(variant),
        "shipping_weight": "" if variant.weight_g is None else f"{variant.weight_g} g",
    }  # fmt: skip


def _own_cells(product: Product, variant: Variant) -> dict[str, str]:
    """What Google alone has a name for."""
    net = variant.net
    return {
        "title": _title(product, variant),
        "availability": "in_stock" if variant.stock > 0 else "out_of_stock",
        "variant_option": offers.named(zip(product.option_names, variant.options, strict=True)),
        "unit_pricing_measure": offers.measure(net) if net else "",
        "unit_pricing_base_measure": offers.base_measure(product, net) if net else "",
    }


def _title(product: Product, variant: Variant) -> str:
    """The title with the options behind it, as many as fit; they stand in attributes of their own anyway."""
    return with_options(product.title, variant.options, TITLE).text if variant.options else product.title


def titles(product: Product) -> Iterator[str]:
    """The title of each row."""
    return (_title(product, variant) for variant in product.variants)


def _identifier_exists(product: Product, cells: dict[str, str]) -> str:
    """`no` tells Google not to wait for a barcode: for goods that never had one from a maker."""
    stated = product.fields.get("identifier_exists", "")
    return stated or ("yes" if cells["gtin"] or (cells["brand"] and cells["mpn"]) else "no")


CHANNEL = Channel(
    "google-merchant",
    LIMITS,
    HEADER,
    rows,
    ending=".tsv",
    dialect=TSV,
    key="id",
    update=("id", "availability", "price", "sale_price"),
    unconfirmed=N_("Made after Google's published specification; nobody here could upload it to Merchant Center."),
    checks=checks,
    titles=titles,
)
