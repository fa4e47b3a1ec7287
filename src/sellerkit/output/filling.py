"""Rows put into a workbook that somebody else made: its headings, styles and other sheets stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sellerkit.base.files import writing
from sellerkit.output.sheet_cells import legal

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def fill_form(
    form: Path, path: Path, sheet: str, header_row: int, columns: Mapping[int, str], rows: Sequence[Mapping[str, object]]
) -> None:  # fmt: skip
    """Write `rows` below the header of a copy of `form`; `columns` maps a column (from 0) to the key of its values.

    The first row below the header, an example in most forms, gives each column its style; what stood there and below is
    replaced. Text stays text. Raises CannotWrite, and ValueError or OSError when the form is no .xlsx workbook.
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(form, keep_vba=form.suffix.lower() == ".xlsm")
    except (BadZipFile, KeyError) as error:
        raise ValueError(str(error)) from error
    target = book[sheet]
    styles = {cell.column: _style(cell) for cell in target[header_row + 1] if getattr(cell, "has_style", False)}
    _clear(target, header_row + 1)
    for number, row in enumerate(rows, header_row + 1):
        for index, key in columns.items():
            cell = cast("Cell", target.cell(number, index + 1))
            for name, value in styles.get(index + 1, {}).items():
                setattr(cell, name, copy(value))
            _put(cell, row.get(key, ""))
    with writing(path) as temporary:
        book.save(temporary)


def _style(cell: object) -> dict[str, object]:
    return {
        name: copy(getattr(cell, name))
        for name in ("font", "fill", "border", "alignment", "protection", "number_format")
    }


def _clear(sheet: Worksheet, first: int) -> None:
    for merged in [area for area in sheet.merged_cells.ranges if area.min_row >= first]:
        sheet.unmerge_cells(str(merged))
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            cell.value = None


def _put(cell: Cell, value: object) -> None:
    """A number as a number, everything else as text that can't run."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = legal(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(_RUNS)
        return
    cell.value = value  # type: ignore[assignment]
