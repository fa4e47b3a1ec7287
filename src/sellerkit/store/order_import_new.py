"""Orders that the store does not know yet, written straight into their tables: there is nothing to merge them with.

Rows are put together a column at a time: a hundred thousand orders differ in a few columns only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sellerkit.model.order import OPEN, RESERVING, STATUSES, SUMMARY, Order
from sellerkit.store.bulk_insert import insert_many
from sellerkit.store.order_choice import BUYER_COLUMNS
from sellerkit.store.order_import_codes import items_meant
from sellerkit.store.order_import_results import LineWithoutItem, Part, SavedOrder
from sellerkit.store.store import Batch

Orders = Sequence[tuple[int, Order]]
_WAITS = frozenset({"unpaid", "deposit-paid", "to-ship"})
_PAID = frozenset({"deposit-paid", "to-ship"})
_AS_GIVEN = (
    "channel", "order_id", "platform_status", "currency", "total_minor", "goods_minor", "shipping_minor", "placed_at",
    "paid_at", "shipped_at", "flag", "waybill", "carrier_name", "sheet", "row",
)  # fmt: skip
_LINE = (
    "number",
    "code",
    "name",
    "properties",
    "quantity",
    "unit_price_minor",
    "key",
    "closed",
    "row",
    "paid_minor",
    "due_minor",
)
_person = attrgetter(*BUYER_COLUMNS)
_NOBODY = ("",) * len(BUYER_COLUMNS)
_CREATED = {status: SavedOrder("created", "newer", status) for status in STATUSES}


def add_orders(batch: Batch, new: Orders, *, file: str, within: timedelta, hold_words: Sequence[str]) -> Part:
    """Write new orders (with their places in the file), their buyers and lines, and reserve what the lines want."""
    orders = [order for _n, order in new]
    words = [_word_in(order, hold_words) for order in orders] if hold_words else [""] * len(orders)
    buyers = _add_buyers(batch, orders)
    first = free_id(batch.db, "orders")
    columns = _columns(orders, words, batch.at, within)
    columns |= {"id": range(first, first + len(orders)), "buyer_id": buyers, "file": [file] * len(orders)}
    _insert(batch, "orders", columns)
    without_item = _add_lines(batch, new, first)
    return Part(
        tuple(
            (n, SavedOrder("created", "newer", "held", word) if word else _CREATED[order.status])
            for (n, order), word in zip(new, words, strict=True)
        ),
        without_item,
        sum(
            (word != "" or order.status in RESERVING) and all(line.key == SUMMARY for line in order.lines)
            for order, word in zip(orders, words, strict=True)
        ),
        tuple(
            (paid or "", n, first + place)
            for place, ((n, order), paid) in enumerate(zip(new, columns["paid_at"], strict=True))
            if order.status in _PAID
        ),
    )


def free_id(db: sqlite3.Connection, table: str) -> int:
    """The first id after all that are taken."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _insert(batch: Batch, table: str, columns: dict[str, Sequence[Any]]) -> None:
    """Insert the rows of these columns; one that says the same in every row is handed over once a statement."""
    count = len(columns["id"])
    same = {
        name: values[0]
        for name, values in columns.items()
        if name != "id" and count and values.count(values[0]) == count
    }
    varying = {name: values for name, values in columns.items() if name not in same}
    insert_many(batch.db, table, list(varying), zip(*varying.values(), strict=True), same | {"batch_id": batch.number})


def _word_in(order: Order, hold_words: Sequence[str]) -> str:
    """The word in its notes for which an order that waits is held; "" for none."""
    if not (order.buyer_note or order.seller_note) or order.status not in _WAITS:
        return ""
    return next((word for word in hold_words if word in order.buyer_note or word in order.seller_note), "")


def _add_buyers(batch: Batch, orders: Sequence[Order]) -> list[int | None]:
    """Write what the file tells of buyers; the buyer of each order, None where it tells nothing."""
    first = free_id(batch.db, "buyers")
    people = {
        first + place: (*(_person(order.buyer) if order.buyer else _NOBODY), order.buyer_note, order.seller_note)
        for place, order in enumerate(orders)
        if order.buyer or order.buyer_note or order.seller_note
    }
    people = {buyer: person for buyer, person in people.items() if any(person)}
    rows = ((buyer, *person) for buyer, person in people.items())
    columns = ("id", *BUYER_COLUMNS, "buyer_note", "seller_note")
    insert_many(batch.db, "buyers", columns, rows, {"batch_id": batch.number})
    return [buyer if buyer in people else None for buyer in range(first, first + len(orders))]


def _columns(orders: Sequence[Order], words: Sequence[str], at: str, within: timedelta) -> dict[str, Sequence[Any]]:
    """The columns of `orders` that follow from the file; `words` are those for which orders are held."""
    statuses = [order.status for order in orders]
    columns: dict[str, Sequence[Any]] = {name: list(map(attrgetter(name), orders)) for name in _AS_GIVEN}
    columns["ship_by"] = [order.ship_by or _due(order, at, within) for order in orders]
    undated = [_undated(order) for order in orders]
    if any(undated):
        for name in ("placed_at", "paid_at"):
            columns[name] = [at if now else said for said, now in zip(columns[name], undated, strict=True)]
    return columns | {
        "status": ["held" if word else status for status, word in zip(statuses, words, strict=True)],
        "held_from": [status if word else "" for status, word in zip(statuses, words, strict=True)],
        "hold_reason": words,
        "said": ["" if order.guessed else order.status for order in orders],
    }


def _undated(order: Order) -> bool:
    """An order that says neither when it was placed nor when it was paid came to us now."""
    return order.placed_at is None and order.paid_at is None and order.status in _PAID


def _due(order: Order, at: str, within: timedelta) -> str | None:
    """Counted from the payment, or from now; nothing is due before an order (a presale's balance) is paid."""
    paid = order.paid_at or (at if _undated(order) else None)
    if paid is None or order.status in ("unpaid", "deposit-paid"):
        return None
    try:
        return f"{(datetime.fromisoformat(paid[:19]) + within).isoformat()}Z"
    except OverflowError:
        return None


def _add_lines(batch: Batch, new: Orders, first: int) -> tuple[LineWithoutItem, ...]:
    """Write the lines and reserve for those that want something; what comes back are open lines without an item."""
    owners = [one for one in enumerate(new, first) for _line in one[1][1].lines]
    lines = [line for _n, order in new for line in order.lines]
    first_line = free_id(batch.db, "order_lines")
    columns: dict[str, Sequence[Any]] = {name: list(map(attrgetter(name), lines)) for name in _LINE}
    columns |= {"id": range(first_line, first_line + len(lines)), "order_row": [row for row, _one in owners]}
    _insert(batch, "order_lines", columns)
    said = [
        (order.channel, line.code, line.name, line.properties)
        for (_row, (_n, order)), line in zip(owners, lines, strict=True)
    ]
    meant = items_meant(batch.db, set(said))
    taken, without = [], []
    for line_id, ((_row, (n, order)), line, names) in enumerate(zip(owners, lines, said, strict=True), first_line):
        if line.closed:
            continue
        found = meant.get(names, ())
        for item, each in found:
            taken.append((line_id, item, line.quantity * each))
        if not (found and line.quantity) and line.key != SUMMARY and order.status in OPEN:
            without.append(LineWithoutItem(n, line.row, line.code, line.name, line.properties))
    insert_many(batch.db, "reservations", ("line_id", "item_id", "quantity"), taken, {"batch_id": batch.number})
    return tuple(without)
