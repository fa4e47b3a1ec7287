"""What marketplaces were told of parcels that left, and which waybills the courier has scanned since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class Gone:
    """One order in one confirmed parcel; times are UTC texts.

    `closed_at`: its hand-over sheet was signed; `told_at`: exported before. `format` and `file` are those of the import that
    brought the order (`path` as the batch names the file, `file_hash` of its bytes then), `rows` where its lines stand
    there. `others` counts further parcels of the order that are still to come or were never handed over.
    """

    order_row: int
    channel: str
    order_id: str
    status: str
    said: str
    parcel_id: int
    waybill: str
    carrier: str
    company: str
    closed_at: str | None
    told_at: str | None
    format: str
    path: str
    file_hash: str
    sheet: str
    rows: tuple[int, ...]
    others: int


# The plus keeps SQLite from looking lines up by their batch, which has all of a file's.
_GONE = """
SELECT o.id AS order_row, o.channel, o.order_id, o.status, o.said, p.id AS parcel_id, p.waybill, p.carrier, o.carrier_name AS company,
    (SELECT max(m.closed_at) FROM manifest_parcels AS mp JOIN manifests AS m ON m.id = mp.manifest_id
        WHERE mp.parcel_id = p.id AND mp.waybill = p.waybill AND mp.off = '') AS closed_at,
    (SELECT e.at FROM exported AS e WHERE e.order_row = o.id AND e.parcel_id = p.id AND e.waybill = p.waybill) AS told_at,
    coalesce(json_extract(b.summary, '$.format'), '') AS format, b.file_name AS path, b.file_hash, o.sheet,
    (SELECT json_group_array(row) FROM (SELECT o.row AS row UNION SELECT l.row FROM order_lines AS l
        WHERE l.order_row = o.id AND +l.batch_id = o.batch_id) WHERE row IS NOT NULL) AS rows,
    (SELECT count(*) FROM parcel_orders AS po2 JOIN parcels AS p2 ON p2.id = po2.parcel_id
        WHERE po2.order_row = o.id AND p2.id <> p.id AND p2.state IN ('planned', 'intended', 'unknown', 'confirmed')
        AND NOT EXISTS (SELECT 1 FROM exported AS e2 WHERE e2.order_row = o.id AND e2.parcel_id = p2.id AND e2.waybill = p2.waybill)) AS others
FROM parcels AS p JOIN parcel_orders AS po ON po.parcel_id = p.id JOIN orders AS o ON o.id = po.order_row
    JOIN batches AS b ON b.number = o.batch_id
WHERE p.state = 'confirmed' AND p.waybill <> '' AND (:channels IS NULL OR o.channel IN (SELECT value FROM json_each(:channels)))
ORDER BY o.channel, o.id, p.confirmed_at, p.id
"""


def gone(db: sqlite3.Connection, channels: Sequence[str] = ()) -> list[Gone]:
    """Every order with a waybill, of these channels (all when none is named), in the order of the store."""
    rows = db.execute(_GONE, {"channels": json.dumps(list(channels)) if channels else None})
    return [Gone(**{**dict(row), "rows": tuple(sorted(json.loads(row["rows"])))}) for row in rows]


def order_channels(db: sqlite3.Connection) -> set[str]:
    """Every channel that an order came by."""
    return {str(row[0]) for row in db.execute("SELECT DISTINCT channel FROM orders")}


def note_exported(batch: Batch, told: Iterable[tuple[Gone, str]], file: str) -> None:
    """The marketplace was told of these, under which name of the courier, in that file."""
    batch.db.executemany(
        "INSERT OR IGNORE INTO exported (order_row, parcel_id, waybill, carrier_name, file, at, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(one.order_row, one.parcel_id, one.waybill, name, file, batch.at, batch.number) for one, name in told],
    )


def told_of(db: sqlite3.Connection, waybills: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Waybill → the channels that were told of it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in db.execute(
        "SELECT DISTINCT exported.waybill AS waybill, orders.channel AS channel FROM exported JOIN orders ON orders.id = order_row "
        "WHERE exported.waybill IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
        (json.dumps(list(waybills)),),
    ):
        found[row["waybill"]] = (*found.get(row["waybill"], ()), row["channel"])
    return found


@dataclass(frozen=True, slots=True)
class Uncollected:
    """An order that its marketplace takes for shipped, and whose waybill no courier has scanned. `marked_at` is a UTC text."""

    channel: str
    order_id: str
    waybill: str
    carrier: str
    marked_at: str


# Told by us, or by the seller on the platform's own page: then its export says so (`said`). What never was a parcel of this
# shop went elsewhere: an export lists thousands of those.
_UNCOLLECTED = """
WITH marked AS (
    SELECT o.id, o.channel, o.order_id, coalesce(e.waybill, o.waybill) AS waybill, coalesce(e.carrier_name, o.carrier_name) AS carrier,
        coalesce(e.at, o.shipped_at) AS marked_at
    FROM orders AS o LEFT JOIN exported AS e ON e.order_row = o.id
        AND EXISTS (SELECT 1 FROM parcels AS p WHERE p.id = e.parcel_id AND p.state = 'confirmed' AND p.waybill = e.waybill)
    WHERE o.status = 'shipped' AND (e.id IS NOT NULL OR (o.said = 'shipped' AND o.shipped_at IS NOT NULL AND EXISTS
        (SELECT 1 FROM parcel_orders AS po JOIN parcels AS p ON p.id = po.parcel_id WHERE po.order_row = o.id AND p.state = 'confirmed')))
)
SELECT channel, order_id, waybill, carrier, marked_at FROM marked
WHERE waybill <> '' AND marked_at >= ? AND NOT EXISTS (SELECT 1 FROM scans WHERE scans.waybill = marked.waybill)
ORDER BY marked_at, id
"""


def uncollected(db: sqlite3.Connection, since: str) -> list[Uncollected]:
    """Orders marked shipped since then (UTC text) without the first scan, those marked first before."""
    return [Uncollected(**dict(row)) for row in db.execute(_UNCOLLECTED, (since,))]


def known_waybills(db: sqlite3.Connection) -> dict[str, str]:
    """Every waybill of a parcel or an order, by itself in capitals: a sheet may write it in small letters."""
    rows = db.execute(
        "SELECT waybill FROM parcels WHERE waybill <> '' UNION SELECT waybill FROM orders WHERE waybill <> ''"
    )
    return {str(row[0]).upper(): str(row[0]) for row in rows}


def scanned(db: sqlite3.Connection, waybills: Sequence[str]) -> dict[str, str]:
    """When the courier scanned these first (UTC texts); those without a scan are not in it."""
    rows = db.execute(
        "SELECT waybill, scanned_at FROM scans WHERE waybill IN (SELECT value FROM json_each(?))",
        (json.dumps(list(waybills)),),
    )
    return {row["waybill"]: row["scanned_at"] for row in rows}


def note_scans(batch: Batch, scans: Mapping[str, str]) -> tuple[int, int]:
    """Write first scans (waybill → UTC text); an earlier one wins over a later. How many were new, and changed."""
    known = scanned(batch.db, list(scans))
    fresh = [(waybill, at) for waybill, at in scans.items() if waybill not in known]
    earlier = [(at, waybill) for waybill, at in scans.items() if waybill in known and at < known[waybill]]
    batch.db.executemany(
        "INSERT INTO scans (waybill, scanned_at, batch_id) VALUES (?, ?, ?)", [(*one, batch.number) for one in fresh]
    )
    batch.db.executemany("UPDATE scans SET scanned_at = ? WHERE waybill = ?", earlier)
    return len(fresh), len(earlier)
