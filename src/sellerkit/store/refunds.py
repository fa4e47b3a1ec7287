"""Refunds: money or goods asked back, kept beside their orders, and what they make of an order's status."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.store.code_matches import match_lines
from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class Refund:
    """One request as a file has it; times are UTC texts. `channel` "" fits any, `line_key` "" means the whole order."""

    refund_id: str
    channel: str
    order_id: str
    line_key: str
    kind: str
    status: str
    return_waybill: str
    applied_at: str | None
    done_at: str | None
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class SavedRefunds:
    """One outcome (created, changed, unchanged) for each refund; the orders that no file has brought yet, and those changed."""

    outcomes: tuple[str, ...]
    unknown: tuple[int, ...]
    orders: int


_STATED = ("line_key", "kind", "status", "amount_minor", "return_waybill", "applied_at", "done_at")
_FOUND = "SELECT id, channel, currency FROM orders WHERE order_id = ?1 AND (?2 = '' OR channel = ?2) ORDER BY channel LIMIT 2"


def known_orders(db: sqlite3.Connection, order_ids: Sequence[str], channel: str) -> dict[str, list[tuple[str, str]]]:
    """Order number → (channel, currency) of each order that has it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in db.execute(
        "SELECT order_id, channel, currency FROM orders WHERE order_id IN (SELECT value FROM json_each(?1)) AND (?2 = '' OR channel = ?2)",
        (json.dumps(list(order_ids)), channel),
    ):
        found.setdefault(str(row[0]), []).append((str(row[1]), str(row[2])))
    return found


def save_refunds(batch: Batch, refunds: Sequence[tuple[Refund, int | None]], *, file: str) -> SavedRefunds:
    """Keep each refund (with its amount in minor units) and let it count for its order. Empty cells erase nothing."""
    outcomes, unknown, touched = [], [], []
    for n, (refund, amount) in enumerate(refunds):
        outcome, row_id, order_row = _save(batch, refund, amount, file)
        outcomes.append(outcome)
        if order_row is None:
            unknown.append(n)
        elif outcome != "unchanged":
            touched.append(row_id)
    return SavedRefunds(tuple(outcomes), tuple(unknown), settle(batch, touched))


def _save(batch: Batch, refund: Refund, amount: int | None, file: str) -> tuple[str, int, int | None]:
    db = batch.db
    order = db.execute(_FOUND, (refund.order_id, refund.channel)).fetchone()
    old = db.execute(
        "SELECT * FROM refunds WHERE order_id = ? AND refund_id = ?", (refund.order_id, refund.refund_id)
    ).fetchone()
    order_row = int(order["id"]) if order else None
    values = {name: getattr(refund, name) for name in _STATED if name != "amount_minor"} | {"amount_minor": amount}
    if old is None:
        named = {
            "refund_id": refund.refund_id, "channel": order["channel"] if order else refund.channel, "order_id": refund.order_id,
            "order_row": order_row, **values, "file": file, "sheet": refund.sheet, "row": refund.row, "batch_id": batch.number,
        }  # fmt: skip
        row = db.execute(
            f"INSERT INTO refunds ({', '.join(named)}) VALUES ({', '.join('?' * len(named))}) RETURNING id",
            tuple(named.values()),
        ).fetchone()
        return "created", int(row[0]), order_row
    merged = {name: old[name] if value in (None, "") else value for name, value in values.items()}
    # A request that was settled is not opened again by an older file.
    if merged["status"] == "refunding":
        merged["status"] = old["status"]
    if all(merged[name] == old[name] for name in _STATED):
        return "unchanged", int(old["id"]), old["order_row"]
    db.execute(
        f"UPDATE refunds SET {', '.join(f'{name} = ?' for name in merged)} WHERE id = ?", (*merged.values(), old["id"])
    )
    return "changed", int(old["id"]), old["order_row"]


def settle_waiting(batch: Batch) -> int:
    """Let refunds that came before their orders count for them now; how many orders changed."""
    db = batch.db
    rows = db.execute(
        "SELECT refunds.id AS id, orders.id AS order_row FROM refunds JOIN orders ON orders.order_id = refunds.order_id "
        "AND (refunds.channel = '' OR refunds.channel = orders.channel) WHERE refunds.order_row IS NULL GROUP BY refunds.id"
    ).fetchall()
    for row in rows:
        db.execute("UPDATE refunds SET order_row = ? WHERE id = ?", (row["order_row"], row["id"]))
    return settle(batch, [int(row["id"]) for row in rows])


def settle(batch: Batch, refund_rows: Sequence[int]) -> int:
    """Give the lines and orders of these refunds their new status; how many orders changed.

    An open request stops an order that is not finished; requests that were granted and come to its whole total end it; a
    line that was paid back whole before it was sent is not sent. An order whose total nobody knows is held: whole or in
    part, a person must say. A withdrawn request lets a stopped order go on.
    """
    if not refund_rows:
        return 0
    db, given = batch.db, {"refunds": json.dumps(list(refund_rows))}
    mine = "SELECT value FROM json_each(:refunds)"
    db.execute(
        f"UPDATE refunds SET line_id = line.id FROM order_lines AS line WHERE refunds.id IN ({mine}) AND refunds.line_id IS NULL "
        f"AND refunds.line_key <> '' AND line.order_row = refunds.order_row AND line.key = refunds.line_key AND line.number > 0",
        given,
    )
    closing = [
        int(row[0])
        for row in db.execute(
            f"SELECT DISTINCT line.id FROM refunds JOIN order_lines AS line ON line.id = refunds.line_id JOIN orders ON orders.id = line.order_row "
            f"WHERE refunds.id IN ({mine}) AND refunds.status = 'refunded' AND refunds.kind <> 'exchange' AND line.closed = 0 "
            f"AND orders.status IN ('to-ship', 'deposit-paid', 'held', 'refunding') AND orders.shipped_at IS NULL AND orders.waybill = '' "
            f"AND (refunds.amount_minor IS NULL OR refunds.amount_minor >= coalesce(line.unit_price_minor * line.quantity, refunds.amount_minor))",
            given,
        )
    ]
    db.execute("UPDATE order_lines SET closed = 1 WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(closing),))
    unsure = _("Refunded, but its total is not known: whole or in part?")
    db.execute(_SETTLE.format(mine=mine), {**given, "unsure": unsure})
    changed = int(db.execute("SELECT changes()").fetchone()[0])
    match_lines(batch, closing)
    return changed


# What the requests of an order come to together, and the status that follows from it.
_SETTLE = """
WITH asked AS (
    SELECT order_row, max(status = 'refunding' AND kind <> 'exchange') AS open,
        sum(CASE WHEN status = 'refunded' AND kind <> 'exchange' THEN amount_minor ELSE 0 END) AS paid_back,
        max(status = 'refunded' AND kind <> 'exchange') AS granted, max(status = 'refunded' AND kind = 'refund' AND line_id IS NULL) AS whole
    FROM refunds WHERE order_row IN (SELECT order_row FROM refunds WHERE id IN ({mine})) GROUP BY order_row
), meant AS (
    SELECT o.id AS id, o.status AS status, CASE WHEN o.shipped_at IS NOT NULL OR o.waybill <> '' THEN 'shipped' ELSE 'to-ship' END AS back, CASE
        WHEN asked.granted AND o.status <> 'closed' AND asked.paid_back > 0 AND asked.paid_back >= coalesce(o.total_minor, asked.paid_back + 1) THEN 'refunded'
        WHEN asked.granted AND o.status IN ('to-ship', 'deposit-paid', 'held', 'refunding') AND EXISTS
            (SELECT 1 FROM order_lines AS l WHERE l.order_row = o.id AND l.number > 0 AND l.gift = '')
            AND NOT EXISTS (SELECT 1 FROM order_lines AS l WHERE l.order_row = o.id AND l.number > 0 AND l.gift = '' AND l.closed = 0) THEN 'refunded'
        WHEN asked.open AND o.status IN ('to-ship', 'deposit-paid', 'held', 'shipped', 'done') THEN 'refunding'
        WHEN asked.granted AND asked.whole AND o.total_minor IS NULL AND o.status IN ('to-ship', 'refunding') THEN 'held'
        WHEN NOT asked.open AND o.status = 'refunding' THEN CASE WHEN o.shipped_at IS NOT NULL OR o.waybill <> '' THEN 'shipped' ELSE 'to-ship' END
        ELSE o.status END AS next
    FROM asked JOIN orders AS o ON o.id = asked.order_row
)
UPDATE orders SET status = meant.next, held_from = CASE meant.next WHEN 'held' THEN meant.back ELSE '' END,
    hold_reason = CASE WHEN meant.next = 'held' THEN :unsure WHEN orders.status = 'held' THEN '' ELSE hold_reason END
FROM meant WHERE meant.id = orders.id AND meant.next <> orders.status
"""
