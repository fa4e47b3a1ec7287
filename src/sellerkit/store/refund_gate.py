"""What stops a parcel at the last moment: refunds in files that were not taken in, and orders that ended since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel with a waybill that has not been handed over, and one of its orders; 0 and "" where no plan says more."""

    order_row: int
    order_id: str
    channel: str
    status: str
    parcel_id: int
    waybill: str
    carrier: str
    problem_code: str
    printed: bool
    wave: int
    station: int
    slot: int
    position: int


def taken_in(db: sqlite3.Connection, file_hashes: Sequence[str]) -> set[str]:
    """Which of these files were taken in as lists of refunds, in batches that still count."""
    rows = db.execute(
        "SELECT file_hash FROM batches WHERE mode = 'refunds' AND state = 'done' AND file_hash IN (SELECT value FROM json_each(?))",
        (json.dumps(list(file_hashes)),),
    )
    return {str(row[0]) for row in rows}


def stopped_by(db: sqlite3.Connection, asked: Sequence[tuple[str, str, str, str]]) -> list[tuple[int, int]]:
    """(index, order row) of each request that the store does not know as it is: order number, channel ("" any), request
    number, status. A request that was settled here is not opened again by an older list."""
    rows = db.execute(
        "SELECT asked.key AS n, orders.id AS order_row FROM json_each(?) AS asked JOIN orders ON orders.order_id = json_extract(asked.value, '$[0]') "
        "AND json_extract(asked.value, '$[1]') IN ('', orders.channel) WHERE NOT EXISTS (SELECT 1 FROM refunds "
        "WHERE refunds.order_id = orders.order_id AND refund_id = json_extract(asked.value, '$[2]') "
        "AND (refunds.status = json_extract(asked.value, '$[3]') OR (json_extract(asked.value, '$[3]') = 'refunding' AND refunds.status <> 'refunding')))",
        (json.dumps([list(one) for one in asked]),),
    )
    return [(int(row["n"]), int(row["order_row"])) for row in rows]


def in_the_pile(db: sqlite3.Connection, since: str) -> list[Parcel]:
    """Parcels in packing order with a waybill since then (UTC text) that stand on no closed hand-over sheet."""
    rows = db.execute(
        "SELECT orders.id AS order_row, orders.order_id, orders.channel, orders.status, parcels.id AS parcel_id, parcels.waybill, parcels.carrier, parcels.problem_code, "
        "parcels.printed_at IS NOT NULL AS printed, plan.wave, plan.station, plan.slot, coalesce(plan.position, parcels.position) AS position "
        "FROM parcels JOIN parcel_orders ON parcel_orders.parcel_id = parcels.id JOIN orders ON orders.id = parcel_orders.order_row "
        "LEFT JOIN plan_parcels AS plan ON plan.order_row = orders.id WHERE parcels.state = 'confirmed' AND parcels.confirmed_at >= ? "
        "AND NOT EXISTS (SELECT 1 FROM manifest_parcels AS mine JOIN manifests ON manifests.id = mine.manifest_id "
        "WHERE mine.parcel_id = parcels.id AND mine.waybill = parcels.waybill AND mine.off = '' AND manifests.closed_at IS NOT NULL) "
        "ORDER BY plan.position IS NULL, position, orders.id",
        (since,),
    )
    return [
        Parcel(
            row["order_row"], row["order_id"], row["channel"], row["status"], row["parcel_id"], row["waybill"], row["carrier"], row["problem_code"],
            bool(row["printed"]), row["wave"] or 0, row["station"] or 0, row["slot"] or 0, row["position"],
        )
        for row in rows
    ]  # fmt: skip
