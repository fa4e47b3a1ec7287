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
_BEGINNINGS = (
    "jan ene gen sty", "feb fév fev lut", "mar mär mrt", "apr avr abr kwi", "may mai mag mei maj", "jun juin giu cze", "jul juil lug lip",
    "aug aoû aou ago sie", "sep set wrz", "oct okt ott paź", "nov lis", "dec déc dez dic gru",
)  # fmt: skip
_MONTHS = {start: n for n, starts in enumerate(_BEGINNINGS, 1) for start in starts.split()}
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:\.|er)?[-\s]\s*(?P<month>[^\W\d_]{3,})\.?,?[-\s]\s*(?P<year>\d{4}|\d{2})(?!\d|:)"
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})(?!\d)")
_HALF = re.compile(r"\b([ap])\.?\s?m\.?(?=\s|$)", re.I)
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
def plain_date(written: str) -> str:
    """A date without month names: `2 févr. 2026`, `Dec 2, 2026 1:02 PM`, `31-Aug-26` → 2026-2-2, `2026-12-2 1:02 PM`, 2026-8-31.

    `2. 11. 2026` loses its spaces, `p. m.` its points; what is not known stays as it is.
    """
    text = _SPACED.sub(".", _HALF.sub(r"\1m", written.strip()))
    found = _DAY_FIRST.match(text) or _MONTH_FIRST.match(text)
    month = found and next((n for start, n in _MONTHS.items() if found["month"].casefold().startswith(start)), 0)
    if not found or not month:
        return text
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    return f"{year}-{month}-{found['day']}{text[found.end() :]}"


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
