"""Shopify's product CSV with its 57 columns and present names.

Source: Shopify Help Center, "Using CSV files to import and export products", and its template. Only the title is
needed for a new product; rows of one product share the URL handle and stand together; a product without options
has Option1 name "Title" and value "Default Title"; more pictures are rows with handle, picture and position only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Limits, Row
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.product import DEFAULT_OPTION, NetContent, Product, Variant

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
_TITLE, _HANDLE, _SKU, _BARCODE, _STOCK, _WEIGHT, _OWN_IMAGE, _GIFT_CARD = map(HEADER.index, (
    "Title", "URL handle", "SKU", "Barcode", "Inventory quantity", "Weight value (grams)", "Variant image URL", "Gift card",
))  # fmt: skip
_ABOUT = slice(HEADER.index("Description"), HEADER.index("Status") + 1)
_OPTIONS = tuple(HEADER.index(f"Option{number} name") for number in (1, 2, 3))  # the value stands after the name
_MONEY = slice(HEADER.index("Price"), HEADER.index("Cost per item") + 1)
_CONTENT = slice(HEADER.index("Unit price total measure"), HEADER.index("Unit price base measure unit") + 1)
_IMAGE = slice(HEADER.index("Product image URL"), HEADER.index("Image alt text") + 1)
_SAME = {
    "Charge tax": "TRUE", "Inventory tracker": "shopify", "Continue selling when out of stock": "DENY",
    "Weight unit for display": "g", "Requires shipping": "TRUE", "Fulfillment service": "manual",
}  # fmt: skip
_VARIANT = [_SAME.get(heading, "") for heading in HEADER]
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
    # shopify.dev, "Manage media for products": 20 megapixels; newer pages of others say 25, so this stays a warning. 20 MB: [matrixify].
    image_pixels_most=20_000_000,
    image_bytes=20_000_000,
)


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """One row a variant, pictures beside them, further pictures below."""
    return (row for product in products for row in _rows_of(product))


def _rows_of(product: Product) -> list[Row]:
    made = [_variant_row(product, variant) for variant in product.variants]
    made += ([""] * len(HEADER) for _more in product.images[len(made) :])
    for number, image in enumerate(product.images):
        made[number][_IMAGE] = (image, str(number + 1), product.title)
    _fill_first(made[0], product)
    for row in made:
        row[_HANDLE] = product.handle
    return list(map(tuple, made))


def _fill_first(row: list[str], product: Product) -> None:
    """What stands in the first row alone: the product itself and the names of its options."""
    row[_TITLE], row[_GIFT_CARD] = product.title, "FALSE"
    row[_ABOUT] = (
        product.description, product.vendor, "", product.category, _tags(product.tags), "TRUE" if product.active else "FALSE",
        "Active" if product.active else "Draft",
    )  # fmt: skip
    for at, name in zip(_OPTIONS, product.option_names or DEFAULT_OPTION[:1], strict=False):
        row[at] = name


def _variant_row(product: Product, variant: Variant) -> list[str]:
    row = _VARIANT.copy()
    item, currency, weight = variant.item, product.currency, variant.weight_g
    row[_SKU], row[_BARCODE] = item.sku, variant.barcode
    for at, value in zip(_OPTIONS, variant.options or DEFAULT_OPTION[1:], strict=False):
        row[at + 1] = value
    row[_MONEY] = (
        _money(variant.price_minor, currency), _money(variant.compare_at_minor, currency), _money(variant.cost_minor, currency),
    )  # fmt: skip
    row[_STOCK] = str(variant.stock)
    if weight is not None:
        row[_WEIGHT] = str(weight)
    if variant.net is not None:
        row[_CONTENT] = _content(variant.net)
    if variant.images and len(product.variants) > 1:
        row[_OWN_IMAGE] = variant.images[0]
    return row


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else decimal_string(minor, currency)


def _tags(tags: Sequence[str]) -> str:
    """Separated by commas; there is no way to write one inside a tag, and its full-width sister says the same."""
    return ", ".join(tag.replace(",", "，") for tag in tags)


def checks(product: Product) -> Iterator[Finding]:
    """Tags that cannot be written as they are."""
    for tag in product.tags:
        if "," in tag:
            message = _("A comma parts two tags; this one is written with “，” instead.")
            yield warning("tag-comma", product.skus[0], "tags", message, tag, _("Make two tags of it, or leave the comma out."))  # fmt: skip


@lru_cache(maxsize=1024)
def _content(net: NetContent) -> tuple[str, str, str, str]:
    """What Shopify works the unit price out from: the content, and per how much it is shown (a kilogram or a litre)."""
    return format(net.amount.normalize(), "f"), net.unit, "1", "kg" if net.unit == "g" else "l"


# A variant is found by its options; without them Shopify takes the row for another product.
_FOUND_BY = tuple(f"Option{number} {part}" for number in (1, 2, 3) for part in ("name", "value"))
CHANNEL = Channel(
    "shopify-csv",
    LIMITS,
    HEADER,
    rows,
    checks=checks,
    together="URL handle",
    update=("Title", "URL handle", "SKU", *_FOUND_BY, "Price", "Compare-at price", "Inventory quantity"),
)
