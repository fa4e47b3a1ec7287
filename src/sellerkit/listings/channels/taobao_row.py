"""One product as one row of 淘宝助理's CSV: the template row, with everything that is the product's own put into it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.google_offers import plain_text
from sellerkit.listings.channels.taobao_props import COLOUR, SaleProps, category_props, sku_props
from sellerkit.listings.product import Product

# What belongs to the item that the template row was exported from, and to no other.
_FRESH = {"num_id": "0", "syncStatus": "1"}
_EMPTY = ("list_time", "modified", "upload_fail_msg", "video", "subtitle", "cpv_memo", "barcode", "sku_barcode")
# Our names of what a food label says (art. 67) → those of Taobao's food column.
FOOD = {
    "licence": "prd_license_no", "standard": "design_code", "maker": "factory", "maker_address": "factory_site",
    "maker_contact": "contact", "ingredients": "mix", "storage": "plan_storage", "shelf_life": "period",
    "additives": "food_additive", "supplier": "supplier", "health_product_no": "health_product_no",
}  # fmt: skip
_DATES = ("product_date_end", "product_date_start", "stock_date_end", "stock_date_start")
# HTML reads a line break as a space; programs that read the file line by line and tab by tab lose the columns behind it.
_ONE_LINE = str.maketrans("\t\n\r", "   ")
_PARTED = str.maketrans({";": "；", "\t": " ", "\n": " ", "\r": " "})


def row_of(product: Product, template: Mapping[str, str], props: SaleProps | None) -> dict[str, str]:
    """All columns but the pictures; approve_status, stuff_status, freight and the rest are those of the seller's own row."""
    variants = product.variants
    several = props is not None
    prices = [variant.price_minor for variant in variants if variant.price_minor is not None]
    row = {**template, **_FRESH, **dict.fromkeys(_EMPTY, "")}
    row |= {
        "title": product.title,
        "price": decimal_string(min(prices), product.currency) if prices else "",
        "num": str(sum(variant.stock for variant in variants)),
        "description": product.description.translate(_ONE_LINE),
        "skuProps": sku_props(product, props) if props else "",
        "outer_id": "" if several else variants[0].sku,
        "barcode": "" if several else variants[0].barcode,
        "sku_barcode": ";".join(variant.barcode for variant in variants) if several else "",
        "wireless_desc": _for_phones(product),
    }
    row |= {
        "cateProps": category_props(template, props),
        "input_custom_cpv": props.custom if props else "",
        "propAlias": props.aliases if props else "",
    }
    if product.food is not None:
        row["foodparame"] = _food(product)
    return row


def colour_pictures(product: Product, props: SaleProps | None) -> list[tuple[str, str]]:
    """The first picture of every colour, with the colour's `pid:vid`."""
    if props is None or COLOUR not in props.pids:
        return []
    at = props.pids.index(COLOUR)
    found: dict[str, str] = {}
    for variant in product.variants:
        if variant.pictures:
            found.setdefault(props.pair(COLOUR, variant.options[at]), variant.pictures[0])
    return [(file, pair) for pair, file in found.items()]


def _food(product: Product) -> str:
    """`key:value;…`; a new product has no dates of stock yet, those of production are its oldest and newest lot's."""
    assert product.food is not None
    parts = [
        f"{key}:{product.food.label[name].translate(_PARTED)}"
        for name, key in FOOD.items()
        if product.food.label.get(name)
    ]
    made = sorted(variant.produced for variant in product.variants if variant.produced)
    dates = {"product_date_start": made[0], "product_date_end": made[-1]} if made else {}
    return ";".join((*parts, *(f"{key}:{dates.get(key, '')}" for key in _DATES)))


def _for_phones(product: Product) -> str:
    """Pictures and plain text, as the phone page takes them."""
    text = plain_text(product.description)
    images = "".join(f"<img>{escape(url)}</img>" for url in product.images)
    words = f"<txt>{escape(text, quote=False)}</txt>" if text else ""
    return f"<wapDesc>{images}{words}</wapDesc>" if images or words else ""
