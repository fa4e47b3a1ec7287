"""How long a text is in a channel's own unit, and its longest head in whole characters as a reader sees them. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.channels.contract import LengthUnit

_ENCODINGS = {"gb18030-bytes": "gb18030", "utf8-bytes": "utf-8"}
_JOINER = "\u200d"
_BREAKS = frozenset(" \u3000,，、;；|/／·-—–_:：")  # where a name can end and still read as one


def measured(text: str, unit: LengthUnit) -> int:
    """The length in that unit: a Chinese character is 1 character, 2 bytes in GB 18030, 3 in UTF-8."""
    if unit == "characters":
        return len(text)
    return len(text.encode(_ENCODINGS[unit], "replace"))


def graphemes(text: str) -> Iterator[str]:
    """What a reader takes for one character: a letter with its accents, a flag, an emoji put together from several.

    The rules of Unicode Standard Annex 29 that matter in names of goods: marks, joiners, skin tones, flags.
    """
    found = ""
    for character in text:
        if found and not _belongs(character, found):
            yield found
            found = ""
        found += character
    if found:
        yield found


def _belongs(character: str, before: str) -> bool:
    if before.endswith(_JOINER) or character in (_JOINER, "\ufe0e", "\ufe0f"):
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f":
        return True
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or (before == "\r" and character == "\n")


def head(text: str, limit: int, unit: LengthUnit = "characters") -> str:
    """As many whole words as fit; a text without a break is cut after a whole character."""
    return at_a_break(text, limit, unit) or _cut(text, limit, unit).rstrip()


def at_a_break(text: str, limit: int, unit: LengthUnit = "characters") -> str:
    """As many whole words as fit, "" when not even the first does."""
    if measured(text, unit) <= limit:
        return text
    fits = len(_cut(text, limit, unit))
    end = next((n for n in range(fits, 0, -1) if text[n] in _BREAKS or text[n - 1] in ")）】]》"), 0)
    return text[:end].rstrip("".join(_BREAKS))


def _cut(text: str, limit: int, unit: LengthUnit) -> str:
    kept, left = [], limit
    for grapheme in graphemes(text):
        left -= measured(grapheme, unit)
        if left < 0:
            break
        kept.append(grapheme)
    return "".join(kept)


def too_long_in(unit: LengthUnit) -> str:
    """The sentence for a title that is too long, with {length} and {limit}."""
    if unit == "gb18030-bytes":
        return _("The title has {length} bytes (a Chinese character counts 2); {limit} are allowed.")
    if unit == "utf8-bytes":
        return _("The title has {length} bytes (a Chinese character counts 3); {limit} are allowed.")
    return _("The title has {length} characters; {limit} are allowed.")
