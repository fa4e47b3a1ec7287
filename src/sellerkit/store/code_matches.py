"""Codes that a person matched once, and what each order line takes from stock because of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.store.store import Batch

_OPEN = "('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding')"

# From the surest to the least sure; a line that one step has matched is left alone by the next ones.
_STEPS = (
    "SELECT w.line_id, items.id, w.quantity FROM temp.waiting AS w JOIN items ON items.sku = w.code WHERE w.code <> ''",
    "SELECT w.line_id, min(items.id), w.quantity FROM temp.waiting AS w JOIN items ON items.barcode = w.code "
    "WHERE w.code <> '' {free} GROUP BY w.line_id HAVING count(*) = 1",
    *(
        f"SELECT w.line_id, m.item_id, w.quantity * m.quantity FROM temp.waiting AS w JOIN code_matches AS m "
        f"ON m.channel = {channel} AND {same} AND m.quantity > 0 WHERE {given} {{free}}"
        for same, given in (
            ("m.code = w.code AND m.title = '' AND m.properties = ''", "w.code <> ''"),
            ("m.code = '' AND m.title = w.name AND m.properties = w.properties", "w.name <> ''"),
        )
        for channel in ("w.channel", "''")
    ),
)
_FREE = "AND NOT EXISTS (SELECT 1 FROM temp.found WHERE found.line_id = w.line_id)"


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What a person matched: a code, or a title with its properties; `channel` "" stands for every channel."""

    channel: str
    code: str
    title: str = ""
    properties: str = ""


@dataclass(frozen=True, slots=True)
class UnmatchedCode:
    """A code, or a title with properties, that no item is known for, and how many open lines wait for it."""

    key: CodeKey
    lines: int
    orders: int


def match_lines(
    batch: Batch, line_ids: Sequence[int] = (), *, code: CodeKey | None = None, staged: bool = False
) -> int:
    """Reserve anew for these lines, for the open lines of `code`, and for every open line that waits unmatched.
    `staged` means the lines that an import has just touched (temp.their_lines).

    What comes back is how many lines gained an item. Lines whose match is as before are left untouched.
    """
    db = batch.db
    _choose(db, line_ids, code, staged)
    db.execute("DROP TABLE IF EXISTS temp.found")
    db.execute(
        "CREATE TEMP TABLE found (line_id INTEGER, item_id INTEGER, quantity INTEGER, PRIMARY KEY (line_id, item_id))"
    )
    for step in _STEPS:
        db.execute(f"INSERT INTO temp.found {step.format(free=_FREE)}")
    gained = db.execute(
        "SELECT count(DISTINCT line_id) FROM temp.found WHERE NOT EXISTS (SELECT 1 FROM reservations AS r WHERE r.line_id = found.line_id AND r.quantity > 0)"
    ).fetchone()[0]
    _reserve(db, batch.number)
    return int(gained)


def _choose(db: sqlite3.Connection, line_ids: Sequence[int], code: CodeKey | None, staged: bool) -> None:
    db.execute("DROP TABLE IF EXISTS temp.waiting")
    db.execute(
        "CREATE TEMP TABLE waiting (line_id INTEGER PRIMARY KEY, channel TEXT, code TEXT, name TEXT, properties TEXT, quantity INTEGER)"
    )
    columns = (
        "line.id, orders.channel, line.code, line.name, line.properties, CASE line.closed WHEN 0 THEN line.quantity END"
    )
    joined = f"SELECT {columns} FROM order_lines AS line JOIN orders ON orders.id = line.order_row"
    db.execute(
        f"INSERT INTO temp.waiting {joined} WHERE orders.status IN {_OPEN} AND line.closed = 0 "
        f"AND NOT EXISTS (SELECT 1 FROM reservations WHERE reservations.line_id = line.id AND reservations.quantity > 0)"
    )
    if staged:
        # New lines wait unmatched anyway.
        db.execute(
            f"INSERT OR IGNORE INTO temp.waiting {joined} WHERE line.id IN (SELECT line_id FROM temp.their_lines WHERE touched AND NOT made)"
        )
        db.execute(
            f"INSERT OR IGNORE INTO temp.waiting {joined} WHERE line.id IN (SELECT line_id FROM temp.their_lines WHERE made AND orders.status NOT IN {_OPEN})"
        )
    if line_ids:
        db.execute(
            f"INSERT OR IGNORE INTO temp.waiting {joined} WHERE line.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(line_ids)),),
        )
    if code is not None:
        db.execute(
            f"INSERT OR IGNORE INTO temp.waiting {joined} WHERE orders.status IN {_OPEN} AND (? = '' OR orders.channel = ?) AND "
            f"CASE ? WHEN '' THEN line.name = ? AND line.properties = ? ELSE line.code = ? END",
            (code.channel, code.channel, code.code, code.title, code.properties, code.code),
        )


def _reserve(db: sqlite3.Connection, batch: int) -> None:
    """Make the reservations of the waiting lines what was found; rows that are right already are not written."""
    db.execute("DELETE FROM temp.found WHERE quantity IS NULL")
    db.execute(
        "UPDATE reservations SET quantity = found.quantity FROM temp.found WHERE found.line_id = reservations.line_id "
        "AND found.item_id = reservations.item_id AND found.quantity <> reservations.quantity"
    )
    db.execute(
        "INSERT INTO reservations (line_id, item_id, quantity, batch_id) SELECT line_id, item_id, quantity, ? FROM temp.found "
        "WHERE NOT EXISTS (SELECT 1 FROM reservations AS r WHERE r.line_id = found.line_id AND r.item_id = found.item_id) "
        "ORDER BY line_id, item_id",
        (batch,),
    )
    # What is no longer right stays with nothing reserved: a row that came later could take a deleted row's id, and undo
    # could not put it back.
    db.execute(
        "UPDATE reservations SET quantity = 0 WHERE quantity <> 0 AND line_id IN (SELECT line_id FROM temp.waiting) AND NOT EXISTS "
        "(SELECT 1 FROM temp.found WHERE found.line_id = reservations.line_id AND found.item_id = reservations.item_id)"
    )


def remember(batch: Batch, key: CodeKey, items: Sequence[tuple[int, int]]) -> None:
    """Keep what a code means: (item id, quantity of the item's unit) for each item of the bundle; replaces what was known."""
    db, where = batch.db, (key.channel, key.code, key.title, key.properties)
    same = "channel = ? AND code = ? AND title = ? AND properties = ?"
    marks = ", ".join("?" * len(items))
    for item, quantity in items:
        db.execute(
            f"UPDATE code_matches SET quantity = ? WHERE {same} AND item_id = ? AND quantity <> ?",
            (quantity, *where, item, quantity),
        )
        db.execute(
            "INSERT INTO code_matches (channel, code, title, properties, item_id, quantity, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (*where, item, quantity, batch.number),
        )
    db.execute(
        f"UPDATE code_matches SET quantity = 0 WHERE {same} AND quantity <> 0 AND item_id NOT IN ({marks})",
        (*where, *(item for item, _n in items)),
    )


def unmatched_codes(db: sqlite3.Connection, channel: str | None = None) -> list[UnmatchedCode]:
    """Every code that open lines wait for, the most wanted first."""
    rows = db.execute(
        f"SELECT orders.channel AS channel, line.code AS code, CASE line.code WHEN '' THEN line.name ELSE max(line.name) END AS title, "
        f"CASE line.code WHEN '' THEN line.properties ELSE max(line.properties) END AS properties, "
        f"count(*) AS waiting, count(DISTINCT orders.id) AS orders FROM orders JOIN order_lines AS line ON line.order_row = orders.id "
        f"WHERE orders.status IN {_OPEN} AND line.closed = 0 AND (?1 IS NULL OR orders.channel = ?1) "
        f"AND NOT EXISTS (SELECT 1 FROM reservations WHERE reservations.line_id = line.id AND reservations.quantity > 0) "
        f"GROUP BY orders.channel, line.code, CASE line.code WHEN '' THEN line.name END, CASE line.code WHEN '' THEN line.properties END "
        f"ORDER BY waiting DESC, code, title",
        (channel,),
    )
    return [
        UnmatchedCode(
            CodeKey(row["channel"], row["code"], row["title"], row["properties"]), row["waiting"], row["orders"]
        )
        for row in rows
    ]


def item_ids(db: sqlite3.Connection, skus: Sequence[str]) -> dict[str, int]:
    """SKU → item id, for those that are in stock's list."""
    marks = ", ".join("?" * len(skus))
    return {
        str(row[0]): int(row[1]) for row in db.execute(f"SELECT sku, id FROM items WHERE sku IN ({marks})", tuple(skus))
    }


def items_by_name(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every (SKU, name), for finding the ones that look like an unknown code."""
    return [(str(row[0]), str(row[1] or "")) for row in db.execute("SELECT sku, name FROM items ORDER BY sku")]
