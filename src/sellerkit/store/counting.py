"""What a count must know of the ledger: where it stood when the workbook was written, and what came after."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sellerkit.model.item import Lot, LotStock


class Move(NamedTuple):
    """One movement after a workbook was written, in the item's unit.

    `states` is the batch's number when it said what is there instead of what came or went, else 0; `workbook` is what
    that batch was a count of, "" for anything else.
    """

    sku: str
    lot_id: int | None
    batch: int
    kind: str
    delta: int
    states: int
    workbook: str


class Known(NamedTuple):
    """A lot of an item (None: the item itself), and the batch that first brought it."""

    lot_id: int | None
    lot: Lot | None
    batch: int


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


def known_of(db: sqlite3.Connection, skus: Sequence[str]) -> dict[str, list[Known]]:
    """SKU → the item itself and each of its lots."""
    chosen = (json.dumps(list(skus)),)
    found: dict[str, list[Known]] = defaultdict(list)
    for sku, batch in db.execute(
        "SELECT sku, batch_id FROM items WHERE sku IN (SELECT value FROM json_each(?))", chosen
    ):
        found[sku].append(Known(None, None, batch))
    for row in db.execute(
        "SELECT items.sku, lots.id, code, produced, expires, lots.origin, lots.batch_id FROM lots JOIN items ON items.id = lots.item_id "
        "WHERE items.sku IN (SELECT value FROM json_each(?)) ORDER BY lots.id",
        chosen,
    ):
        found[row[0]].append(Known(row[1], Lot(row[2], row[3], row[4], row[5]), row[6]))
    return found


def moves_since(db: sqlite3.Connection, skus: Sequence[str], batch: int) -> dict[str, list[Move]]:
    """SKU → every movement of it after `batch`, as they were written."""
    found: dict[str, list[Move]] = defaultdict(list)
    rows = db.execute(
        "SELECT items.sku, movements.lot_id, movements.batch_id, movements.kind, movements.delta, "
        "CASE WHEN movements.kind IN ('set', 'count') OR coalesce(batches.summary ->> '$.stated', 0) THEN movements.batch_id ELSE 0 END, "
        "coalesce(batches.summary ->> '$.count_of', '') FROM movements JOIN items ON items.id = movements.item_id "
        "JOIN batches ON batches.number = movements.batch_id WHERE movements.batch_id > ? "
        "AND items.sku IN (SELECT value FROM json_each(?)) ORDER BY movements.batch_id, movements.id",
        (batch, json.dumps(list(skus))),
    )
    for row in rows:
        found[row[0]].append(Move(*row))
    return found
