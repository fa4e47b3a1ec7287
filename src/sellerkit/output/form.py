"""A workbook to be filled in by hand: the cells to write in are coloured, columns for the program alone are hidden."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sellerkit.output.sheet_cells import fill_sheet
from sellerkit.output.view import Table
from sellerkit.output.workbook import save_workbook, sheet_name


def write_form(
    path: Path, table: Table, *, to_fill: Collection[str], hidden: Collection[str], practice: bool = False
) -> None:
    """Write one sheet that prints on the width of a page, its headings on each. Raises CannotWrite."""
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(table.title, set()))
    for number, column in enumerate(table.columns, start=1):
        if column.key in hidden:
            sheet.column_dimensions[get_column_letter(number)].hidden = True
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    marked = {(row, key) for row in range(len(table.rows)) for key in to_fill}
    fill = PatternFill("solid", fgColor="FFFFF2CC")
    fill_sheet(sheet, table.columns, table.rows, practice=practice, marked=marked, fill=fill)
    save_workbook(book, path)
