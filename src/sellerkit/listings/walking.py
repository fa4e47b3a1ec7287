"""One pass over what a channel can be given: stock, brand and templates → products → what is wrong → what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sellerkit.listings.catalogue import Family
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.duplicates import Duplicates
from sellerkit.listings.findings import Finding, errors_first, told_of
from sellerkit.listings.food_rules import expired_stock
from sellerkit.listings.made_for import making_for
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.product import Product
from sellerkit.listings.rules import findings_of, kept
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.stated import Stated
from sellerkit.listings.supply import Supply, batches
from sellerkit.listings.walk_notes import walk_notes
from sellerkit.listings.wording import words_with
from sellerkit.trade.shop import Shop

TOGETHER = 100  # products that are made, looked at and handed on before the next ones


class Walk:
    """Makes a channel's products a few at a time. What was found and left out is complete when the pass has ended.

    `skipped` are the SKUs that the channel is meant to list and that stand in no file. A channel that cannot be built at
    all gives no products and says so in `findings`; `broken` is True then.
    """

    def __init__(self, shop: Shop, chosen: Chosen, channel: Channel, supply: Supply) -> None:
        self._shop, self._chosen, self._channel, self._supply = shop, chosen, channel, supply
        self._said: set[tuple[str, str]] = set()
        self._found: list[Finding] = []
        self._out: set[str] = set()
        self._without_address = self._with_tiers = 0
        self._waiting: dict[str, None] = {}  # made, or meant to be, and not in the file
        self._stated: Stated | None = None
        self.notes: list[str] = []
        self.products = self.variants = 0
        self.broken = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(errors_first(self._found))

    @property
    def skipped(self) -> tuple[str, ...]:
        return tuple(self._waiting)

    def add(self, findings: Iterable[Finding]) -> None:
        """The same remark about every description is one remark about the template, a word that is not translated is one
        word: the first product stands for all."""
        for finding in findings:
            if finding.severity != "error" and (
                finding.field in ("description", "tags") or finding.rule == "not-translated"
            ):
                if (finding.rule, finding.value) in self._said:
                    continue
                self._said.add((finding.rule, finding.value))
            self._found.append(finding)
            if finding.keeps_out:
                self._out.add(finding.sku)

    def is_listed(self, sku: str) -> bool:
        """Whether this variant stands in the file. To be asked when the pass has ended."""
        return sku not in self._waiting and self.is_wanted(sku)

    def is_wanted(self, sku: str) -> bool:
        """Whether the channel is meant to list it: the shop has it, and shop.toml does not leave it out of this channel."""
        item = self._supply.item(sku)
        return item is not None and not (self._stated and self._stated.of(item).skip)

    def is_kept_out(self, sku: str) -> bool:
        """Whether an error that was found so far leaves this variant out."""
        return sku in self._out

    def done(self, product: Product) -> None:
        """This product stands in the file."""
        self.products += 1
        self.variants += len(product.variants)
        for variant in product.variants:
            self._waiting.pop(variant.item.sku, None)

    def stop(self, broken: ChannelBroken) -> None:
        """Nothing of the channel can be built."""
        self.broken, self._found, self.products, self.variants = True, [broken.finding], 0, 0
        self._waiting = dict.fromkeys(self._supply.skus())

    def __iter__(self) -> Iterator[Product]:
        """The products without what errors keep out. Raises ChannelBroken; the caller calls `done` and `stop`."""
        shop, chosen = self._shop, self._chosen
        making = making_for(shop, chosen, self._supply.skus(), self._channel.language)
        self._stated, self._waiting = making.stated, {}
        pictures = PictureBook(shop.folder, chosen.settings.images)
        words, brand, names = words_with(shop.config.listings.words), shop.config.brand.name, making.names()
        duplicates = Duplicates(self._channel, self._supply.suspects())
        for families in batches(self._supply.families(), TOGETHER):
            self._waiting |= dict.fromkeys(_offered(families, making.stated))
            some = [making.made(family, names) for family in families]
            products = [one.product for one in some if one.product is not None]
            findings = [finding for one in some for finding in one.findings]
            findings += findings_of(products, self._channel, words, brand, pictures, duplicates)
            findings = told_of(findings, self._channel.about)
            self.add(findings)
            self._look_at(families, making.pictures)
            yield from kept(products, findings)
        self.notes += walk_notes(shop, chosen, self._channel, self._without_address, self._with_tiers)

    def _look_at(self, families: Sequence[Family], pictures: Mapping[str, Sequence[str]]) -> None:
        for family in families:
            self.add(expired_stock(family.members))
            self._with_tiers += sum(1 for stock in family.members if stock.tiers)
            if not self._chosen.settings.image_url:
                items = (stock.item for stock in family.members)
                names = {name for item in items for name in (item.image, *pictures.get(item.sku, ())) if name}
                self._without_address += sum("://" not in name for name in names)


def _offered(families: Iterable[Family], stated: Stated) -> Iterator[str]:
    """The SKUs but for those that shop.toml leaves out of this channel."""
    items = (stock.item for family in families for stock in family.members)
    return (item.sku for item in items if not (stated.skips and stated.of(item).skip))
