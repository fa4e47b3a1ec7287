"""Options as Taobao's sale properties: `price:quantity:outer_id:pid:vid;pid:vid;` for every SKU, one after the other.

A value that the category has no number for gets one of the seller's own, -1001 and on, and its text in
input_custom_cpv; a standard value under another name stands in propAlias. Source: files of several writers and readers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.google_offers import attribute_of
from sellerkit.listings.product import Product

COLOUR, SIZE = "1627207", "20509"
_FIRST_OWN = -1001
_PAIR = re.compile(r"(-?\d+):(-?\d+)$")
_TEXT = re.compile(r"(\d+):(-?\d+):([^;]*)")
_PARTED = str.maketrans({":": "：", ";": "；", "\t": " ", "\n": " ", "\r": " "})


@dataclass(slots=True)
class SaleProps:
    """The numbers of every value met. `known` are the texts that the template row itself gives numbers to, `guessed`
    the options whose property is only the next one in that row."""

    pids: tuple[str, ...]
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    renamed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    guessed: Mapping[str, str] = field(default_factory=dict)
    own: dict[tuple[str, str], str] = field(default_factory=dict)
    used: dict[tuple[str, str], str] = field(default_factory=dict)

    def pair(self, pid: str, text: str) -> str:
        """`pid:vid` of a value; the same text always has the same number."""
        key = (pid, shown(text))
        vid = self.renamed.get(key) or self.known.get(key) or self.own.get(key)
        if vid is None:
            taken = {
                int(vid) for (p, _text), vid in (*self.known.items(), *self.own.items()) if p == pid and int(vid) < 0
            }
            vid = self.own[key] = str(min(taken, default=_FIRST_OWN + 1) - 1)
        self.used[key] = vid
        return f"{pid}:{vid}"

    @property
    def pairs(self) -> list[str]:
        return list(dict.fromkeys(f"{pid}:{vid}" for (pid, _text), vid in self.used.items()))

    @property
    def custom(self) -> str:
        """input_custom_cpv: the texts of the seller's own numbers."""
        return "".join(f"{pid}:{vid}:{text};" for (pid, text), vid in self.used.items() if int(vid) < 0)

    @property
    def aliases(self) -> str:
        """propAlias: the other names of standard values."""
        return "".join(f"{pid}:{vid}:{text};" for (pid, text), vid in self.used.items() if int(vid) >= 0)


def shown(text: str) -> str:
    """The text of a value: colon and semicolon part the list, so inside a text they are the wide ones."""
    return text.translate(_PARTED).strip()


def sale_props(product: Product, row: Mapping[str, str]) -> SaleProps | tuple[str, ...]:
    """What each option is called by number: as declared, 颜色 and 尺码 where the row has them, the others in its order.

    颜色 has the same number in every category, 尺码 has not (shoes have one of their own). Or the options that the row
    has no property for: it is of another category, or of an item without options.
    """
    sold, names = list(dict.fromkeys(_pids(row.get("skuProps", "")))), product.option_names
    there = {*sold, *_pids(row.get("cateProps", ""))}
    declared = dict(_declared(product.fields.get("sale_props", "")))
    taken = {name: declared[name] for name in names if name in declared}
    for name in names:
        usual = {"color": COLOUR, "size": SIZE}.get(attribute_of(name), "")
        if name not in taken and usual in there and usual not in taken.values():
            taken[name] = usual
    left = [pid for pid in sold if pid not in taken.values() and pid not in (COLOUR, SIZE)]
    others = (name for name in names if name not in taken and attribute_of(name) != "color")
    guessed = dict(zip(others, left, strict=False))
    taken |= guessed
    wrong = tuple(name for name in names if list(taken.values()).count(taken.get(name, "")) != 1)
    if wrong:
        return wrong
    known, renamed = _texts(row.get("input_custom_cpv", "")), _texts(row.get("propAlias", ""))
    return SaleProps(tuple(taken[name] for name in names), known, renamed, guessed)


def sku_props(product: Product, props: SaleProps) -> str:
    """skuProps; the prices are there, or the product would not be."""
    return "".join(
        f"{decimal_string(variant.price_minor or 0, product.currency)}:{variant.stock}:{variant.sku}:"
        + "".join(f"{props.pair(pid, text)};" for pid, text in zip(props.pids, variant.options, strict=True))
        for variant in product.variants
    )


def category_props(row: Mapping[str, str], props: SaleProps | None) -> str:
    """cateProps: those of the template row without its sale properties, then the product's own."""
    old = {*_pids(row.get("skuProps", "")), *(props.pids if props else ())}
    kept = [pair for pair in row.get("cateProps", "").split(";") if pair and pair.partition(":")[0] not in old]
    return "".join(f"{pair};" for pair in (*kept, *(props.pairs if props else ())))


def _pids(text: str) -> list[str]:
    return [found[1] for part in text.split(";") if (found := _PAIR.search(part)) is not None]


def _texts(text: str) -> dict[tuple[str, str], str]:
    return {(pid, name): vid for pid, vid, name in _TEXT.findall(text)}


def _declared(text: str) -> list[tuple[str, str]]:
    """`净含量=148060595; 颜色=1627207`."""
    pairs = (part.partition("=") for part in re.split("[;；]", text) if "=" in part)
    return [(name.strip(), pid.strip()) for name, _sign, pid in pairs if pid.strip().isdigit()]
