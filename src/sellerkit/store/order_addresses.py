"""Addresses that a person must look at, and the mended ones put in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sellerkit.model.order import Buyer
from sellerkit.store.order_choice import BUYER_COLUMNS, buyer_of
from sellerkit.store.store import Batch

_PERSON = ", ".join(f"buyers.{column} AS b_{column}" for column in BUYER_COLUMNS)
# Exact, but with `written`: the name or the phone number is missing.
_DOUBTFUL = "(buyers.confidence IN ('guessed', 'failed') OR (buyers.confidence = 'exact' AND buyers.written <> ''))"


@dataclass(frozen=True, slots=True)
class OrderAddress:
    """An open order and its recipient."""

    order_row: int
    channel: str
    order_id: str
    buyer: Buyer


def doubtful_addresses(db: sqlite3.Connection) -> list[OrderAddress]:
    """The open orders whose address is not exact, those due first."""
    return _listed(db, _DOUBTFUL, "orders.ship_by IS NULL, orders.ship_by, orders.id")


def addresses_of(db: sqlite3.Connection) -> dict[tuple[str, str], OrderAddress]:
    """Every open order with a recipient, by channel and number."""
    return {(one.channel, one.order_id): one for one in _listed(db, "1", "orders.id")}


def _listed(db: sqlite3.Connection, condition: str, order: str) -> list[OrderAddress]:
    rows = db.execute(
        f"SELECT orders.id, orders.channel, orders.order_id, {_PERSON} FROM orders JOIN buyers ON buyers.id = orders.buyer_id "
        f"WHERE orders.status IN ('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding') AND {condition} ORDER BY {order}"
    )
    return [
        OrderAddress(row["id"], row["channel"], row["order_id"], buyer)
        for row in rows
        if (buyer := buyer_of(row)) is not None
    ]


def mend_addresses(batch: Batch, mended: Iterable[tuple[int, Buyer]]) -> None:
    """Give these orders (by row) other recipients. Buyers are added, never changed: the notes go along."""
    columns = ", ".join(BUYER_COLUMNS)
    marks = ", ".join("?" for _column in BUYER_COLUMNS)
    for order_row, buyer in mended:
        values = [getattr(buyer, column) for column in BUYER_COLUMNS]
        made = batch.db.execute(
            f"INSERT INTO buyers ({columns}, buyer_note, seller_note, batch_id) SELECT {marks}, coalesce(b.buyer_note, ''), "
            "coalesce(b.seller_note, ''), ? FROM orders LEFT JOIN buyers AS b ON b.id = orders.buyer_id WHERE orders.id = ? RETURNING id",
            (*values, batch.number, order_row),
        ).fetchone()
        batch.db.execute("UPDATE orders SET buyer_id = ? WHERE id = ?", (made[0], order_row))
