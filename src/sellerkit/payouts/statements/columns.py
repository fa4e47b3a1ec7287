"""The columns of a statement by name, and its cells with their faults: amounts, numbers that are names, moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from sellerkit.base.clock import to_store
from sellerkit.base.language import _
from sellerkit.base.money import decimal_of
from sellerkit.sheets import Table, Value
from sellerkit.sheets.cells import CellError, identifier, reference, within_reason
from sellerkit.sheets.dates import moment_of
from sellerkit.sheets.headings import matched
from sellerkit.sheets.text import text_of

T = TypeVar("T")
Cells = Sequence[Value]
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d [0-2]\d:[0-5]\d:[0-5]\d(?:$| [+-]\d\d00$| UTC$)", re.ASCII)
# What needs no cleaning: no guard before it, no space around it, nothing invisible in it.
_TIDY = re.compile(r"[0-9A-Za-z#](?:[ -~]*[!-~])?")
# So many digits, all zero from the sixteenth on, are no chance: a spreadsheet program rounded them.
_LONG = 23
_NONE = frozenset({"", "-", "--", "/", "null"})


class BadCell(Exception):
    """One cell cannot be read; ends its row."""

    def __init__(self, column: str, value: Value, error: CellError) -> None:
        super().__init__(str(error))
        self.column, self.value, self.error = column, value, error


class Columns:
    """The declared columns of a table: field → aliases. A column that the file lacks reads as empty."""

    def __init__(self, table: Table, aliases: Mapping[str, Sequence[str]]) -> None:
        self.at = matched(table.headings, table.parts, aliases, {})
        self.width = len(table.headings)
        self.comma = table.options.decimal_comma
        self.headings = {name: table.headings[index] for name, index in self.at.items()}

    def refuse_shifted(self, cells: Cells) -> None:
        """Raises BadCell for a row that is longer than the header: its amounts may stand in the wrong columns."""
        if len(cells) > self.width:
            beyond = next((value for value in cells[self.width :] if text_of(value)), None)
            if beyond is not None:
                hint = _(
                    "A text with the delimiter in it must stand in quotation marks, else the cells after it shift."
                )
                raise BadCell("", beyond, CellError(_("stands beyond the last heading"), "extra-cells", hint))

    def refuse_cut(self, cells: Cells, name: str) -> None:
        """Raises BadCell for a row that ends before a column that is never empty: the file was cut off there."""
        index, count = self.at.get(name, -1), len(cells)
        if count <= index or (count == index + 1 < self.width and not text_of(cells[index])):
            hint = _("The file seems cut off: download it again.")
            raise BadCell(
                self.headings[name], None, CellError(_("is missing: the row ends before it"), "missing-value", hint)
            )

    def value(self, cells: Cells, name: str) -> Value:
        index = self.at.get(name)
        return None if index is None or index >= len(cells) else cells[index]

    def text(self, cells: Cells, name: str) -> str:
        index = self.at.get(name)
        value = cells[index] if index is not None and index < len(cells) else None
        if type(value) is str and (not value or (value.isascii() and _TIDY.fullmatch(value))):
            return value
        return text_of(value)

    def code(self, cells: Cells, name: str) -> str:
        """A number that is a name (order, transaction). Raises BadCell when a spreadsheet program damaged it."""
        index = self.at.get(name)
        value = cells[index] if index is not None and index < len(cells) else None
        if type(value) is str and value.isascii():
            bare = value.rstrip("\t")
            if not value or (len(bare) < _LONG and bare.lstrip("#").replace("_", "").isalnum()):
                return bare
        return self._read(cells, name, number_of)

    def amount(self, cells: Cells, name: str, blank: Decimal | None = None) -> Decimal:
        """The decimal in the cell, exactly as written; `blank` for an empty one. Raises BadCell."""
        index = self.at.get(name)
        value = cells[index] if index is not None and index < len(cells) else None
        if type(value) is str and len(value) < 12 and not self.comma:
            if _PLAIN.fullmatch(value):
                return Decimal(value)
            if not value and blank is not None:
                return blank
        return self._read(cells, name, lambda value: amount_of(value, blank, comma=self.comma))

    def moment(self, cells: Cells, name: str, zone: tzinfo, order: str = "") -> str | None:
        """The moment as the store writes it (UTC); None for an empty cell. Raises BadCell."""
        value = self.value(cells, name)
        if type(value) is str and _USUAL.match(value):
            with suppress(ValueError):
                return _by_the_hour(value[:13], value[19:], zone) + value[13:19] + "Z"
        return self._read(cells, name, lambda value: moment_text(value, zone, order))

    def _read(self, cells: Cells, name: str, read: Callable[[Value], T]) -> T:
        value = self.value(cells, name)
        try:
            return read(value)
        except CellError as error:
            raise BadCell(self.headings.get(name, name), value, error) from None


def amount_of(value: Value, blank: Decimal | None = None, *, comma: bool = False) -> Decimal:
    """Money as statements write it: `$21.83`, `−129.99`, `1.234,50`. Raises CellError not-a-number.

    With `comma` a comma is the decimal sign and a point parts thousands, whatever else would fit.
    """
    text = repr(round(value, 6)) if isinstance(value, float) else text_of(value)
    if _PLAIN.fullmatch(text) and not (comma and isinstance(value, str)):
        return within_reason(Decimal(text))
    if text in _NONE and blank is not None:
        return blank
    for way in (True,) if comma and isinstance(value, str) else (False, True):
        try:
            number = decimal_of(text, decimal_comma=way)
        except ValueError:
            continue
        return within_reason(number)
    raise CellError(_("is not a number"), "not-a-number", _("Write amounts as 1234.50."))


@lru_cache(maxsize=65536)
def _by_the_hour(hour: str, offset: str, zone: tzinfo) -> str:
    """The UTC hour of what nearly every statement writes: 2026-11-02 09 and +0800 → 2026-11-02T01. Raises ValueError.

    A zone that is not whole hours away is left to the slow way.
    """
    moment = datetime.fromisoformat(f"{hour}:00:00{offset.strip().replace('UTC', 'Z')}")
    found = to_store(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    if found[13:] != ":00:00Z":
        raise ValueError(hour)
    return found[:13]


def number_of(value: Value) -> str:
    """An order's or a transaction's number as text. Raises CellError for one that a spreadsheet program shortened."""
    code = reference(value)
    if len(code) >= _LONG and code.isdecimal() and not code[15:].strip("0"):
        return identifier(value)
    return code


def moment_text(value: Value, zone: tzinfo, order: str = "") -> str | None:
    """UTC text of a moment; one without an offset is meant on the platform's clock. Raises CellError."""
    if value is None or value == "" or text_of(value) in _NONE:
        return None
    moment = moment_of(value, order)
    return to_store(moment if moment.tzinfo else moment.replace(tzinfo=zone))
