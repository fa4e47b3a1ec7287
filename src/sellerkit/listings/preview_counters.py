"""How long the fields of a product are, beside what the channel allows, in the channel's own unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from sellerkit.listings.channels.contract import Channel, LengthUnit, Limits
from sellerkit.listings.measures_text import measured
from sellerkit.listings.product import Product

NEAR = 0.9  # of the limit: the next word added to a title may be the one too many
State = Literal["", "near", "over", "under"]


class Counter(NamedTuple):
    """One field: its length, the limit (None = none that we know of), the least that is taken."""

    field: str
    length: int
    limit: int | None
    unit: LengthUnit | Literal["pieces"] = "characters"
    least: int = 0

    @property
    def state(self) -> State:
        if self.limit is not None and self.length > self.limit:
            return "over"
        if self.length < self.least:
            return "under"
        return "near" if self.limit is not None and self.unit != "pieces" and self.length >= self.limit * NEAR else ""


def counters(product: Product, channel: Channel) -> Iterator[Counter]:
    """The title always, every other field where the channel sets a limit; of several values the longest."""
    limits = channel.limits
    title = max((measured(one, limits.title_unit) for one in channel.titles(product)), default=0)
    yield Counter("title", title, limits.title, limits.title_unit, limits.title_at_least)
    if limits.word is not None:
        yield Counter("word", _longest(product.title.split()), limits.word)
    if limits.description is not None:
        yield Counter("description", len(product.description), limits.description)
    if limits.option is not None and product.option_names:
        values = (value for variant in product.variants for value in variant.options)
        yield Counter("option", _longest(values), limits.option)
    if limits.sku is not None:
        yield Counter("sku", _longest(product.skus), limits.sku)
    if limits.handle is not None:
        yield Counter("handle", len(product.handle), limits.handle)
    if limits.tag is not None and product.tags:
        yield Counter("tag", _longest(product.tags), limits.tag)
    yield from _counts(product, limits)


def _counts(product: Product, limits: Limits) -> Iterator[Counter]:
    if limits.variants is not None and product.option_names:
        yield Counter("variants", len(product.variants), limits.variants, "pieces")
    pictures = max(len(product.images), len(product.pictures))
    if limits.images is not None or limits.images_at_least:
        yield Counter("pictures", pictures, limits.images, "pieces", limits.images_at_least)


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)
