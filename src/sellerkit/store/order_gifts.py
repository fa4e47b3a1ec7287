"""Gifts (赠品) that go along with orders: what a rule asks of an order, how many were given, the lines that give them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sellerkit.store.code_matches import match_lines
from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class PaidOrder:
    """An order as a gift rule sees it. `items` maps each SKU (or a code that no item is known for) to its quantity."""

    id: int
    order_id: str
    channel: str
    currency: str
    total_minor: int | None
    items: dict[str, int]


@dataclass(frozen=True, slots=True)
class Gift:
    """One gift line to add to an order: `rule` says by which rule, so that it is given once and counted."""

    order_row: int
    sku: str
    name: str
    quantity: int
    rule: str


def paid_orders(db: sqlite3.Connection, order_rows: Sequence[int]) -> list[PaidOrder]:
    """These orders with what is in them, in the order in which they are given."""
    given = (json.dumps(list(order_rows)),)
    items: dict[int, dict[str, int]] = defaultdict(dict)
    for row in db.execute(
        "SELECT line.order_row, coalesce(items.sku, line.code), sum(coalesce(reservations.quantity, line.quantity)) FROM order_lines AS line "
        "LEFT JOIN reservations ON reservations.line_id = line.id AND reservations.quantity > 0 LEFT JOIN items ON items.id = reservations.item_id "
        "WHERE line.order_row IN (SELECT value FROM json_each(?)) AND line.number > 0 AND line.gift = '' AND line.closed = 0 GROUP BY 1, 2",
        given,
    ):
        items[row[0]][row[1]] = row[2]
    rows = db.execute(
        "SELECT orders.id, order_id, channel, currency, total_minor FROM json_each(?) AS given JOIN orders ON orders.id = given.value ORDER BY given.key",
        given,
    )
    return [PaidOrder(row[0], row[1], row[2], row[3], row[4], items[row[0]]) for row in rows]


def gifts_given(db: sqlite3.Connection) -> dict[str, int]:
    """Rule → how many orders have its gift; an order that was closed or refunded gives it back."""
    return {
        str(row[0]): int(row[1])
        for row in db.execute(
            "SELECT gift, count(DISTINCT order_row) FROM order_lines JOIN orders ON orders.id = order_lines.order_row "
            "WHERE gift <> '' AND number > 0 AND orders.status NOT IN ('closed', 'refunded') GROUP BY gift"
        )
    }


def orders_with_gifts(db: sqlite3.Connection, order_rows: Sequence[int]) -> set[tuple[int, str]]:
    """(order, rule) of the gifts that these orders have already."""
    rows = db.execute(
        "SELECT order_row, gift FROM order_lines WHERE gift <> '' AND order_row IN (SELECT value FROM json_each(?))",
        (json.dumps(list(order_rows)),),
    )
    return {(int(row[0]), str(row[1])) for row in rows}


def add_gifts(batch: Batch, gifts: Iterable[Gift]) -> int:
    """Add the lines and reserve their stock; how many lines."""
    db, lines = batch.db, []
    for gift in gifts:
        row = db.execute(
            "INSERT INTO order_lines (order_row, number, code, name, quantity, unit_price_minor, key, gift, batch_id) VALUES (?1, "
            "(SELECT coalesce(max(abs(number)), 0) + 1 FROM order_lines WHERE order_row = ?1), ?2, ?3, ?4, 0, 'gift:' || ?5, ?5, ?6) RETURNING id",
            (gift.order_row, gift.sku, gift.name, gift.quantity, gift.rule, batch.number),
        ).fetchone()
        lines.append(int(row[0]))
    match_lines(batch, lines)
    return len(lines)
