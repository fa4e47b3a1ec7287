"""Any file → raw tables, or one clear rejection. The first bytes decide what it is, never the name."""

from __future__ import annotations

from pathlib import Path

from sellerkit.base.registry import load
from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_TEXT_BYTES, MAX_WORKBOOK_BYTES
from sellerkit.sheets.readers import READERS
from sellerkit.sheets.sniffing import kind_of
from sellerkit.sheets.tables import RawTable, ReadOptions

DEFAULT = ReadOptions()


def read_tables(path: Path, options: ReadOptions = DEFAULT) -> list[RawTable]:
    """Every sheet of the file, in its order, hidden ones flagged; rows are read when they are walked.

    Raises InputRejected, with a stable code and what to do, for whatever cannot be read.
    """
    size = _size_of(path)
    try:
        kind = kind_of(path)
        limit = MAX_TEXT_BYTES if kind == "text" else MAX_WORKBOOK_BYTES
        if size > limit:
            raise refuse.too_big(path, size, limit)
        tables: list[RawTable] = load(READERS[kind])(path, options)
    except (OSError, UnicodeError):  # it was there and could be opened a moment ago
        raise refuse.changed_meanwhile(path) from None
    return tables


def chosen(path: Path, tables: list[RawTable], sheet: str) -> list[RawTable]:
    """The sheets to look at: the one that was asked for (by name or number), else all that are not hidden.

    A text file has no sheets, so any name will do.
    """
    if not sheet or (len(tables) == 1 and tables[0].ragged):
        visible = [table for table in tables if not table.hidden]
        return visible or tables
    wanted = sheet.strip().casefold()
    named = [table for table in tables if table.name.strip().casefold() == wanted]
    if not named and sheet.strip().isdecimal() and 1 <= int(sheet) <= len(tables):
        named = [tables[int(sheet) - 1]]
    if not named:
        raise refuse.no_such_sheet(path, sheet, [table.name for table in tables])
    return named[:1]


def _size_of(path: Path) -> int:
    try:
        if path.is_dir():
            raise refuse.is_a_folder(path)
        if path.exists() and not path.is_file():
            raise refuse.not_a_file(path)
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except (FileNotFoundError, NotADirectoryError):
        raise refuse.no_such_file(path) from None
    except PermissionError:
        raise refuse.no_permission(path) from None
    except (OSError, ValueError) as error:
        raise refuse.cannot_be_read(path, str(error)) from error
    if size == 0:
        raise refuse.empty_file(path)
    return size
