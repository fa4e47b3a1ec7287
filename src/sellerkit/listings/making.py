"""One family of items → one product as a channel shows it: price, stock, texts, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sellerkit.base.config.schema import ListedProduct, ListingChannel
from sellerkit.base.language import _
from sellerkit.listings.catalogue import Family, option_names
from sellerkit.listings.channels.contract import no_checks
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.handles import Names
from sellerkit.listings.images import address, url_of
from sellerkit.listings.language_rules import of_language
from sellerkit.listings.product import Food, Product, Variant, Words
from sellerkit.listings.templates import TextNotMade
from sellerkit.listings.texts import Texts
from sellerkit.listings.titles import Title, dropped_note
from sellerkit.listings.translating import Translation, language_of
from sellerkit.model.item import Item

if TYPE_CHECKING:
    from sellerkit.listings.stated import Stated
    from sellerkit.listings.variants import Offers

PRACTICE_TAG = "PRACTICE 练习"


@dataclass(frozen=True, slots=True)
class Made:
    """A product, or what kept it from being made, and what was noticed on the way."""

    product: Product | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """What is the same for all products of a channel. `declared` are the headings of option1…3 in the stock sheets.

    `languages` are those that texts are made in, the channel's own first ("" = as the stock sheet has them).
    `handles` and `parents` are what the marketplace calls the products that it has, by SKU.
    `checks` are the channel's own rules beside its limits.
    """

    settings: ListingChannel
    offers: Offers
    texts: Texts
    stated: Stated
    pictures: Mapping[str, Sequence[str]]
    vendor: str
    languages: tuple[str, ...] = ("",)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    declared: tuple[str, str, str] = ("", "", "")
    practice: bool = False
    checks: Callable[[Product], Iterable[Finding]] = no_checks
    handles: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> Names:
        """What one pass over all products gives names from."""
        return Names(self.handles, self.parents)

    def made(self, family: Family, names: Names) -> Made:
        """The product, called as `names` says."""
        stated = self.stated.of(family.oldest)
        told = [(stock, self.stated.of(stock.item)) for stock in family.members]
        offers = [self.offers.of(stock, family.positions, said) for stock, said in told if not said.skip]
        if not offers:
            return Made(None)
        variants = tuple(self._shown(offer.variant) for offer in offers)
        findings = [finding for offer in offers for finding in (*offer.findings, *_of_image(offer.variant.item))]
        skus = [variant.sku for variant in variants]
        handle, parent = names.handle(family.name, skus, family.oldest.sku), names.parent(skus)
        findings += self._elsewhere(skus, handle, parent)
        try:
            words, removed, dropped = self._words(family, variants, stated)
        except TextNotMade as failure:
            message = _("The texts of this product cannot be made: {reason}").format(reason=failure)
            hint = _("Correct the template, or what the stock sheet says of this item.")
            broken = [error("template-failed", variant.sku, "title", message, hint=hint) for variant in variants]
            return Made(None, (*findings, *broken))
        if removed:
            findings.append(_removed(family.oldest.sku, removed))
        findings += [dropped_note(variants[0].sku, title) for title in dropped]
        product = self._product(family, handle, variants, stated, words)
        if parent:
            product = replace(product, fields={"parent_sku": parent, **product.fields})
        return Made(product, (*findings, *of_language(product, self.languages[0]), *self.checks(product)))

    def _elsewhere(self, skus: Sequence[str], handle: str, parent: str) -> Iterator[Finding]:
        """What the marketplace has in another product than in this one."""
        for sku in skus:
            name, ours = self.handles.get(sku) or self.parents.get(sku), handle if self.handles else parent
            if name and name != ours:
                message = _(
                    "On the marketplace {sku} belongs to the product {name}; an upload would make it a second time."
                )
                hint = _("Give what is one product there the same name in the stock sheet, and what is not, another.")
                yield warning("other-product", sku, "name", message.format(sku=sku, name=name), name, hint)

    def _product(
        self, family: Family, handle: str, variants: tuple[Variant, ...], stated: ListedProduct,
        words: Sequence[tuple[str, Words]],
    ) -> Product:  # fmt: skip
        first, into = words[0][1], self._into(self.languages[0])
        tags = dict.fromkeys((*self.settings.tags, *stated.tags))
        return Product(
            handle, first.title, tuple(self._translated(variant, into) for variant in variants), self.offers.currency,
            tuple(into.of(name) or name for name in option_names(family, self.declared, self.languages[0])), first.description, self.vendor,
            into.of(stated.category or family.oldest.category or "") or "", (PRACTICE_TAG, *tags) if self.practice else tuple(tags),
            self.settings.status == "active" and not self.practice, tuple(dict.fromkeys(i for v in variants for i in v.images)),
            words=dict(words), pictures=tuple(dict.fromkeys(p for v in variants for p in v.pictures)),
            food=Food(stated.food, stated.label) if stated.food else None, evidence=stated.evidence,
            fields={**self._link(handle), **self.settings.fields, **stated.fields}, priced_in=self.offers.home,
        )  # fmt: skip

    def _link(self, handle: str) -> dict[str, str]:
        """The page of the product in the seller's own shop, where `url` says how such an address looks."""
        return {"link": self.settings.url.replace("{handle}", handle)} if self.settings.url else {}

    def _words(
        self, family: Family, variants: tuple[Variant, ...], stated: ListedProduct
    ) -> tuple[list[tuple[str, Words]], tuple[str, ...], list[Title]]:
        """Title and description in every language, the channel's own first, what had to go, and titles without some part. Raises TextNotMade."""
        found: list[tuple[str, Words]] = []
        dropped: list[Title] = []
        removed: tuple[str, ...] = ()
        for language in self.languages:
            values = self.texts.values(variants, self.offers.currency, stated, self._into(language))
            title = self._title(family, stated, values, language)
            description, gone = self.texts.description(values)
            removed += gone
            found.append((language or language_of(title.text, family.name), Words(title.text, description)))
            dropped += [title] if title.dropped else []
        return found, tuple(dict.fromkeys(removed)), list({title.dropped: title for title in dropped}.values())

    def _title(self, family: Family, stated: ListedProduct, values: Mapping[str, object], language: str) -> Title:
        if stated.title and language in ("", language_of(stated.title)):
            return Title(stated.title)
        return self.texts.title(values) if family.name else Title("")

    def _into(self, language: str) -> Translation:
        return Translation(language, self.translations.get(language, {}))

    def _translated(self, variant: Variant, into: Translation) -> Variant:
        if not into.words or not variant.options:
            return variant
        return replace(variant, options=tuple(into.of(value) or value for value in variant.options))

    def _shown(self, variant: Variant) -> Variant:
        """The variant with its pictures: local files, and the public addresses of those that have one."""
        item, base = variant.item, self.settings.image_url
        local = dict.fromkeys([*([item.image] if item.image else []), *self.pictures.get(item.sku, ())])
        if not local:
            return variant
        urls = [address(name) if "://" in name else url_of(base, name) for name in local if "://" in name or base]
        images = tuple(url for url in dict.fromkeys(urls) if url.startswith("https://"))
        return replace(variant, images=images, pictures=tuple(name for name in local if "://" not in name))


def _of_image(item: Item) -> list[Finding]:
    if not item.image or "://" not in item.image or item.image.startswith("https://"):
        return []
    message = _("Marketplaces take pictures from https addresses only; this one is left out.")
    hint = _("Give the address with https, or put the file into the folder images/ of the shop.")
    return [warning("image-not-https", item.sku, "image", message, item.image, hint)]


def _removed(sku: str, names: Sequence[str]) -> Finding:
    gone = ", ".join(names)
    message = _("Marketplaces do not take everything in the description; it was removed: {names}.").format(names=gone)
    hint = _("Use paragraphs, lists, tables, bold text and https pictures.")
    return Finding("html-removed", "warning", sku, "description", message, gone, hint)
