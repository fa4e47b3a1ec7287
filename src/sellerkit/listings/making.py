"""One family of items → one product as a channel shows it: price, stock, texts, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.config.schema import ListingChannel
from sellerkit.base.language import _
from sellerkit.base.money import Money, decimal_string, minor_units
from sellerkit.listings.catalogue import Family, option_names, options_of
from sellerkit.listings.findings import Finding
from sellerkit.listings.handles import handle_for
from sellerkit.listings.images import url_of
from sellerkit.listings.prices import Pricing, price_of
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.templates import TextNotMade
from sellerkit.listings.texts import Texts
from sellerkit.model.item import Item, ItemStock

PRACTICE_TAG = "PRACTICE 练习"


@dataclass(frozen=True, slots=True)
class Made:
    """A product, or what kept it from being made, and what was noticed on the way."""

    product: Product | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """What is the same for all products of a channel. `declared` are the headings of option1…3 in the stock sheets."""

    settings: ListingChannel
    pricing: Pricing
    texts: Texts
    pictures: Mapping[str, Sequence[str]]
    currency: str
    vendor: str
    declared: tuple[str, str, str] = ("", "", "")
    practice: bool = False

    def made(self, family: Family, taken: set[str]) -> Made:
        """The product; `taken` are the handles that other products have."""
        variants = tuple(self._variant(stock, family.positions) for stock in family.members)
        findings = [finding for variant in variants for finding in self._noticed(variant)]
        handle = handle_for(family.name, family.oldest.sku, taken)
        values = self.texts.values(variants, self.currency)
        try:
            title = self.texts.title(values) if family.name else ""
            description, removed = self.texts.description(values)
        except TextNotMade as error:
            message = _("The texts of this product cannot be made: {reason}").format(reason=error)
            return Made(
                None,
                (
                    *findings,
                    *(Finding("template-failed", "error", variant.sku, "title", message) for variant in variants),
                ),
            )
        if removed:
            findings.append(_removed(family.oldest.sku, removed))
        names = option_names(family, self.declared)
        return Made(
            Product(
                handle, title, variants, self.currency, names, description, self.vendor, family.oldest.category or "",
                (PRACTICE_TAG, *self.settings.tags) if self.practice else self.settings.tags,
                self.settings.status == "active" and not self.practice, tuple(dict.fromkeys(i for v in variants for i in v.images)),
            ),
            tuple(findings),
        )  # fmt: skip

    def _variant(self, stock: ItemStock, positions: tuple[int, ...]) -> Variant:
        item = stock.item
        cost, own = _amount(item.cost_minor, item, self.currency), _amount(item.price_minor, item, self.currency)
        priced = price_of(cost, own, self.pricing, self.currency)
        by_markup = cost is not None and self.pricing.markup is not None
        options = options_of(item)
        return Variant(
            item, tuple(options[n] for n in positions), _minor(priced.price, self.currency), offered(stock, self.settings.buffer),
            priced.floor, own if priced.raised and not by_markup else None, _minor(cost, self.currency),
            (item.barcode or "").strip(), self._images(item),
        )  # fmt: skip

    def _images(self, item: Item) -> tuple[str, ...]:
        named = [item.image] if item.image else []
        base = self.settings.image_url
        local = [*named, *self.pictures.get(item.sku, ())]
        urls = [name if "://" in name else url_of(base, name) for name in dict.fromkeys(local) if "://" in name or base]
        return tuple(url for url in dict.fromkeys(urls) if url.startswith("https://"))

    def _noticed(self, variant: Variant) -> list[Finding]:
        item, found = variant.item, []
        if self.pricing.floor is not None and variant.floor is None and variant.price_minor is not None:
            message = _(
                "The floor cannot be worked out, because the cost is not known; the price is not held against it."
            )
            found.append(
                Finding(
                    "floor-unknown",
                    "warning",
                    item.sku,
                    "price",
                    message,
                    decimal_string(variant.price_minor, self.currency),
                    _("Give the item a cost."),
                )
            )
        if item.image and "://" in item.image and not item.image.startswith("https://"):
            message = _("Marketplaces take pictures from https addresses only; this one is left out.")
            found.append(Finding("image-not-https", "warning", item.sku, "image", message, item.image))
        return found


def offered(stock: ItemStock, buffer: int) -> int:
    """What a channel may sell: available less the buffer, never below zero; goods by weight in whole portions."""
    portion = stock.item.priced_per if stock.item.unit == "g" else 1
    return max(0, stock.available // max(portion, 1) - buffer)


def _amount(minor: int | None, item: Item, currency: str) -> Decimal | None:
    """Cost or price of one offered unit: of a single piece when they are said by the dozen or the carton."""
    if minor is None:
        return None
    amount = Money(minor, currency).amount
    return amount if item.unit == "g" or item.priced_per <= 1 else amount / item.priced_per


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else minor_units(amount, currency)


def _removed(sku: str, names: tuple[str, ...]) -> Finding:
    message = _("Marketplaces do not take everything in the description; it was removed: {names}.").format(
        names=", ".join(names)
    )
    return Finding(
        "html-removed",
        "warning",
        sku,
        "description",
        message,
        ", ".join(names),
        _("Use paragraphs, lists, tables, bold text and https pictures."),
    )
