"""What a marketplace would refuse and the law would object to. Pure: products and limits in, findings out."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import quote

from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.food_rules import of_food
from sellerkit.listings.measures_unit_price import of_unit_price
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.pictures_rules import of_pictures
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.product_rules import of_options, of_product
from sellerkit.listings.title_rules import of_encoding
from sellerkit.listings.variant_rules import of_variant
from sellerkit.listings.word_rules import of_words
from sellerkit.listings.wording import WordList


def findings_of(
    products: Sequence[Product],
    channel: Channel,
    words: WordList,
    brand: str = "",
    pictures: PictureBook | None = None,
) -> list[Finding]:
    """Everything there is to say about these products on that channel, product by product.

    Without a book of `pictures` the files are not looked at.
    """
    found: list[Finding] = []
    limits, encoding = channel.limits, channel.dialect.encoding
    narrow = not encoding.lower().startswith(("utf", "gb18030"))
    for product in products:
        found += of_product(product, limits)
        found += of_words(product, words, brand)
        found += of_food(product)
        found += of_unit_price(product)
        if narrow:
            found += of_encoding(product, encoding)
        if pictures is not None and product.pictures:
            found += of_pictures(product, limits, pictures)
        for variant in product.variants:
            found += of_variant(product, variant, limits)
        found += of_options(product)
    return found + list(_across(products, channel))


def kept(products: Sequence[Product], findings: Iterable[Finding]) -> list[Product]:
    """The products without what the errors keep out: whole products, single variants, single fields."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors:
        return list(products)
    whole = {finding.sku for finding in errors if finding.whole}
    out = {finding.sku for finding in errors if finding.keeps_out}
    blank = {finding.sku for finding in errors if finding.leaves_blank and finding.field == "barcode"}
    unseen = frozenset(finding.value for finding in errors if finding.leaves_blank and finding.field == "pictures")
    left = []
    for product in products:
        if whole.intersection(product.skus):
            continue
        variants = tuple(
            dataclasses.replace(variant, barcode="") if variant.sku in blank else variant
            for variant in product.variants
            if variant.sku not in out
        )
        if not variants:
            continue
        made = dataclasses.replace(product, variants=variants) if variants != product.variants else product
        left.append(_without(made, unseen) if unseen.intersection(made.pictures) else made)
    return left


def _without(product: Product, pictures: Collection[str]) -> Product:
    """The product without those files, and without the addresses that end with their names."""
    ends = tuple("/" + quote(name) for name in pictures)

    def shown(images: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(url for url in images if not url.endswith(ends))

    def there(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name not in pictures)

    variants = tuple(
        dataclasses.replace(variant, images=shown(variant.images), pictures=there(variant.pictures))
        for variant in product.variants
    )
    return dataclasses.replace(
        product, variants=variants, images=shown(product.images), pictures=there(product.pictures)
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
                _("Give one of the two items another name."),
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
