"""Times of platforms elsewhere: day and month decided once a file, time zones by their abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours east of Greenwich (IST is India's). `SUMMER` ones hold from March to November only, `WINTER` ones from October to April.
OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "IST": 5.5, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4, "JST": 9, "AEST": 10,
    "AEDT": 11, "HKT": 8, "SGT": 8, "AWST": 8, "NZST": 12, "NZDT": 13, "BRT": -3, "MSK": 3, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
SUMMER = frozenset(("BST", "WEST", "CEST", "MESZ", "EEST", "PDT", "MDT", "CDT", "EDT"))
WINTER = frozenset(("CET", "MEZ", "WET", "EET", "PST", "MST", "EST"))
_AMERICAN = {
    "pacific": "America/Los_Angeles",
    "mountain": "America/Denver",
    "central": "America/Chicago",
    "eastern": "America/New_York",
}
# How a month begins in English, German, French, Italian, Spanish, Dutch, Swedish and Polish.
_MONTHS = {
    "janv": "Jan", "ene": "Jan", "gen": "Jan", "sty": "Jan", "fév": "Feb", "fev": "Feb", "lut": "Feb", "mär": "Mar", "mrt": "Mar", "avr": "Apr",
    "abr": "Apr", "kwi": "Apr", "mai": "May", "mag": "May", "mei": "May", "maj": "May", "juin": "Jun", "giu": "Jun", "cze": "Jun", "juil": "Jul",
    "lug": "Jul", "lip": "Jul", "aoû": "Aug", "aou": "Aug", "ago": "Aug", "sie": "Aug", "set": "Sep", "wrz": "Sep", "okt": "Oct", "ott": "Oct",
    "paź": "Oct", "lis": "Nov", "déc": "Dec", "dez": "Dec", "dic": "Dec", "gru": "Dec",
    "jan": "Jan", "feb": "Feb", "mar": "Mar", "apr": "Apr", "may": "May", "jun": "Jun", "jul": "Jul", "aug": "Aug", "sep": "Sep", "oct": "Oct",
    "nov": "Nov", "dec": "Dec",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}\.?")
_HALF = re.compile(r"\b([ap])\.?\s?m\.?(?=\s|$)", re.I)
_SHORT = re.compile(r"^(\s*\d{1,2}[-. ][^\W\d_]{3,}[-. ])(\d{2})(?!\d)")
_SPACED = re.compile(r"(?<=\d)\.\s+(?=\d)")
_SHIFT = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?")
_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})(?!\d)")


@lru_cache(maxsize=256)
def zone_called(name: str, otherwise: tzinfo) -> tzinfo:
    """The zone of `PDT`, `America/Los_Angeles`, `GMT+01:00` or `Pacific Time (US & Canada)`; else `otherwise`."""
    word = name.strip()
    if word.upper() in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[word.upper()]))
    if shift := _SHIFT.fullmatch(word):
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return timezone(timedelta(minutes=-minutes if shift[1] == "-" else minutes))
    american = next((zone for start, zone in _AMERICAN.items() if word.casefold().startswith(start)), word)
    try:
        return ZoneInfo(american) if american else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC if word.upper() == "UTC" else otherwise


@lru_cache(maxsize=4096)
def english_date(written: str) -> str:
    """A date as English writes it: `2 févr. 2026`, `2 dic 2026 1:02 p. m.`, `31-Aug-26` → `2 Feb 2026`, `2 Dec 2026 1:02 pm`, `31-Aug-2026`."""

    def english(match: re.Match[str]) -> str:
        word = match[0].casefold()
        return next((month for start, month in _MONTHS.items() if word.startswith(start)), match[0])

    written = _SHORT.sub(r"\g<1>20\2", written)
    return _SPACED.sub(".", _HALF.sub(r"\1m", _WORD.sub(english, written)))


def order_of(dates: Iterable[tuple[str, str]]) -> str:
    """ "dmy" or "mdy" for the whole file, "" where nothing settles it. `dates` are (date, time zone) as written.

    A number above twelve settles it; so does a summer time that would lie in winter the other way round. A date that is
    written otherwise ends the search.
    """
    season = ""
    for written, zone in dates:
        match = _SLASHED.match(written)
        if not match:
            if written:
                break
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 or second > 12:
            return "dmy" if first > 12 else "mdy"
        season = season or _by_season(first, second, zone.strip().upper())
    return season


def _by_season(first: int, second: int, zone: str) -> str:
    if zone in SUMMER:
        fits = (3 <= first <= 11, 3 <= second <= 11)
    elif zone in WINTER:
        fits = (first <= 4 or first >= 10, second <= 4 or second >= 10)
    else:
        return ""
    return "" if fits[0] == fits[1] else "mdy" if fits[0] else "dmy"
