"""Goods that came back: what a waybill brings, and the movements that put it on the shelves, aside, or write it off."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sellerkit.store.stock import ITEM_COLUMNS, add_movements
from sellerkit.store.store import Batch

SECONDS = "-SECONDS"
_COPIED = tuple(column for column in ITEM_COLUMNS if column not in ("sku", "barcode", "low"))


@dataclass(frozen=True, slots=True)
class ComingBack:
    """One item of a returned parcel. `lot_id` and `parcel_id` are None when the books never saw it leave."""

    item_id: int
    sku: str
    lot_id: int | None
    quantity: int
    parcel_id: int | None


@dataclass(frozen=True, slots=True)
class Returned:
    """What a waybill belongs to: the order, the request for a return (None when there is none), and what is in it."""

    waybill: str
    order_row: int
    order_id: str
    refund_row: int | None
    done: str
    goods: tuple[ComingBack, ...]


def returned_parcel(db: sqlite3.Connection, waybill: str) -> Returned | None:
    """What comes back under this waybill: the buyer's return, or our own parcel that was not delivered."""
    row = db.execute(
        "SELECT refunds.id AS refund, refunds.order_row AS order_row, refunds.line_id AS line, refunds.returned_to AS done, orders.order_id AS order_id "
        "FROM refunds JOIN orders ON orders.id = refunds.order_row WHERE refunds.return_waybill = ? ORDER BY refunds.returned_to <> '', refunds.id LIMIT 1",
        (waybill,),
    ).fetchone()
    if row is None:
        row = db.execute(
            "SELECT NULL AS refund, orders.id AS order_row, NULL AS line, '' AS done, orders.order_id AS order_id FROM orders WHERE orders.waybill = ?1 "
            "OR orders.id IN (SELECT order_row FROM parcel_orders JOIN parcels ON parcels.id = parcel_orders.parcel_id WHERE parcels.waybill = ?1) "
            "ORDER BY orders.id LIMIT 1",
            (waybill,),
        ).fetchone()
    if row is None:
        return None
    goods = _goods(db, row["order_row"], row["line"])
    return Returned(waybill, row["order_row"], row["order_id"], row["refund"], row["done"], goods)


def _goods(db: sqlite3.Connection, order_row: int, line: int | None) -> tuple[ComingBack, ...]:
    """What the order (or the line) holds; from the lots that its parcels took and did not get back yet."""
    wanted = {
        int(row[0]): (str(row[1]), int(row[2]))
        for row in db.execute(
            "SELECT items.id, items.sku, sum(reservations.quantity) FROM order_lines AS line JOIN reservations ON reservations.line_id = line.id "
            "JOIN items ON items.id = reservations.item_id WHERE line.order_row = ?1 AND (?2 IS NULL OR line.id = ?2) AND line.number > 0 "
            "AND reservations.quantity > 0 GROUP BY items.id ORDER BY items.sku",
            (order_row, line),
        )
    }
    out: dict[int, list[tuple[int | None, int, int]]] = {}
    for row in db.execute(
        "SELECT item_id, lot_id, parcel_id, -sum(delta) FROM movements WHERE parcel_id IN (SELECT parcel_id FROM parcel_orders WHERE order_row = ?) "
        "GROUP BY item_id, lot_id, parcel_id HAVING sum(delta) < 0 ORDER BY min(id)",
        (order_row,),
    ):
        out.setdefault(int(row[0]), []).append((row[1], int(row[2]), int(row[3])))
    left_by_parcel = db.execute(
        "SELECT 1 FROM movements JOIN parcel_orders USING (parcel_id) WHERE order_row = ? LIMIT 1", (order_row,)
    ).fetchone()
    goods = []
    for item, (sku, quantity) in wanted.items():
        for lot, parcel, gone in out.get(item, ()):
            if taken := min(gone, quantity):
                goods.append(ComingBack(item, sku, lot, taken, parcel))
                quantity -= taken
        if quantity and left_by_parcel is None:
            goods.append(ComingBack(item, sku, None, quantity, None))
    return tuple(goods)


def take_back(batch: Batch, parcel: Returned, to: str) -> None:
    """Bring the goods in; then leave them on the shelves, move them to their seconds, or write them off."""
    reason = parcel.order_id
    for one in parcel.goods:
        add_movements(
            batch, "return", [(one.item_id, one.lot_id, one.quantity)], reason=reason, parcel_id=one.parcel_id
        )
        if to == "scrap":
            add_movements(batch, "loss", [(one.item_id, one.lot_id, -one.quantity)], reason=reason)
        elif to == "seconds":
            item, lot = _seconds_of(batch, one)
            moves = [(one.item_id, one.lot_id, -one.quantity), (item, lot, one.quantity)]
            add_movements(batch, "repack", moves, reason=reason)
    _note(batch, parcel, to)


def _note(batch: Batch, parcel: Returned, to: str) -> None:
    """Remember that it came back, so that it cannot come back twice."""
    if parcel.refund_row is not None:
        batch.db.execute("UPDATE refunds SET returned_to = ? WHERE id = ?", (to, parcel.refund_row))
        return
    # Our own parcel, back undelivered: goods came, no money was asked for with it.
    batch.db.execute(
        "INSERT INTO refunds (refund_id, channel, order_id, order_row, kind, status, return_waybill, returned_to, batch_id) "
        "SELECT 'W' || ?1, channel, order_id, id, 'return', 'closed', ?1, ?2, ?3 FROM orders WHERE id = ?4",
        (parcel.waybill, to, batch.number, parcel.order_row),
    )


def _seconds_of(batch: Batch, one: ComingBack) -> tuple[int, int | None]:
    """The item that an item's seconds are sold as (made when there is none), and its lot with the same dates."""
    db = batch.db
    db.execute(
        f"INSERT INTO items (sku, {', '.join(_COPIED)}, batch_id) SELECT sku || ?1, {', '.join(_COPIED)}, ?2 FROM items "
        f"WHERE id = ?3 AND NOT EXISTS (SELECT 1 FROM items AS known WHERE known.sku = items.sku || ?1)",
        (SECONDS, batch.number, one.item_id),
    )
    item = int(db.execute("SELECT id FROM items WHERE sku = ?", (one.sku + SECONDS,)).fetchone()[0])
    if one.lot_id is None:
        return item, None
    row = db.execute(
        "SELECT mine.id FROM lots AS mine JOIN lots AS its ON its.id = ?1 AND mine.code = its.code AND mine.produced IS its.produced "
        "AND mine.expires IS its.expires AND mine.origin IS its.origin WHERE mine.item_id = ?2 ORDER BY mine.id LIMIT 1",
        (one.lot_id, item),
    ).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO lots (item_id, code, produced, expires, origin, quantity_received, currency, batch_id) "
            "SELECT ?1, code, produced, expires, origin, 0, currency, ?2 FROM lots WHERE id = ?3 RETURNING id",
            (item, batch.number, one.lot_id),
        ).fetchone()
    return item, int(row[0])
