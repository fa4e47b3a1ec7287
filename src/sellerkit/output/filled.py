"""A person's own workbook with some cells filled in: its styles, its other sheets and columns stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from sellerkit.base.files import writing
from sellerkit.output.sheet_cells import legal

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.cell.cell import MergedCell

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def fill_workbook(source: Path, target: Path, sheet: str, cells: Mapping[tuple[int, int], str]) -> bool:
    """Write a copy of an .xlsx with these cells, (row, column) from 1, as text. A new column is dressed like the one
    before it. False, and nothing written, for a workbook that openpyxl cannot open whole. Raises CannotWrite."""
    from openpyxl import load_workbook
    from openpyxl.cell.cell import MergedCell

    try:
        book = load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
        page = book[sheet]
    except (ValueError, KeyError, TypeError, AttributeError, BadZipFile):
        return False
    widest = page.max_column
    for (row, column), text in cells.items():
        cell = page.cell(row, column)
        if isinstance(cell, MergedCell):  # only the first cell of a merged block holds anything
            continue
        cell.value = legal(text)
        cell.data_type = "s"
        if column > widest:
            _dress(cell, page.cell(row, widest))
        cell.number_format = "@"
        if text.startswith(_RUNS):
            cell.quotePrefix = True
    with writing(target) as temporary:
        book.save(temporary)
    return True


def _dress(cell: Cell, like: Cell | MergedCell) -> None:
    """The font, borders, colour and alignment of the cell `like`."""
    if like.has_style:
        for part in ("font", "border", "fill", "alignment"):
            setattr(cell, part, copy(getattr(like, part)))
