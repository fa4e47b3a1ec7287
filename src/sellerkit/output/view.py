"""What a command has to say, before anybody decided how it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sellerkit.base.problems import Problem

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` finds the value in a row and heads CSV; `title` is what a person reads.

    Columns aligned right are numbers: they are never folded or cut.
    """

    key: str
    title: str
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to show. `empty` is the sentence that stands in for a table without rows."""

    columns: Sequence[Column]
    rows: Sequence[Record]
    title: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The whole answer of a command.

    `data` is what `--json` prints; `records` are the rows of CSV and JSON lines (default: `data` when it is a list,
    else the rows of the first table); `lines` are sentences after the tables; `problems` and `notes` go to stderr;
    the command ends with `exit_code`.
    """

    data: object
    tables: Sequence[Table] = ()
    lines: Sequence[str] = ()
    records: Sequence[Record] | None = None
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()
    exit_code: int = 0

    def rows(self) -> list[Record]:
        """The rows of CSV, JSON lines and a workbook without tables."""
        if self.records is not None:
            return list(self.records)
        if isinstance(self.data, list | tuple):
            return [row if isinstance(row, Mapping) else {"value": row} for row in self.data]
        if self.tables:
            table = self.tables[0]
            return [{column.key: row.get(column.key) for column in table.columns} for row in table.rows]
        return [self.data] if isinstance(self.data, Mapping) else []

    def column_keys(self) -> list[str]:
        """The columns of CSV: every key of the rows in the order it first stands, of the first table when no row is."""
        found = dict.fromkeys(key for row in self.rows() for key in row)
        if not found and self.tables:
            return [column.key for column in self.tables[0].columns]
        return list(found)
