"""Phone numbers in free texts: mobile, landline, masked, and the privacy numbers of marketplaces. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_EXTENSION = r"(?:\s*(?:转|分机|#|ext\.?|-|—|_|,\s*分机)\s*\d{1,6}|\s*[\[(]\d{1,6}[\])])?"
_COUNTRY = r"(?:(?:\+|00)\s*86[- ]?|86[- ]?(?=1[3-9]\d{9}(?!\d)))?"
_MOBILE = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}|1[3-9]\d[- ]?\d{3}[- ]?\d{5}"
_MASKED = r"1[3-9]\d[*xX×]{4,6}\d{2,4}|1[3-9]\d\*{8}"
_LANDLINE = r"\(?0\d{2,3}\)?[- ]?[2-9]\d{6,7}|400[- ]?\d{3}[- ]?\d{4}|400[- ]?\d{4}[- ]?\d{3}"
_ABROAD = r"\+(?!86)\d{1,3}(?:[- ]?\(?\d{1,4}\)?){2,5}"
_PHONE = re.compile(
    rf"(?<![\d*+])(?:{_COUNTRY}(?:{_MOBILE}|{_MASKED}|(?<![A-Za-z]){_LANDLINE})|{_ABROAD}){_EXTENSION}(?![\d*])", re.I
)
# As long as nothing else in an address is, and no phone: a digit was lost or added.
_WRONG = re.compile(r"(?<![\d*A-Za-z-])1[3-9]\d{7,12}(?![\d*])|(?<![\d*A-Za-z-])[2-9]\d{6,7}(?![\d*号室-])")
_BEHIND = re.compile(r"(?:转|分机|#|ext\.?|(?<=\d{4})[-—_]|\[|\()\s*(\d{1,6})[\])]?$", re.I)


class Phone(NamedTuple):
    """A number as it is kept (without spaces, its extension behind 转) and where it stood."""

    number: str
    start: int
    end: int
    right: bool = True


def phone_in(text: str) -> Phone | None:
    """The first phone number of a text (NFKC); `right` is False for one that has too few or too many digits."""
    if match := _PHONE.search(text):
        return Phone(_kept(match[0]), match.start(), match.end(), phone_is_right(match[0]))
    if match := _WRONG.search(text):
        return Phone(match[0], match.start(), match.end(), False)
    return None


def phone_text(text: str) -> str:
    """A phone number as it is kept; a text that holds none stays as it is."""
    written = unicodedata.normalize("NFKC", text).strip()
    match = _PHONE.search(written)
    return _kept(match[0]) if match else text.strip()


def _kept(written: str) -> str:
    number = re.sub(r"^(?:\+|00)?\s*86[- ]?(?=[(01])", "", written)
    extension = _BEHIND.search(number)
    if extension and len(re.sub(r"[^\d*xX×]", "", number[: extension.start()])) >= 10:
        return f"{_plain(number[: extension.start()])}转{extension[1]}"
    return _plain(number)


def _plain(number: str) -> str:
    if number[0] == "1":
        return re.sub(r"[- ,]", "", number)
    landline = re.fullmatch(r"\(?(0\d{2,3})\)?[- ]?(\d{7,8})\s*", number)
    return f"{landline[1]}-{landline[2]}" if landline and not number[0].isdigit() else number.strip()


def phone_is_right(number: str, country: str = "CN") -> bool:
    """Whether it can be called: masked and privacy numbers count, everything else by phonenumberslite's lengths."""
    written = unicodedata.normalize("NFKC", number).strip()
    main = re.sub(r"\D", "", re.split(r"转|分机|#|ext", written, flags=re.I)[0])
    if re.fullmatch(r"1[3-9]\d{6,13}", main) and len(main) != 11 and not re.search(r"\d[-—_]\d{1,6}$", written):
        return False
    if re.search(r"\d[*xX×]{2,}\d?", written) or re.fullmatch(r"(?:86)?1[3-9]\d{9}", main):
        return True
    if len(main) > 12 and re.fullmatch(r"1[3-9]\d{9}[-—_]?\d{1,6}", written.replace(" ", "")):
        return True
    if re.fullmatch(r"400\d{7}", main):
        return True
    if country in ("", "CN") and len(main) < 10 and not written.startswith("+"):
        return False  # a landline without its area
    region = country.strip().upper() or "CN"
    if not re.fullmatch(r"[A-Z]{2}", region) and not written.startswith("+"):
        return len(main) >= 5  # a country by its name: nobody knows the lengths
    import phonenumbers

    try:
        parsed = phonenumbers.parse(_BEHIND.sub("", _kept(written)), region)
        reason = phonenumbers.is_possible_number_with_reason(parsed)
        local = region != "CN" and reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
        return local or reason == phonenumbers.ValidationResult.IS_POSSIBLE
    except phonenumbers.NumberParseException:
        return False
