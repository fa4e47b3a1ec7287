"""One pass over what a channel can be given: stock, brand and templates → products → what is wrong → what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sellerkit.base.language import _, ngettext
from sellerkit.listings.catalogue import families
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.findings import Finding, error, errors_first, warning
from sellerkit.listings.food_rules import expired_stock
from sellerkit.listings.made_for import making_for
from sellerkit.listings.making import Making
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.product import Product
from sellerkit.listings.rules import findings_of, kept
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.wording import words_with
from sellerkit.model.item import ItemStock
from sellerkit.trade.shop import Shop

TOGETHER = 200  # products that are made, looked at and handed on before the next ones


class Walk:
    """Makes a channel's products a few at a time. What was found and left out is complete when the pass has ended.

    A channel that cannot be built at all gives no products and says so in `findings`; `broken` is True then.
    """

    def __init__(self, shop: Shop, chosen: Chosen, channel: Channel, stocks: Sequence[ItemStock]) -> None:
        self._shop, self._chosen, self._channel, self._stocks = shop, chosen, channel, stocks
        self._said: set[tuple[str, str]] = set()
        self._found: list[Finding] = []
        self._out: set[str] = set()
        self._across = _Across(channel)
        self.wanted: dict[str, None] = {}
        self.listed: set[str] = set()
        self.notes: list[str] = []
        self.products = self.variants = 0
        self.broken = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(errors_first(self._found))

    @property
    def skipped(self) -> tuple[str, ...]:
        return tuple(sku for sku in self.wanted if sku not in self.listed)

    def add(self, findings: Iterable[Finding]) -> None:
        """The same remark about every description is one remark about the template: the first product stands for all."""
        for finding in findings:
            if finding.severity != "error" and finding.field in ("description", "tags"):
                if (finding.rule, finding.value) in self._said:
                    continue
                self._said.add((finding.rule, finding.value))
            self._found.append(finding)
            if finding.keeps_out:
                self._out.add(finding.sku)

    def is_kept_out(self, sku: str) -> bool:
        """Whether an error that was found so far leaves this variant out."""
        return sku in self._out

    def done(self, product: Product) -> None:
        """This product stands in the file."""
        self.products += 1
        self.variants += len(product.variants)
        self.listed.update(product.skus)

    def stop(self, broken: ChannelBroken) -> None:
        """Nothing of the channel can be built."""
        self.broken, self._found, self.products, self.variants = True, [broken.finding], 0, 0
        self.wanted, self.listed = {stock.item.sku: None for stock in self._stocks}, set()

    def __iter__(self) -> Iterator[Product]:
        """The products without what errors keep out. Raises ChannelBroken; the caller calls `done` and `stop`."""
        shop, chosen = self._shop, self._chosen
        making = making_for(shop, chosen, [stock.item.sku for stock in self._stocks], self._channel.language)
        self.wanted = {stock.item.sku: None for stock in self._stocks if not making.stated.of(stock.item).skip}
        self.notes = list(_notes(shop, chosen, making, self._stocks))
        pictures = PictureBook(shop.folder, chosen.settings.images)
        words, brand, taken = words_with(shop.config.listings.words), shop.config.brand.name, set[str]()
        walk = iter(families(self._stocks))
        while some := [making.made(family, taken) for family in islice(walk, TOGETHER)]:
            products = [one.product for one in some if one.product is not None]
            findings = [finding for one in some for finding in one.findings]
            findings += findings_of(products, self._channel, words, brand, pictures)
            findings += self._across.of(products)
            self.add(findings)
            yield from kept(products, findings)
        self.add(expired_stock(self._stocks))


class _Across:
    """Barcodes and SKUs that an earlier group of products has; within a group the rules see it themselves."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._skus: dict[str, str] = {}
        self._barcodes: dict[str, str] = {}

    def of(self, products: Sequence[Product]) -> list[Finding]:
        variants = [variant for product in products for variant in product.variants]
        found = [
            self._barcode_twice(variant.sku, variant.barcode, self._barcodes[variant.barcode])
            for variant in variants
            if variant.barcode in self._barcodes
        ]
        found += [
            _sku_alike(variant.sku, self._skus[variant.sku.casefold()])
            for variant in variants
            if variant.sku.casefold() in self._skus
        ]
        for variant in variants:
            self._skus.setdefault(variant.sku.casefold(), variant.sku)
            if variant.barcode:
                self._barcodes.setdefault(variant.barcode, variant.sku)
        return found

    def _barcode_twice(self, sku: str, code: str, other: str) -> Finding:
        message = _("{other} has the same barcode.").format(other=other)
        hint = _("A barcode belongs to one item: correct one of the two.")
        if self._channel.barcodes_unique:
            return error("duplicate-barcode", sku, "barcode", message, code, hint, leaves_blank=True)
        return warning("duplicate-barcode", sku, "barcode", message, code, hint)


def _sku_alike(sku: str, other: str) -> Finding:
    message = _("{other} differs only in capital letters.").format(other=other)
    return warning("duplicate-sku", sku, "sku", message, sku, _("Marketplaces may take the two for one: rename one."))


def _notes(shop: Shop, chosen: Chosen, making: Making, stocks: Sequence[ItemStock]) -> Iterator[str]:
    local = (1 for stock in stocks if stock.item.image and "://" not in stock.item.image)
    count = sum(map(len, making.pictures.values())) + sum(local)
    if count and not chosen.settings.image_url:
        text = ngettext(
            "{count} picture is left out: image_url is not set.",
            "{count} pictures are left out: image_url is not set.",
            count,
        )
        yield text.format(count=count)
    if shop.practice:
        yield _("This is a practice shop: every product is a draft and carries the tag PRACTICE.")
