"""Parcels: written down before anything is asked of a courier, and what became of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sellerkit.store.store import Batch

# A confirmed parcel, and one that may be: its order is not bought for again.
TAKEN = ("intended", "confirmed", "unknown")
# Asked for without a certain answer: settled before anything else.
IN_DOUBT = ("intended", "unknown")
# Parcels that were written down and not yet settled.
OPEN = (*IN_DOUBT, "planned")


# The code of an intended parcel that was given to its courier in a workbook: it waits for the courier's answer.
HANDED_IN = "waits-for-answer"


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """One parcel as it stands; times are UTC texts.

    In real time: `intended_at` (with `request_hash`) of the first intent that is still open; `ordered_at` when its orders
    were paid or placed, None when no sheet says so; `imported_at` when this store first read them; `closed_at` when its
    reference was last settled without a waybill. `label_url` is where the courier's own label is to be had, `label_file` the
    PDF that was fetched, a path below the shop's folder.
    """

    id: int
    reference: str
    attempt: int
    carrier: str
    state: str
    waybill: str
    route: str
    carton: str
    weight_g: int
    cost_minor: int | None
    currency: str
    pickup: str
    position: int
    problem_code: str
    problem: str
    printed_at: str | None
    order_rows: tuple[int, ...]
    order_ids: tuple[str, ...]
    channel: str
    ordered_at: str | None
    imported_at: str
    intended_at: str | None
    request_hash: str
    closed_at: str | None
    batch_id: int
    label_url: str = ""
    label_file: str = ""


@dataclass(frozen=True, slots=True)
class NewParcel:
    """A parcel to be written down before anything is asked of a courier."""

    id: int
    reference: str
    carrier: str
    order_rows: tuple[int, ...]
    carton: str
    weight_g: int
    cost_minor: int | None
    currency: str
    pickup: str = ""
    position: int = 0


_WRITTEN = "reference, carrier, carton, weight_g, cost_minor, currency, pickup, position"


def add_parcels(batch: Batch, parcels: Iterable[NewParcel]) -> None:
    """Write parcels down as planned; one that was planned, refused or voided before is planned again under its id."""
    for p in parcels:
        values = (p.reference, p.carrier, p.carton, p.weight_g, p.cost_minor, p.currency, p.pickup, p.position, p.id)
        done = batch.db.execute(
            f"UPDATE parcels SET ({_WRITTEN}) = (?, ?, ?, ?, ?, ?, ?, ?), state = 'planned', waybill = '', problem_code = '', problem = '' "
            "WHERE id = ?",
            values,
        )
        if done.rowcount:
            continue
        batch.db.execute(
            f"INSERT INTO parcels ({_WRITTEN}, id, state, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?)",
            (*values, batch.number),
        )
        batch.db.executemany(
            "INSERT INTO parcel_orders (parcel_id, order_row, batch_id) VALUES (?, ?, ?)",
            [(p.id, row, batch.number) for row in p.order_rows],
        )


_PARCELS = """
WITH chosen AS (
    SELECT * FROM parcels WHERE (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
        AND (:rows IS NULL OR id IN (SELECT parcel_id FROM parcel_orders WHERE order_row IN (SELECT value FROM json_each(:rows))))
), about AS (
    SELECT parcel_id, json_group_array(orders.id) AS order_rows, json_group_array(orders.order_id) AS order_ids,
        min(orders.channel) AS channel,
        -- The clock of the shop may be fixed: what it says is moved to the real time of the import. An order without a
        -- date has the time of its import, which says nothing.
        min(strftime('%Y-%m-%dT%H:%M:%SZ', julianday(batches.real_at) - julianday(batches.started_at)
            + julianday(nullif(coalesce(orders.paid_at, orders.placed_at), batches.started_at)))) AS ordered_at,
        min(batches.real_at) AS imported_at, min(orders.ship_by) AS ship_by, min(orders.id) AS first_row
    FROM chosen JOIN parcel_orders ON parcel_id = chosen.id JOIN orders ON orders.id = order_row
        JOIN batches ON batches.number = orders.batch_id GROUP BY parcel_id
), closed AS (
    SELECT chosen.id AS parcel_id, max(journal.id) AS journal_id, max(journal.at) AS at
    FROM chosen JOIN journal ON journal.reference = chosen.reference WHERE event IN ('refused', 'unsent') GROUP BY chosen.id
), intents AS (
    SELECT chosen.id AS parcel_id, min(journal.id) AS journal_id
    FROM chosen JOIN journal ON journal.reference = chosen.reference LEFT JOIN closed ON closed.parcel_id = chosen.id
    WHERE event = 'intent' AND journal.id > coalesce(closed.journal_id, 0) GROUP BY chosen.id
)
SELECT chosen.*, about.*, first.at AS intended_at, first.request_hash, closed.at AS closed_at
FROM chosen JOIN about ON about.parcel_id = chosen.id LEFT JOIN closed ON closed.parcel_id = chosen.id
    LEFT JOIN intents ON intents.parcel_id = chosen.id LEFT JOIN journal AS first ON first.id = intents.journal_id
ORDER BY position = 0, position, ship_by IS NULL, ship_by, first_row
"""


def parcels(
    db: sqlite3.Connection, *, states: Sequence[str] | None = None, order_rows: Collection[int] | None = None
) -> list[ParcelRow]:
    """Parcels in packing order, without a plan those due first; of these states and orders (all when left out)."""
    given = {
        "states": None if states is None else json.dumps(list(states)),
        "rows": None if order_rows is None else json.dumps(list(order_rows)),
    }
    return [
        ParcelRow(
            row["id"], row["reference"], row["attempt"], row["carrier"], row["state"], row["waybill"], row["route"], row["carton"],
            row["weight_g"], row["cost_minor"], row["currency"], row["pickup"], row["position"], row["problem_code"], row["problem"],
            row["printed_at"], tuple(json.loads(row["order_rows"])), tuple(json.loads(row["order_ids"])), row["channel"],
            row["ordered_at"], row["imported_at"], row["intended_at"], row["request_hash"] or "", row["closed_at"], row["batch_id"],
            row["label_url"], row["label_file"],
        )
        for row in db.execute(_PARCELS, given)
    ]  # fmt: skip


def settle_parcel(
    batch: Batch,
    parcel_id: int,
    state: str,
    *,
    waybill: str = "",
    route: str = "",
    code: str = "",
    problem: str = "",
    label_url: str = "",
) -> None:
    """Give a parcel the state that its courier's answer means."""
    batch.db.execute(
        "UPDATE parcels SET state = :state, waybill = :waybill, route = :route, problem_code = :code, problem = :problem, "
        "label_url = :label_url, label_file = '', "
        "confirmed_at = CASE :state WHEN 'confirmed' THEN :at ELSE confirmed_at END WHERE id = :id",
        {"state": state, "waybill": waybill, "route": route, "code": code, "problem": problem, "label_url": label_url,
         "at": batch.at, "id": parcel_id},
    )  # fmt: skip


def next_attempt(batch: Batch, parcel_id: int, state: str, reference: str) -> None:
    """The parcel gets the reference of its next attempt, so that no courier hands back what the last one was about."""
    batch.db.execute(
        "UPDATE parcels SET state = ?, attempt = attempt + 1, reference = ?, printed_at = NULL, problem_code = '', problem = '', "
        "label_url = '', label_file = '', slip_at = NULL WHERE id = ?",
        (state, reference, parcel_id),
    )


def labels_to_print(db: sqlite3.Connection) -> list[int]:
    """Orders of bought parcels, not printed yet, whose courier has a label of its own."""
    rows = db.execute(
        "SELECT order_row FROM parcels JOIN parcel_orders ON parcel_id = parcels.id "
        "WHERE state = 'confirmed' AND label_url <> '' AND printed_at IS NULL"
    )
    return [int(row[0]) for row in rows]


def keep_label(batch: Batch, parcel_id: int, file: str) -> None:
    """The courier's own label of a parcel was fetched and lies in this file, a path below the shop's folder."""
    batch.db.execute("UPDATE parcels SET label_file = ? WHERE id = ?", (file, parcel_id))


def mark_printed(batch: Batch, parcel_ids: Iterable[int]) -> None:
    """Their labels came out of the printer's file."""
    batch.db.executemany(
        "UPDATE parcels SET printed_at = ? WHERE id = ?", [(batch.at, parcel_id) for parcel_id in parcel_ids]
    )


def orders_taken(db: sqlite3.Connection) -> set[int]:
    """Orders that have a waybill or may have one."""
    rows = db.execute(
        "SELECT order_row FROM parcel_orders JOIN parcels ON parcels.id = parcel_id WHERE state IN (SELECT value FROM json_each(?))",
        (json.dumps(TAKEN),),
    )
    return {int(row[0]) for row in rows}


def on_pickups(db: sqlite3.Connection, since: str) -> dict[tuple[str, str], int]:
    """How many parcels with a waybill, or perhaps one, go with each pick-up from that UTC text on: (courier, pick-up) → count."""
    rows = db.execute(
        "SELECT carrier, pickup, count(*) FROM parcels WHERE pickup >= ? AND state IN (SELECT value FROM json_each(?)) GROUP BY 1, 2",
        (since, json.dumps(TAKEN)),
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}


def read_since(db: sqlite3.Connection, moment: datetime) -> set[int]:
    """Orders that were placed after that real time by what their sheets say: nobody can have sent them before."""
    rows = db.execute(
        "SELECT orders.id FROM orders JOIN batches ON batches.number = orders.batch_id "
        "WHERE julianday(batches.real_at) - julianday(batches.started_at) "
        "+ julianday(nullif(coalesce(orders.paid_at, orders.placed_at), batches.started_at)) > julianday(?)",
        (moment.isoformat(),),
    )
    return {int(row[0]) for row in rows}


def has_merged(db: sqlite3.Connection) -> bool:
    """Whether this shop ever put several orders into one parcel."""
    several = "SELECT 1 FROM parcel_orders GROUP BY parcel_id HAVING count(*) > 1 LIMIT 1"
    return db.execute(several).fetchone() is not None


def set_aside(batch: Batch, ids: Collection[int], order_rows: Collection[int]) -> None:
    """Parcels of these orders that were written down and never asked for give way to the new ones (`ids`), which hold
    those orders in another way: nothing is ever bought for both."""
    batch.db.execute(
        "UPDATE parcels SET state = 'refused', problem_code = 'set-aside', problem = '' WHERE state = 'planned' "
        "AND id NOT IN (SELECT value FROM json_each(?)) "
        "AND id IN (SELECT parcel_id FROM parcel_orders WHERE order_row IN (SELECT value FROM json_each(?)))",
        (json.dumps(list(ids)), json.dumps(list(order_rows))),
    )


def attempts(db: sqlite3.Connection) -> dict[int, int]:
    """Parcels that were bought for before, and which attempt the next one is."""
    return {int(row[0]): int(row[1]) for row in db.execute("SELECT id, attempt FROM parcels WHERE attempt > 1")}
