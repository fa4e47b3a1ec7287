"""What stands in Chinese in a channel that shop.toml wants in English. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.catalogue import is_chinese
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.product import Product


def of_language(product: Product, language: str) -> Iterator[Finding]:
    """A title, names of options and their values that nobody put into English; a Chinese word beside English ones may stay."""
    if language != "en":
        return
    if is_chinese(product.title):
        message = _("This channel is in English, and the title is in Chinese.")
        hint = _("Say the name in English under [listings.products], for example: {example}")
        yield _warning(product, "title", message, product.title, hint.format(example='name = { en = "Red dates" }'))
    said = dict.fromkeys((*product.option_names, *(value for one in product.variants for value in one.options)))
    for value in filter(is_chinese, said):
        message = _("This channel is in English, and an option is in Chinese.")
        hint = _("Say it in English under [listings.translations.en], for example: {example}")
        yield _warning(product, "options", message, value, hint.format(example='"红色" = "Red"'))


def _warning(product: Product, field: str, message: str, value: str, hint: str) -> Finding:
    return warning("not-translated", product.skus[0], field, message, value, hint)
