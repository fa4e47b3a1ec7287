"""Many rows in one statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

ROWS = 100


def insert_many(
    db: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    constants: Mapping[str, object],
) -> None:
    """Insert the rows; `constants` are the columns that say the same in each of them.

    Every statement opens a savepoint of its own, which costs more than a row does: a hundred rows share one.
    """
    names = ", ".join([*constants, *columns])
    # The constants are parameters 1, 2 … in every row; a bare ? takes the next free number.
    marks = ", ".join([f"?{number}" for number in range(1, len(constants) + 1)] + ["?"] * len(columns))
    start = f"INSERT INTO {table} ({names}) VALUES "
    same = tuple(constants.values())
    walk = iter(rows)
    while block := list(islice(walk, ROWS)):
        sql = start + ", ".join([f"({marks})"] * len(block))
        db.execute(sql, (*same, *chain.from_iterable(block)))


def insert_columns(db: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[object]]) -> None:
    """Insert rows whose values stand in columns of one length; a column that says the same in every row is bound once.

    Every statement opens a savepoint of its own, which costs more than a row does: a hundred rows share one.
    """
    count = len(next(iter(columns.values()), ()))
    same = {name: column[0] for name, column in columns.items() if count and _is_one_value(column)}
    different = [column for name, column in columns.items() if name not in same]
    names = [*same, *(name for name in columns if name not in same)]
    # The constants are parameters 1, 2 … in every row; a bare ? takes the next free number.
    marks = ", ".join([f"?{number}" for number in range(1, len(same) + 1)] + ["?"] * len(different))
    start = f"INSERT INTO {table} ({', '.join(names)}) VALUES "
    whole = start + ", ".join([f"({marks})"] * ROWS)
    for first in range(0, count, ROWS):
        rows = min(ROWS, count - first)
        values: list[object] = [None] * (rows * len(different))
        for place, column in enumerate(different):
            values[place :: len(different)] = column[first : first + rows]
        sql = whole if rows == ROWS else start + ", ".join([f"({marks})"] * rows)
        db.execute(sql, [*same.values(), *values])


def _is_one_value(column: Sequence[object]) -> bool:
    return column[0] == column[-1] == column[len(column) // 2] and column.count(column[0]) == len(column)
