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
_BLANK = ("",) * len(HEADER)
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
        made.append(tuple(map(cells.get, HEADER, _BLANK)))
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
    return (
        _option_cells(product, variant, first=first)
        | _content_cells(variant)
        | {
            "SKU": variant.sku,
            "Barcode": variant.barcode,
            "Price": _money(variant.price_minor, product),
            "Compare-at price": _money(variant.compare_at_minor, product),
            "Cost per item": _money(variant.cost_minor, product),
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
    )


def _money(minor: int | None, product: Product) -> str:
    return "" if minor is None else decimal_string(minor, product.currency)


def _content_cells(variant: Variant) -> dict[str, str]:
    """What Shopify works the unit price out from: the content, and per how much it is shown (a kilogram or a litre)."""
    if variant.net is None:
        return {}
    return {
        "Unit price total measure": format(variant.net.amount.normalize(), "f"),
        "Unit price total measure unit": variant.net.unit,
        "Unit price base measure": "1",
        "Unit price base measure unit": "kg" if variant.net.unit == "g" else "l",
    }


def _option_cells(product: Product, variant: Variant, *, first: bool) -> dict[str, str]:
    pairs = list(zip(product.option_names, variant.options, strict=True)) or [DEFAULT_OPTION]
    cells = {}
    for number, (name, value) in enumerate(pairs, start=1):
        cells[f"Option{number} name"] = name if first else ""
        cells[f"Option{number} value"] = value
    return cells


# A variant is found by its options; without them Shopify takes the row for another product.
_OPTIONS = tuple(f"Option{number} {part}" for number in (1, 2, 3) for part in ("name", "value"))
CHANNEL = Channel(
    "shopify-csv",
    LIMITS,
    HEADER,
    rows,
    update=("Title", "URL handle", "SKU", *_OPTIONS, "Price", "Compare-at price", "Inventory quantity"),
)
