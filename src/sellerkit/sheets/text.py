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
# A unit or a currency that ends a heading without brackets: 重量/kg, Цена, руб., 单价/元.
_UNITS = (
    "mg|kgs?|g|克|公斤|千克|市?斤|两|吨|кг|г|lbs?|oz|mm|cm|m|in|毫米|厘米|公分|米|寸|мм|см|"
    "元|人民币|美元|欧元|港币|日元|英镑|rmb|cny|usd|eur|gbp|jpy|hkd|rub|uah|pln|[$€£₽₴¥]|руб|грн|zł|"
    "件|个|箱|包|袋|瓶|盒|打|双|套|条|只|шт|pcs?|天|日|月|дней|дн"
)
_AT_THE_END = re.compile(rf"\s*[/／,，]\s*({_UNITS})\.?$", re.I)
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
    """The key without its brackets or the unit at its end: 库存数（件）, 库存数/件 → 库存数. "" when nothing else is there."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", heading)).strip()
    return heading_key(_AT_THE_END.sub("", plain))


def bracketed(heading: str) -> str:
    """What stands in the heading's last brackets: `Weight (lbs)` → lbs; "" when there are none."""
    found: list[str] = _BRACKETS.findall(unicodedata.normalize("NFKC", heading))
    return found[-1][1:-1].strip() if found else ""


def units_said(heading: str) -> list[str]:
    """What a heading may say of its unit: each bracket's text, and a unit after a last `/` or comma; small letters."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    found = [piece[1:-1].strip().rstrip(".") for piece in reversed(_BRACKETS.findall(plain))]
    end = _AT_THE_END.search(plain)
    return [*found, end[1]] if end else found
