"""The ledger of an item: every movement with what was there after it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement, in the item's unit. `balance` is what was there after it; `at` is a UTC text; `waybill` of its parcel."""

    sku: str
    at: str
    batch: int
    command: str
    kind: str
    delta: int
    balance: int
    lot: str | None
    expires: str | None
    reason: str
    waybill: str
    file: str
    sheet: str
    row: int | None


def movements_of(db: sqlite3.Connection, skus: Sequence[str]) -> list[Entry]:
    """Every movement of these items, by SKU and then as they were written."""
    rows = db.execute(
        "SELECT items.sku, movements.at, movements.batch_id, batches.command, movements.kind, movements.delta, "
        "sum(movements.delta) OVER (PARTITION BY movements.item_id ORDER BY movements.batch_id, movements.id), "
        "lots.code, lots.expires, movements.reason, coalesce(nullif(parcels.waybill, ''), parcels.reference, ''), "
        "movements.file, movements.sheet, movements.row FROM movements JOIN items ON items.id = movements.item_id "
        "JOIN batches ON batches.number = movements.batch_id LEFT JOIN lots ON lots.id = movements.lot_id "
        "LEFT JOIN parcels ON parcels.id = movements.parcel_id "
        "WHERE items.sku IN (SELECT value FROM json_each(?)) ORDER BY items.sku, movements.batch_id, movements.id",
        (json.dumps(list(skus)),),
    )
    return [Entry(*row) for row in rows]
