"""A pattern for cells beyond a bound: one search through the XML tells that no cell of a piece lies outside it."""

from __future__ import annotations

import re
from functools import cache

from sellerkit.sheets.readers.scanning import column_letters

# Rows of one to five digits are let through from the start; beyond, the bound rises by whole steps.
SHORT_SHEET = 99_999
ROW_STEP = 10_000
_LAST_TWO_LETTERS = 702


@cache
def beyond(rows: int, columns: int) -> re.Pattern[bytes]:
    """Cells without a place, or that may lie in a row after `rows` or a column after `columns` (less than a step before too)."""
    return re.compile(rb'<c(?=[\s/>])(?! r="(?:%s)(?:%s)")' % (_columns(columns), _rows(rows)))


def _columns(last: int) -> bytes:
    """A to that column, of one or two letters; sheets that are wider are asked cell by cell."""
    letters = column_letters(min(last, _LAST_TWO_LETTERS) - 1).encode()
    if len(letters) == 1:
        return b"[A-%c]" % letters[0]
    before = b"[A-%c][A-Z]|" % (letters[0] - 1) if letters[0] > ord("A") else b""
    return b"[A-Z]|%s%c[A-%c]" % (before, letters[0], letters[1])


def _rows(last: int) -> bytes:
    """1 to that row, in whole steps of 10,000, up to 999,999."""
    steps = min(last, 999_999) // ROW_STEP if last > SHORT_SHEET else 0
    if steps <= 10:
        return rb"\d{1,5}"
    tens, ones = divmod(steps - 1, 10)
    before = rb"|[1-%d]\d{5}" % (tens - 1) if tens > 1 else b""
    return rb"\d{1,5}%s|%d[0-%d]\d{4}" % (before, tens, ones)
