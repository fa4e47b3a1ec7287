"""What the texts of a product say that the law objects to, with proof and names taken into account. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sellerkit.base.language import N_, _, language
from sellerkit.listings.descriptions import blocks_of, text_of
from sellerkit.listings.findings import Finding
from sellerkit.listings.food_words import sounds_like_food
from sellerkit.listings.product import Product
from sellerkit.listings.wording import Entry, Said, WordList

_ADVICE = {
    "superlative": N_(
        "Say what it is instead: a grade, a place, a measured figure; or keep proof with time and place."
    ),
    "official-endorsement": N_("Leave out every hint at state organs and their staff."),
    "national-symbol": N_("Leave out flags, emblems and banknotes."),
    "well-known-mark": N_("Leave it out: this protection is not a prize to advertise with."),
    "disease-claim": N_("Describe taste, origin and ingredients; only medicines may speak of illness."),
    "health-claim": N_("Leave it out: only registered health food may claim a function."),
    "unproved-figure": N_("Say where the figure comes from and when, and keep the proof; else leave it out."),
    "additive-claim": N_("List the ingredients instead; the standard of labels lets nobody say what was not added."),
    "own-word": N_("shop.toml does not want this word; write another one."),
}
# What a proof named in shop.toml can make true. No proof makes ordinary food a medicine.
_PROVABLE = ("superlative", "unproved-figure")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]{2}")


def of_words(product: Product, words: WordList, brand: str) -> Iterator[Finding]:
    """The product's own texts; the names of the brand and of the vendor are not read. Each word is named once a text."""
    read = _reading(words, brand, product.vendor, product.currency == "CNY")
    for field, found in _texts(product, read):
        named = set[tuple[str, str]]()
        for said in found:
            if (key := (said.word.lower(), said.entry.rule)) not in named and _is_about(said.entry, product):
                named.add(key)
                yield _of_word(product, field, said)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How texts are read: with these words, without these names; `abroad`: what is English, too."""

    words: WordList
    names: tuple[str, ...]
    abroad: bool


@lru_cache(maxsize=16)
def _reading(words: WordList, brand: str, vendor: str, abroad: bool) -> Reading:
    return Reading(words, tuple(dict.fromkeys((brand, vendor))), abroad)


def _is_about(entry: Entry, product: Product) -> bool:
    if entry.only == "packed food":
        return product.food is not None and product.food.kind != "produce"
    return entry.only != "food" or product.food is not None or bool(sounds_like_food(product.category))


def _said(read: Reading, text: str) -> tuple[Said, ...]:
    found = tuple(read.words.said_in(text, names=read.names))
    if read.abroad and read.words.english is not None and _LATIN.search(text):
        found += tuple(read.words.english.said_in(text, names=read.names))
    return found


# Tags, colours and sizes are the same on many products, and so is most of their descriptions: they are read once.
_said_again = lru_cache(maxsize=1024)(_said)


@lru_cache(maxsize=1024)
def _said_in_block(read: Reading, html: str) -> tuple[Said, ...]:
    return _said(read, text_of(html))


def _texts(product: Product, read: Reading) -> Iterator[tuple[str, Iterable[Said]]]:
    """What each of the product's texts says."""
    if product.title:
        yield "title", _said(read, product.title)
    if product.description:
        yield "description", chain.from_iterable(_said_in_block(read, one) for one in blocks_of(product.description))
    if product.tags:
        yield "tags", _said_again(read, ", ".join(product.tags))
    if product.option_names:
        values = (value for variant in product.variants for value in variant.options)
        yield "options", _said_again(read, ", ".join(dict.fromkeys(values)))


def _source(entry: Entry) -> str:
    return f"{entry.law} ({entry.source})" if entry.law and language() == "en" else entry.source


def _of_word(product: Product, field: str, said: Said) -> Finding:
    entry = said.entry
    message = _("“{word}” should not stand in a listing: {source}.").format(word=said.word, source=_source(entry))
    hint = _(_ADVICE[entry.rule])
    if entry.instead:
        hint = (
            _("Instead of “{word}”, for example: {instead}.").format(word=said.word, instead=entry.instead) + " " + hint
        )
    found = Finding(
        entry.rule, entry.severity, product.sku, field, message, said.word, hint, whole=entry.severity == "error"
    )
    proof = next((fact for fact in product.evidence if said.word in fact), "") if entry.rule in _PROVABLE else ""
    registered = product.food is not None and product.food.kind == "health" and entry.rule == "health-claim"
    if proof:
        message = _("“{word}” stands on this fact: {proof}.").format(word=said.word, proof=proof)
        hint = _("Say the fact with its time and place in the text, and keep the proof.")
    elif registered and product.food is not None and product.food.label.get("health_product_no"):
        message = _("“{word}” may be said only as the registration {number} says it.").format(
            word=said.word, number=product.food.label["health_product_no"]
        )
        hint = _("Hold it against the certificate, word for word.")
    else:
        return found
    return dataclasses.replace(found, severity="note", message=message, suggestion=hint, whole=False)
