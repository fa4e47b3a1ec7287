"""Couriers' bills: the parcels that they speak of, what was billed before, and their lines."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sellerkit.model.order import Buyer
from sellerkit.store.order_choice import BUYER_COLUMNS, buyer_of
from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class BilledParcel:
    """A parcel that a waybill means or meant; `confirmed_at` is a UTC text. The buyer is None when hidden or forgotten."""

    parcel_id: int
    waybill: str
    carrier: str
    voided: bool
    weight_g: int
    carton: str
    cost_minor: int | None
    currency: str
    confirmed_at: str | None
    order_ids: tuple[str, ...]
    buyer: Buyer | None
    total_minor: int | None


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A line of a bill that stands (of so many `lines` in all); day ISO, weight in g."""

    bill_id: int
    batch: int
    carrier: str
    lines: int
    waybill: str
    day: str | None
    weight_g: int | None
    minor: int
    fee: str


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be kept: what of it is agreed, and why not all is."""

    waybill: str
    parcel_id: int | None
    day: str | None
    weight_g: int | None
    minor: int
    agreed_minor: int
    reason: str
    fee: str
    sheet: str
    row: int


_BUYER = ", ".join(f"buyers.{c} AS b_{c}" for c in BUYER_COLUMNS)
_PARCELS = f"""
WITH meant AS (SELECT upper(value) AS waybill FROM json_each(:waybills)),
found AS (
    SELECT id, waybill, state = 'voided' AS voided FROM parcels WHERE state IN ('confirmed', 'voided') AND upper(waybill) IN (SELECT waybill FROM meant)
    UNION ALL
    -- A number given back, whose parcel has another one since: their references differ in the attempt at the end only.
    SELECT p.id, j.waybill, 1 FROM journal AS j JOIN parcels AS p
        ON p.reference > rtrim(j.reference, '0123456789') AND p.reference < rtrim(j.reference, '0123456789') || ':'
    WHERE j.event = 'voided' AND upper(j.waybill) IN (SELECT waybill FROM meant) AND upper(p.waybill) <> upper(j.waybill)
)
SELECT found.id AS parcel_id, found.waybill, p.carrier, found.voided, p.weight_g, p.carton, p.cost_minor, p.currency, p.confirmed_at,
    (SELECT json_group_array(o.order_id) FROM parcel_orders AS po JOIN orders AS o ON o.id = po.order_row WHERE po.parcel_id = p.id) AS order_ids,
    orders.total_minor, {_BUYER}
FROM found JOIN parcels AS p ON p.id = found.id
    JOIN orders ON orders.id = (SELECT min(order_row) FROM parcel_orders WHERE parcel_id = p.id)
    LEFT JOIN buyers ON buyers.id = orders.buyer_id
ORDER BY found.voided DESC
"""


def billed_parcels(db: sqlite3.Connection, waybills: Iterable[str]) -> dict[str, BilledParcel]:
    """Waybill in capitals → its parcel; one that was given back is `voided`, unless it is in use again."""
    rows = db.execute(_PARCELS, {"waybills": json.dumps(list(waybills))})
    return {
        row["waybill"].upper(): BilledParcel(
            row["parcel_id"], row["waybill"], row["carrier"], bool(row["voided"]), row["weight_g"], row["carton"], row["cost_minor"], row["currency"],
            row["confirmed_at"], tuple(json.loads(row["order_ids"])), buyer_of(row), row["total_minor"],
        )
        for row in rows
    }  # fmt: skip


def earlier_lines(db: sqlite3.Connection, waybills: Iterable[str]) -> list[EarlierLine]:
    """What bills that stand said of these waybills; "" means lines without one."""
    rows = db.execute(
        "SELECT l.bill_id, l.batch_id AS batch, b.carrier, b.lines, l.waybill, l.billed_on AS day, l.billed_g AS weight_g, l.billed_minor AS minor, l.fee "
        "FROM courier_bill_lines AS l JOIN (SELECT id, carrier, (SELECT count(*) FROM courier_bill_lines WHERE bill_id = courier_bills.id) AS lines "
        "FROM courier_bills) AS b ON b.id = l.bill_id "
        "WHERE upper(l.waybill) IN (SELECT upper(value) FROM json_each(?)) ORDER BY l.id",
        (json.dumps(list(waybills)),),
    )
    return [EarlierLine(**dict(row)) for row in rows]


def unbilled(db: sqlite3.Connection, since: str, until: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Parcels confirmed in [since, until) (UTC texts) that no bill speaks of: (waybill, carrier, order numbers)."""
    rows = db.execute(
        "SELECT p.waybill, p.carrier, (SELECT json_group_array(o.order_id) FROM parcel_orders AS po JOIN orders AS o ON o.id = po.order_row "
        "WHERE po.parcel_id = p.id) AS order_ids FROM parcels AS p WHERE p.state = 'confirmed' AND p.confirmed_at >= ? AND p.confirmed_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM courier_bill_lines AS l WHERE upper(l.waybill) = upper(p.waybill)) ORDER BY p.confirmed_at, p.id",
        (since, until),
    )
    return [(row["waybill"], row["carrier"], tuple(json.loads(row["order_ids"]))) for row in rows]


def save_bill(
    batch: Batch, carrier: str, file: str, currency: str, stated_minor: int | None, period: tuple[str | None, str | None], lines: Sequence[NewLine]
) -> int:  # fmt: skip
    """Write a bill and its lines; its id."""
    row = batch.db.execute(
        "INSERT INTO courier_bills (carrier, file, currency, stated_minor, period_from, period_to, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (carrier, file, currency, stated_minor, *period, batch.number),
    ).fetchone()
    batch.db.executemany(
        "INSERT INTO courier_bill_lines (bill_id, waybill, parcel_id, billed_on, billed_g, billed_minor, agreed_minor, reason, fee, sheet, row, batch_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (row[0], l.waybill, l.parcel_id, l.day, l.weight_g, l.minor, l.agreed_minor, l.reason, l.fee, l.sheet, l.row, batch.number)
            for l in lines  # noqa: E741
        ],
    )  # fmt: skip
    return int(row[0])
