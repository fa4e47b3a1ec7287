"""Goods by weight or volume need a unit price in the EU (directive 98/6/EC, art. 3) and in the United Kingdom. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.product import Product

_CURRENCIES = ("EUR", "GBP")
_COUNTRIES = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PL", "PT", "RO", "SE", "SI", "SK", "NO", "IS", "LI", "CH", "GB",
))  # fmt: skip
_QUANTITY = re.compile(r"\d\s*(kg|g|ml|cl|l|oz|lb|公斤|千克|克|斤|毫升|升)(?![a-z])", re.I)


def needs_unit_price(product: Product) -> bool:
    """Whether the channel sells where prices by the kilogram or litre must be shown."""
    country = product.fields.get("country", "").upper()
    return country in _COUNTRIES or (not country and product.currency in _CURRENCIES)


def of_unit_price(product: Product) -> Iterator[Finding]:
    """Variants that are sold by weight or volume and do not say how much is in them."""
    if not needs_unit_price(product):
        return
    by_title = product.food is not None or _QUANTITY.search(product.title) is not None
    for variant in product.variants:
        if variant.net is None and (by_title or any(map(_QUANTITY.search, variant.options))):
            message = _("Goods by weight or volume need a price by kg or litre here, and the net content is not known.")
            hint = _("Give it in shop.toml, for example: {example}").format(example='net = "500g"')
            yield warning("unit-price-missing", variant.sku, "net", message, " ".join(variant.options), hint)
