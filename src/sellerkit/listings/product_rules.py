"""What a channel says about one product as a whole: texts, counts, tags, options. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sellerkit.base.language import _, ngettext
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import Finding, error, too_long, warning
from sellerkit.listings.product import Product
from sellerkit.listings.required_rules import of_required
from sellerkit.listings.title_rules import of_title


def of_product(product: Product, limits: Limits) -> Iterator[Finding]:
    """Findings about the product; errors here keep out the whole of it."""
    sku = product.sku
    yield from of_title(product, limits)
    yield from _of_texts(product, limits)
    if limits.handle is not None and len(product.handle) > limits.handle:
        yield too_long("handle", sku, product.handle, limits.handle)
    if len(product.option_names) > limits.options:
        yield error(
            "too-many-options", sku, "options", _("The product has {count} options; {limit} are allowed.").format(count=len(product.option_names), limit=limits.options),
            ", ".join(product.option_names), _("Put two options into one, such as colour and size."), whole=True,
        )  # fmt: skip
    yield from _of_counts(product, limits)


def _of_texts(product: Product, limits: Limits) -> Iterator[Finding]:
    sku, length = product.sku, len(product.description)
    if limits.description is not None and length > limits.description:
        message = _("The description has {length} characters; {limit} are allowed.")
        shown = message.format(length=length, limit=limits.description)
        yield error(
            "description-too-long",
            sku,
            "description",
            shown,
            product.description[:80],
            _("Make it shorter."),
            whole=True,
        )
    if limits.required:
        yield from of_required(product, limits.required)


def _of_counts(product: Product, limits: Limits) -> Iterator[Finding]:
    variants, pictures = len(product.variants), max(len(product.images), len(product.pictures))
    if limits.variants is not None and variants > limits.variants:
        yield _too_many_variants(product, limits.variants)
    elif limits.many_variants is not None and variants > limits.many_variants:
        yield _many_variants(product, limits.many_variants)
    if limits.images is not None and pictures > limits.images:
        yield _too_many_images(product, pictures, limits.images)
    if pictures < limits.images_at_least:
        yield _too_few_images(product, pictures, limits.images_at_least)
    if limits.tags is not None and len(product.tags) > limits.tags:
        yield _too_many_tags(product, limits.tags)
    for tag in product.tags:
        if limits.tag is not None and len(tag) > limits.tag:
            yield dataclasses.replace(too_long("tags", product.sku, tag, limits.tag), whole=True)


def _too_many_variants(product: Product, limit: int) -> Finding:
    count = len(product.variants)
    message = _("The product has {count} variants; {limit} are allowed.").format(count=count, limit=limit)
    hint = _("Make two products of it.")
    return error("too-many-variants", product.sku, "variants", message, str(count), hint, whole=True)


def _many_variants(product: Product, limit: int) -> Finding:
    count = len(product.variants)
    message = _("The product has {count} variants; some plans of this marketplace allow {limit}.")
    hint = _("Look up what your plan allows.")
    shown = message.format(count=count, limit=limit)
    return warning("many-variants", product.sku, "variants", shown, str(count), hint)


def _too_many_images(product: Product, count: int, limit: int) -> Finding:
    message = _("The product has {count} pictures; {limit} are allowed.").format(count=count, limit=limit)
    hint = _("The first ones are shown; put the best first by name and take the others away.")
    return warning("too-many-images", product.sku, "images", message, str(count), hint)


def _too_few_images(product: Product, count: int, limit: int) -> Finding:
    message = ngettext(
        "The product has {count} picture; this marketplace wants at least {limit}.",
        "The product has {count} pictures; this marketplace wants at least {limit}.",
        count,
    )
    hint = _("Put pictures into the folder images/ (or another one that images names), each beginning with the SKU.")
    shown = message.format(count=count, limit=limit)
    return error("too-few-images", product.sku, "images", shown, str(count), hint, whole=True)


def _too_many_tags(product: Product, limit: int) -> Finding:
    count = len(product.tags)
    message = _("The product has {count} tags; {limit} are allowed.").format(count=count, limit=limit)
    hint = _("Keep the tags that buyers search for.")
    return error("too-many-tags", product.sku, "tags", message, str(count), hint, whole=True)


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
