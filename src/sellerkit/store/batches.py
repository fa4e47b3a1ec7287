"""History: what was done, in numbered batches."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One line of `history`. `state` is open (interrupted or running), done or undone."""

    number: int
    command: str
    started_at: str
    state: str
    file: str
    file_hash: str
    source: str
    mode: str
    summary: dict[str, object]
    undoes: int | None
    undone_by: int | None


def all_batches(db: sqlite3.Connection, limit: int | None = None) -> list[BatchRow]:
    """The newest batches first; all of them without a limit."""
    rows = db.execute("SELECT * FROM batches ORDER BY number DESC LIMIT ?", (-1 if limit is None else limit,))
    return [_row(row) for row in rows]


def batch_row(db: sqlite3.Connection, number: int) -> BatchRow | None:
    row = db.execute("SELECT * FROM batches WHERE number = ?", (number,)).fetchone()
    return None if row is None else _row(row)


def same_file(db: sqlite3.Connection, file_hash: str, source: str, mode: str) -> BatchRow | None:
    """The batch, not undone, that took in this very file for this source in this mode."""
    row = db.execute(
        "SELECT * FROM batches WHERE file_hash = ? AND source = ? AND mode = ? AND state = 'done' ORDER BY number DESC LIMIT 1",
        (file_hash, source, mode),
    ).fetchone()
    return None if row is None else _row(row)


def last_import(db: sqlite3.Connection, source: str) -> str | None:
    """When the last file of a source was taken in (UTC text), or None."""
    row = db.execute(
        "SELECT max(started_at) FROM batches WHERE source = ? AND state = 'done' AND file_hash <> ''", (source,)
    ).fetchone()
    return None if row[0] is None else str(row[0])


def mark_undone(batch: Batch, number: int) -> None:
    """Tie an undo batch to the one it undoes; undoing an undo puts the first one back to done."""
    db = batch.db
    earlier = db.execute("SELECT undoes FROM batches WHERE number = ?", (number,)).fetchone()[0]
    db.execute("UPDATE batches SET undoes = ? WHERE number = ?", (number, batch.number))
    db.execute("UPDATE batches SET state = 'undone', undone_by = ? WHERE number = ?", (batch.number, number))
    if earlier is not None:
        db.execute("UPDATE batches SET state = 'done', undone_by = NULL WHERE number = ?", (earlier,))


def _row(row: sqlite3.Row) -> BatchRow:
    return BatchRow(
        row["number"], row["command"], row["started_at"], row["state"], row["file_name"], row["file_hash"], row["source"],
        row["mode"], json.loads(row["summary"]), row["undoes"], row["undone_by"],
    )  # fmt: skip
