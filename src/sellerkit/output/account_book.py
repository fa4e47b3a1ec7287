"""Workbooks of accounts, however long: real numbers in their currencies, row after row, totals as figures and as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sellerkit.base.language import _
from sellerkit.base.money import exponent
from sellerkit.output.cells import STAMP
from sellerkit.output.sheet_cells import legal, text_cell
from sellerkit.output.workbook import MAX_ROWS, save_workbook, sheet_name

if TYPE_CHECKING:
    from openpyxl.cell import Cell

# Totals take up to two rows a currency below the last row.
_ROOM_FOR_TOTALS = 100


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column: money is in minor units of the row's `currency`; `total` adds it up below the rows, a currency a row."""

    key: str
    title: str
    width: int = 14
    kind: Literal["text", "money", "number", "time"] = "text"
    total: bool = False


@dataclass(frozen=True, slots=True)
class BookSheet:
    """Rows come one by one; each holds its currency under "currency" where a column has money."""

    title: str
    columns: Sequence[BookColumn]
    rows: Iterable[Mapping[str, object]]


def write_account_book(
    path: Path, sheets: Iterable[BookSheet], *, practice: bool = False, most_rows: int = MAX_ROWS - _ROOM_FOR_TOTALS
) -> None:
    """Write the sheets, whole or not at all, without keeping their rows. Raises CannotWrite.

    Rows that a sheet can't hold any more (`most_rows` with its headings) go to a further one; each part has its own totals.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    names: set[str] = set()
    for sheet in sheets:
        rows = iter(sheet.rows)
        first = next(rows, None)
        while True:
            part = _Part(book.create_sheet(sheet_name(sheet.title, names)), sheet.columns, practice)
            while first is not None and part.last < most_rows:
                part.add(first)
                first = next(rows, None)
            part.finish()
            if first is None:
                break
    save_workbook(book, path)


class _Part:
    """One sheet being written. A column's cell is used again for every row: a million cells need no million objects."""

    def __init__(self, sheet: Any, columns: Sequence[BookColumn], practice: bool) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        self.columns, self.last = columns, 1
        self.letters = {column.key: get_column_letter(n) for n, column in enumerate(columns, start=1)}
        self.sums: dict[str, dict[str, int]] = {}
        self.cells: dict[tuple[str, str], Cell] = {}
        for column in columns:
            self.sheet.column_dimensions[self.letters[column.key]].width = column.width
        self.sheet.freeze_panes = "A2"
        if practice and self.sheet.oddHeader is not None:
            self.sheet.oddHeader.center.text = STAMP
        headings = [text_cell(self.sheet, column.title) for column in columns]
        for cell in headings:
            cell.font = Font(bold=True)
        self.sheet.append(headings)

    def add(self, row: Mapping[str, object]) -> None:
        currency = str(row.get("currency") or "")
        for column in self.columns:
            amount = row.get(column.key)
            if column.total and isinstance(amount, int):
                sums = self.sums.setdefault(currency, {})
                sums[column.key] = sums.get(column.key, 0) + amount
        self.sheet.append([self._cell(row.get(column.key), column, currency) for column in self.columns])
        self.last += 1

    def finish(self) -> None:
        """The filter over the rows; below them, for each currency, the totals and the formulas that must give the same."""
        end = self.last
        if self.columns:
            self.sheet.auto_filter.ref = f"A1:{self.letters[self.columns[-1].key]}{end}"
        if not self.sums or "currency" not in self.letters:
            return
        self.sheet.append([])
        for currency in sorted(self.sums):
            self.sheet.append(self._total(currency, _("All together"), None))
            self.sheet.append(self._total(currency, _("The same by formula"), end))

    def _total(self, currency: str, label: str, end: int | None) -> list[Cell | None]:
        found: list[Cell | None] = []
        where = self.letters["currency"]
        for n, column in enumerate(self.columns):
            if column.key == "currency":
                found.append(text_cell(self.sheet, currency))
            elif column.total and column.key in self.sums[currency]:
                letter = self.letters[column.key]
                formula = f'=SUMIF({where}$2:{where}${end},"{currency}",{letter}$2:{letter}${end})'
                found.append(
                    self._money(self.sums[currency][column.key], currency)
                    if end is None
                    else self._formula(formula, currency)
                )
            else:
                found.append(text_cell(self.sheet, label) if n == 0 else None)
        return found

    def _cell(self, value: object, column: BookColumn, currency: str) -> Cell | None:
        if value is None or value == "":
            return None
        if column.kind == "money" and isinstance(value, int):
            return self._reused(
                ("money", currency), Decimal(value).scaleb(-exponent(currency)), money_format(currency), column
            )
        if column.kind == "time" and isinstance(value, datetime):
            return self._reused(("time", ""), value.replace(tzinfo=None), "yyyy-mm-dd hh:mm", column)
        if column.kind == "number" and isinstance(value, int):
            return self._reused(("number", ""), value, "0", column)
        return self._text(str(value), column)

    def _reused(self, key: tuple[str, str], value: Any, number_format: str, column: BookColumn) -> Cell:
        from openpyxl.cell import WriteOnlyCell

        where = (column.key, "/".join(key))
        if where not in self.cells:
            made: Cell = WriteOnlyCell(self.sheet, value)
            made.number_format = number_format
            self.cells[where] = made
        self.cells[where].value = value
        return self.cells[where]

    def _text(self, text: str, column: BookColumn) -> Cell:
        where = (column.key, "text")
        clean = legal(text)
        if where not in self.cells or len(clean) > 255 or clean.startswith(("=", "+", "-", "@", "\t", "\r")):
            cell = text_cell(self.sheet, text)
            if len(clean) > 255 or cell.quotePrefix:
                return cell
            self.cells[where] = cell
        cell = self.cells[where]
        cell.value = clean
        cell.data_type = "s"
        return cell

    def _money(self, minor: int, currency: str) -> Cell:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        cell: Cell = WriteOnlyCell(self.sheet, Decimal(minor).scaleb(-exponent(currency)))  # type: ignore[arg-type]  # openpyxl takes Decimal
        cell.number_format, cell.font = money_format(currency), Font(bold=True)
        return cell

    def _formula(self, formula: str, currency: str) -> Cell:
        from openpyxl.cell import WriteOnlyCell

        cell: Cell = WriteOnlyCell(self.sheet, formula)
        cell.number_format = money_format(currency)
        return cell


def money_format(currency: str) -> str:
    """A number format with thousands, the currency's own places and its letters; red below zero."""
    places = exponent(currency)
    number = "#,##0" + ("." + "0" * places if places else "")
    letters = f"[${currency}] " if currency.isascii() and currency.isalpha() else ""
    return f"{letters}{number};[Red]-{letters}{number}"
