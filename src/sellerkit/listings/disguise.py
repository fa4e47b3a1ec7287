"""A text as its reader takes it: without signs inside words, in simplified characters. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_STARS = "*＊·•・"
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．]")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_CHINESE = "[\u3400-\u9fff]"
_APART = rf"[ \u3000.．_~|+{_STARS}-]+"
# A Chinese word has no spaces inside: characters that stand alone one after the other are one word drawn apart.
_HIDING = re.compile(
    rf"[{_UNSEEN}]|(?<={_CHINESE})[{_STARS}]+(?={_CHINESE})"
    rf"|(?<!{_CHINESE}){_CHINESE}(?:{_APART}{_CHINESE}(?!{_CHINESE}))+"
)
_SIGN = re.compile(rf"[{_UNSEEN}]|{_APART}")


class Plain(NamedTuple):
    """`text` as it is read, and for every character of it its place in the text as it is written."""

    text: str
    places: Sequence[int]


def narrow(text: str) -> str:
    """The same text with letters and figures of the usual width: `ｂｅｓｔ` is `best`."""
    return text if text.isascii() or not _WIDE.search(text) else text.translate(_NARROW)


class Disguises:
    """Sees through what keeps a word from being found: `最*佳`, `国 家 级`, `國家級`, `ＮＯ．１`. `traditional` maps character to character."""

    def __init__(self, traditional: Mapping[str, str]) -> None:
        self._simplified = str.maketrans(dict(traditional))
        self._traditional = re.compile(f"[{''.join(traditional)}]") if traditional else None

    def plain(self, text: str) -> Plain:
        """The text without its disguise; the text itself, place by place, where there is none."""
        text = narrow(text)
        if self._traditional is not None and self._traditional.search(text):
            text = text.translate(self._simplified)
        if text.isascii() or not _HIDING.search(text):
            return Plain(text, range(len(text)))
        signs = {
            place
            for found in _HIDING.finditer(text)
            for sign in _SIGN.finditer(text, found.start(), found.end())
            for place in range(sign.start(), sign.end())
        }
        places = [place for place in range(len(text)) if place not in signs]
        return Plain("".join(text[place] for place in places), places)
