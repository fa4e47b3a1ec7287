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
