"""Whole columns of one type, read in a few passes of C code where every cell is plain; anything odd is left to the readers.

Each function returns exactly what its reader in `cells` returns for each cell, or None: "look at them one by one".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sellerkit.sheets.cells import ERROR_TEXTS, LARGEST, SAFE_DIGITS, identifier, reference, text, weight
from sellerkit.sheets.tables import Value
from sellerkit.sheets.text import stripped

Bulk = Callable[..., "Sequence[Any] | None"]
_NEWLINE = "\n"
_GUARDS = ("\n ", "\n=", "\n'", " \n")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LIKE_A_DATE = re.compile(rf"^(?:\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d\d$)", re.I | re.M)


@dataclass(frozen=True, slots=True, eq=False)
class OrNothing:
    """A reader for a column in which some words ("null", "-") stand for an empty cell."""

    read: Callable[[Value], Any]
    words: frozenset[str]
    longest: int

    def __call__(self, value: Value) -> Any:
        if type(value) is str and (
            value in self.words or (len(value) <= self.longest and stripped(value) in self.words)
        ):
            return None
        return self.read(value)


def at_once(read: Callable[[Value], Any], cells: Sequence[Any], types: set[type]) -> Sequence[Any] | None:
    """The column through the bulk reader that belongs to `read`, if there is one for cells of this one type."""
    if len(types) != 1:
        return None
    known: Bulk | None
    if isinstance(read, OrNothing):
        # A padded word is no plain text either, so the bulk reader below leaves it alone too.
        return at_once(read.read, cells, types) if read.words.isdisjoint(cells) else None
    if isinstance(read, partial):
        known = BULK.get(read.func)
        return known(cells, types, **read.keywords) if known else None
    known = BULK.get(read)
    return known(cells, types) if known else None


def texts(cells: Sequence[Any], types: set[type]) -> Sequence[Any] | None:
    """Printable texts without guards and padding are themselves."""
    if types != {str} or not "".join(cells).isprintable():
        return None
    joined = f"\n{_NEWLINE.join(cells)}\n"
    if any(guard in joined for guard in _GUARDS) or ("\n#" in joined and not ERROR_TEXTS.isdisjoint(cells)):
        return None
    return cells


def codes(cells: Sequence[Any], types: set[type]) -> Sequence[Any] | None:
    """Codes in which nothing looks like a number or a date that a spreadsheet program made of them."""
    if types != {str} or max(map(len, cells)) >= SAFE_DIGITS + 3:
        return None
    joined = "\n".join(cells)
    if joined.isascii() and "".join(cells).isdecimal():
        return cells
    if "+" in joined or "日" in joined or ("-" in joined and _LIKE_A_DATE.search(joined)):
        return None
    return texts(cells, types)


def whole_floats(cells: Sequence[Any], types: set[type]) -> list[int] | None:
    """A workbook's numbers that are whole and not negative; or digits of a text file."""
    if types == {float}:
        if all(map(float.is_integer, cells)) and min(cells) >= 0 and max(cells) < LARGEST:
            return list(map(int, cells))
    elif types == {str}:
        joined = "".join(cells)
        if joined.isascii() and joined.isdecimal() and max(map(len, cells)) < len(str(LARGEST)):
            return list(map(int, cells))
    return None


def grams(cells: Sequence[Any], types: set[type], *, unit: str, decimal_comma: bool) -> list[int] | None:
    return whole_floats(cells, types) if unit == "g" else None


BULK: dict[Callable[..., Any], Bulk] = {text: texts, identifier: codes, reference: codes, weight: grams}
"""More are added beside their readers, by `BULK[reader] = function`."""
