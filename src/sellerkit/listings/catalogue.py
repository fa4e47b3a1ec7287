"""Items → families: what is one product with variants, and what its options are called. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from sellerkit.model.item import Item, ItemStock

OPTIONS = 3
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HAN = re.compile("[\u4e00-\u9fff]")
_SIZES = re.compile(r"(\d{0,2}[xX]{0,4}[sSlL]|[mM]|均码|\d{2,3}码|\d{2,3}(/\d{2,3}[A-Za-z]?)?|(大|中|小|加大|特大)码?)")
_WEIGHT = re.compile(r"[\d.]+\s*(kg|g|克|千克|公斤|斤|两|ml|毫升|l|升)(装)?(\s*[*x×]\s*\d+.*)?", re.I)
# Only colours that are no taste or scent as well: mint, peach and rose may be any option.
_COLOURS = re.compile(
    r".*色|[红橙黄绿青蓝紫黑白灰粉棕]"
    r"|(?:(?:light|dark|deep|pale|bright|sky|royal|army|hot|off)[ -]?)?"
    r"(?:red|orange|yellow|green|blue|purple|black|white|gr[ea]y|pink|brown|beige|navy|ivory|khaki|gold|silver|camel|burgundy|maroon"
    r"|charcoal|teal|turquoise|violet|lilac|magenta|indigo)(?:\s*[/(（]?\s*[\u4e00-\u9fff]+[)）]?)?",
    re.I,
)
_LATIN_WORD = re.compile("[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class Family:
    """Items of one product, the oldest first. `positions` are the options (0–2) that at least one of them has."""

    name: str
    members: tuple[ItemStock, ...]
    positions: tuple[int, ...] = ()

    @property
    def oldest(self) -> Item:
        return self.members[0].item


def families(stocks: Iterable[ItemStock]) -> list[Family]:
    """Items that share a name and have options are one product; an item without options stands alone.

    When some items of a name have options, the others belong to them and are missing theirs. The order is that in
    which items came into stock, so that a later item never changes an earlier product's handle.
    """
    by_name: dict[str | int, list[ItemStock]] = {}
    for stock in sorted(stocks, key=lambda stock: stock.item_id):
        by_name.setdefault(family_key(stock.item.name) or stock.item_id, []).append(stock)
    found: list[Family] = []
    for members in by_name.values():
        by_position = zip(*(options_of(stock.item) for stock in members), strict=True)
        positions = tuple(n for n, values in enumerate(by_position) if any(values))
        groups = [members] if positions else [[stock] for stock in members]
        found += [Family(clean_text(group[0].item.name), tuple(group), positions) for group in groups]
    return sorted(found, key=lambda family: family.members[0].item_id)


def family_key(name: str | None) -> str:
    """What the names of one family have in common; "" for items without a name, which stand alone."""
    return clean_text(name).casefold()


@lru_cache(maxsize=4096)
def clean_text(text: str | None) -> str:
    """One line without control characters."""
    if not text:
        return ""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    return " ".join(text.split())


def without_markup(text: str) -> str:
    """One line without HTML's tags and entities; `a < b` and `M&M` are no markup and stay."""
    if "<" not in text and "&" not in text:
        return text
    stripped = _TAG.sub(" ", unescape(text))
    return text if stripped == text else " ".join(stripped.split())


def options_of(item: Item) -> tuple[str, str, str]:
    one, two, three = item.option1, item.option2, item.option3
    return clean_text(one) if one else "", clean_text(two) if two else "", clean_text(three) if three else ""


def option_names(family: Family, declared: Sequence[str], language: str = "") -> tuple[str, ...]:
    """What each used option is called: the heading declared for it, else what its values look like.

    The language is that of the channel, else that of the goods, not that of the person at the terminal: the same file
    must come out every time.
    """
    names: list[str] = []
    for position in family.positions:
        values = [options_of(stock.item)[position] for stock in family.members]
        chinese = language == "zh" if language else bool(_HAN.search(family.name)) or any(map(is_chinese, values))
        name = declared[position] or _kind(tuple(filter(None, values)), chinese)
        names.append(name if name not in names else f"{name} {position + 1}")
    return tuple(names)


def is_chinese(text: str) -> bool:
    """Chinese and nothing else: `Navy / 藏青` is English with a remark."""
    return bool(_HAN.search(text)) and not _LATIN_WORD.search(text)


@lru_cache(maxsize=1024)
def _kind(values: tuple[str, ...], chinese: bool) -> str:
    for pattern, english, name in (
        (_SIZES, "Size", "尺码"),
        (_WEIGHT, "Net content", "净含量"),
        (_COLOURS, "Color", "颜色"),
    ):
        if all(pattern.fullmatch(value) for value in values):
            return name if chinese else english
    return "款式" if chinese else "Style"
