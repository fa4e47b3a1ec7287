"""WooCommerce's product CSV.

Source: woocommerce 11.0 `includes/import` and what its importer did with probe files: the barcode's heading must be
`global_unique_id` (the one it exports is dropped on the way in), a variation's visibility must not be blank, a
variation stands below its parent, and the parent lists every value its variations have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Limits, Row
from sellerkit.listings.channels.woocommerce_text import checks, value, whole
from sellerkit.listings.product import Product, Variant

OPTIONS = 3
ATTRIBUTES = OPTIONS + 1  # the last one says where the goods come from
HEADER: Row = (
    "Type", "SKU", "global_unique_id", "Name", "Published", "Visibility in catalog", "Short description", "Description",
    "Tax status", "In stock?", "Stock", "Backorders allowed?", "Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)",
    "Sale price", "Regular price", "Categories", "Tags", "Images", "Parent", "Position",
    *(f"Attribute {n} {part}" for n in range(1, ATTRIBUTES + 1) for part in ("name", "value(s)", "visible", "global")),
)  # fmt: skip
_TYPE, _SKU, _BARCODE, _NAME, _PUBLISHED, _VISIBILITY, _DESCRIPTION, _TAX, _BACKORDERS, _WEIGHT = map(HEADER.index, (
    "Type", "SKU", "global_unique_id", "Name", "Published", "Visibility in catalog", "Description", "Tax status",
    "Backorders allowed?", "Weight (kg)",
))  # fmt: skip
_CATEGORIES, _TAGS, _IMAGES, _PARENT, _POSITION = map(
    HEADER.index, ("Categories", "Tags", "Images", "Parent", "Position")
)
_STOCK = slice(HEADER.index("In stock?"), HEADER.index("Stock") + 1)
_SIDES = slice(HEADER.index("Length (cm)"), HEADER.index("Height (cm)") + 1)
_PRICES = slice(HEADER.index("Sale price"), HEADER.index("Regular price") + 1)
_ATTRIBUTES = tuple(
    slice(at, at + 4) for n in range(1, ATTRIBUTES + 1) for at in (HEADER.index(f"Attribute {n} name"),)
)
# The width of the columns in WooCommerce's product look-up table, in WordPress' slugs and of its terms (longer ones are dropped without a word).
LIMITS = Limits(handle=200, sku=100, barcode=100, tag=200, options=OPTIONS)


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """A simple product in one row; one with options as a parent and its variations below."""
    return (row for product in products for row in _rows_of(product))


def _rows_of(product: Product) -> Iterator[Row]:
    first = [""] * len(HEADER)
    first[_NAME], first[_VISIBILITY], first[_DESCRIPTION] = whole(product.title), "visible", whole(product.description)
    first[_PUBLISHED] = "1" if product.active else "-1"
    first[_CATEGORIES], first[_TAGS], first[_IMAGES] = (
        _category(product),
        _list(product.tags),
        ", ".join(map(_escaped, product.images)),
    )
    if not product.option_names:
        first[_TYPE] = "simple"
        _fill_offer(first, product, product.variants[0])
        yield _with_origin(first, product)
        return
    first[_TYPE], first[_SKU], first[_TAX] = "variable", _parent_sku(product), "taxable"
    first[_STOCK.start] = "1" if any(variant.stock > 0 for variant in product.variants) else "0"
    values = (
        dict.fromkeys(variant.options[n] for variant in product.variants) for n in range(len(product.option_names))
    )
    _fill_attributes(first, zip(product.option_names, map(_list, values), strict=True))
    yield _with_origin(first, product)
    for position, variant in enumerate(product.variants, start=1):
        yield _variation(product, variant, first[_SKU], position)


def _variation(product: Product, variant: Variant, parent: str, position: int) -> Row:
    """A variation is published even where its product is a draft: WooCommerce never shows one that is a draft itself."""
    row = [""] * len(HEADER)
    row[_TYPE], row[_NAME], row[_PARENT], row[_POSITION] = "variation", whole(product.title), parent, str(position)
    row[_PUBLISHED], row[_VISIBILITY] = "1", "visible"
    if variant.images:
        row[_IMAGES] = variant.images[0]
    _fill_offer(row, product, variant)
    _fill_attributes(row, zip(product.option_names, map(_value, variant.options), strict=True))
    return tuple(row)


def _parent_sku(product: Product) -> str:
    """The SKU of the row above the variations, as the marketplace has it already: never that of one of them."""
    own = {sku.casefold() for sku in product.skus}
    sku = product.fields.get("parent_sku") or f"{product.handle}-all"
    while sku.casefold() in own:
        sku += "-all"
    return sku


def _with_origin(row: list[str], product: Product) -> Row:
    """The row with where the goods come from, as the attribute after the options; without it where the variants disagree."""
    origins, number = {variant.origin for variant in product.variants}, len(product.option_names)
    if len(origins) == 1 and (origin := origins.pop()):
        name = "产地" if any("\u4e00" <= c <= "\u9fff" for c in origin) else "Origin"
        # A second attribute of one name takes the first one's place, and with it the options.
        if name.casefold() not in map(str.casefold, product.option_names):
            row[_ATTRIBUTES[number]] = (name, _value(origin), "1", "0")
    return tuple(row)


def _fill_offer(row: list[str], product: Product, variant: Variant) -> None:
    item, weight = variant.item, variant.weight_g
    row[_SKU], row[_BARCODE], row[_TAX], row[_BACKORDERS] = item.sku, variant.barcode, "taxable", "0"
    row[_STOCK] = ("1" if variant.stock > 0 else "0", str(variant.stock))
    if weight is not None:
        row[_WEIGHT] = _in_kg(weight)
    if size := item.size_mm:
        row[_SIDES] = map(_in_cm, size)
    if variant.price_minor is not None:
        row[_PRICES] = _prices(variant.price_minor, variant.compare_at_minor, product.currency)


def _prices(minor: int, compare_at: int | None, currency: str) -> tuple[str, str]:
    """Sale price and regular price: on sale the earlier price is the regular one."""
    price = decimal_string(minor, currency)
    return ("", price) if compare_at is None else (price, decimal_string(compare_at, currency))


@lru_cache(maxsize=1024)
def _in_kg(grams: int) -> str:
    return format(Decimal(grams) / 1000, "f")


@lru_cache(maxsize=1024)
def _in_cm(mm: int) -> str:
    return format(Decimal(mm) / 10, "f")


def _fill_attributes(row: list[str], attributes: Iterable[tuple[str, str]]) -> None:
    for at, (name, values) in zip(_ATTRIBUTES, attributes, strict=False):
        row[at] = (name, values, "1", "0")


def _category(product: Product) -> str:
    return _value(product.category) if product.category else ""


def _list(values: Iterable[str]) -> str:
    """Values in one cell: comma between them."""
    return ", ".join(map(_value, values))


def _value(text: str) -> str:
    return _escaped(value(text))


def _escaped(text: str) -> str:
    """A comma inside a value has a backslash before it."""
    return text.replace(",", "\\,")


CHANNEL = Channel(
    "woocommerce-csv",
    LIMITS,
    HEADER,
    rows,
    update=("SKU", "Sale price", "Regular price", "Stock"),
    barcodes_unique=True,
    checks=checks,
    parent="Parent",
)
