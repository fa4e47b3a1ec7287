"""Parcels that were written into a courier's import workbook: which file each is in, and under which number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sellerkit.store.store import Batch

# Keys of what is kept for a parcel's reference.
FILE, NUMBER = "import-file", "import-number"


def keep_in_file(batch: Batch, file: str, numbers: Iterable[tuple[str, str]]) -> None:
    """These parcels (reference, number in the file) go into this workbook, a path below the shop's folder."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    batch.db.executemany(
        "INSERT INTO courier_saved (reference, key, value, at, batch_id) VALUES (?, ?, ?, ?, ?)",
        [
            (reference, key, value, at, batch.number)
            for reference, number in numbers
            for key, value in ((FILE, file), (NUMBER, number))
        ],
    )


def numbers_in_files(db: sqlite3.Connection, carrier: str) -> dict[str, int]:
    """Every number under which a parcel of this courier may come back: the one in its workbook, or its reference → order row."""
    rows = db.execute(
        "SELECT value AS number, order_row FROM courier_saved JOIN parcels ON parcels.reference = courier_saved.reference "
        "JOIN parcel_orders ON parcel_id = parcels.id WHERE key = ?1 AND carrier = ?2 "
        "UNION SELECT reference, order_row FROM parcels JOIN parcel_orders ON parcel_id = parcels.id WHERE carrier = ?2",
        (NUMBER, carrier),
    )
    return {str(row["number"]): int(row["order_row"]) for row in rows}


def settle_refusal(batch: Batch, parcel_id: int, code: str, reason: str) -> None:
    """The courier's answer refuses this parcel; its order can be shipped again."""
    batch.db.execute(
        "UPDATE parcels SET state = 'refused', problem_code = ?, problem = ? WHERE id = ?", (code, reason, parcel_id)
    )


def order_numbers(db: sqlite3.Connection, order_rows: Collection[int]) -> list[str]:
    """The orders' own numbers."""
    rows = db.execute(
        "SELECT order_id FROM orders WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(order_rows)),)
    )
    return [str(row[0]) for row in rows]


def waybill_holders(db: sqlite3.Connection, waybills: Collection[str]) -> list[tuple[str, int]]:
    """Confirmed parcels that have one of these waybills: (waybill, order row)."""
    rows = db.execute(
        "SELECT waybill, order_row FROM parcels JOIN parcel_orders ON parcel_id = parcels.id "
        "WHERE state = 'confirmed' AND waybill <> '' AND waybill IN (SELECT value FROM json_each(?))",
        (json.dumps(list(waybills)),),
    )
    return [(str(row[0]), int(row[1])) for row in rows]
