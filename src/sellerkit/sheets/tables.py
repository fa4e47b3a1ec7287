"""What a spreadsheet is to the rest of the program: raw tables, and a table whose header was found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sellerkit.base.problems import Place
from sellerkit.sheets.text import text_of

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person declared about a file; everything left out is found out.

    `sheet` is a name or a number from 1. `header` is the row of the headings (0: there are none, so the columns are
    called A, B, C …). `date_order` ("dmy" or "mdy") settles 05/06/2026. The units are those of bare numbers; "" is grams
    and millimetres, if they are whole.
    """

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal_comma: bool = False
    header: int | None = None
    date_order: Literal["", "dmy", "mdy"] = ""
    weight_unit: str = ""
    length_unit: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet, or one text file, as it stands.

    `rows` can be walked again and again, lazily: (row number as the spreadsheet program shows it, cells); an empty
    cell is "" or None. For a text file the number counts records, so a cell with line breaks is one row, as on the
    screen. `merges` and the keys of `error_cells` are (row number, column index from 0); an error cell's text is
    "#REF!" or, for a formula that was saved without its value, "=". `ragged` says that rows can differ in length.
    """

    name: str
    rows: Iterable[tuple[int, Sequence[Value]]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    error_cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    ragged: bool = False


@dataclass(slots=True)
class Row:
    """One row under the headings. `row["库存"]` is the cell's value, None when it is empty or there is no such column."""

    number: int
    cells: Sequence[Value]
    table: Table
    group: str = ""

    @property
    def place(self) -> Place:
        return Place(self.table.file, self.table.sheet, self.number)

    def __getitem__(self, heading: str) -> Value:
        index = self.table.index.get(heading)
        if index is None or index >= len(self.cells):
            return None
        value = self.cells[index]
        return None if value == "" else value

    def text(self, heading: str) -> str:
        """The cell as a person reads it, stripped of guards and invisible characters: 123.0 → "123"; "" when empty."""
        return text_of(self[heading])

    def filled(self) -> int:
        """How many cells hold something."""
        return sum(1 for value in self.cells if text_of(value))


@dataclass(slots=True)
class Table:
    """A sheet whose header was found. `rows` are those below it; `preamble` the rows above, as (number, cells).

    `headings` are cleaned, duplicates numbered; `parts` holds the pieces of headings that stand over several rows;
    `others` are the file's other sheets that hold anything, as (name, hidden).
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    header_row: int
    raw: RawTable
    options: ReadOptions = field(default_factory=ReadOptions)
    header_end: int = 0
    preamble: list[tuple[int, Sequence[Value]]] = field(default_factory=list)
    parts: tuple[tuple[str, ...], ...] = ()
    others: Sequence[tuple[str, bool]] = ()
    spoken_for: frozenset[int] = frozenset()
    """Columns (from 0) in which also a number that is merged over several rows stands for each of them."""
    index: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.header_end = max(self.header_end, self.header_row)
        self.index = {heading: i for i, heading in enumerate(self.headings) if heading}

    @property
    def rows(self) -> Iterable[Row]:
        """Every row below the header, also blank ones and totals; can be walked again."""
        last = self.header_end
        return (Row(number, cells, self) for number, cells in self.raw.rows if number > last)
