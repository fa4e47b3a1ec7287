"""The copy sheet: one page to copy from, for marketplaces without an upload (Etsy, Douyin, Weixin).

Every field stands in a box of its own with a button that copies it and its length, counted in characters and as Chinese
marketplaces count (a Chinese character is two). The page opens from the disk and asks nothing of the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from sellerkit.base.files import not_as_written, writing
from sellerkit.base.language import N_
from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Limits, Target, Written
from sellerkit.listings.channels.marketplaces import for_marketplace
from sellerkit.listings.descriptions import lines_of
from sellerkit.listings.food_words import label_name
from sellerkit.listings.preview_pages import page
from sellerkit.listings.product import Product, Variant


class Box(NamedTuple):
    """One field to copy: what it is in Chinese and in English, its text, whether it is long."""

    zh: str
    en: str
    text: str
    long: bool = False

    @property
    def characters(self) -> int:
        return len(self.text)

    @property
    def units(self) -> int:
        """As Chinese marketplaces count: bytes of GB 18030."""
        return len(self.text.encode("gb18030", "replace"))


def write(products: Sequence[Product], target: Target) -> Written:
    """The page, read back: every SKU must stand in a box of its own."""
    if not products:
        return Written(())
    sheets = [(product, list(boxes(product)), list(rows(product))) for product in products]
    wanted = {sku for product in products for sku in product.skus}
    with writing(target.path) as temporary:
        temporary.write_bytes(page("copy_sheet", sheets=sheets))
        if not wanted <= _boxes_in(temporary.read_text("utf-8")):
            raise not_as_written(target.path)
    return Written((target.path,), frozenset(wanted))


def boxes(product: Product) -> Iterator[Box]:
    """The fields of the product as a whole; empty ones are left out."""
    yield Box("标题", "Title", product.title)
    for language, zh, en in (("zh", "中文标题", "Chinese title"), ("en", "英文标题", "English title")):
        words = product.words.get(language)
        if words and words.title and words.title != product.title:
            yield Box(zh, en, words.title)
    if product.description:
        yield Box("描述", "Description", lines_of(product.description), long=True)
    if product.category:
        yield Box("类目", "Category", product.category)
    if product.tags:
        yield Box("标签", "Tags", ", ".join(product.tags))
    for item, value in (product.food.label if product.food else {}).items():
        yield Box(label_name(item, "zh"), label_name(item, "en"), value)


def rows(product: Product) -> Iterator[list[Box]]:
    """The fields of each variant."""
    for variant in product.variants:
        price = "" if variant.price_minor is None else decimal_string(variant.price_minor, product.currency)
        options = [
            Box(name, name, value) for name, value in zip(product.option_names, variant.options, strict=True) if value
        ]
        found = [
            *options,
            Box("编码", "SKU", variant.sku),
            Box("价格", "Price", price),
            Box("阶梯价", "Prices by quantity", _tiers(product, variant)),
            Box("库存", "Stock", str(variant.stock)),
            Box("条码", "Barcode", variant.barcode),
        ]
        yield [box for box in found if box.text]


def _tiers(product: Product, variant: Variant) -> str:
    """From how many units on one costs what: `10+ 16.00; 50+ 15.00`."""
    return "; ".join(f"{start}+ {decimal_string(price, product.currency)}" for start, price in variant.tiers)


class _Reader(HTMLParser):
    """The texts of all boxes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "input" and "readonly" in values:
            self.found.add(values.get("value") or "")
        if tag == "textarea":
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.found.add("".join(self._text))
            self._text = None


def _boxes_in(html: str) -> set[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.found


CHANNEL = Channel(
    "copy-sheet",
    Limits(),
    ending=".html",
    write=write,
    bilingual=True,
    unconfirmed=N_("A page to copy from by hand, for marketplaces that take no file."),
    adapted=for_marketplace,
    public_pictures=False,
    tiers=True,
)
