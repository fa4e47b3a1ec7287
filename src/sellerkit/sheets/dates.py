"""Dates as files write them: declared forms first, dateutil only for month names, an unsettled day/month refused."""

from __future__ import annotations

import datetime
import re
import unicodedata
from contextlib import suppress

from sellerkit.base.language import _
from sellerkit.sheets.cells import CellError
from sellerkit.sheets.tables import Value
from sellerkit.sheets.text import stripped

# Serial numbers of 1954-10-03 to 2119-01-01: a bare number outside of this is not meant as a date.
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
EPOCH = datetime.datetime(1899, 12, 30)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})(?=$|\s|T|\d{6}$)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TIME = re.compile(
    r"[T\s,]*(?:(上午|下午)\s*)?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,6})\d*)?)?秒?\s*([AP]M)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.I,
)
_COMPACT_TIME = re.compile(r"(\d{2})(\d{2})(\d{2})$")
_MONTH_NAME = re.compile(r"[A-Za-z]{3,}")


def date_of(value: Value, order: str = "") -> datetime.date:
    """The calendar date in the cell. Raises CellError not-a-date or ambiguous-date."""
    if type(value) is datetime.date:
        return value
    if type(value) is str and len(value) == 10 and value[4] == value[7] == "-":
        with suppress(ValueError):
            return datetime.date.fromisoformat(value)
    return moment_of(value, order).date()


def moment_of(value: Value, order: str = "") -> datetime.datetime:
    """The date and time in the cell, midnight when it has none. Raises CellError."""
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str):
        raise _not_a_date()
    written = unicodedata.normalize("NFKC", stripped(value)).strip()
    try:
        return _of_text(written, order)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellError):
            raise
        raise _not_a_date() from None


def _of_number(value: float) -> datetime.datetime:
    if FIRST_SERIAL <= value < LAST_SERIAL:
        return EPOCH + datetime.timedelta(seconds=round(value * 86400))
    compact = (
        _COMPACT.fullmatch(str(int(value))) if value == value and abs(value) < 1e9 and value == int(value) else None
    )
    if not compact:
        raise _not_a_date()
    try:
        return datetime.datetime(int(compact[1]), int(compact[2]), int(compact[3]))
    except ValueError:
        raise _not_a_date() from None


def _of_text(written: str, order: str) -> datetime.datetime:
    if match := _YEAR_FIRST.match(written):
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    elif match := _YEAR_LAST.match(written):
        day = _year_last(int(match[1]), int(match[3]), match[4], match[2], order)
    elif match := _COMPACT.match(written):
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    elif re.fullmatch(r"\d{5}(\.\d+)?", written):
        return _of_number(float(written))
    elif _MONTH_NAME.search(written):
        return _with_month_name(written)
    else:
        raise _not_a_date()
    return _with_time(day, written[match.end() :].strip())


def _year_last(first: int, second: int, year_text: str, joint: str, order: str) -> datetime.date:
    """Dots mean day first wherever they are used; a slash says nothing unless one number is above twelve."""
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if order == "mdy":
        return datetime.date(year, first, second)
    if order == "dmy" or joint == "." or first > 12 or first == second:
        return datetime.date(year, second, first)
    if second > 12:
        return datetime.date(year, first, second)
    raise CellError(
        _("can be read with the day or the month first"),
        "ambiguous-date",
        _('Declare date_order = "dmy" or "mdy" for this file, or write dates as 2026-11-01.'),
    )


def _with_time(day: datetime.date, rest: str) -> datetime.datetime:
    start = datetime.datetime(day.year, day.month, day.day)
    if not rest:
        return start
    if compact := _COMPACT_TIME.match(rest):
        return start.replace(hour=int(compact[1]), minute=int(compact[2]), second=int(compact[3]))
    match = _TIME.match(rest)
    if not match:
        raise _not_a_date()
    hour, half = int(match[2]), (match[1] or match[6] or "").upper()
    if half:
        hour = hour % 12 + (12 if half in ("下午", "PM") else 0)
    fraction = int((match[5] or "").ljust(6, "0")[:6])
    return start.replace(
        hour=hour, minute=int(match[3]), second=int(match[4] or 0), microsecond=fraction, tzinfo=_zone(match[7])
    )


def _zone(text: str | None) -> datetime.tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return datetime.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return datetime.timezone(datetime.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _with_month_name(written: str) -> datetime.datetime:
    """`March 2, 2026`, `31 July, 2026`, `Nov 1 2026 08:00`: the name settles day and month, so dateutil may read it."""
    from dateutil import parser

    if not re.search(r"\d{4}", written):
        raise _not_a_date()
    found: datetime.datetime = parser.parse(written, default=datetime.datetime(1, 1, 1), dayfirst=True)
    if found.year == 1:
        raise _not_a_date()
    return found


def _not_a_date() -> CellError:
    return CellError(_("is not a date"), "not-a-date", _("Write dates as 2026-11-01."))
