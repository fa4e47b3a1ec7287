"""One variant in the words of Google's product data specification; Meta's catalogue and schema.org take most of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from html import unescape

from sellerkit.base.money import decimal_string
from sellerkit.listings.barcodes import is_gtin, is_in_store
from sellerkit.listings.product import NetContent, Product, Variant

ID = 50  # the longest id and item_group_id
# What an option is called in the stock sheet → the attribute that Google knows it by.
KNOWN_OPTIONS = {
    "color": ("color", "colour", "colors", "颜色", "颜色分类", "色彩"),
    "size": ("size", "sizes", "net content", "尺码", "尺寸", "大小", "净含量", "规格", "重量"),
    "material": ("material", "材质", "面料", "材料"),
    "pattern": ("pattern", "图案", "花色"),
}
_BLOCK = re.compile(r"</?(?:p|br|hr|li|ul|ol|h[1-6]|table|thead|tbody|tr|t[dh]|blockquote|img)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
_WEIGHTS, _VOLUMES = ("oz", "lb", "mg", "g", "kg"), ("floz", "pt", "qt", "gal", "ml", "cl", "l", "cbm")
_BASE = re.compile(rf"(?:1|10|100|2|4|8) ?({'|'.join((*_WEIGHTS, *_VOLUMES))})")
_MORE_BASES = {"75cl": "ml", "750ml": "ml", "50kg": "g", "1000kg": "g"}


def currency_code(currency: str) -> str:
    """The ISO 4217 code: RMB is what people say, CNY what machines read."""
    return "CNY" if currency == "RMB" else currency


def price(minor: int, currency: str) -> str:
    """`12.50 USD`: a dot, the currency's own decimals, no thousands, the code."""
    return f"{decimal_string(minor, currency)} {currency_code(currency)}"


def prices(product: Product, variant: Variant) -> dict[str, str]:
    """`price`, and `sale_price` where a higher price was asked before."""
    if variant.price_minor is None:
        return {}
    now, before = price(variant.price_minor, product.currency), variant.compare_at_minor
    if before is None or before <= variant.price_minor:
        return {"price": now}
    return {"price": price(before, product.currency), "sale_price": now}


def gtin(variant: Variant) -> str:
    """The barcode where the whole world knows it: no number for use inside one shop (02, 04, 2…), no coupon (98, 99)."""
    code = variant.barcode
    coupon = len(code) == 13 and code.startswith(("98", "99"))
    return code if is_gtin(code) and not is_in_store(code) and not coupon else ""


def mpn(product: Product) -> str:
    """The maker's part number, which is said of a product: with several variants nobody knows whose it is."""
    return product.fields.get("mpn", "") if len(product.variants) == 1 else ""


def group_id(product: Product) -> str:
    """What variants of one product share; "" for a product without options. Never changes while the handle does not."""
    if not product.option_names:
        return ""
    if len(product.handle) <= ID:
        return product.handle
    return f"{product.handle[: ID - 9]}-{hashlib.sha256(product.handle.encode()).hexdigest()[:8]}"


def known_options(product: Product, variant: Variant) -> dict[str, str]:
    """color, size, material, pattern, each from the first option that means it."""
    found: dict[str, str] = {}
    for name, value in zip(product.option_names, variant.options, strict=True):
        attribute = attribute_of(name)
        if attribute:
            found.setdefault(attribute, value)
    return found


def attribute_of(name: str) -> str:
    """The attribute an option's name means, "" for one that has none."""
    word = name.casefold().strip()
    return next((attribute for attribute, names in KNOWN_OPTIONS.items() if word in names), "")


def other_options(product: Product, variant: Variant) -> list[tuple[str, str]]:
    """Name and value of the options that `known_options` does not hold."""
    taken, left = set(), []
    for name, value in zip(product.option_names, variant.options, strict=True):
        attribute = attribute_of(name)
        if not attribute or attribute in taken:
            left.append((name, value))
        taken.add(attribute)
    return left


def named(options: Iterable[tuple[str, str]]) -> str:
    """`Width:narrow,Size:8`; comma and colon part the options, so inside a name or a value they become ， and ：."""
    return ",".join(f"{_unparted(name)}:{_unparted(value)}" for name, value in options if value)


def _unparted(text: str) -> str:
    return text.replace(",", "，").replace(":", "：").strip()


def plain_text(html: str) -> str:
    """What a buyer reads of a description, on one line: words stay apart where blocks end, and whole where bold begins."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())


def images(product: Product, variant: Variant) -> tuple[str, ...]:
    """The variant's own pictures; those of the product where it has none."""
    return variant.images or product.images


def listed_images(urls: tuple[str, ...]) -> str:
    """Several addresses in one cell: a comma between them, %2C for one inside."""
    return ",".join(url.replace(",", "%2C") for url in urls)


def measure(net: NetContent) -> str:
    """`500g`, `1.5kg`, `750ml`, `2l`."""
    large = net.amount >= 1000
    unit = {"g": "kg", "ml": "l"}[net.unit] if large else net.unit
    amount = net.amount / 1000 if large else net.amount
    return f"{Decimal(amount).normalize():f}{unit}"


def base_measure(product: Product, net: NetContent) -> str:
    """What the unit price is said for: kilogram and litre (art. 2 of Directive 98/6/EC), or what the product states."""
    stated = product.fields.get("unit_pricing_base_measure", "")
    return stated.replace(" ", "") if is_base(stated, net) else {"g": "1kg", "ml": "1l"}[net.unit]


def is_base(text: str, net: NetContent) -> bool:
    """Whether Google takes this base measure for goods of that kind: 1, 2, 4, 8, 10, 100 of a unit, and four more."""
    compact = text.replace(" ", "")
    match = _BASE.fullmatch(compact)
    if match is None:
        return _MORE_BASES.get(compact) == net.unit
    return match[1] in (_WEIGHTS if net.unit == "g" else _VOLUMES)
