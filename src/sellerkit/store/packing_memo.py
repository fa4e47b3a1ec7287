"""What packing worked out, kept from run to run: a file of its own beside the store, which may be deleted at any time.

It is a cache, not data: it holds shapes and answers, no SKU and no order, belongs to no batch, is not undone, and neither
dumps nor backups of the store know it. The caller holds the shop's lock while it writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from sellerkit.store.store import Store

FILE_NAME = "packing-memo.db"
MOST = 20_000
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY,
    question TEXT NOT NULL UNIQUE,
    answer TEXT NOT NULL
) STRICT
"""


def memo_file(store: Store) -> Path:
    """Where the answers of this store's shop are."""
    return store.path.with_name(FILE_NAME)


def known_answers(path: Path, engine: int) -> list[tuple[object, object]]:
    """Every (question, answer) that this engine kept, oldest first; none when the file is missing, damaged or another engine's."""
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            if db.execute("PRAGMA user_version").fetchone()[0] != engine:
                return []
            rows = db.execute("SELECT question, answer FROM answers ORDER BY id").fetchall()
        return [(json.loads(question), json.loads(answer)) for question, answer in rows]
    except (sqlite3.Error, ValueError):
        return []


def keep_answers(path: Path, engine: int, fresh: Iterable[tuple[object, object]]) -> None:
    """Add answers; of more than MOST the oldest go. A cache that can't be written is no reason to stop: then it is not kept."""
    rows = [(json.dumps(question), json.dumps(answer)) for question, answer in fresh]
    with suppress(sqlite3.Error, OSError):
        try:
            _write(path, engine, rows[-MOST:])
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Damaged: begin again.
            path.unlink()
            _write(path, engine, rows[-MOST:])


def _write(path: Path, engine: int, rows: Sequence[tuple[str, str]]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        if db.execute("PRAGMA user_version").fetchone()[0] != engine:
            db.execute("DROP TABLE IF EXISTS answers")
            db.execute(f"PRAGMA user_version = {engine:d}")
        db.execute(_TABLE)
        db.executemany("INSERT OR IGNORE INTO answers (question, answer) VALUES (?, ?)", rows)
        db.execute(
            "DELETE FROM answers WHERE id <= (SELECT id FROM answers ORDER BY id DESC LIMIT 1 OFFSET :most)",
            {"most": MOST},
        )
        db.execute("COMMIT")
