"""What lots cost in total, and goods that come into a lot with their cost."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from sellerkit.model.item import Lot
from sellerkit.store.store import Batch


class LotCost(NamedTuple):
    """The total cost of everything that was ever received in a lot; None when it is not known."""

    cost_minor: int | None
    received: int
    currency: str | None


def lot_costs(db: sqlite3.Connection, lot_ids: Iterable[int]) -> dict[int, LotCost]:
    """Lot id → its cost, for these lots."""
    rows = db.execute(
        "SELECT id, cost_minor, quantity_received, currency FROM lots WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(lot_ids)),),
    )
    return {int(row[0]): LotCost(row[1], row[2], row[3]) for row in rows}


def receive(batch: Batch, item_id: int, lot: Lot, quantity: int, cost_minor: int | None, currency: str | None) -> int:
    """Put goods into the item's lot of that code and those dates, a new one if there is none; the lot's id comes back.

    The lot's total cost grows by `cost_minor`; once a part of it is unknown, or in another currency, the total is unknown.
    """
    about = {
        "item": item_id, "code": lot.code, "produced": lot.produced, "expires": lot.expires, "origin": lot.origin,
        "quantity": quantity, "cost": cost_minor, "currency": currency, "batch": batch.number,
    }  # fmt: skip
    known = batch.db.execute(
        "SELECT id FROM lots WHERE item_id = :item AND code = :code AND produced IS :produced AND expires IS :expires "
        "AND origin IS :origin ORDER BY id LIMIT 1",
        about,
    ).fetchone()
    if known is None:
        made = batch.db.execute(
            "INSERT INTO lots (item_id, code, produced, expires, origin, cost_minor, quantity_received, currency, batch_id) "
            "VALUES (:item, :code, :produced, :expires, :origin, :cost, :quantity, :currency, :batch) RETURNING id",
            about,
        ).fetchone()
        return int(made[0])
    batch.db.execute(
        "UPDATE lots SET quantity_received = quantity_received + :quantity, "
        "cost_minor = CASE WHEN currency IS :currency THEN cost_minor + :cost END WHERE id = :lot",
        about | {"lot": known[0]},
    )
    return int(known[0])
