"""A cell as a person reads it: guards, padding and invisible characters gone, ids never damaged."""

from __future__ import annotations

import datetime
import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_SPACES = {0xA0: " ", 0x3000: " ", 0x202F: " ", 0x2007: " "}
_CLEAN = _INVISIBLE | _SPACES
_GUARD = re.compile(r'^=\s*"(.*)"$', re.S)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_JOINTS = re.compile(r"[\s_\-*:.。]+")


def text_of(value: object) -> str:
    """The cell's text. Numbers without a fraction lose it (123.0 → "123"), dates are ISO, None is ""."""
    if type(value) is str:
        return stripped(value)
    if value is None:
        return ""
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def stripped(text: str) -> str:
    """Text without its guard (`="0012"`, a leading apostrophe), padding, NBSP and zero-width characters."""
    if not text.isprintable():
        text = text.translate(_CLEAN)
    text = text.strip()
    if text[:1] in ("=", "'"):
        guard = _GUARD.match(text)
        if guard:
            return stripped(guard[1].replace('""', '"'))
        if text[0] == "'":
            return text[1:].strip()
    return text


def heading_text(value: object) -> str:
    """A heading on one line: line breaks and runs of spaces become one space."""
    return " ".join(text_of(value).split())


def heading_key(heading: str) -> str:
    """What two headings must share to be the same: without case, width, spaces, `_`, `-`, `*`, `:` and `.`."""
    return _JOINTS.sub("", unicodedata.normalize("NFKC", heading).casefold())


def bare_key(heading: str) -> str:
    """The key without what stands in brackets: 库存数（件） → 库存数. "" when nothing else is there."""
    return heading_key(_BRACKETS.sub("", unicodedata.normalize("NFKC", heading)))


def bracketed(heading: str) -> str:
    """What stands in the heading's last brackets: `Weight (lbs)` → lbs; "" when there are none."""
    found: list[str] = _BRACKETS.findall(unicodedata.normalize("NFKC", heading))
    return found[-1][1:-1].strip() if found else ""
