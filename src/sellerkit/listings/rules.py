"""What a marketplace would refuse and the law would object to. Pure: products and limits in, findings out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from sellerkit.base.language import N_, _
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.descriptions import text_of
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.product_rules import of_options, of_product
from sellerkit.listings.variant_rules import of_variant
from sellerkit.listings.wording import Said, WordList

_ADVICE = {
    "superlative": N_(
        "Say what it is instead: a grade, a place, a measured figure; or keep proof with time and place."
    ),
    "official-endorsement": N_("Leave out every hint at state organs and their staff."),
    "well-known-mark": N_("Leave it out: this protection is not a prize to advertise with."),
    "disease-claim": N_("Describe taste, origin and ingredients; only medicines may speak of illness."),
    "health-claim": N_("Leave it out: only registered health food may claim a function."),
}


def findings_of(products: Sequence[Product], channel: Channel, words: WordList, brand: str = "") -> list[Finding]:
    """Everything there is to say about these products on that channel, product by product."""
    found: list[Finding] = []
    for product in products:
        found += of_product(product, channel.limits)
        found += _of_words(product, words, brand)
        for variant in product.variants:
            found += of_variant(product, variant, channel.limits)
        found += of_options(product)
    return found + list(_across(products, channel))


def kept(products: Sequence[Product], findings: Iterable[Finding]) -> list[Product]:
    """The products without what the errors keep out: whole products, single variants, single fields."""
    errors = [finding for finding in findings if finding.severity == "error"]
    whole = {finding.sku for finding in errors if finding.whole}
    out = {finding.sku for finding in errors if finding.keeps_out}
    blank = {finding.sku for finding in errors if finding.leaves_blank}
    left = []
    for product in products:
        if whole.intersection(product.skus):
            continue
        variants = tuple(
            dataclasses.replace(variant, barcode="") if variant.sku in blank else variant
            for variant in product.variants
            if variant.sku not in out
        )
        if variants:
            left.append(dataclasses.replace(product, variants=variants))
    return left


def _of_words(product: Product, words: WordList, brand: str) -> Iterator[Finding]:
    """The product's own texts; the shop's registered name is not read."""
    texts = [("title", product.title), ("description", text_of(product.description)), ("tags", ", ".join(product.tags))]
    texts += [("options", ", ".join(dict.fromkeys(value for variant in product.variants for value in variant.options)))]
    for field, text in texts:
        for said in words.said_in(text, names=(brand,)):
            yield _of_word(product.skus[0], field, said)


def _of_word(sku: str, field: str, said: Said) -> Finding:
    message = _("“{word}” should not stand in a listing: {source}.").format(word=said.word, source=said.entry.source)
    return Finding(
        said.entry.rule,
        said.entry.severity,
        sku,
        field,
        message,
        said.word,
        _(_ADVICE[said.entry.rule]),
        whole=said.entry.severity == "error",
    )


def _across(products: Sequence[Product], channel: Channel) -> Iterator[Finding]:
    handles: dict[str, str] = {}
    skus: dict[str, str] = {}
    barcodes: dict[str, str] = {}
    for product in products:
        if (other := handles.setdefault(product.handle, product.skus[0])) != product.skus[0]:
            yield error(
                "duplicate-handle",
                product.skus[0],
                "handle",
                _("{other} has the same handle.").format(other=other),
                product.handle,
                whole=True,
            )
        for variant in product.variants:
            if (other := skus.setdefault(variant.sku.casefold(), variant.sku)) != variant.sku:
                yield warning(
                    "duplicate-sku",
                    variant.sku,
                    "sku",
                    _("{other} differs only in capital letters.").format(other=other),
                    variant.sku,
                    _("Marketplaces may take the two for one: rename one."),
                )
            if variant.barcode and (other := barcodes.setdefault(variant.barcode, variant.sku)) != variant.sku:
                yield _twice(channel, variant, other)
    yield from _sku_twice(products)


def _sku_twice(products: Sequence[Product]) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for product in products:
        for variant in product.variants:
            counts[variant.sku] = counts.get(variant.sku, 0) + 1
    for sku, count in counts.items():
        if count > 1:
            yield error(
                "duplicate-sku",
                sku,
                "sku",
                _("This SKU stands in the catalogue {count} times.").format(count=count),
                sku,
                _("Every variant needs its own SKU."),
            )


def _twice(channel: Channel, variant: Variant, other: str) -> Finding:
    message, hint = (
        _("{other} has the same barcode.").format(other=other),
        _("A barcode belongs to one item: correct one of the two."),
    )
    if channel.barcodes_unique:
        return error("duplicate-barcode", variant.sku, "barcode", message, variant.barcode, hint, leaves_blank=True)
    return warning("duplicate-barcode", variant.sku, "barcode", message, variant.barcode, hint)
