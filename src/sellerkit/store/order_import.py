"""Orders of one export merged into the store: created, changed or left as they were, in sets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from sellerkit.model.order import Order
from sellerkit.store import order_import_sql as sql
from sellerkit.store.code_matches import match_lines
from sellerkit.store.order_choice import BUYER_COLUMNS
from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """What became of one order of the export. `verdict` "older" or "doubtful": the file was not believed.

    `held_for` is the word in its notes for which it was held just now.
    """

    outcome: str
    verdict: str
    status: str
    held_for: str = ""


@dataclass(frozen=True, slots=True)
class LineWithoutItem:
    """A line of the export that no item is known for: index of its order, its row, what names it."""

    order: int
    row: int | None
    code: str
    title: str
    properties: str


@dataclass(frozen=True, slots=True)
class ItemWanted:
    """An item that the open orders want more of than is there, and the first order and row of the export that do."""

    sku: str
    order: int
    row: int | None


@dataclass(frozen=True, slots=True)
class SavedOrders:
    """One SavedOrder for each order that was given, in its place; what a person may have to look at.

    `without_lines` counts open orders whose items no file has listed yet; `fresh` are the rows of the orders that were
    paid for with this file, in the order of their payment.
    """

    orders: tuple[SavedOrder, ...]
    without_item: tuple[LineWithoutItem, ...]
    wanted: tuple[ItemWanted, ...]
    without_lines: int
    fresh: tuple[int, ...]


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
    """Merge the orders of one file. `decisions` has rows (ours, said, theirs, status, verdict) for every combination.
    An order must be shipped `dispatch_within` from its payment, unless the file promises a time or it is not paid; one
    without any date of its own came to us now; lots expired before `today` are no stock. A note with one of `hold_words` holds its order.

    Empty cells of a newer export never erase what is known. Buyers are added, never changed, so that a batch can be
    undone without anything personal being kept aside.
    """
    db = batch.db
    for statement in sql.STAGING:
        db.execute(statement)
    db.executemany("INSERT INTO temp.decisions VALUES (?, ?, ?, ?, ?)", decisions)
    db.executemany(sql.ADD_ORDER, (_order_row(n, order, hold_words) for n, order in enumerate(orders)))
    db.executemany(sql.ADD_LINE, (row for n, order in enumerate(orders) for row in _line_rows(n, order)))
    given = {
        "batch": batch.number,
        "at": batch.at,
        "file": file,
        "within": f"+{int(dispatch_within.total_seconds())} seconds",
    }
    for statement in (*sql.MERGE_ORDERS, *sql.MERGE_LINES, *sql.SAVE):
        db.execute(statement, given)
    match_lines(batch, staged=True)
    saved = SavedOrders(
        tuple(SavedOrder(*row) for row in db.execute(sql.OUTCOMES)),
        tuple(LineWithoutItem(*row) for row in db.execute(sql.WITHOUT_ITEM)),
        _short(db, today),
        int(db.execute(sql.WITHOUT_LINES).fetchone()[0]),
        tuple(int(row[0]) for row in db.execute(sql.FRESH)),
    )
    for statement in sql.CLEARING:
        db.execute(statement)
    return saved


def _short(db: sqlite3.Connection, today: date) -> tuple[ItemWanted, ...]:
    db.execute(sql.LINES_BY_ID)
    return tuple(ItemWanted(*row) for row in db.execute(sql.ITEMS_SHORT, {"today": today.isoformat()}))


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
            line.closed, line.row,
        )  # fmt: skip
