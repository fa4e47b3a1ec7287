"""What persons decided about exceptions, and the orders that they tied money to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.base.clock import now, to_store
from sellerkit.model.reconciliation import Decision, Finding
from sellerkit.store.store import Batch


def decisions(db: sqlite3.Connection) -> dict[tuple[str, str, int, str], Decision]:
    """(code, subject, difference, currency) → the newest decision."""
    rows = db.execute(
        "SELECT code, subject, difference_minor, currency, decision, note, at FROM resolutions WHERE decision <> 'tied' ORDER BY id"
    )
    return {(str(r[0]), str(r[1]), int(r[2]), str(r[3])): Decision(*r[4:]) for r in rows}


def record(batch: Batch, decided: Iterable[tuple[Finding, str, str, int | None]]) -> None:
    """Keep (exception, decision, note, the order that its money is tied to)."""
    at = to_store(now())
    batch.db.executemany(
        "INSERT INTO resolutions (code, subject, difference_minor, currency, decision, note, at, source, number, row_key, order_row, batch_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                f.code, f.subject, f.difference_minor or 0, f.currency, decision, note, at, f.source, f.number,
                f.reference if f.line is not None else "", order_row, batch.number,
            )
            for f, decision, note, order_row in decided
        ],
    )  # fmt: skip


def order_row_of(db: sqlite3.Connection, channel: str, order_id: str) -> int | None:
    """The order of this number in this channel; '#1001' and '1001' are one."""
    row = db.execute(
        "SELECT id FROM orders WHERE channel = ?1 AND order_id IN (?2, '#' || ?2, ltrim(?2, '#')) ORDER BY order_id = ?2 DESC LIMIT 1",
        (channel, order_id),
    ).fetchone()
    return int(row[0]) if row else None


def tie(db: sqlite3.Connection) -> None:
    """Let money that a person tied belong to its order: by its number, or the one line that has none."""
    db.execute("CREATE TEMP TABLE tied_lines (line INTEGER PRIMARY KEY, number TEXT)")
    db.execute("CREATE INDEX temp.tied_by_number ON tied_lines (number)")
    if not db.execute("SELECT 1 FROM resolutions WHERE decision = 'tied' LIMIT 1").fetchone():
        return
    newest = "SELECT max(id) FROM resolutions WHERE decision = 'tied' GROUP BY source, number, row_key"
    # A line without a number gets one that no order has.
    db.execute(
        "INSERT OR REPLACE INTO tied_lines SELECT line.id, 'TIED ' || tied.order_row FROM resolutions AS tied "
        "JOIN payout_lines AS line ON line.row_key = tied.row_key JOIN bills ON bills.id = line.statement_row AND bills.source = tied.source "
        f"WHERE tied.id IN ({newest}) AND tied.row_key <> '' AND ltrim(trim(line.order_id), '#') = '' ORDER BY tied.id"
    )
    db.execute(
        "INSERT OR REPLACE INTO matches SELECT DISTINCT source, CASE row_key WHEN '' THEN number ELSE 'TIED ' || order_row END, order_row, 1 "
        f"FROM resolutions AS tied WHERE tied.id IN ({newest})"
    )


def tied_before(db: sqlite3.Connection, finding: Finding) -> int | None:
    """The order that this money is tied to already."""
    row = db.execute(
        "SELECT order_row FROM resolutions WHERE decision = 'tied' AND source = ? AND number = ? AND row_key = ? ORDER BY id DESC LIMIT 1",
        (finding.source, finding.number, finding.reference if finding.line is not None else ""),
    ).fetchone()
    return int(row[0]) if row else None


def told_before(db: sqlite3.Connection, code: str, order: str, decision: str) -> bool:
    """Whether this was decided of an exception that is gone since."""
    rows = db.execute("SELECT subject FROM resolutions WHERE code = ? AND decision = ?", (code, decision))
    wanted = order.strip().lstrip("#")
    return any(wanted in [part.lstrip("#") for part in str(row[0]).split("/")] for row in rows)
