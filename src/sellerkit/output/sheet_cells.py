"""One sheet of a workbook: headings, widths, and cells that stay what they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sellerkit.base.money import Money, exponent
from sellerkit.output.cells import STAMP, shown, width
from sellerkit.output.view import Column

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_TEXT = 32_767
_MAX_TEXT_FORMAT = 255  # longer text with the format `@` is shown as ####
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
_SAMPLED = 1000
_WIDEST = 60


def legal(text: str) -> str:
    """The text without the characters that a workbook can't hold."""
    return _ILLEGAL.sub("", text)


def fill_sheet(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, object]],
    *,
    practice: bool = False,
    marked: Collection[tuple[int, str]] = (),
    fill: PatternFill | None = None,
) -> None:
    """Headings and rows; `marked` are the (row index, column key) of cells to colour with `fill`."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column_width(column, rows[:_SAMPLED])
    sheet.freeze_panes = "A2"
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    if practice and sheet.oddHeader is not None:
        sheet.oddHeader.center.text = STAMP
    bold = Font(bold=True)
    headings = [text_cell(sheet, column.title) for column in columns]
    for cell in headings:
        cell.font = bold
    sheet.append(headings)
    for number, row in enumerate(rows):
        cells = [cell_of(sheet, row.get(column.key), column) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            if fill is not None and (number, column.key) in marked:
                cell.fill = fill
        sheet.append(cells)


def column_width(column: Column, rows: Sequence[Mapping[str, object]]) -> float:
    widest = max([width(column.title) + 2, *(width(shown(row.get(column.key))) for row in rows)], default=8)
    return min(max(widest, 6), _WIDEST) + 2


def cell_of(sheet: Worksheet, value: object, column: Column) -> Cell:
    """A number or a moment as such, everything else as text. Numbers of 16 digits and more would lose some: text."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Money):
        return number_cell(sheet, value.amount, exponent(value.currency))
    if isinstance(value, str) and column.align == "right" and _NUMBER.fullmatch(value):
        value = Decimal(value) if "." in value else int(value)
    if isinstance(value, Decimal):
        return number_cell(sheet, value, max(0, -int(value.as_tuple().exponent)))
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) >= 10**15):
        return text_cell(sheet, shown(value))
    if isinstance(value, datetime | time) and value.tzinfo is not None:
        value = value.replace(tzinfo=None)
    if value == "":
        value = None
    if value is None or isinstance(value, int | float | date | time | timedelta):
        cell: Cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs know fewer types than openpyxl
        return cell
    return text_cell(sheet, value if isinstance(value, str) else shown(value))


def number_cell(sheet: Worksheet, value: Decimal, places: int) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    cell: Cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # openpyxl takes Decimal
    cell.number_format = "0." + "0" * places if places else "0"
    return cell


def text_cell(sheet: Worksheet, text: str) -> Cell:
    """Text that stays text: never a formula, an error or a number."""
    from openpyxl.cell import WriteOnlyCell

    clean = legal(text)[:_MAX_TEXT]
    cell: Cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"
    if len(clean) <= _MAX_TEXT_FORMAT:
        cell.number_format = "@"
    if clean.startswith(_RUNS):
        cell.quotePrefix = True
    return cell
