"""Quantities that are no numbers (有货, 缺货, >20): what a source declares of them, else refused with what to declare. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.sheets.cells import CellError

_MORE = re.compile(r"(?:[>≥]=?|至少|超过|more than)\s*(\d+)$|(\d+)\s*(?:\+|以上|и более)$", re.I)
_STOCK_WORDS = frozenset(
    {
        "有货", "有", "现货", "充足", "有库存", "缺货", "无货", "无", "断货", "售罄", "没货", "in stock", "instock", "available", "yes", "out of stock",
        "outofstock", "sold out", "no", "none", "есть", "в наличии", "нет", "нет в наличии",
    }
)  # fmt: skip

NONE_LEFT = frozenset(
    {
        "缺货",
        "无货",
        "无",
        "断货",
        "售罄",
        "没货",
        "out of stock",
        "outofstock",
        "sold out",
        "no",
        "none",
        "нет",
        "нет в наличии",
    }
)
"""Those of them that say there are none."""


@dataclass(frozen=True, slots=True)
class Policy:
    """`words` are (word, quantity) pairs; with `at_least` a `>20`, `20+` or `20以上` counts as 20."""

    words: tuple[tuple[str, int], ...] = ()
    at_least: bool = False

    def meaning(self, written: str) -> int | None:
        """The declared quantity of such a cell, None when nothing is declared for it."""
        if not self.words and not self.at_least:
            return None
        for word, quantity in self.words:
            if word.casefold() == written.casefold():
                return quantity
        match = _MORE.match(written) if self.at_least else None
        return int(match[1] or match[2]) if match else None


NO_POLICY = Policy()


def refused_words(written: str) -> CellError | None:
    """What is said of a word or a bound for which no quantity is declared; None for anything else."""
    if _MORE.match(written):
        return CellError(
            _("says only how many there are at least"),
            "at-least",
            _("Write the number, or declare at_least = true in the source to count {found} as its number.").format(
                found=written
            ),
        )
    if written.casefold() in _STOCK_WORDS:
        return CellError(
            _("is a word where a number should be"),
            "stock-word",
            _('Write the number, or declare in the source what the word means: words = {{ "{word}" = 10 }}.').format(
                word=written
            ),
        )
    return None
