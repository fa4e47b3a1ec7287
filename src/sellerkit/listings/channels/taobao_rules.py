"""What Taobao does not take, beside the lengths that every channel has. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sellerkit.base.language import _
from sellerkit.listings.channels.google_offers import currency_code
from sellerkit.listings.channels.taobao_props import shown
from sellerkit.listings.findings import Finding, error, note
from sellerkit.listings.product import Product

SHORTEST_DESCRIPTION = 6
MOST_PIECES = 900_000_000
HIGHEST_MINOR = 100_000_000_00
_PROPS, _PROPS_BYTES, _CUSTOM_BYTES = 35, 549, 3999


def checks(product: Product) -> Iterator[Finding]:
    """Currency, description, quantities and prices."""
    sku, length = product.skus[0], len(product.description)
    if currency_code(product.currency) != "CNY":
        message = _("Taobao's prices are in yuan, this channel's are in {currency}.").format(currency=product.currency)
        hint = _("For example: {example}").format(example='currency = "CNY"')
        yield error("taobao-currency", sku, "price", message, product.currency, hint, whole=True)
    if length < SHORTEST_DESCRIPTION:
        message = _("The description has {length} characters; Taobao wants more than {limit}.").format(
            length=length, limit=5
        )
        hint = _("Give the channel a description, for example: {example}").format(
            example='description = "listings/taobao.md"'
        )
        yield error("description-too-short", sku, "description", message, product.description, hint, whole=True)
    if (pieces := sum(variant.stock for variant in product.variants)) > MOST_PIECES:
        message = _("Taobao takes at most {limit} pieces.").format(limit=f"{MOST_PIECES:,}")
        yield error("taobao-too-many", sku, "stock", message, str(pieces), whole=True)
    for variant in product.variants:
        if (variant.price_minor or 0) > HIGHEST_MINOR:
            message = _("Taobao takes prices of at most {limit}.").format(limit=f"{HIGHEST_MINOR // 100:,}")
            yield error("taobao-price", variant.sku, "price", message, str(variant.price_minor))


def of_signs(product: Product) -> Iterator[Finding]:
    """Signs that part the lists of a Taobao file."""
    if not product.option_names:
        return
    for variant in product.variants:
        if found := [sign for sign in ":;" if sign in variant.sku]:
            message = _("Taobao's list of SKUs is parted by {signs}; an SKU cannot hold them.").format(
                signs=" ".join(found)
            )
            yield error("taobao-sku", variant.sku, "sku", message, variant.sku, _("Rename the SKU."), whole=True)
        for text in variant.options:
            if shown(text) != text:
                message = _("Colon and semicolon part Taobao's lists: this is written {text}.").format(text=shown(text))
                yield note("taobao-option", variant.sku, "options", message, text)
    if len({tuple(map(shown, variant.options)) for variant in product.variants}) < len(product.variants):
        message = _("Written for Taobao, two variants have the same options.")
        yield error(
            "taobao-same-options",
            product.skus[0],
            "options",
            message,
            "",
            _("Give them different options."),
            whole=True,
        )


def of_lengths(product: Product, row: Mapping[str, str]) -> Iterator[Finding]:
    """Properties and own values are counted, and measured in bytes of GB 18030."""
    props, custom = row.get("cateProps", ""), row.get("input_custom_cpv", "")
    count, size = props.count(";"), len(props.encode("gb18030", "replace"))
    if count > _PROPS or size > _PROPS_BYTES:
        message = _("The product has {count} properties in {size} bytes; Taobao takes {most} in {limit}.")
        shown_as = message.format(count=count, size=size, most=_PROPS, limit=_PROPS_BYTES)
        yield error("taobao-too-many-props", product.skus[0], "options", shown_as, str(count), _("Make two products of it."), whole=True)  # fmt: skip
    if (size := len(custom.encode("gb18030", "replace"))) > _CUSTOM_BYTES:
        message = _("The options have {size} bytes; Taobao takes {limit}.").format(size=size, limit=_CUSTOM_BYTES)
        yield error("taobao-options-too-long", product.skus[0], "options", message, str(size), _("Make the options' texts shorter."), whole=True)  # fmt: skip
