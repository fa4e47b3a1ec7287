"""What a marketplace would refuse and the law would object to. Pure: products and limits in, findings out."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import quote

from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.duplicates import Duplicates
from sellerkit.listings.findings import Finding, softened
from sellerkit.listings.food_rules import of_food
from sellerkit.listings.measures_unit_price import of_unit_price
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.pictures_rules import of_pictures
from sellerkit.listings.product import Product
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
    duplicates: Duplicates | None = None,
) -> list[Finding]:
    """Everything there is to say about these products on that channel, product by product.

    Without a book of `pictures` the files are not looked at; `duplicates` knows the products that came before these.
    """
    found: list[Finding] = []
    duplicates = duplicates or Duplicates(channel)
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
    for product in products:
        found += duplicates.of(product)
    return softened(found, channel.limits.unsure)


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
