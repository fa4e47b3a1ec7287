"""What a channel says about one product as a whole: title, counts, tags, options. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import Finding, error, formula, is_formula, too_long, warning
from sellerkit.listings.product import Product


def of_product(product: Product, limits: Limits) -> Iterator[Finding]:
    """Findings about the product; errors here keep out the whole of it."""
    sku = product.skus[0]
    if not product.title:
        yield error(
            "title-missing",
            sku,
            "title",
            _("There is no name to make a title of."),
            hint=_("Give the item a name in the stock sheet."),
            whole=True,
        )
    elif not any(c.isalnum() for c in product.title):
        yield error(
            "title-without-words",
            sku,
            "title",
            _("The title has no word in it."),
            product.title,
            _("Name the goods in words."),
            whole=True,
        )
    if limits.title is not None and len(product.title) > limits.title:
        yield error(
            "title-too-long", sku, "title", _("The title has {length} characters; {limit} are allowed.").format(length=len(product.title), limit=limits.title),
            product.title, _("For example: {example}").format(example=shortened(product.title, limits.title)), whole=True,
        )  # fmt: skip
    if limits.handle is not None and len(product.handle) > limits.handle:
        yield too_long("handle", sku, product.handle, limits.handle)
    if is_formula(product.title):
        yield formula(sku, "title", product.title, whole=True)
    if len(product.option_names) > limits.options:
        yield error(
            "too-many-options", sku, "options", _("The product has {count} options; {limit} are allowed.").format(count=len(product.option_names), limit=limits.options),
            ", ".join(product.option_names), _("Put two options into one, such as colour and size."), whole=True,
        )  # fmt: skip
    yield from _of_counts(product, limits)


def _of_counts(product: Product, limits: Limits) -> Iterator[Finding]:
    sku, variants = product.skus[0], len(product.variants)
    too_many = _("The product has {count} variants; {limit} are allowed.")
    if limits.variants is not None and variants > limits.variants:
        yield error(
            "too-many-variants", sku, "variants", too_many.format(count=variants, limit=limits.variants), whole=True
        )
    elif limits.many_variants is not None and variants > limits.many_variants:
        message = _("The product has {count} variants; some plans of this marketplace allow {limit}.")
        yield warning("many-variants", sku, "variants", message.format(count=variants, limit=limits.many_variants))
    if limits.images is not None and len(product.images) > limits.images:
        yield warning(
            "too-many-images",
            sku,
            "images",
            _("The product has {count} pictures; {limit} are allowed.").format(
                count=len(product.images), limit=limits.images
            ),
        )
    if limits.tags is not None and len(product.tags) > limits.tags:
        yield error(
            "too-many-tags",
            sku,
            "tags",
            _("The product has {count} tags; {limit} are allowed.").format(count=len(product.tags), limit=limits.tags),
            whole=True,
        )
    for tag in product.tags:
        if limits.tag is not None and len(tag) > limits.tag:
            yield dataclasses.replace(too_long("tags", sku, tag, limits.tag), whole=True)


def of_options(product: Product) -> Iterator[Finding]:
    """Every variant has every option, and no two have the same."""
    seen: dict[tuple[str, ...], str] = {}
    for variant in product.variants:
        missing = [name for name, value in zip(product.option_names, variant.options, strict=True) if not value]
        key = tuple(value.casefold() for value in variant.options)
        if missing:
            yield error("options-missing", variant.sku, "options", _("Other items of this name have {option}; this one does not.").format(option=missing[0]),
                         hint=_("Fill the option in the stock sheet, or give the item its own name."))  # fmt: skip
        elif product.option_names and key in seen:
            yield error("duplicate-options", variant.sku, "options", _("{other} has the same options already.").format(other=seen[key]), " / ".join(variant.options),
                         _("Give the two items different options or names."))  # fmt: skip
        else:
            seen[key] = variant.sku


def shortened(text: str, limit: int) -> str:
    """As many whole words of the text as fit; a text without spaces is cut after a character."""
    if len(text) <= limit:
        return text
    head = text[: limit + 1].rpartition(" ")[0]
    return (head or text[:limit]).rstrip()
