"""What the codes of new lines mean: asked once for each different code, however many lines have it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.store.code_matches import _FREE, _STEPS

Said = tuple[str, str, str, str]
"""What names a line: its channel, code, title and properties."""


def items_meant(db: sqlite3.Connection, said: Iterable[Said]) -> dict[Said, list[tuple[int, int]]]:
    """The items (id, how many for each piece) of each that is known, by the steps of `match_lines`."""
    keys = list(said)
    for statement in _TABLES:
        db.execute(statement)
    db.executemany("INSERT INTO temp.waiting VALUES (?, ?, ?, ?, ?, 1)", ((n, *key) for n, key in enumerate(keys)))
    for step in _STEPS:
        db.execute(f"INSERT INTO temp.found {step.format(free=_FREE)}")
    meant: dict[Said, list[tuple[int, int]]] = {}
    for n, item, each in db.execute("SELECT line_id, item_id, quantity FROM temp.found ORDER BY line_id, item_id"):
        meant.setdefault(keys[n], []).append((item, each))
    return meant


_TABLES = (
    "DROP TABLE IF EXISTS temp.waiting",
    "DROP TABLE IF EXISTS temp.found",
    "CREATE TEMP TABLE waiting (line_id INTEGER PRIMARY KEY, channel TEXT, code TEXT, name TEXT, properties TEXT, quantity INTEGER)",
    "CREATE TEMP TABLE found (line_id INTEGER, item_id INTEGER, quantity INTEGER, PRIMARY KEY (line_id, item_id))",
)
