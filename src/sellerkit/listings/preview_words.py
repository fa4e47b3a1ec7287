"""What the pages of a preview say, in Chinese and in English, and which texts on them are in the other language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sellerkit.listings.food_words import label_name
from sellerkit.listings.preview_counters import Counter
from sellerkit.listings.product import Product
from sellerkit.listings.translating import language_of

LanguageName = Literal["zh", "en"]
LANG = {"zh": "zh-CN", "en": "en"}
_LATIN_WORD = re.compile(r"[A-Za-z]{3}")  # XL, 500g and A4 are at home in both languages
_FIELDS: Mapping[str, tuple[str, str]] = {
    "title": ("标题", "Title"), "description": ("描述", "Description"), "options": ("选项", "Options"), "option": ("选项", "Option"),
    "sku": ("货号", "SKU"), "barcode": ("条码", "Barcode"), "price": ("价格", "Price"), "compare_at": ("原价", "Earlier price"),
    "image": ("图片", "Picture"), "images": ("图片", "Pictures"), "picture": ("图片", "Picture"), "pictures": ("图片", "Pictures"),
    "tag": ("标签", "Tag"), "tags": ("标签", "Tags"), "handle": ("链接名", "Handle"), "label": ("食品标签", "Food label"), "food": ("食品", "Food"),
    "stock": ("库存", "Stock"), "origin": ("产地", "Origin"), "variants": ("规格", "Variants"), "template": ("模板", "Template"),
    "net": ("净含量", "Net content"), "unit": ("单位", "Unit"), "link": ("链接", "Link"), "condition": ("成色", "Condition"), "word": ("最长的词", "Longest word"),
}  # fmt: skip
_UNITS = {
    "characters": ("字符", "characters"), "gb18030-bytes": ("字节（GB18030）", "bytes (GB18030)"),
    "utf8-bytes": ("字节（UTF-8）", "bytes (UTF-8)"), "pieces": ("个", ""),
}  # fmt: skip
_SEVERITIES = {"error": ("错误", "Error"), "warning": ("警告", "Warning"), "note": ("提示", "Note")}


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a page in one language."""

    language: LanguageName

    @property
    def lang(self) -> str:
        return LANG[self.language]

    def t(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def count(self, number: int, zh: str, one: str, many: str) -> str:
        """`3 个规格`, `1 variant`, `3 variants`."""
        return f"{number} {self.t(zh, one if number == 1 else many)}"

    def field(self, name: str) -> str:
        """What a field is called; one without a name in our list keeps its own."""
        number = name.removeprefix("option")
        if number.isdigit():
            return f"{self.t(*_FIELDS['option'])} {number}"
        return self.t(*_FIELDS.get(name, (name, name)))

    def severity(self, name: str) -> str:
        return self.t(*_SEVERITIES[name])

    def label(self, item: str) -> str:
        return label_name(item, self.language)

    def length(self, counter: Counter) -> str:
        """`52 / 60 bytes (GB18030)`, `1,250 / 5,000 characters`."""
        limit = "" if counter.limit is None else f" / {counter.limit:,}"
        return f"{counter.length:,}{limit} {self.t(*_UNITS[counter.unit])}".rstrip()

    def verdict(self, counter: Counter) -> str:
        """What colour alone must not say: `3 too many`, `almost full`; "" where all is well."""
        if counter.state == "over":
            over = counter.length - (counter.limit or 0)
            return self.t(f"超出 {over:,}", f"{over:,} too many")
        if counter.state == "under":
            return self.t(f"至少 {counter.least}", f"at least {counter.least}")
        return self.t("接近上限", "almost full") if counter.state == "near" else ""

    def title(self, product: Product) -> str:
        """The title; a product without one is called by its first SKU."""
        return product.title or self.t(f"没有名称（{product.skus[0]}）", f"No name ({product.skus[0]})")

    def lang_of(self, text: str) -> str:
        """The language of a text that is not in the page's own, "" for one that is at home there."""
        if language_of(text) == "zh":
            return "" if self.language == "zh" else LANG["zh"]
        return LANG["en"] if self.language == "zh" and _LATIN_WORD.search(text) else ""

    def say(self, text: str) -> object:
        """The text for a page, marked where it is in the other language."""
        from markupsafe import Markup, escape

        lang = self.lang_of(text)
        return Markup('<span lang="{}">{}</span>').format(lang, text) if lang else escape(text)

    def mark(self, text: str) -> object:
        """The attribute `lang` for an element that holds this text; nothing where it is the page's own."""
        from markupsafe import Markup

        lang = self.lang_of(text)
        return Markup(' lang="{}"').format(lang) if lang else ""
