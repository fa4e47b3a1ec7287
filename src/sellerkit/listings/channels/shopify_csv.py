"""Shopify's product CSV with its 57 columns and present names.

Source: Shopify Help Center, "Using CSV files to import and export products", and its template. Only the title is
needed for a new product; rows of one product share the URL handle and stand together; a product without options
has Option1 name "Title" and value "Default Title"; more pictures are rows with handle, picture and position only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Limits, Row
from sellerkit.listings.product import DEFAULT_OPTION, Product, Variant

HEADER: Row = (
    "Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store", "Status",
    "SKU", "Barcode", "Option1 name", "Option1 value", "Option1 Linked To", "Option2 name", "Option2 value", "Option2 Linked To",
    "Option3 name", "Option3 value", "Option3 Linked To", "Price", "Compare-at price", "Cost per item", "Charge tax", "Tax code",
    "Unit price total measure", "Unit price total measure unit", "Unit price base measure", "Unit price base measure unit",
    "Inventory tracker", "Inventory quantity", "Continue selling when out of stock", "Weight value (grams)",
    "Weight unit for display", "Requires shipping", "Fulfillment service", "Product image URL", "Image position", "Image alt text",
    "Variant image URL", "Gift card", "SEO title", "SEO description", "Color (product.metafields.shopify.color-pattern)",
    "Google Shopping / Google product category", "Google Shopping / Gender", "Google Shopping / Age group",
    "Google Shopping / Manufacturer part number (MPN)", "Google Shopping / Ad group name", "Google Shopping / Ads labels",
    "Google Shopping / Condition", "Google Shopping / Custom product", "Google Shopping / Custom label 0",
    "Google Shopping / Custom label 1", "Google Shopping / Custom label 2", "Google Shopping / Custom label 3",
    "Google Shopping / Custom label 4",
)  # fmt: skip
# Lengths as third parties publish them (Matrixify, Akeneo); 250 tags from Shopify's changelog.
LIMITS = Limits(
    title=255,
    handle=255,
    sku=255,
    barcode=255,
    tag=255,
    tags=250,
    options=3,
    variants=2048,
    many_variants=100,
    images=250,
)


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """One row a variant, pictures beside them, further pictures below."""
    return (row for product in products for row in _rows_of(product))


def _rows_of(product: Product) -> list[Row]:
    made = []
    for number, (variant, image) in enumerate(zip_longest(product.variants, product.images)):
        cells = {"URL handle": product.handle}
        if number == 0:
            cells |= _product_cells(product)
        if variant is not None:
            cells |= _variant_cells(product, variant, first=number == 0)
        if image is not None:
            cells |= {"Product image URL": image, "Image position": str(number + 1), "Image alt text": product.title}
        made.append(tuple(cells.get(heading, "") for heading in HEADER))
    return made


def _product_cells(product: Product) -> dict[str, str]:
    return {
        "Title": product.title,
        "Description": product.description,
        "Vendor": product.vendor,
        "Type": product.category,
        "Tags": ", ".join(product.tags),
        "Published on online store": "TRUE" if product.active else "FALSE",
        "Status": "Active" if product.active else "Draft",
        "Gift card": "FALSE",
    }


def _variant_cells(product: Product, variant: Variant, *, first: bool) -> dict[str, str]:
    own_image = variant.images[0] if variant.images and len(product.variants) > 1 else ""
    return _option_cells(product, variant, first=first) | {
        "SKU": variant.sku,
        "Barcode": variant.barcode,
        "Price": "" if variant.price_minor is None else decimal_string(variant.price_minor, product.currency),
        "Cost per item": "" if variant.cost_minor is None else decimal_string(variant.cost_minor, product.currency),
        "Charge tax": "TRUE",
        "Inventory tracker": "shopify",
        "Inventory quantity": str(variant.stock),
        "Continue selling when out of stock": "DENY",
        "Weight value (grams)": "" if variant.weight_g is None else str(variant.weight_g),
        "Weight unit for display": "g",
        "Requires shipping": "TRUE",
        "Fulfillment service": "manual",
        "Variant image URL": own_image,
    }


def _option_cells(product: Product, variant: Variant, *, first: bool) -> dict[str, str]:
    pairs = list(zip(product.option_names, variant.options, strict=True)) or [DEFAULT_OPTION]
    cells = {}
    for number, (name, value) in enumerate(pairs, start=1):
        cells[f"Option{number} name"] = name if first else ""
        cells[f"Option{number} value"] = value
    return cells


CHANNEL = Channel(
    "shopify-csv", LIMITS, HEADER, rows, update=("URL handle", "Title", "SKU", "Price", "Inventory quantity")
)
