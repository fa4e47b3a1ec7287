"""The products of a preview: each made in Chinese and in English, and counted as each channel counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sellerkit.listings.catalogue import families
from sellerkit.listings.chosen import Chosen, channel_of
from sellerkit.listings.made_for import making_for
from sellerkit.listings.preview_counters import Counter, counters
from sellerkit.listings.product import Food, Product
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.translating import Translation
from sellerkit.model.item import ItemStock
from sellerkit.trade.shop import Shop

LANGUAGES: tuple[Literal["zh"], Literal["en"]] = ("zh", "en")
# What we call options ourselves where the stock sheet does not; headings of the sheet are the seller's to translate.
_OPTION_NAMES = {"颜色": "Color", "尺码": "Size", "净含量": "Net content", "款式": "Style"}
_NAMES = {"en": _OPTION_NAMES, "zh": {english: chinese for chinese, english in _OPTION_NAMES.items()}}


@dataclass(frozen=True, slots=True)
class Counted:
    """A product of one channel as its page shows it: the title that goes there, and the lengths."""

    title: str
    skus: tuple[str, ...]
    counters: tuple[Counter, ...]

    @property
    def fits(self) -> bool:
        return not any(counter.state for counter in self.counters)


def spoken_products(
    shop: Shop, chosen: Sequence[Chosen], stocks: Sequence[ItemStock]
) -> tuple[Chosen, list[Mapping[str, Product]]]:
    """The first channel that can be made at all, and its products, each by language. Raises ChannelBroken when none can."""
    broken: ChannelBroken | None = None
    for one in chosen:
        try:
            return one, list(_in_both(shop, one, stocks))
        except ChannelBroken as error:
            broken = broken or error
    assert broken is not None  # there is a channel, or nobody would ask
    raise broken


def counted_products(shop: Shop, one: Chosen, stocks: Sequence[ItemStock]) -> list[Counted]:
    """Every product as this channel would get it, those too that errors keep out; [] for a channel that is broken."""
    channel = channel_of(one)
    try:
        made = list(_made(shop, one, stocks, one.settings.language or channel.language))
    except ChannelBroken:
        return []
    return [Counted(p.title, p.skus, tuple(counters(p, channel))) for p in made if p is not None]


def _made(
    shop: Shop, one: Chosen, stocks: Sequence[ItemStock], language: Literal["zh", "en", ""]
) -> Iterator[Product | None]:
    """The product of each family, None where its texts cannot be made. Raises ChannelBroken."""
    speaking = replace(one, settings=replace(one.settings, language=language))
    making = making_for(shop, speaking, [stock.item.sku for stock in stocks], language)
    names = making.names()
    return (making.made(family, names).product for family in families(stocks))


def _in_both(shop: Shop, one: Chosen, stocks: Sequence[ItemStock]) -> Iterator[Mapping[str, Product]]:
    """Each product in both languages; one whose texts could be made in one language alone is shown in that one twice."""
    said: dict[str, dict[str, str]] = {
        name: {**_NAMES[name], **shop.config.listings.translations.get(name, {})} for name in LANGUAGES
    }
    for chinese, english in zip(*(_made(shop, one, stocks, name) for name in LANGUAGES), strict=True):
        there = [product for product in (chinese, english) if product is not None]
        if there:
            words = {name: words for product in there for name, words in product.words.items()}
            pair = zip(LANGUAGES, (there[0], there[-1]), strict=True)
            yield {name: _spoken(replace(made, words=words), Translation(name, said[name])) for name, made in pair}


def _spoken(product: Product, into: Translation) -> Product:
    """The product with what channels leave as the stock sheet has it in the language of the page too."""
    food = product.food
    return replace(
        product,
        option_names=tuple(into.of(name) or name for name in product.option_names),
        variants=tuple(replace(v, origin=into.of(v.origin) or "") if v.origin else v for v in product.variants),
        food=food and Food(food.kind, {item: into.of(value) or "" for item, value in food.label.items()}),
    )
