"""WooCommerce's product CSV.

Source: woocommerce 11.0 `includes/import` and what its importer did with probe files: the barcode's heading must be
`global_unique_id` (the one it exports is dropped on the way in), a variation's visibility must not be blank, a
variation stands below its parent, and the parent lists every value its variations have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Limits, Row
from sellerkit.listings.product import Product, Variant

OPTIONS = 3
HEADER: Row = (
    "Type", "SKU", "global_unique_id", "Name", "Published", "Visibility in catalog", "Short description", "Description",
    "Tax status", "In stock?", "Stock", "Backorders allowed?", "Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)",
    "Sale price", "Regular price", "Categories", "Tags", "Images", "Parent", "Position",
    *(f"Attribute {n} {part}" for n in range(1, OPTIONS + 1) for part in ("name", "value(s)", "visible", "global")),
)  # fmt: skip
_BLANK = ("",) * len(HEADER)
# The width of the columns in WooCommerce's product look-up table and in WordPress' slugs.
LIMITS = Limits(handle=200, sku=100, barcode=100, options=OPTIONS)


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """A simple product in one row; one with options as a parent and its variations below."""
    return (row for product in products for row in _rows_of(product))


def _rows_of(product: Product) -> list[Row]:
    if not product.option_names:
        (only,) = product.variants
        return [
            _row(
                _product_cells(product)
                | {"Type": "simple", "Images": _list(product.images)}
                | _origin_cells(product)
                | _offer_cells(product, only)
            )
        ]
    parent = {
        "Type": "variable",
        "SKU": _parent_sku(product),
        "Images": _list(product.images),
        "Tax status": "taxable",
    }
    made = [_row(_product_cells(product) | parent | _origin_cells(product) | _all_values(product))]
    for number, variant in enumerate(product.variants, start=1):
        own = {
            "Type": "variation", "Name": product.title, "Parent": _parent_sku(product), "Position": str(number), "Published": _published(product),
            "Visibility in catalog": "visible", "Images": variant.images[0] if variant.images else "",
        }  # fmt: skip
        made.append(_row(own | _offer_cells(product, variant) | _own_values(product, variant)))
    return made


def _parent_sku(product: Product) -> str:
    """The SKU of the row above the variations: never that of one of them."""
    own = {sku.casefold() for sku in product.skus}
    sku = f"{product.handle}-all"
    while sku.casefold() in own:
        sku += "-all"
    return sku


def _origin_cells(product: Product) -> dict[str, str]:
    """Where the goods come from, as the attribute after the options; blank where the variants disagree."""
    origins, number = {variant.origin for variant in product.variants}, len(product.option_names) + 1
    if len(origins) > 1 or not (origin := origins.pop()) or number > OPTIONS:
        return {}
    name = "产地" if any("\u4e00" <= c <= "\u9fff" for c in origin) else "Origin"
    at = f"Attribute {number}"
    return {f"{at} name": name, f"{at} value(s)": _list([origin]), f"{at} visible": "1", f"{at} global": "0"}


def _row(cells: dict[str, str]) -> Row:
    return tuple(map(cells.get, HEADER, _BLANK))


def _published(product: Product) -> str:
    return "1" if product.active else "-1"


def _product_cells(product: Product) -> dict[str, str]:
    return {
        "Name": product.title, "Published": _published(product), "Visibility in catalog": "visible", "Description": product.description,
        "Categories": _list([product.category]) if product.category else "", "Tags": _list(product.tags),
    }  # fmt: skip


def _offer_cells(product: Product, variant: Variant) -> dict[str, str]:
    size = variant.item.size_mm
    sides = (
        dict(zip(("Length (cm)", "Width (cm)", "Height (cm)"), (_tenths(mm) for mm in size), strict=True))
        if size
        else {}
    )
    return sides | {
        "SKU": variant.sku,
        "global_unique_id": variant.barcode,
        "Tax status": "taxable",
        "In stock?": "1" if variant.stock > 0 else "0",
        "Stock": str(variant.stock),
        "Backorders allowed?": "0",
        "Weight (kg)": "" if variant.weight_g is None else format(Decimal(variant.weight_g) / 1000, "f"),
        **_price_cells(product, variant),
    }


def _price_cells(product: Product, variant: Variant) -> dict[str, str]:
    """On sale the earlier price is the regular one."""
    if variant.price_minor is None:
        return {}
    price = decimal_string(variant.price_minor, product.currency)
    if variant.compare_at_minor is None:
        return {"Regular price": price}
    return {"Regular price": decimal_string(variant.compare_at_minor, product.currency), "Sale price": price}


def _tenths(mm: int) -> str:
    return format(Decimal(mm) / 10, "f")


def _all_values(product: Product) -> dict[str, str]:
    values = [
        _list(dict.fromkeys(variant.options[n] for variant in product.variants))
        for n in range(len(product.option_names))
    ]
    return _attributes(product.option_names, values)


def _own_values(product: Product, variant: Variant) -> dict[str, str]:
    return _attributes(product.option_names, [_list([value]) for value in variant.options])


def _attributes(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for number, (name, value) in enumerate(zip(names, values, strict=True), start=1):
        at = f"Attribute {number}"
        cells |= {f"{at} name": name, f"{at} value(s)": value, f"{at} visible": "1", f"{at} global": "0"}
    return cells


def _list(values: Sequence[str] | dict[str, None]) -> str:
    """Values in one cell: comma between them, a comma inside one with a backslash before it."""
    return ", ".join(value.replace(",", "\\,") for value in values)


CHANNEL = Channel(
    "woocommerce-csv",
    LIMITS,
    HEADER,
    rows,
    update=("SKU", "Sale price", "Regular price", "Stock"),
    barcodes_unique=True,
)
