"""What a count must know of the ledger: where it stood when the workbook was written, and what came after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from sellerkit.model.item import Lot, LotStock


def last_batch(db: sqlite3.Connection) -> int:
    """The number of the newest batch, 0 when there is none yet."""
    return int(db.execute("SELECT coalesce(max(number), 0) FROM batches").fetchone()[0])


def lots_by_id(db: sqlite3.Connection, lot_ids: Iterable[int]) -> dict[int, tuple[str, Lot]]:
    """Lot id → its item's SKU and what it is."""
    rows = db.execute(
        "SELECT lots.id, items.sku, code, produced, expires, lots.origin FROM lots JOIN items ON items.id = lots.item_id "
        "WHERE lots.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(lot_ids))),),
    )
    return {int(row[0]): (str(row[1]), Lot(row[2], row[3], row[4], row[5])) for row in rows}


def used_up_lots(db: sqlite3.Connection, item_id: int) -> list[LotStock]:
    """The item's lots of which nothing is left, the newest first."""
    rows = db.execute(
        "SELECT id, code, produced, expires, origin FROM lots WHERE item_id = ?1 AND coalesce("
        "(SELECT sum(delta) FROM movements WHERE movements.item_id = ?1 AND movements.lot_id = lots.id), 0) = 0 ORDER BY id DESC",
        (item_id,),
    )
    return [LotStock(Lot(row[1], row[2], row[3], row[4]), row[0], 0) for row in rows]


def stated_since(db: sqlite3.Connection, skus: Sequence[str], batch: int) -> dict[str, int]:
    """SKU → the last batch after `batch` that stated or counted what is there of it."""
    rows = db.execute(
        "SELECT items.sku, max(movements.batch_id) FROM movements JOIN items ON items.id = movements.item_id "
        "WHERE movements.batch_id > ? AND movements.kind IN ('set', 'count') "
        "AND items.sku IN (SELECT value FROM json_each(?)) GROUP BY items.id",
        (batch, json.dumps(list(skus))),
    )
    return {str(row[0]): int(row[1]) for row in rows}


def arrived_since(db: sqlite3.Connection, skus: Sequence[str], batch: int) -> dict[tuple[str, int | None], int]:
    """(SKU, lot id or None) → what came and went after `batch`, where it comes to something."""
    rows = db.execute(
        "SELECT items.sku, movements.lot_id, sum(delta) FROM movements JOIN items ON items.id = movements.item_id "
        "WHERE movements.batch_id > ? AND items.sku IN (SELECT value FROM json_each(?)) "
        "GROUP BY items.id, movements.lot_id HAVING sum(delta) <> 0",
        (batch, json.dumps(list(skus))),
    )
    return {(str(row[0]), row[1]): int(row[2]) for row in rows}
