"""Titles and descriptions of one channel: the templates of shop.toml, the products' own texts, and what fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sellerkit.base.config.listing_checks import FOOD_LABEL
from sellerkit.base.config.schema import BrandTable, ListedProduct, ListingChannel
from sellerkit.base.money import decimal_string
from sellerkit.listings.catalogue import clean_text
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.descriptions import TAGS, clean, html_of
from sellerkit.listings.own_texts import OwnTexts
from sellerkit.listings.product import Variant
from sellerkit.listings.sandbox import TemplateBroken
from sellerkit.listings.sources import HTML_ENDINGS, ChannelBroken, text_in
from sellerkit.listings.templates import Text, Values
from sellerkit.listings.titles import Title, composed, part_of
from sellerkit.listings.translating import Translation
from sellerkit.model.item import Item

ITEM = (
    "sku", "name", "barcode", "unit", "pack", "category", "option1", "option2", "option3", "origin", "weight_g", "length_mm",
    "width_mm", "height_mm", "net_weight", "keywords", "price", "stock", "case", "produced", "expires", "text",
)  # fmt: skip
NOTHING = ListedProduct()
AS_IT_IS = Translation("", {})
NO_LABEL: dict[str, str] = dict.fromkeys(FOOD_LABEL, "")
BETWEEN = "\x1f"  # stands between the parts of a title while they are filled
BRAND = ("name", "origin", "story")
KNOWN: Mapping[str, tuple[str, ...]] = {
    "item": ITEM,
    "brand": BRAND,
    "shop": ("name",),
    "variants": ITEM,
    "currency": (),
    "channel": (),
    "language": (),
    "label": FOOD_LABEL,
}


_TRANSLATED = ("category", "option1", "option2", "option3", "origin")
# Values that are more than the item's own field of that name; keywords and price are filled in at the end.
_SAID: Mapping[str, Callable[[Variant, ListedProduct], object]] = {
    "category": lambda variant, stated: stated.category or variant.item.category,
    "origin": lambda variant, stated: stated.origin or variant.origin or variant.item.origin,
    "net_weight": lambda variant, _stated: net_weight(variant.weight_g),
    "weight_g": lambda variant, _stated: variant.weight_g,
    "stock": lambda variant, _stated: variant.stock,
    "case": lambda variant, _stated: variant.case,
    "produced": lambda variant, _stated: variant.produced,
    "expires": lambda variant, _stated: variant.expires,
    "keywords": lambda _variant, _stated: "",
    "price": lambda _variant, _stated: "",
    "text": lambda _variant, _stated: "",
}


class Texts:
    """The texts of a channel. Raises ChannelBroken for a template or a file that cannot be used."""

    def __init__(
        self, folder: Path, name: str, settings: ListingChannel, brand: BrandTable, shop_name: str, currency: str,
        own: OwnTexts | None = None, limits: Limits | None = None, tags: frozenset[str] = TAGS,
    ) -> None:  # fmt: skip
        self._key = f"listings.channels.{name}"
        self._folder, self._brand, self._own = folder, brand, own or OwnTexts(folder, "")
        self._limits, self._tags = limits or Limits(), tags
        self._titles = [
            (part.rank, self._template(f"{self._key}.title", part.template))
            for part in (part_of(source, place) for place, source in enumerate(settings.title))
        ]
        self._title = self._template(f"{self._key}.title", BETWEEN.join(part.source for _rank, part in self._titles))
        self._described = bool(settings.description)
        self._markdown = not settings.description.lower().endswith(HTML_ENDINGS)
        self._description = self._described_by(settings.description)
        # Most templates speak of one item; filling in its hundred sisters for them would be most of the work.
        templates = [text for _rank, text in self._titles] + ([self._description] if self._description else [])
        self._names_variants = any("variants" in text.source for text in templates)
        self._wanted = _wanted([text.names("item") for text in (self._title, *templates)])
        self._common: dict[str, Any] = {"shop": {"name": shop_name}, "currency": currency, "channel": name}
        self._brand_values = {"name": brand.name, "origin": brand.origin, "story": ""}
        if self._description is not None and "story" in self._description.source:
            self._brand_values["story"] = self._story()

    def _template(self, key: str, source: str, *, markdown: bool = False, html: bool = False) -> Text:
        try:
            return Text(source, KNOWN, markdown=markdown, html=html, tags=self._tags)
        except TemplateBroken as error:
            raise broken(key, error) from error

    def _described_by(self, named: str) -> Text | None:
        key = f"{self._key}.description"
        if named:
            return self._template(
                key, text_in(self._folder, key, named), markdown=self._markdown, html=not self._markdown
            )
        return self._template(key, "{{ brand.story }}", markdown=True) if self._brand.story else None

    def _story(self) -> str:
        """The brand's story as HTML, made once; it stands in Markdown as well as in an HTML template."""
        return _markup(text_in(self._folder, "brand.story", self._brand.story) if self._brand.story else "")

    def values(
        self,
        variants: tuple[Variant, ...],
        currency: str,
        stated: ListedProduct = NOTHING,
        into: Translation = AS_IT_IS,
    ) -> Values:
        """What the templates see: the first variant as `item`, and all of them, in the words of one language."""
        named = variants if self._names_variants else variants[:1]
        all_variants = [item_values(variant, currency, stated, into, self._wanted) for variant in named]
        all_variants[0]["text"] = self._own_text(variants[0].item, into.language)
        return self._common | {
            "brand": self._brand_values, "item": all_variants[0], "variants": all_variants, "language": into.language,
            "label": NO_LABEL | {name: into.of(said) or "" for name, said in stated.label.items()},
        }  # fmt: skip

    def _own_text(self, item: Item, language: str) -> str:
        """The product's own text as HTML; it stands in Markdown as well as in an HTML template."""
        text = self._own.of(item.sku, item.name or "", language)
        return _markup(text) if text else ""

    def title(self, values: Values) -> Title:
        """The parts that came to something and fit the channel. Raises TextNotMade, ChannelBroken."""
        ranks = [rank for rank, _part in self._titles]
        parts = zip(ranks, map(clean_text, self._title_parts(values)), strict=True)
        return composed(list(parts), self._limits.title, self._limits.title_unit)

    def _title_parts(self, values: Values) -> list[str]:
        """All parts filled in one go; one by one only to say which of them is wrong."""
        try:
            parts = self._title.filled(values).split(BETWEEN)
        except TemplateBroken:
            parts = []
        if len(parts) == len(self._titles):
            return parts
        return [self._filled(f"{self._key}.title", part, values) for _rank, part in self._titles]

    def description(self, values: Values) -> tuple[str, tuple[str, ...]]:
        """Clean HTML, and what had to be removed. Raises TextNotMade, ChannelBroken."""
        if self._description is None or (values["item"]["text"] and not self._described):
            return clean(str(values["item"]["text"]), self._tags)
        try:
            if self._markdown:
                return self._description.described(values)
            return clean(self._description.filled(values), self._tags)
        except TemplateBroken as error:
            raise broken(f"{self._key}.description", error) from error

    def _filled(self, key: str, template: Text, values: Values) -> str:
        try:
            return template.filled(values)
        except TemplateBroken as error:
            raise broken(key, error) from error


def _markup(text: str) -> str:
    """Markdown as HTML that no template escapes again."""
    from markupsafe import Markup

    return Markup(html_of(text).strip())


def broken(key: str, error: TemplateBroken) -> ChannelBroken:
    return ChannelBroken(error.rule, key, error.message, error.value, error.hint)


def _wanted(shown: Sequence[frozenset[str] | None]) -> tuple[str, ...]:
    """The values of an item that its texts are made of: working out those that nobody shows would be most of the work."""
    names = [one for one in shown if one is not None]
    return (
        ITEM
        if len(names) < len(shown)
        else tuple(name for name in ITEM if name == "text" or any(name in one for one in names))
    )


def item_values(
    variant: Variant, currency: str, stated: ListedProduct = NOTHING, into: Translation = AS_IT_IS,
    wanted: Sequence[str] = ITEM,
) -> dict[str, Any]:  # fmt: skip
    """What templates want to know of one variant; what was never stated is empty."""
    item = variant.item
    names = dict.fromkeys((*wanted, "name", "category")) if "keywords" in wanted else wanted
    values: dict[str, Any] = {
        name: _SAID[name](variant, stated) if name in _SAID else getattr(item, name, None) for name in names
    }
    if into.words or stated.name:
        values |= {name: into.of(values[name]) for name in _TRANSLATED if name in values}
        if "name" in values:
            values["name"] = into.name(item.name, stated.name)
    values = {name: clean_text(value) if isinstance(value, str) else value for name, value in values.items()}
    if "keywords" in values:
        values["keywords"] = keywords(str(values["name"] or ""), str(values["category"] or ""))
    if "price" in values and variant.price_minor is not None:
        values["price"] = decimal_string(variant.price_minor, currency)
    return values


def net_weight(grams: int | None) -> str:
    """500 → "500g", 1500 → "1.5kg"."""
    if not grams:
        return ""
    return f"{grams}g" if grams < 1000 else f"{format((Decimal(grams) / 1000).normalize(), 'f')}kg"


def keywords(name: str, category: str) -> str:
    """The words of the category that the name does not have already."""
    words = clean_text(category.replace(">", " ").replace("/", " ")).split()
    return " ".join(word for word in dict.fromkeys(words) if word.casefold() not in name.casefold())
