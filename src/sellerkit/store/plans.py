"""The peak plan as it was last made: which carton, wave, station and pick-up each order has."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class PlannedParcel:
    """One planned parcel in packing order. `pickup` and `start` are UTC texts, "" where there is none.

    `kind` is that of its wave ("piles", "mixed", "noted", "presale"); `slot` its number on the wave's put wall, else 0.
    """

    order_row: int
    carton: str
    weight_g: int
    wave: int
    station: int
    pickup: str
    position: int
    carrier: str
    start: str
    kind: str = ""
    slot: int = 0


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """A planned parcel with its order. `out`: its waybill is confirmed or its label printed."""

    plan: PlannedParcel
    channel: str
    order_id: str
    status: str
    out: bool


_COLUMNS = "order_row, carton, weight_g, wave, station, pickup, position, carrier, start, kind, slot"


def save_plan(batch: Batch, parcels: Sequence[PlannedParcel]) -> bool:
    """Replace the last plan; False when it is the same already."""
    if current_plan(batch.db) == list(parcels):
        return False
    batch.db.execute("DELETE FROM plan_parcels")
    batch.db.executemany(
        f"INSERT INTO plan_parcels ({_COLUMNS}, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*astuple(parcel), batch.number) for parcel in parcels],
    )
    return True


def current_plan(db: sqlite3.Connection) -> list[PlannedParcel]:
    """The last plan in packing order; empty when there is none."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM plan_parcels ORDER BY position")
    return [PlannedParcel(*row) for row in rows]


def planned_orders(db: sqlite3.Connection) -> list[PlannedOrder]:
    """The last plan in packing order, with its orders and whether they are as good as gone."""
    columns = ", ".join(f"plan.{name.strip()}" for name in _COLUMNS.split(","))
    rows = db.execute(
        f"SELECT {columns}, orders.channel, orders.order_id, orders.status, EXISTS (SELECT 1 FROM parcel_orders "
        "JOIN parcels ON parcels.id = parcel_orders.parcel_id WHERE parcel_orders.order_row = plan.order_row "
        "AND parcels.state <> 'voided' AND (parcels.state = 'confirmed' OR parcels.printed_at IS NOT NULL)) AS out "
        "FROM plan_parcels AS plan JOIN orders ON orders.id = plan.order_row ORDER BY plan.position"
    )
    return [
        PlannedOrder(PlannedParcel(*tuple(row)[:-4]), row["channel"], row["order_id"], row["status"], bool(row["out"]))
        for row in rows
    ]


def past_baskets(db: sqlite3.Connection, start: str, end: str) -> list[tuple[tuple[str, int], ...]]:
    """What each paid order placed in [start, end) holds, (SKU, quantity) by SKU; those with unmatched lines only their
    matched ones. Gifts count, since they are packed too; orders without any known item are left out."""
    rows = db.execute(
        "SELECT orders.id AS id, items.sku AS sku, sum(reservations.quantity) AS quantity FROM orders "
        "JOIN order_lines ON order_lines.order_row = orders.id JOIN reservations ON reservations.line_id = order_lines.id "
        "JOIN items ON items.id = reservations.item_id WHERE coalesce(orders.placed_at, orders.paid_at) >= ? "
        "AND coalesce(orders.placed_at, orders.paid_at) < ? AND orders.status NOT IN ('unpaid', 'closed', 'refunded') "
        "AND reservations.quantity > 0 GROUP BY orders.id, items.sku ORDER BY orders.id, items.sku",
        (start, end),
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append((row["sku"], row["quantity"]))
    return [tuple(basket) for basket in found.values()]
