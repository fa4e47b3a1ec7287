"""Workbooks that open well in a spreadsheet program, and in which no text can run.

Text stays text (format `@`, also what begins with `=`), numbers are numbers, the heading row is frozen and filtered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sellerkit.base.files import writing
from sellerkit.base.language import N_, _
from sellerkit.output.sheet_cells import fill_sheet, legal
from sellerkit.output.view import Column, Table, View

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 1_048_576

ROW_HEADING = N_("row")
REASON_HEADING = N_("reason")
_OWN_HEADINGS = {"row", "reason", "行号", "原因"}

RejectedRow = tuple[int, Sequence[object], str, Collection[str]]
"""Row number in the file, its cells, why it was refused, the headings of the bad cells."""


def write_workbook(path: Path, sheets: Sequence[Table], *, practice: bool = False) -> None:
    """Write one sheet for each table (its title is the sheet's name), whole or not at all. Raises CannotWrite.

    A row that a sheet can't hold any more goes to a further sheet.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    names: set[str] = set()
    for table in sheets or [Table((), ())]:
        rows = iter(table.rows)
        first = True
        while (part := list(islice(rows, MAX_ROWS - 1))) or first:
            sheet = book.create_sheet(sheet_name(table.title, names))
            fill_sheet(sheet, table.columns, part, practice=practice)
            first = False
    save_workbook(book, path)


def write_rejected(
    path: Path, file: str, sheet: str, headings: Sequence[str], rows: Iterable[RejectedRow], *, practice: bool = False
) -> None:
    """Write the refused rows of a file, ready to be mended and fed back. Raises CannotWrite.

    The same columns in the same order, then `row` (in `file`) and `reason`; bad cells are coloured. A file that was
    such a workbook already does not get the two columns again.
    """
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    kept = [index for index, heading in enumerate(headings) if not is_own(headings, index)]
    columns = [Column(str(index), headings[index]) for index in kept]
    columns += [Column("row", _(ROW_HEADING), "right"), Column("reason", _(REASON_HEADING))]
    book = Workbook(write_only=True)
    book.properties.title = legal(file)
    marked = PatternFill("solid", fgColor="FFFFC7CE")
    listed = list(rows)
    records = [rejected_record(kept, headings, row) for row in listed]
    bad = {(number, str(index)) for number, row in enumerate(listed) for index in kept if headings[index] in row[3]}
    target = book.create_sheet(sheet_name(sheet, set()))
    fill_sheet(target, columns, records, practice=practice, marked=bad, fill=marked)
    save_workbook(book, path)


def is_own(headings: Sequence[str], index: int) -> bool:
    """Whether the column is `row` or `reason` of an earlier rejected file: the last two, in either language."""
    return index >= len(headings) - 2 and len(headings) > 2 and set(headings[-2:]) <= _OWN_HEADINGS


def rejected_record(kept: Sequence[int], headings: Sequence[str], row: RejectedRow) -> dict[str, object]:
    number, cells, reason, bad = row
    record: dict[str, object] = {str(index): cells[index] if index < len(cells) else None for index in kept}
    for index in kept:
        if headings[index] in bad and isinstance(record[str(index)], date | time | timedelta):
            # In a cell with the format of a date a number that mends it would become a date again.
            record[str(index)] = str(record[str(index)])
    return record | {"row": number, "reason": reason}


def sheets_of(view: View) -> list[Table]:
    """The view's tables, or one of its records."""
    if view.tables:
        return list(view.tables)
    return [Table([Column(key, key) for key in view.column_keys()], view.rows())]


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that spreadsheet programs allow and that no other sheet has: at most 31 characters, none of []:*?/\\."""
    base = re.sub(r"[\[\]:*?/\\]", " ", legal(title)).replace("\n", " ").strip(" '")[:31].strip(" '")
    base = base or _("Sheet")
    if base.lower() == "history":  # reserved by Excel
        base += " 1"
    name, number = base, 2
    while name.lower() in taken:
        ending = f" ({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


def save_workbook(book: Workbook, path: Path) -> None:
    try:
        with writing(path) as temporary:
            book.save(temporary)
    finally:
        for sheet in book.worksheets:
            _end(sheet)


def _end(sheet: Any) -> None:
    """Close a sheet whose workbook was not saved; left open it complains on the terminal when Python ends."""
    if not sheet.closed:
        with suppress(OSError):
            sheet.close()
