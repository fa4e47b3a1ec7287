"""What a channel says about a title: length in its own unit, words, signs it does not take, its encoding. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.catalogue import without_markup
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import Finding, error, formula, is_formula, warning
from sellerkit.listings.measures_text import head, measured, too_long_in
from sellerkit.listings.product import Product

_WORDS = re.compile(r"[^\W\d_]+")
# Amazon, "Product title requirements": articles, conjunctions and prepositions may come as often as they like.
_SMALL = frozenset((
    "a", "an", "the", "and", "or", "but", "nor", "of", "for", "in", "on", "at", "by", "to", "from", "with", "without", "into", "over",
    "under", "per", "as",
))  # fmt: skip
# Amazon and Google name free shipping, guarantees and sales as what no title may hold.
_PROMOTION = re.compile(
    r"free (?:shipping|delivery|gift)|100% (?:quality )?guaranteed?|best[ -]?seller|hot (?:item|sale)|\bon sale\b|\bsale!|\bdiscount|\d ?% off\b"
    r"|buy \d get|money back|包邮|免邮|买[一二三1-9]送[一二三1-9]|促销|清仓|特价|秒杀|限时|打折|全网热卖",
    re.I,
)
_SHOUTED = 3  # words of four letters and more in capitals: fewer may be abbreviations


def _missing(product: Product) -> Finding:
    message, hint = _("There is no name to make a title of."), _("Give the item a name in the stock sheet.")
    if (product.variants[0].item.name or "").strip():
        message = _("The title of the channel comes to nothing.")
        hint = _("Let it say the name at least, for example: {example}").format(example='title = ["{{ item.name }}"]')
    return error("title-missing", product.skus[0], "title", message, hint=hint, whole=True)


def of_title(product: Product, limits: Limits) -> Iterator[Finding]:
    """Findings about the title; each of them keeps out the whole product."""
    sku, title = product.sku, product.title
    if not title:
        yield _missing(product)
        return
    if not any(map(str.isalnum, title)):
        message, hint = _("The title has no word in it."), _("Name the goods in words.")
        yield error("title-without-words", sku, "title", message, title, hint, whole=True)
    yield from _of_length(sku, title, limits)
    if limits.word is not None and len(title) > limits.word:
        yield from _of_word_length(sku, title, limits.word)
    if limits.word_times is not None:
        yield from _of_repeated(sku, title, limits.word_times)
    if limits.sober:
        yield from _of_shouting(sku, title)
    if limits.forbidden:
        yield from of_forbidden(sku, "title", title, limits.forbidden, whole=True)
    yield from of_markup(sku, "title", title)
    if is_formula(title):
        yield formula(sku, "title", title, whole=True)


def _of_length(sku: str, title: str, limits: Limits) -> Iterator[Finding]:
    if limits.title is not None and (length := measured(title, limits.title_unit)) > limits.title:
        message = too_long_in(limits.title_unit).format(length=length, limit=limits.title)
        hint = _("For example: {example}").format(example=head(title, limits.title, limits.title_unit))
        yield error("title-too-long", sku, "title", message, title, hint, whole=True)
    elif limits.title_at_least > 1 and (length := measured(title, limits.title_unit)) < limits.title_at_least:
        message = _("The title is shorter than this marketplace takes: {length} of at least {limit}.")
        hint = _("Add a part to the list title of the channel, for example: {example}").format(
            example='"{{ item.origin }}"'
        )
        shown = message.format(length=length, limit=limits.title_at_least)
        yield error("title-too-short", sku, "title", shown, title, hint, whole=True)


def _of_word_length(sku: str, title: str, limit: int) -> Iterator[Finding]:
    longest = max(title.split(), key=len)
    if len(longest) > limit:
        message = _("A word has {length} characters; {limit} are allowed.").format(length=len(longest), limit=limit)
        yield error("word-too-long", sku, "title", message, longest, _("Put a space into it."), whole=True)


def _of_repeated(sku: str, title: str, limit: int) -> Iterator[Finding]:
    counts = Counter(word for word in _WORDS.findall(title.casefold()) if word not in _SMALL)
    if often := [word for word, count in counts.items() if count > limit]:
        message = _("A word may stand in the title {limit} times at most: {words}.")
        shown, hint = message.format(limit=limit, words=", ".join(often)), _("Say it once; other words are found as well.")  # fmt: skip
        yield warning("word-repeated", sku, "title", shown, title, hint)


def _of_shouting(sku: str, title: str) -> Iterator[Finding]:
    if found := _PROMOTION.search(title):
        message = _("“{word}” promotes; this marketplace wants nothing but the goods in a title.").format(word=found[0])
        hint = _("Take it out; prices, sales and shipping have fields of their own.")
        yield warning("promotion-in-title", sku, "title", message, title, hint)
    if title.isupper() and sum(len(word) > 3 for word in _WORDS.findall(title)) >= _SHOUTED and title.isascii():
        message, hint = _("The whole title is in capitals."), _("Write capitals only where the language has them.")
        yield warning("title-in-capitals", sku, "title", message, title, hint)


def of_forbidden(sku: str, field: str, text: str, forbidden: str, *, whole: bool = False) -> Iterator[Finding]:
    """Signs that the channel does not take in this text."""
    found = "".join(sign for sign in forbidden if sign in text)
    if found:
        message = _("This marketplace does not take the signs {signs}.").format(signs=" ".join(found))
        hint = _("Take them away; `sellerkit listings check --fix` does it where no figure stands beside them.")
        yield error("forbidden-character", sku, field, message, text, hint, whole=whole)


def of_markup(sku: str, field: str, text: str) -> Iterator[Finding]:
    """HTML where only plain text stands: buyers would read the signs."""
    if without_markup(text) != text:
        message, hint = _("There is HTML in this text; buyers would read it sign by sign."), _("Write it plainly; `sellerkit listings check --fix` does it.")  # fmt: skip
        yield warning("markup", sku, field, message, text, hint)


def of_encoding(product: Product, encoding: str) -> Iterator[Finding]:
    """Texts that the file of this channel has no letters for."""
    sku = product.sku
    for field, text in (
        ("title", product.title),
        ("description", product.description),
        ("tags", ", ".join(product.tags)),
    ):
        if lost := _lost(text, encoding):
            yield _not_written(sku, field, lost, encoding, whole=True)
    for variant in product.variants:
        if lost := _lost(" ".join((variant.sku, *variant.options)), encoding):
            yield _not_written(variant.sku, "options", lost, encoding, whole=False)


def _lost(text: str, encoding: str) -> str:
    if text.isascii():
        return ""
    kept = text.encode(encoding, "ignore").decode(encoding)
    return "" if kept == text else "".join(dict.fromkeys(sign for sign in text if sign not in kept))


def _not_written(sku: str, field: str, lost: str, encoding: str, *, whole: bool) -> Finding:
    message = _("The file of this marketplace is written in {encoding}, which has no {signs}.")
    shown = message.format(encoding=encoding, signs=" ".join(lost[:10]))
    return error("not-encodable", sku, field, shown, lost, _("Write it with other letters."), whole=whole)
