"""xlsx, xlsm, xlsb, xls and ods through python-calamine, after a look inside that bounds what it will cost.

calamine lays a sheet out as a rectangle from its first to its last filled cell, so two cells in far corners would cost
half a terabyte; it also shows an error cell as an empty one. Both are found before, by the `*_scan` modules.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sellerkit.base.errors import InputRejected
from sellerkit.base.registry import load
from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_CELLS
from sellerkit.sheets.readers.scanning import Scan
from sellerkit.sheets.tables import Merge, RawTable, ReadOptions, Value

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def read_xlsx(path: Path, options: ReadOptions) -> list[RawTable]:
    return _read(path, "sellerkit.sheets.readers.xlsx_scan:scan")


def read_xlsb(path: Path, options: ReadOptions) -> list[RawTable]:
    return _read(path, "sellerkit.sheets.readers.xlsb_scan:scan")


def read_ods(path: Path, options: ReadOptions) -> list[RawTable]:
    return _read(path, "sellerkit.sheets.readers.ods_scan:scan")


def read_xls(path: Path, options: ReadOptions) -> list[RawTable]:
    return _read(path, "sellerkit.sheets.readers.xls_scan:scan")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet with their true numbers: nothing shifts when the first rows or columns are empty."""

    path: Path
    sheet: CalamineSheet

    def __iter__(self) -> Iterator[tuple[int, list[Value]]]:
        with _Refusals(self.path):  # a date that no calendar has shows only when its cell is made
            yield from self._rows()

    def _rows(self) -> Iterator[tuple[int, list[Value]]]:
        if self.sheet.start is None:
            return
        top, left = self.sheet.start
        # iter_rows gives the empty rows above the first filled one, but not the empty columns at its left.
        rows: Iterator[list[Value]] = self.sheet.iter_rows()  # type: ignore[assignment]
        if not left:
            yield from enumerate(rows, 1)
            return
        margin: list[Value] = [""] * left
        nothing = margin + [""] * self.sheet.width  # one for all: there may be a million of them
        for number, cells in enumerate(rows, 1):
            yield number, margin + cells if number > top else nothing


def _read(path: Path, scanner: str) -> list[RawTable]:
    scan: Callable[[Path], dict[str, Scan]] = load(scanner)
    found = scan(path)
    area = sum(sheet.area for sheet in found.values())
    if area > MAX_CELLS:
        worst = max(found, key=lambda name: found[name].area)
        raise refuse.too_many_cells(path, worst, MAX_CELLS)
    with _Refusals(path):
        return list(_tables(path, _opened(path), found))


def _opened(path: Path) -> CalamineWorkbook:
    from python_calamine import load_workbook

    # From a path calamine would trust the file's name; from a stream it looks at the bytes.
    return load_workbook(io.BytesIO(path.read_bytes()))


def _tables(path: Path, book: CalamineWorkbook, found: dict[str, Scan]) -> Iterator[RawTable]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for position, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(position)
        scan = found.get(about.name, Scan())
        yield RawTable(
            name=about.name,
            rows=SheetRows(path, sheet),
            hidden=about.visible is not SheetVisibleEnum.Visible,
            merges=_merges(sheet),
            error_cells=scan.error_cells,
        )


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    """Merged ranges as ((first row number, first column), (last row number, last column)), rows from 1."""
    ranges = sheet.merged_cell_ranges or []
    return tuple(((top + 1, left), (bottom + 1, right)) for (top, left), (bottom, right) in ranges)


class _Refusals:
    """Turns what calamine raises into one clear rejection: its own errors, and the panic of its Rust code.

    The panic's class (`pyo3_runtime.PanicException`) derives from BaseException and cannot be imported, so it is known
    by its name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from python_calamine import CalamineError, PasswordError

        if kind is None or isinstance(error, InputRejected):
            return
        if isinstance(error, PasswordError):
            raise refuse.password(self.path) from error
        if isinstance(error, CalamineError | OSError | ValueError) or kind.__name__ == "PanicException":
            raise refuse.damaged(self.path) from error
