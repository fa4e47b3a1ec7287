"""Papers of parcels: hand-over sheets (交接单) with what stands on them, fetched labels, printed slips."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sellerkit.store.store import Batch


@dataclass(frozen=True, slots=True)
class Manifest:
    """One hand-over sheet with what stands on it now. Times are UTC texts; `closed_at` is None until the driver signed."""

    id: int
    carrier: str
    pickup: str
    printed_at: str
    closed_at: str | None
    parcels: int
    weight_g: int


@dataclass(frozen=True, slots=True)
class OnManifest:
    """A parcel on a sheet, under the number it had when it was put there."""

    manifest_id: int
    parcel_id: int
    waybill: str
    weight_g: int


@dataclass(frozen=True, slots=True)
class Papers:
    """What was printed for a parcel: its courier's own label (a path below the shop's folder, "" without one), its slip."""

    label_file: str
    slip_at: str | None


def papers_of(db: sqlite3.Connection, parcel_ids: Iterable[int]) -> dict[int, Papers]:
    """Parcel → its papers."""
    rows = db.execute(
        "SELECT id, label_file, slip_at FROM parcels WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(parcel_ids)),),
    )
    return {int(row["id"]): Papers(row["label_file"], row["slip_at"]) for row in rows}


def mark_slips(batch: Batch, parcel_ids: Iterable[int]) -> None:
    """Their packing slips were printed."""
    batch.db.executemany("UPDATE parcels SET slip_at = ? WHERE id = ?", [(batch.at, one) for one in parcel_ids])


def gifts_of(db: sqlite3.Connection, order_rows: Iterable[int]) -> dict[tuple[int, str], int]:
    """(order, SKU) → how many of it are given away with the order; they count among its items."""
    rows = db.execute(
        "SELECT line.order_row, items.sku, sum(reservations.quantity) FROM order_lines AS line JOIN reservations ON reservations.line_id = line.id "
        "JOIN items ON items.id = reservations.item_id WHERE line.gift <> '' AND line.closed = 0 AND reservations.quantity > 0 "
        "AND line.order_row IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
        (json.dumps(list(order_rows)),),
    )
    return {(int(row[0]), str(row[1])): int(row[2]) for row in rows}


def manifests(db: sqlite3.Connection) -> list[Manifest]:
    """Every sheet, oldest first."""
    rows = db.execute(
        "SELECT manifests.*, count(DISTINCT mine.waybill) AS parcels, coalesce(sum(mine.weight_g), 0) AS weight_g FROM manifests "
        "LEFT JOIN manifest_parcels AS mine ON mine.manifest_id = manifests.id AND mine.off = '' GROUP BY manifests.id ORDER BY manifests.id"
    )
    return [
        Manifest(row["id"], row["carrier"], row["pickup"], row["printed_at"], row["closed_at"], row["parcels"], row["weight_g"])
        for row in rows
    ]  # fmt: skip


def on_manifests(db: sqlite3.Connection) -> list[OnManifest]:
    """Every parcel that stands on a sheet."""
    rows = db.execute(
        "SELECT manifest_id, parcel_id, waybill, weight_g FROM manifest_parcels WHERE off = '' ORDER BY id"
    )
    return [OnManifest(*tuple(row)) for row in rows]


def handed_over(db: sqlite3.Connection) -> set[int]:
    """Parcels whose present number stands on a sheet that the driver signed."""
    rows = db.execute(
        "SELECT parcels.id FROM parcels JOIN manifest_parcels AS mine ON mine.parcel_id = parcels.id AND mine.waybill = parcels.waybill "
        "JOIN manifests ON manifests.id = mine.manifest_id WHERE mine.off = '' AND manifests.closed_at IS NOT NULL"
    )
    return {int(row[0]) for row in rows}


def add_manifest(batch: Batch, carrier: str, pickup: str) -> int:
    """A new sheet; returns its number."""
    row = batch.db.execute(
        "INSERT INTO manifests (carrier, pickup, printed_at, batch_id) VALUES (?, ?, ?, ?) RETURNING id",
        (carrier, pickup, batch.at, batch.number),
    ).fetchone()
    return int(row[0])


def put_on(batch: Batch, manifest_id: int, parcels: Sequence[tuple[int, str, int]]) -> None:
    """Put parcels (id, waybill, weight in g) on a sheet and note that it was printed anew."""
    batch.db.executemany(
        "INSERT INTO manifest_parcels (manifest_id, parcel_id, waybill, weight_g, batch_id) VALUES (?, ?, ?, ?, ?)",
        [(manifest_id, *parcel, batch.number) for parcel in parcels],
    )
    batch.db.execute("UPDATE manifests SET printed_at = ? WHERE id = ?", (batch.at, manifest_id))


def take_off(batch: Batch, manifest_id: int, parcel_ids: Iterable[int], why: str = "stays") -> None:
    """Parcels that stay here; their rows stay too and say why."""
    batch.db.execute(
        "UPDATE manifest_parcels SET off = ? WHERE manifest_id = ? AND off = '' AND parcel_id IN (SELECT value FROM json_each(?))",
        (why, manifest_id, json.dumps(list(parcel_ids))),
    )


def close_manifest(batch: Batch, manifest_id: int) -> None:
    """The driver signed it."""
    batch.db.execute("UPDATE manifests SET closed_at = ? WHERE id = ?", (batch.at, manifest_id))
