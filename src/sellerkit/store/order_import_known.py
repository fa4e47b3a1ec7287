"""Orders that the store knows already, merged with what a file says of them, in sets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from sellerkit.model.order import Order
from sellerkit.store import order_import_sql as sql
from sellerkit.store.code_matches import match_lines
from sellerkit.store.order_choice import BUYER_COLUMNS
from sellerkit.store.order_import_results import LineWithoutItem, Part, SavedOrder
from sellerkit.store.store import Batch

Orders = Sequence[tuple[int, Order]]


def merge_orders(
    batch: Batch,
    orders: Orders,
    decisions: Iterable[Sequence[str]],
    *,
    file: str,
    within: timedelta,
    hold_words: Sequence[str],
) -> Part:
    """Merge these orders (with their places in the file); lines that waited without an item are matched anew."""
    db = batch.db
    db.executemany("INSERT INTO temp.decisions VALUES (?, ?, ?, ?, ?)", decisions)
    db.executemany(sql.ADD_ORDER, (_order_row(n, order, hold_words) for n, order in orders))
    db.executemany(sql.ADD_LINE, (row for n, order in orders for row in _line_rows(n, order)))
    given = {"batch": batch.number, "file": file, "within": f"+{int(within.total_seconds())} seconds"}
    for statement in (*sql.MERGE_ORDERS, *sql.MERGE_LINES, *sql.SAVE):
        db.execute(statement, given)
    match_lines(batch, staged=True)
    return Part(
        tuple((row[0], SavedOrder(*row[1:])) for row in map(tuple, db.execute(sql.OUTCOMES))),
        tuple(LineWithoutItem(*row) for row in db.execute(sql.WITHOUT_ITEM)),
        int(db.execute(sql.WITHOUT_LINES).fetchone()[0]),
        tuple((str(row[0]), int(row[1]), int(row[2])) for row in db.execute(sql.FRESH)),
    )


_PERSON = attrgetter(*BUYER_COLUMNS)
_NOBODY = ("",) * len(BUYER_COLUMNS)


def _order_row(n: int, order: Order, hold_words: Sequence[str]) -> tuple[object, ...]:
    buyer, notes = order.buyer, bool(order.buyer_note or order.seller_note)
    person = _NOBODY if buyer is None else _PERSON(buyer)
    there = buyer is not None and any(person)
    masked = there and any("*" in text for text in person)
    held = _words_in(order, hold_words) if notes and hold_words else ""
    return (
        n, order.channel, order.order_id, order.status, order.platform_status, order.currency, order.total_minor,
        order.goods_minor, order.shipping_minor, order.placed_at, order.paid_at, order.ship_by, order.flag, order.waybill,
        order.carrier_name, order.shipped_at, order.sheet, order.row, there, masked, not order.guessed, held, *person, order.buyer_note,
        order.seller_note,
    )  # fmt: skip


def _words_in(order: Order, hold_words: Sequence[str]) -> str:
    """The words for which the order must be held, as JSON; "" for none."""
    found = [word for word in hold_words if word in order.buyer_note or word in order.seller_note]
    return json.dumps(found, ensure_ascii=False) if found else ""


def _line_rows(n: int, order: Order) -> Iterable[tuple[object, ...]]:
    for line in order.lines:
        yield (
            n, line.number, line.key, line.code, line.name, line.properties, line.quantity, line.unit_price_minor,
            line.closed, line.row, line.paid_minor, line.due_minor,
        )  # fmt: skip
