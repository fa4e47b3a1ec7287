"""What Taobao does not take, beside the lengths that every channel has. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.listings.channels.google_offers import currency_code
from sellerkit.listings.channels.taobao_props import shown
from sellerkit.listings.findings import Finding, error, note, warning
from sellerkit.listings.product import Product, Variant

SHORTEST_DESCRIPTION = 6
MOST_PIECES = 900_000_000
HIGHEST_MINOR = 100_000_000_00
_PROPS, _PROPS_BYTES, _CUSTOM_BYTES = 35, 549, 3999


def checks(product: Product) -> Iterator[Finding]:
    """Currency, description, quantities and prices."""
    if currency_code(product.currency) != "CNY":
        yield _not_in_yuan(product)
    if len(product.description) < SHORTEST_DESCRIPTION:
        yield _too_short(product)
    if (pieces := sum(variant.stock for variant in product.variants)) > MOST_PIECES:
        yield _too_many(product, pieces)
    for variant in product.variants:
        if (variant.price_minor or 0) > HIGHEST_MINOR:
            yield _too_dear(variant)


def _not_in_yuan(product: Product) -> Finding:
    message = _("Taobao's prices are in yuan, this channel's are in {currency}.").format(currency=product.currency)
    hint = _("For example: {example}").format(example='currency = "CNY"')
    return error("taobao-currency", product.skus[0], "price", message, product.currency, hint, whole=True)


def _too_short(product: Product) -> Finding:
    message = _("The description has {length} characters; Taobao wants more than {limit}.")
    shown_as = message.format(length=len(product.description), limit=SHORTEST_DESCRIPTION - 1)
    example = 'description = "listings/taobao.md"'
    hint = _("Give the channel a description, for example: {example}").format(example=example)
    sku, text = product.skus[0], product.description
    return error("description-too-short", sku, "description", shown_as, text, hint, whole=True)


def _too_many(product: Product, pieces: int) -> Finding:
    message = _("Taobao takes at most {limit} pieces.").format(limit=f"{MOST_PIECES:,}")
    hint = _("Count the stock again.")
    return error("taobao-too-many", product.skus[0], "stock", message, str(pieces), hint, whole=True)


def _too_dear(variant: Variant) -> Finding:
    message = _("Taobao takes prices of at most {limit}.").format(limit=f"{HIGHEST_MINOR // 100:,}")
    hint = _("Correct cost or price in the stock sheet.")
    return error("taobao-price", variant.sku, "price", message, str(variant.price_minor), hint)


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
                yield note("taobao-option", variant.sku, "options", message, text, _("Write it with other letters."))
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


def of_guesses(guessed: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
    """Options that took the next property of the template's item: its numbers have no names to hold them against."""
    for (name, pid), sku in guessed.items():
        message = _("{option} is written as the sale property {number}, the next one of the template's item.")
        hint = _("If that is what the number means, say so: {example}").format(
            example=f'fields = {{ sale_props = "{name}={pid}" }}'
        )
        yield warning("taobao-guessed", sku, "options", message.format(option=name, number=pid), f"{name}={pid}", hint)


def no_property(product: Product, row: Mapping[str, str], names: Sequence[str]) -> Finding:
    """The options do not go into this template's item."""
    shown_as = ", ".join(names)
    message = _("The template's item (category {cid}) has no sale property for {names}: it is of another category, or has no such options.")  # fmt: skip
    hint = _("Export an item of the right category that has such options, or declare their numbers: {example}").format(
        example=f'fields = {{ sale_props = "{names[0]}=148060595" }}'
    )
    return error(
        "taobao-sale-props", product.skus[0], "options", message.format(cid=row.get("cid", ""), names=shown_as), shown_as, hint,
        whole=True,
    )  # fmt: skip


def other_category(product: Product, rows: Sequence[Mapping[str, str]], wanted: str) -> Finding:
    """No row of the template is of the product's own category."""
    there = ", ".join(dict.fromkeys(cid for row in rows if (cid := row.get("cid", "").strip()).strip("0")))
    message = _("The template is of category {found}, this product belongs to {wanted}.")
    hint = _("Export an item of that category too and add its row to the template.")
    if not there or not wanted:
        message = _("The template's item has no category (宝贝类目).")
        hint = _("Export an item that has one from 淘宝助理.")
    shown_as = message.format(found=there, wanted=wanted)
    return error("taobao-category", product.skus[0], "cid", shown_as, wanted, hint, whole=True)
