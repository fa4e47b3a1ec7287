"""What all statement readers share: columns by name, cells with their faults, row keys, what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from sellerkit.base.clock import to_store
from sellerkit.base.language import _
from sellerkit.base.money import decimal_of
from sellerkit.base.problems import Place, Problem
from sellerkit.model.statement import Lines, Statement
from sellerkit.sheets import Table, Value
from sellerkit.sheets.cells import CellError, identifier, within_reason
from sellerkit.sheets.dates import moment_of
from sellerkit.sheets.headings import matched
from sellerkit.sheets.text import text_of

if TYPE_CHECKING:
    from sellerkit.base.config.schema import PayoutFormat

T = TypeVar("T")
Cells = Sequence[Value]
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:$| [+-]\d{4}$| UTC$)", re.ASCII)
_TOTAL = re.compile(r"(?:合计|总计|小计|grand total|total)s?\s*[:：]?$", re.I)
_NONE = frozenset({"", "-", "--", "/", "null"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file does not say of itself: its currency, and the time zone of its clock.

    `lines` makes what a reader collects a statement's lines in: a reader only appends, so that a file of a million rows
    needs not stand in memory. `remarks` are the shop's own patterns for what a remark says, each with its kind,
    `declared` the format of shop.toml that a file fits.
    """

    currency: str
    zone: tzinfo
    lines: Callable[[], Lines] = list
    remarks: Sequence[tuple[re.Pattern[str], str]] = ()
    declared: PayoutFormat | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be read, as it stood."""

    row: int
    cells: Cells
    problem: Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """What a file holds: one statement an account and currency, the rows that cannot be read, how many say nothing."""

    statements: tuple[Statement, ...]
    bad: tuple[Bad, ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = ()


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

    def value(self, cells: Cells, name: str) -> Value:
        index = self.at.get(name)
        return None if index is None or index >= len(cells) else cells[index]

    def text(self, cells: Cells, name: str) -> str:
        return text_of(self.value(cells, name))

    def code(self, cells: Cells, name: str) -> str:
        """A number that is a name (order, transaction). Raises BadCell when a spreadsheet program damaged it."""
        return self._read(cells, name, identifier)

    def amount(self, cells: Cells, name: str, blank: Decimal | None = None) -> Decimal:
        """The decimal in the cell, exactly as written; `blank` for an empty one. Raises BadCell."""
        value = self.value(cells, name)
        if type(value) is str and len(value) < 12 and not self.comma and _PLAIN.fullmatch(value):
            return Decimal(value)
        return self._read(cells, name, lambda value: amount_of(value, blank, comma=self.comma))

    def moment(self, cells: Cells, name: str, zone: tzinfo, order: str = "") -> str | None:
        """The moment as the store writes it (UTC); None for an empty cell. Raises BadCell."""
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


def moment_text(value: Value, zone: tzinfo, order: str = "") -> str | None:
    """UTC text of a moment; one without an offset is meant on the platform's clock. Raises CellError."""
    if value is None or value == "" or text_of(value) in _NONE:
        return None
    moment = (_usual_moment(value) if type(value) is str else None) or moment_of(value, order)
    return to_store(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _usual_moment(text: str) -> datetime | None:
    """What nearly every statement writes, without the search for other forms: 2026-11-02 09:00:00 +0800."""
    if not _USUAL.match(text):
        return None
    try:
        return datetime.fromisoformat(text[:19] + text[19:].strip().replace("UTC", "Z"))
    except ValueError:
        return None


def filled(table: Table) -> Iterator[tuple[int, Cells]]:
    """The rows below the header that hold something."""
    last = table.header_end
    for number, cells in table.raw.rows:
        if number > last and any(value not in (None, "") and text_of(value) for value in cells):
            yield number, cells


def is_total(cells: Cells) -> bool:
    """A row of totals below the transactions."""
    first = next((text for value in cells if (text := text_of(value))), "")
    return bool(_TOTAL.match(first))


def bad_row(table: Table, number: int, cells: Cells, bad: BadCell) -> Bad:
    """The row with its problem, named by file, sheet, row and column."""
    found = text_of(bad.value)
    message = _("this cell {reason}").format(reason=bad.error)
    place = Place(table.file, table.sheet, number, bad.column)
    return Bad(number, cells, Problem(bad.error.code, message, place, found, bad.error.hint))


@dataclass(slots=True)
class Keys:
    """Row keys where the platform gives no id: the row's content and its occurrence within the file."""

    seen: dict[str, int] = field(default_factory=dict)

    def of(self, *content: object) -> str:
        written = "\x1f".join(plain(part) if isinstance(part, Decimal) else str(part) for part in content)
        key = blake2b(written.encode("utf-8"), digest_size=12).hexdigest()
        self.seen[key] = occurrence = self.seen.get(key, 0) + 1
        return key if occurrence == 1 else f"{key}/{occurrence}"


def plain(amount: Decimal) -> str:
    """One writing for equal amounts: 5, 5.0 and 5.00 are the same in a row key."""
    return format(amount.normalize() + 0, "f")
