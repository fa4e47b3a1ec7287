"""Orders as other jobs ask for them, and the changes of status that jobs make."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sellerkit.model.order import MatchedLine, OrderToPack
from sellerkit.store.order_choice import BUYER_COLUMNS, Choice, buyer_of, chosen, unknown_numbers
from sellerkit.store.order_lists import OpenOrders, open_orders_summary
from sellerkit.store.store import Batch

__all__ = [
    "Choice", "OpenOrders", "mark_shipped", "open_orders_summary", "orders_to_pack", "set_status", "unknown_numbers", "unmark_shipped",
]  # fmt: skip


def orders_to_pack(db: sqlite3.Connection, wanted: Choice, *, today: datetime | date) -> list[OrderToPack]:
    """The orders to be packed (status to-ship unless statuses are named), those due first, with items and buyers.

    `today` is the business time from which `due` counts. Lines that need nothing sent any more are left out.
    """
    moment = today if isinstance(today, datetime) else datetime.combine(today, datetime.min.time(), UTC)
    where, given = chosen(wanted, moment, default=("to-ship",))
    order = "orders.ship_by IS NULL, orders.ship_by, orders.placed_at, orders.id"
    picked = f"orders.id IN (SELECT id FROM orders WHERE {where} ORDER BY {order} LIMIT :most)"
    items, unmatched = _items_of(db, picked, given)
    rows = db.execute(
        f"SELECT orders.*, {', '.join(f'buyers.{c} AS b_{c}' for c in BUYER_COLUMNS)}, buyers.buyer_note, buyers.seller_note "
        f"FROM orders LEFT JOIN buyers ON buyers.id = orders.buyer_id WHERE {picked} ORDER BY {order}",
        given,
    )
    return [
        OrderToPack(
            row["id"], row["channel"], row["order_id"], row["status"], row["ship_by"], buyer_of(row),
            tuple(items.get(row["id"], ())), tuple(unmatched.get(row["id"], ())), row["buyer_note"] or "",
            row["seller_note"] or "", row["flag"], row["total_minor"], row["currency"],
        )
        for row in rows
    ]  # fmt: skip


def _items_of(
    db: sqlite3.Connection, picked: str, given: dict[str, object]
) -> tuple[dict[int, list[MatchedLine]], dict[int, list[str]]]:
    """For each order row: its items, the same item of several lines added up; and what names its unmatched lines."""
    items: dict[int, list[MatchedLine]] = {}
    for row in db.execute(
        f"SELECT orders.id AS id, items.sku AS sku, sum(reservations.quantity) AS quantity, items.id AS item_id FROM orders "
        f"JOIN order_lines ON order_lines.order_row = orders.id JOIN reservations ON reservations.line_id = order_lines.id "
        f"JOIN items ON items.id = reservations.item_id WHERE {picked} AND order_lines.closed = 0 AND reservations.quantity > 0 "
        f"GROUP BY orders.id, items.id ORDER BY orders.id, min(order_lines.number), items.sku",
        given,
    ):
        items.setdefault(row["id"], []).append(MatchedLine(row["sku"], row["quantity"], row["item_id"]))
    unmatched: dict[int, list[str]] = {}
    for row in db.execute(
        f"SELECT orders.id AS id, CASE line.code WHEN '' THEN line.name ELSE line.code END AS what FROM orders "
        f"JOIN order_lines AS line ON line.order_row = orders.id WHERE {picked} AND line.closed = 0 "
        f"AND NOT EXISTS (SELECT 1 FROM reservations WHERE reservations.line_id = line.id AND reservations.quantity > 0) ORDER BY orders.id, line.number",
        given,
    ):
        unmatched.setdefault(row["id"], []).append(row["what"])
    # An order whose items no file has listed yet is not an empty parcel.
    for row in db.execute(
        f"SELECT orders.id AS id FROM orders WHERE {picked} AND NOT EXISTS "
        f"(SELECT 1 FROM order_lines AS line WHERE line.order_row = orders.id AND line.number > 0 AND line.gift = '')",
        given,
    ):
        unmatched[row["id"]] = ["?"]
    return items, unmatched


def set_status(batch: Batch, order_rows: Sequence[int], status: str, *, reason: str = "") -> None:
    """Give these orders a status of the shop's own doing. Holding remembers what each was held from."""
    batch.db.execute(
        "UPDATE orders SET held_from = CASE WHEN ?1 <> 'held' THEN '' WHEN status = 'held' THEN held_from ELSE status END, "
        "status = ?1, hold_reason = ?2 WHERE id IN (SELECT value FROM json_each(?3))",
        (status, reason, json.dumps(list(order_rows))),
    )


def mark_shipped(batch: Batch, order_row: int, waybill: str, carrier_name: str, at: str) -> None:
    """The order has a waybill (`at` is a stored UTC time). One that was held, closed or refunded meanwhile keeps its status."""
    batch.db.execute(
        "UPDATE orders SET held_from = CASE status WHEN 'held' THEN held_from ELSE '' END, "
        "status = CASE WHEN status IN ('unpaid', 'deposit-paid', 'to-ship') THEN 'shipped' ELSE status END, "
        "waybill = ?, carrier_name = ?, shipped_at = ? WHERE id = ?",
        (waybill, carrier_name, at, order_row),
    )


def unmark_shipped(batch: Batch, order_row: int, status: str = "to-ship") -> None:
    """The waybill was given back: a shipped order waits again; one that was held, closed or refunded stays so."""
    batch.db.execute(
        "UPDATE orders SET status = CASE status WHEN 'shipped' THEN ? ELSE status END, "
        "waybill = '', carrier_name = '', shipped_at = NULL WHERE id = ?",
        (status, order_row),
    )
