"""What profit is made of, set by set: orders, statement lines with their places, bills, parcels, goods and their costs.

`money_lines` reads the temporary tables that store/reconciling.py prepares; the rest stands in the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sellerkit.model.profit import MOVES
from sellerkit.store.reconciled import _SHIPPED as SHIPPED


class OrderRow(NamedTuple):
    """An order; `at` is the UTC text of its payment, else of its placing, else of its leaving."""

    id: int
    channel: str
    order_id: str
    status: str
    currency: str
    total_minor: int | None
    waybill: str
    shipped: int
    at: str | None


class MoneyLine(NamedTuple):
    """A statement line; `order_row` is None where no order, or more than one, has its number."""

    line: int
    order_row: int | None
    source: str
    kind: str
    currency: str
    sku: str
    minor: int
    posted_at: str | None
    file: str
    sheet: str
    row: int | None
    column: str


class BillLine(NamedTuple):
    """What is agreed of one line of a courier's bill; `day` is an ISO date."""

    line: int
    parcel_id: int | None
    waybill: str
    minor: int
    currency: str
    day: str | None
    file: str
    sheet: str
    row: int | None


class ParcelRow(NamedTuple):
    parcel_id: int
    reference: str
    carrier: str
    waybill: str
    carton: str
    confirmed: int
    cost_minor: int | None
    currency: str


class Goods(NamedTuple):
    """A line of an order and an item that it takes (None: nobody knows which); `cost_minor` is for `priced_per` units."""

    order_row: int
    line: int
    code: str
    quantity: int
    value_minor: int | None
    closed: int
    gift: str
    item_id: int | None
    sku: str | None
    taken: int | None
    price_minor: int | None
    cost_minor: int | None
    priced_per: int | None
    currency: str | None


class Left(NamedTuple):
    """What of one item and lot left for good in a parcel, or (no parcel) came back for an order, with both costs known of it."""

    parcel_id: int | None
    reason: str
    item_id: int
    sku: str
    lot: str | None
    quantity: int
    lot_minor: int | None
    received: int | None
    lot_currency: str | None
    cost_minor: int | None
    priced_per: int
    currency: str | None


def order_rows(db: sqlite3.Connection) -> Iterator[OrderRow]:
    rows = db.execute(
        f"SELECT id, channel, order_id, status, currency, total_minor, waybill, {SHIPPED}, coalesce(paid_at, placed_at, shipped_at) "
        "FROM orders ORDER BY channel, order_id"
    )
    return (OrderRow(*row) for row in rows)


def money_lines(db: sqlite3.Connection) -> Iterator[MoneyLine]:
    """Every line once that makes or takes money; what another bill tells again is left out."""
    moves = ", ".join(f"'{kind}'" for kind in MOVES)
    db.execute("DROP TABLE IF EXISTS temp.orders_of_lines")
    db.execute("CREATE TEMP TABLE orders_of_lines (line INTEGER PRIMARY KEY, order_row INTEGER)")
    db.execute("INSERT INTO orders_of_lines SELECT line, order_row FROM told_lines WHERE order_row IS NOT NULL")
    rows = db.execute(
        "SELECT line.id, tied.order_row, bills.source, line.kind, line.currency, line.sku, "
        'line.amount_minor, line.posted_at, statements.file, statements.sheet, line.row, line."column" '
        "FROM payout_lines AS line NOT INDEXED CROSS JOIN bills ON bills.id = line.statement_row "
        "CROSS JOIN statements ON statements.id = line.statement_row LEFT JOIN orders_of_lines AS tied ON tied.line = line.id "
        f"WHERE line.id NOT IN (SELECT line FROM repeated) AND line.kind NOT IN ({moves}) ORDER BY line.id"
    )
    return (MoneyLine(*row) for row in rows)


def granted_refunds(db: sqlite3.Connection) -> dict[int, int]:
    """Order → what was granted to its buyer, minor units of the order's currency."""
    rows = db.execute(
        "SELECT order_row, sum(amount_minor) FROM refunds WHERE order_row IS NOT NULL AND status = 'refunded' AND kind <> 'exchange' "
        "AND amount_minor > 0 GROUP BY order_row"
    )
    return {int(row[0]): int(row[1]) for row in rows}


def bill_lines(db: sqlite3.Connection) -> Iterator[BillLine]:
    rows = db.execute(
        "SELECT line.id, line.parcel_id, line.waybill, line.agreed_minor, bill.currency, line.billed_on, bill.file, line.sheet, line.row "
        "FROM courier_bill_lines AS line JOIN courier_bills AS bill ON bill.id = line.bill_id ORDER BY line.id"
    )
    return (BillLine(*row) for row in rows)


def parcel_rows(db: sqlite3.Connection) -> Iterator[ParcelRow]:
    rows = db.execute(
        "SELECT id, reference, carrier, waybill, carton, state = 'confirmed', cost_minor, currency FROM parcels ORDER BY id"
    )
    return (ParcelRow(*row) for row in rows)


def orders_of_parcels(db: sqlite3.Connection) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for parcel, order in db.execute("SELECT parcel_id, order_row FROM parcel_orders ORDER BY parcel_id, order_row"):
        found.setdefault(int(parcel), []).append(int(order))
    return found


def goods_of_orders(db: sqlite3.Connection) -> Iterator[Goods]:
    rows = db.execute(
        "SELECT line.order_row, line.id, coalesce(nullif(line.code, ''), line.name), line.quantity, "
        "coalesce(line.paid_minor, line.unit_price_minor * line.quantity), line.closed, line.gift, items.id, items.sku, taken.quantity, "
        "items.price_minor, items.cost_minor, items.priced_per, items.currency FROM order_lines AS line "
        "LEFT JOIN reservations AS taken ON taken.line_id = line.id AND taken.quantity > 0 LEFT JOIN items ON items.id = taken.item_id "
        "WHERE line.number > 0 ORDER BY line.order_row, line.number, items.sku"
    )
    return (Goods(*row) for row in rows)


_LOT_AND_ITEM = (
    "lots.code, {quantity} AS quantity, lots.cost_minor, lots.quantity_received, lots.currency, items.cost_minor, items.priced_per, items.currency "
    "FROM movements AS m JOIN items ON items.id = m.item_id LEFT JOIN lots ON lots.id = m.lot_id "
)
# Goods that came back and were written off in the same batch did not come back for the books.
_NOT_SCRAPPED = (
    "NOT (m.kind = 'return' AND EXISTS (SELECT 1 FROM movements AS lost WHERE lost.item_id = m.item_id AND lost.lot_id IS m.lot_id "
    "AND lost.delta = -m.delta AND lost.kind = 'loss' AND lost.batch_id = m.batch_id AND lost.parcel_id IS NULL))"
)


def goods_that_left(db: sqlite3.Connection) -> Iterator[Left]:
    """Parcel by parcel what left for good; then what came back for orders whose goods the books never saw leave."""
    parcels = db.execute(
        "SELECT m.parcel_id, '', m.item_id, items.sku, " + _LOT_AND_ITEM.format(quantity="-sum(m.delta)")
        + f"WHERE m.parcel_id IN (SELECT id FROM parcels WHERE state <> 'voided') AND {_NOT_SCRAPPED} GROUP BY m.parcel_id, m.item_id, m.lot_id ORDER BY m.parcel_id, items.sku, m.lot_id"
    )  # fmt: skip
    yield from (Left(*row) for row in parcels)
    back = db.execute(
        "SELECT NULL, m.reason, m.item_id, items.sku, " + _LOT_AND_ITEM.format(quantity="-m.delta")
        + f"WHERE m.parcel_id IS NULL AND m.kind = 'return' AND m.reason <> '' AND {_NOT_SCRAPPED} ORDER BY m.id"
    )  # fmt: skip
    yield from (Left(*row) for row in back)
