"""Undo a batch exactly, or say why not.

Rows that the batch inserted are deleted, rows that it updated or deleted get their before-image back. It is refused when
a later batch that still stands touched the same rows, a later count or set of the same item rests on it, stock would go
negative, a waybill was bought, or an erased buyer would have to come back.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sellerkit.store.changes import TABLES, Change, changes_of, note_insert
from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a batch cannot be undone: a stable code, what it hits, the later batch if there is one."""

    code: str
    subject: str = ""
    batch: int | None = None


def obstacles(db: sqlite3.Connection, number: int) -> list[Obstacle]:
    """Every reason against undoing, before anything is touched."""
    found = _bought(db, number) + _counted_later(db, number) + _touched_later(db, number)
    if any(c.table == "buyers" and c.kind == "D" for c in changes_of(db, number)):
        found.append(Obstacle("buyers-erased"))
    return found


def undo(batch: Batch, number: int) -> list[Obstacle]:
    """Reverse batch `number` inside `batch`. What comes back are obstacles met on the way: then roll back."""
    db = batch.db
    items = _moved_items(db, number)
    for table in reversed(TABLES):
        db.execute(f"DELETE FROM {table} WHERE batch_id = ?", (number,))
    for change in reversed(list(changes_of(db, number))):
        try:
            _put_back(db, change, number)
        except sqlite3.IntegrityError:
            # Its place is taken: a later batch made a row with the same key.
            return [Obstacle("changed-later", _name_of(db, change), max(_standing_later(db, number), default=None))]
    broken = _broken_references(db)
    return broken or _negative(db, items)


def _put_back(db: sqlite3.Connection, change: Change, number: int) -> None:
    before = change.before
    if change.kind == "I":
        db.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.row_id,))
        return
    if before is None or before["batch_id"] == number:
        return
    names = list(before)
    if change.kind == "U":
        assignments = ", ".join(f'"{name}" = ?' for name in names)
        db.execute(f"UPDATE {change.table} SET {assignments} WHERE id = ?", (*before.values(), change.row_id))
    else:
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        db.execute(f"INSERT INTO {change.table} ({columns}) VALUES ({marks})", tuple(before.values()))
        note_insert(db, change.table, change.row_id)


def _standing_later(db: sqlite3.Connection, number: int) -> list[int]:
    """Later batches that still stand: not undone, and no undo of a batch that is undone."""
    rows = db.execute(
        "SELECT number FROM batches WHERE number > ? AND state <> 'undone' AND "
        "(undoes IS NULL OR undoes < ? OR (SELECT state FROM batches AS first WHERE first.number = batches.undoes) <> 'undone') "
        "ORDER BY number",
        (number, number),
    )
    return [int(row[0]) for row in rows]


def _bought(db: sqlite3.Connection, number: int) -> list[Obstacle]:
    """Parcels of the batch whose courier may have sold something; a number that a platform printed is none of ours."""
    rows = db.execute(
        "WITH mine AS (SELECT reference FROM journal WHERE batch_id = ?1 UNION SELECT reference FROM parcels WHERE batch_id = ?1) "
        "SELECT reference, (SELECT max(waybill) FROM journal WHERE journal.reference = mine.reference) AS waybill FROM mine "
        "WHERE (SELECT event FROM journal WHERE journal.reference = mine.reference ORDER BY id DESC LIMIT 1) NOT IN ('refused', 'unsent') "
        "ORDER BY reference LIMIT 3",
        (number,),
    )
    return [Obstacle("waybill-bought", row["waybill"] or row["reference"]) for row in rows]


def _counted_later(db: sqlite3.Connection, number: int) -> list[Obstacle]:
    later = _standing_later(db, number)
    if not later:
        return []
    marks = ", ".join("?" * len(later))
    rows = db.execute(
        f"SELECT items.sku, min(later.batch_id) AS batch FROM movements AS mine "
        f"JOIN movements AS later ON later.item_id = mine.item_id AND later.kind IN ('set', 'count') "
        f"JOIN items ON items.id = mine.item_id "
        f"WHERE mine.batch_id = ? AND later.batch_id IN ({marks}) GROUP BY items.sku ORDER BY items.sku LIMIT 3",
        (number, *later),
    )
    return [Obstacle("counted-later", row["sku"], row["batch"]) for row in rows]


def _touched_later(db: sqlite3.Connection, number: int) -> list[Obstacle]:
    touched = {(c.table, c.row_id) for c in changes_of(db, number)}
    found: list[Obstacle] = []
    for later in _standing_later(db, number):
        for change in changes_of(db, later):
            mine = (change.table, change.row_id) in touched or (change.before or {}).get("batch_id") == number
            if mine:
                found.append(Obstacle("changed-later", _name_of(db, change), later))
                break
    return found


def _name_of(db: sqlite3.Connection, change: Change) -> str:
    before = change.before or {}
    for column in ("sku", "order_id", "reference", "code"):
        if before.get(column):
            return str(before[column])
    return f"{change.table} {change.row_id}"


def _moved_items(db: sqlite3.Connection, number: int) -> list[int]:
    moved = {int(row[0]) for row in db.execute("SELECT DISTINCT item_id FROM movements WHERE batch_id = ?", (number,))}
    moved |= {int(str(c.before["item_id"])) for c in changes_of(db, number) if c.table == "movements" and c.before}
    return sorted(moved)


def _broken_references(db: sqlite3.Connection) -> list[Obstacle]:
    """Rows of later batches that rest on what was removed."""
    found: dict[tuple[str, int | None], Obstacle] = {}
    for row in db.execute("PRAGMA foreign_key_check"):
        table, row_id = row[0], row[1]
        batch = (
            db.execute(f"SELECT batch_id FROM {table} WHERE id = ?", (row_id,)).fetchone() if table in TABLES else None
        )
        key = (table, batch[0] if batch else None)
        found.setdefault(key, Obstacle("used-later", table, key[1]))
        if len(found) >= 3:
            break
    return list(found.values())


def _negative(db: sqlite3.Connection, items: list[int]) -> list[Obstacle]:
    found = []
    for item in items:
        row = db.execute(
            "SELECT items.sku, min(quantity) AS least FROM (SELECT sum(delta) AS quantity FROM movements WHERE item_id = ?1 GROUP BY lot_id "
            "UNION ALL SELECT sum(delta) FROM movements WHERE item_id = ?1), items WHERE items.id = ?1",
            (item,),
        ).fetchone()
        if row and row["least"] is not None and row["least"] < 0:
            found.append(Obstacle("stock-negative", row["sku"]))
    return found[:3]
