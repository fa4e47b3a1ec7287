"""A view in a file: `-o FILE`, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sellerkit.base.files import write_bytes
from sellerkit.output.cells import STAMP
from sellerkit.output.plain import table_lines
from sellerkit.output.structured import csv_text, json_text, jsonl_text
from sellerkit.output.view import View


def save(path: Path, format: str, view: View, *, practice: bool = False) -> None:
    """Write the view in one of the formats of `printer.ENDINGS`. Raises CannotWrite."""
    if format == "xlsx":
        from sellerkit.output.workbook import sheets_of, write_workbook

        write_workbook(path, sheets_of(view), practice=practice)
    elif format == "csv":
        # The mark tells a spreadsheet program that it is UTF-8.
        write_bytes(path, csv_text(view, line_end="\r\n").encode("utf-8-sig", "backslashreplace"))
    else:
        text = {"json": lambda: json_text(view.data), "jsonl": lambda: jsonl_text(view)}
        written = text[format]() if format in text else plain_text(view, practice=practice)
        write_bytes(path, written.encode("utf-8", "backslashreplace"))


def plain_text(view: View, *, practice: bool = False) -> str:
    """The tables and lines as a text file."""
    parts = [list(table_lines(table)) for table in view.tables]
    parts.append(list(view.lines))
    stamp = f"*** {STAMP} ***\n" if practice else ""
    return stamp + "\n".join("".join(line + "\n" for line in part) for part in parts if part)
