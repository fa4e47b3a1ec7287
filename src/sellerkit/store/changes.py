"""What a batch changed, so that it can be undone: before-images of updated and deleted rows.

Temporary triggers note them on the writer's connection; at the end of each transaction they go, packed, into the batch's
own row. Inserted rows need no note: each carries the batch that inserted it. Buyers are never changed, only added and
deleted, and a deleted buyer is noted without its content: nothing personal is kept for undo.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

TABLES = (
    "items", "lots", "price_tiers", "movements", "buyers", "orders", "order_lines", "refunds", "reservations", "code_matches", "plan_parcels",
    "parcels", "parcel_orders", "journal", "courier_saved", "courier_calls", "statements", "payout_lines", "reported_exceptions", "manifests", "manifest_parcels",
    "exported", "scans", "courier_bills", "courier_bill_lines",
    "number_blocks", "block_numbers", "number_uses", "resolutions", "listed", "asked_prices",
)  # fmt: skip
PERSONAL = frozenset({"buyers"})


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was updated ("U") or deleted ("D"), as it was before; `before` is None for personal rows.

    "I" is a row that an undo brought back: it carries the number of the batch that first inserted it.
    """

    table: str
    row_id: int
    kind: str
    before: dict[str, object] | None


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row["name"] for row in db.execute(f"PRAGMA table_info({table})")]


def watch(db: sqlite3.Connection) -> None:
    """Make the temporary triggers; once a connection."""
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS noted (seq INTEGER PRIMARY KEY, tab TEXT, row_id INTEGER, kind TEXT, before TEXT)"
    )
    for table in TABLES:
        image = (
            "NULL"
            if table in PERSONAL
            else "json_object(" + ", ".join(f"'{c}', OLD.\"{c}\"" for c in columns(db, table)) + ")"
        )
        for kind, event in (("U", "UPDATE"), ("D", "DELETE")):
            db.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS note_{table}_{kind} AFTER {event} ON main.{table} "
                f"BEGIN INSERT INTO noted (tab, row_id, kind, before) VALUES ('{table}', OLD.id, '{kind}', {image}); END"
            )


def note_insert(db: sqlite3.Connection, table: str, row_id: int) -> None:
    """Note a row that was inserted under another batch's number."""
    db.execute("INSERT INTO noted (tab, row_id, kind) VALUES (?, ?, 'I')", (table, row_id))


def collect(db: sqlite3.Connection, batch: int) -> None:
    """Move what was noted since the last call into the batch's row; part of the same transaction."""
    rows = db.execute("SELECT tab, row_id, kind, before FROM noted ORDER BY seq").fetchall()
    if not rows:
        return
    text = "\n".join(json.dumps([r["tab"], r["row_id"], r["kind"], r["before"]]) for r in rows) + "\n"
    packed = zlib.compress(text.encode("utf-8"), 6)
    # || would make text of it; concatenating in Python keeps it a blob.
    before = db.execute("SELECT changes FROM batches WHERE number = ?", (batch,)).fetchone()[0] or b""
    db.execute("UPDATE batches SET changes = ? WHERE number = ?", (before + packed, batch))
    db.execute("DELETE FROM noted")


def changes_of(db: sqlite3.Connection, batch: int) -> Iterator[Change]:
    """Every noted change of a batch, in the order it happened."""
    packed = db.execute("SELECT changes FROM batches WHERE number = ?", (batch,)).fetchone()[0] or b""
    while packed:
        unpacker = zlib.decompressobj()
        for line in unpacker.decompress(packed).decode("utf-8").splitlines():
            table, row_id, kind, before = json.loads(line)
            yield Change(table, row_id, kind, json.loads(before) if before else None)
        packed = unpacker.unused_data
