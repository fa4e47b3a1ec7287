"""Orders of one export taken into the store: new ones added, known ones merged or left as they were."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sellerkit.model.order import Order
from sellerkit.store import order_import_sql as sql
from sellerkit.store.order_import_known import merge_orders
from sellerkit.store.order_import_new import Orders, add_orders, free_id
from sellerkit.store.order_import_results import ItemWanted, LineWithoutItem, SavedOrder, SavedOrders
from sellerkit.store.store import Batch

__all__ = ["ItemWanted", "LineWithoutItem", "SavedOrder", "SavedOrders", "save_orders"]


def save_orders(
    batch: Batch,
    orders: Sequence[Order],
    decisions: Iterable[Sequence[str]],
    *,
    file: str,
    today: date,
    dispatch_within: timedelta = timedelta(0),
    hold_words: Sequence[str] = (),
) -> SavedOrders:
    """Take the orders of one file in. `decisions` has rows (ours, said, theirs, status, verdict) for every combination.
    An order must be shipped `dispatch_within` from its payment, unless the file promises a time or it is not paid; one
    without any date of its own came to us now; lots expired before `today` are no stock. A note with one of `hold_words` holds its order.

    Empty cells of a newer export never erase what is known. Buyers are added, never changed, so that a batch can be
    undone without anything personal being kept aside.
    """
    db = batch.db
    known, new = _parted(db, orders)
    for statement in sql.STAGING:
        db.execute(statement)
    merged = merge_orders(batch, known, decisions, file=file, within=dispatch_within, hold_words=hold_words)
    first_new = free_id(db, "orders")
    added = add_orders(batch, new, file=file, within=dispatch_within, hold_words=hold_words)
    saved = SavedOrders(
        tuple(one for _n, one in sorted((*merged.orders, *added.orders), key=lambda one: one[0])),
        tuple(sorted((*merged.without_item, *added.without_item), key=lambda line: line.order)),
        _short(db, today, first_new, new),
        merged.without_lines + added.without_lines,
        tuple(order_row for _paid, _n, order_row in sorted((*merged.fresh, *added.fresh))),
    )
    for statement in sql.CLEARING:
        db.execute(statement)
    return saved


def _parted(db: sqlite3.Connection, orders: Sequence[Order]) -> tuple[Orders, Orders]:
    """The orders that the store knows and those that are new, each with its place in the file."""
    known = {
        (channel, row[0])
        for channel in {order.channel for order in orders}
        for row in db.execute(
            "SELECT order_id FROM orders WHERE channel = ? AND order_id IN (SELECT value FROM json_each(?))",
            (channel, json.dumps([order.order_id for order in orders])),
        )
    }
    placed = list(enumerate(orders))
    if not known:
        return [], placed
    return (
        [one for one in placed if (one[1].channel, one[1].order_id) in known],
        [one for one in placed if (one[1].channel, one[1].order_id) not in known],
    )


def _short(db: sqlite3.Connection, today: date, first_new: int, new: Orders) -> tuple[ItemWanted, ...]:
    doubtful = [row[0] for row in db.execute(sql.ITEMS_DOUBTFUL, {"today": today.isoformat()})]
    if not doubtful:
        return ()
    given = {
        "today": today.isoformat(), "items": json.dumps(doubtful),
        "first": first_new, "new": json.dumps([n for n, _order in new]),
    }  # fmt: skip
    return tuple(ItemWanted(*row) for row in db.execute(sql.ITEMS_SHORT, given))
