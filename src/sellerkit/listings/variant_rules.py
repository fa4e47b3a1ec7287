"""What a channel says about one variant: price, SKU, options. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.listings.barcodes_rules import of_barcode
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import Finding, error, formula, is_formula, too_long, warning
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.title_rules import of_forbidden, of_markup


def of_variant(product: Product, variant: Variant, limits: Limits) -> Iterator[Finding]:
    """Findings about one SKU."""
    yield from _of_price(product, variant)
    if variant.barcode:
        yield from of_barcode(variant.sku, variant.barcode, limits.barcode)
    if limits.sku is not None and len(variant.sku) > limits.sku:
        yield too_long("sku", variant.sku, variant.sku, limits.sku)
    if is_formula(variant.sku):
        yield formula(variant.sku, "sku", variant.sku)
    for n, value in enumerate(variant.options, start=1):
        yield from _of_option(variant.sku, f"option{n}", value, limits)
    if variant.item.unit == "g":
        portion = _("{weight} g").format(weight=variant.item.priced_per)
        yield warning("sold-by-weight", variant.sku, "unit", _("This item is kept in grams; one piece on the marketplace is {portion}.").format(portion=portion),
                       hint=_("Match the marketplace's code to that many grams with `sellerkit orders match`."))  # fmt: skip


def _of_option(sku: str, field: str, value: str, limits: Limits) -> Iterator[Finding]:
    if is_formula(value):
        yield formula(sku, field, value)
    if limits.option is not None and len(value) > limits.option:
        yield dataclasses.replace(too_long(field, sku, value, limits.option), rule="option-too-long")
    if limits.forbidden:
        yield from of_forbidden(sku, field, value, limits.forbidden)
    yield from of_markup(sku, field, value)


def _of_price(product: Product, variant: Variant) -> Iterator[Finding]:
    sku, currency, kept = variant.sku, product.currency, product.priced_in or product.currency
    if variant.item.currency not in (None, "", kept) and (variant.item.cost_minor, variant.item.price_minor) != (
        None,
        None,
    ):
        yield error("currency-differs", sku, "price", _("The item is priced in {found}, the shop in {wanted}.").format(found=variant.item.currency, wanted=kept),
                     str(variant.item.currency), _("Currencies are never converted without a declared rate: give cost and price in {wanted}.").format(wanted=kept))  # fmt: skip
    elif variant.price_minor is None:
        yield error("price-missing", sku, "price", _("There is no price and nothing to make one of."),
                     hint=_("Give the item a price, or a cost and a markup in [listings.channels] price."))  # fmt: skip
    elif variant.price_minor <= 0:
        yield error(
            "price-not-positive",
            sku,
            "price",
            _("The price is not above zero."),
            decimal_string(variant.price_minor, currency),
            _("Correct cost or price in the stock sheet."),
        )
    elif variant.floor is not None:
        yield from _of_floor(variant, decimal_string(variant.price_minor, currency), currency)


def _of_floor(variant: Variant, listed: str, currency: str) -> Iterator[Finding]:
    assert variant.floor is not None
    below = Decimal(listed) < variant.floor
    if not below and variant.raised_from is None:
        return
    floor = variant.floor.quantize(Decimal("0.01"))
    if below:
        yield error(
            "price-below-floor",
            variant.sku,
            "price",
            _("The price is below the floor of {floor}.").format(floor=floor),
            listed,
            _("Raise the price."),
        )
    elif variant.raised_from is not None:
        own = format(variant.raised_from, "f")
        yield warning("price-below-floor", variant.sku, "price", _("The item's price is below the floor of {floor}; it is listed at {price}.").format(floor=floor, price=listed),
                       own, _("Correct the price in the stock sheet, or the floor."))  # fmt: skip
