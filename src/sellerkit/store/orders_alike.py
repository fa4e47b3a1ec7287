"""Orders of a plain sheet that numbers none, beside those that came in not long ago."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sellerkit.store.store import Batch

# What `orders.rules.own_number` makes, with its occurrence: numbers that say nothing but what stood in the row.
_OWN = "orders.order_id GLOB 'P[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]*'"


class NumberlessOrder(NamedTuple):
    """An order with a number of our own: to whom, and what, as (code or title, properties, quantity)."""

    id: int
    order_id: str
    name: str
    phone: str
    street: str
    items: tuple[tuple[str, str, int], ...]


def numberless(db: sqlite3.Connection, channel: str, order_ids: Sequence[str]) -> list[NumberlessOrder]:
    """Those of these orders that have a number of our own."""
    chosen = "orders.channel = ? AND orders.order_id IN (SELECT value FROM json_each(?))"
    return list(_orders(db, chosen, (channel, json.dumps(list(order_ids)))))


def came_before(batch: Batch, channel: str, since: str, but: Sequence[str]) -> list[NumberlessOrder]:
    """Those that other batches brought from `since` (a UTC text) on and that are not closed, but for these numbers."""
    chosen = (
        "orders.channel = ? AND orders.batch_id IN (SELECT number FROM batches WHERE started_at >= ? AND number <> ?) "
        "AND orders.status NOT IN ('closed', 'refunded') AND orders.order_id NOT IN (SELECT value FROM json_each(?))"
    )
    return list(_orders(batch.db, chosen, (channel, since, batch.number, json.dumps(list(but)))))


def _orders(db: sqlite3.Connection, chosen: str, given: tuple[object, ...]) -> Iterator[NumberlessOrder]:
    picked = f"{chosen} AND {_OWN}"
    items: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for row in db.execute(
        "SELECT line.order_row, CASE line.code WHEN '' THEN line.name ELSE line.code END, line.properties, line.quantity "
        f"FROM orders JOIN order_lines AS line ON line.order_row = orders.id WHERE {picked} AND line.number > 0 AND line.gift = ''",
        given,
    ):
        items[row[0]].append((row[1], row[2], row[3]))
    rows = db.execute(
        "SELECT orders.id, orders.order_id, buyers.name, buyers.phone, buyers.province || buyers.city || buyers.district || buyers.street "
        f"FROM orders JOIN buyers ON buyers.id = orders.buyer_id WHERE {picked} ORDER BY orders.id",
        given,
    )
    return (NumberlessOrder(row[0], row[1], row[2], row[3], row[4], tuple(sorted(items[row[0]]))) for row in rows)
