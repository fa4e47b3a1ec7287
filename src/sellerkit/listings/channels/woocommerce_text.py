"""Texts written so that WooCommerce's importer stores what was meant, and what cannot be written at all. Pure.

Source: woocommerce `includes/import` and the data stores it saves with, run on WordPress 6.1: backslashes of names and
descriptions go when they are saved, `|` parts an attribute's values where they are stored, a backslash hides the comma
behind it, and `<…>`, `%20`, `&amp;` and a ' before = + - @ are taken out of values or read as something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.findings import Finding, error, note, warning
from sellerkit.listings.product import Product

_TAKEN = re.compile(r"[|\\<]|%(?=[0-9a-fA-F]{2})|&(?=#?\w+;)|^'(?=[=+\-@])")
_INSTEAD = dict(zip("|\\<%&'", "｜＼＜％＆’", strict=True))
_CODED = frozenset("&<>")


def whole(text: str) -> str:
    """A name or a description: saving takes one of two backslashes away."""
    return text.replace("\\", "\\\\")


def value(text: str) -> str:
    """An option's value: signs that WooCommerce would part or take away are their full-width sisters."""
    return _TAKEN.sub(lambda found: _INSTEAD[found[0]], text)


def checks(product: Product) -> Iterator[Finding]:
    """SKUs that WooCommerce changes, and options that are written otherwise."""
    otherwise = False
    for variant in product.variants:
        if not _CODED.isdisjoint(variant.sku):
            message = _("WooCommerce keeps {signs} in an SKU as codes such as &amp;, so its orders name another SKU.")
            hint = _("Give the item an SKU without these signs.")
            yield warning("woocommerce-sku", variant.sku, "sku", message.format(signs="& < >"), variant.sku, hint)
        for text in variant.options:
            if (written := value(text)) != text:
                otherwise = True
                message = _("WooCommerce cannot keep this value as it is; it is written {text}.").format(text=written)
                yield note(
                    "woocommerce-option", variant.sku, "options", message, text, _("Write it with other letters.")
                )
    if otherwise and len({tuple(map(value, variant.options)) for variant in product.variants}) < len(product.variants):
        message, hint = (
            _("Written for WooCommerce, two variants have the same options."),
            _("Give them different options."),
        )
        yield error("woocommerce-same-options", product.skus[0], "options", message, "", hint, whole=True)
