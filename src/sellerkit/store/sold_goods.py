"""Goods that left in parcels and that a stated quantity brings back into the books."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from sellerkit.store.store import Batch


class PutBack(NamedTuple):
    """An item that a set made more, although `sold` of it left in parcels since its source was set the last time.

    Quantities are in the item's unit; `last` is what was there right after that last set (None: it was never set), and
    `last_out` the UTC text of the youngest parcel.
    """

    sku: str
    before: int
    after: int
    sold: int
    last: int | None
    last_out: str
    row: int | None


def sold_and_set(batch: Batch, since: int, source: str, *, out_from: str = "") -> list[PutBack]:
    """What the set of this batch (its movements have ids above `since`) made more of, and what parcels had taken of it.

    Only parcels from `out_from` (a UTC text) on are looked at: a sheet knows of those before it was made.
    """
    if not _any_parcel(batch.db, out_from):
        return []
    given = {"since": since, "source": source, "from": out_from, "last": _last_set(batch.db, source, batch.number)}
    rows = batch.db.execute(
        "WITH moved AS (SELECT item_id, sum(delta) AS delta, min(row) AS row FROM movements WHERE id > :since GROUP BY item_id "
        "  HAVING sum(delta) > 0), "
        "seen AS (SELECT moved.*, CASE WHEN :source <> '' THEN :last ELSE (SELECT max(batch_id) FROM movements AS m "
        "  WHERE m.item_id = moved.item_id AND m.kind = 'set' AND m.id <= :since) END AS last FROM moved), "
        "sold AS (SELECT seen.*, -sum(out.delta) AS sold, max(out.at) AS last_out FROM seen JOIN movements AS out ON out.item_id = seen.item_id "
        "  WHERE out.id <= :since AND out.kind IN ('ship', 'return') AND out.at >= :from AND out.batch_id > coalesce(seen.last, 0) "
        "  GROUP BY seen.item_id HAVING -sum(out.delta) > 0), "
        "there AS (SELECT sold.item_id, sum(m.delta) AS after, sum(CASE WHEN m.batch_id <= sold.last THEN m.delta END) AS then_ "
        "  FROM sold JOIN movements AS m ON m.item_id = sold.item_id GROUP BY sold.item_id) "
        "SELECT items.sku, after - delta, after, sold, then_, last_out, row FROM sold JOIN there ON there.item_id = sold.item_id "
        "JOIN items ON items.id = sold.item_id ORDER BY items.sku",
        given,
    )
    return [PutBack(*row) for row in rows]


def _any_parcel(db: sqlite3.Connection, out_from: str) -> bool:
    found = db.execute("SELECT 1 FROM movements WHERE parcel_id IS NOT NULL AND at >= ? LIMIT 1", (out_from,))
    return found.fetchone() is not None


def _last_set(db: sqlite3.Connection, source: str, before: int) -> int | None:
    row = db.execute(
        "SELECT max(number) FROM batches WHERE source = ? AND mode = 'set' AND command = 'stock import' AND state = 'done' AND number < ?",
        (source, before),
    ).fetchone()
    return None if row[0] is None else int(row[0])
