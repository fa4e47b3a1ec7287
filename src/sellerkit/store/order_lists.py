"""Orders for showing: every order with its lines, and what is open in sums."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sellerkit.base.clock import to_store
from sellerkit.model.order import Buyer
from sellerkit.store.order_choice import BUYER_COLUMNS, Choice, buyer_of, chosen


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line as it is shown; `items` are (SKU, quantity reserved) that it is matched to."""

    code: str
    name: str
    properties: str
    quantity: int
    unit_price_minor: int | None
    closed: bool
    items: tuple[tuple[str, int], ...]
    gift: bool = False


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order as it is shown; times are stored UTC texts. `parcels` counts those that a courier may have."""

    id: int
    channel: str
    order_id: str
    status: str
    held_from: str
    hold_reason: str
    platform_status: str
    currency: str
    total_minor: int | None
    placed_at: str | None
    paid_at: str | None
    ship_by: str | None
    shipped_at: str | None
    flag: str
    waybill: str
    carrier_name: str
    buyer_note: str
    seller_note: str
    buyer: Buyer | None
    parcels: int
    refunded_minor: int | None
    lines: tuple[ListedLine, ...]


@dataclass(frozen=True, slots=True)
class ShortItem:
    """An item of which open orders want more than is there."""

    sku: str
    name: str
    wanted: int
    there: int


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """What `today` says of the orders. Counts are orders, but for `unmatched_lines` and `unmatched_codes`."""

    to_ship: int
    late: int
    due_6h: int
    due_24h: int
    undated: int
    held: int
    deposit_paid: int
    refunding: int
    unpaid: int
    unpaid_long: int
    next_ship_by: str | None
    unmatched_lines: int
    unmatched_codes: int
    short: tuple[ShortItem, ...]


_SHIPPED = "('intended', 'confirmed', 'unknown')"


def list_orders(db: sqlite3.Connection, choice: Choice, now: datetime) -> list[ListedOrder]:
    """Every order of the choice, open ones first, those due first among them."""
    where, given = chosen(choice, now)
    order = (
        "orders.status NOT IN ('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding'), orders.ship_by IS NULL, orders.ship_by, "
        "orders.placed_at, orders.id"
    )
    picked = f"orders.id IN (SELECT id FROM orders WHERE {where} ORDER BY {order} LIMIT :most)"
    lines = _lines(db, picked, given)
    rows = db.execute(
        f"SELECT orders.*, {', '.join(f'buyers.{c} AS b_{c}' for c in BUYER_COLUMNS)}, coalesce(buyers.buyer_note, '') AS buyer_note, "
        f"coalesce(buyers.seller_note, '') AS seller_note, (SELECT count(*) FROM parcel_orders JOIN parcels ON parcels.id = parcel_orders.parcel_id "
        f"WHERE parcel_orders.order_row = orders.id AND parcels.state IN {_SHIPPED}) AS parcels, "
        f"(SELECT sum(amount_minor) FROM refunds WHERE refunds.order_row = orders.id AND refunds.status = 'refunded') AS refunded_minor "
        f"FROM orders LEFT JOIN buyers ON buyers.id = orders.buyer_id WHERE {picked} ORDER BY {order}",
        given,
    )
    return [_listed(row, tuple(lines.get(row["id"], ()))) for row in rows]


def _listed(row: sqlite3.Row, lines: tuple[ListedLine, ...]) -> ListedOrder:
    named: dict[str, Any] = {name: row[name] for name in ListedOrder.__slots__ if name not in ("buyer", "lines")}
    return ListedOrder(**named, buyer=buyer_of(row), lines=lines)


def _lines(db: sqlite3.Connection, picked: str, given: dict[str, object]) -> dict[int, list[ListedLine]]:
    items: dict[int, list[tuple[str, int]]] = {}
    joined = "FROM orders JOIN order_lines AS line ON line.order_row = orders.id"
    for row in db.execute(
        f"SELECT line.id AS id, items.sku AS sku, reservations.quantity AS quantity {joined} JOIN reservations "
        f"ON reservations.line_id = line.id JOIN items ON items.id = reservations.item_id WHERE {picked} AND reservations.quantity > 0 ORDER BY line.id, items.sku",
        given,
    ):
        items.setdefault(row["id"], []).append((row["sku"], row["quantity"]))
    found: dict[int, list[ListedLine]] = {}
    for row in db.execute(
        f"SELECT line.* {joined} WHERE {picked} AND line.number > 0 ORDER BY line.order_row, line.number", given
    ):
        line = ListedLine(
            row["code"], row["name"], row["properties"], row["quantity"], row["unit_price_minor"], bool(row["closed"]),
            tuple(items.get(row["id"], ())), bool(row["gift"]),
        )  # fmt: skip
        found.setdefault(row["order_row"], []).append(line)
    return found


def open_orders_summary(
    db: sqlite3.Connection, now: datetime, *, unpaid_after: timedelta = timedelta(days=3)
) -> OpenOrders:
    """What is open at that moment. `unpaid_long` are orders placed longer ago than `unpaid_after` and still not paid."""
    counts = db.execute(
        "SELECT sum(status = 'to-ship') AS to_ship, "
        "sum(status = 'to-ship' AND ship_by < :now) AS late, "
        "sum(status = 'to-ship' AND ship_by BETWEEN :now AND :in_6h) AS due_6h, "
        "sum(status = 'to-ship' AND ship_by BETWEEN :now AND :in_24h) AS due_24h, "
        "sum(status = 'to-ship' AND ship_by IS NULL) AS undated, "
        "sum(status = 'held') AS held, sum(status = 'deposit-paid') AS deposit_paid, sum(status = 'refunding') AS refunding, "
        "sum(status = 'unpaid') AS unpaid, sum(status = 'unpaid' AND placed_at < :long_ago) AS unpaid_long, "
        "min(CASE WHEN status = 'to-ship' AND ship_by >= :now THEN ship_by END) AS next_ship_by "
        "FROM orders WHERE status IN ('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding')",
        {
            "now": to_store(now),
            "in_6h": to_store(now + timedelta(hours=6)),
            "in_24h": to_store(now + timedelta(hours=24)),
            "long_ago": to_store(now - unpaid_after),
        },
    ).fetchone()
    unmatched = db.execute(
        "SELECT count(*), count(DISTINCT orders.channel || char(10) || line.code || char(10) || CASE line.code WHEN '' THEN line.name ELSE '' END) "
        "FROM orders JOIN order_lines AS line ON line.order_row = orders.id "
        "WHERE orders.status IN ('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding') AND line.closed = 0 "
        "AND NOT EXISTS (SELECT 1 FROM reservations WHERE reservations.line_id = line.id AND reservations.quantity > 0)"
    ).fetchone()
    numbers: dict[str, Any] = {name: counts[name] or 0 for name in counts.keys() if name != "next_ship_by"}  # noqa: SIM118
    return OpenOrders(**numbers, next_ship_by=counts["next_ship_by"], unmatched_lines=unmatched[0], unmatched_codes=unmatched[1],
                      short=tuple(_short(db)))  # fmt: skip


def _short(db: sqlite3.Connection) -> Iterator[ShortItem]:
    rows = db.execute(
        "SELECT items.sku AS sku, coalesce(items.name, '') AS name, reserved.quantity AS wanted, coalesce(on_hand.quantity, 0) AS there "
        "FROM reserved JOIN items ON items.id = reserved.item_id LEFT JOIN on_hand ON on_hand.item_id = reserved.item_id "
        "WHERE reserved.quantity > coalesce(on_hand.quantity, 0) ORDER BY reserved.quantity - coalesce(on_hand.quantity, 0) DESC, items.sku"
    )
    return (ShortItem(row["sku"], row["name"], row["wanted"], row["there"]) for row in rows)
