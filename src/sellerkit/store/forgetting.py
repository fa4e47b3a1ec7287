"""Erasing buyers for good: in the store, in its write-ahead log, and in copies of the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sellerkit.store.connection import APPLICATION_ID, translated
from sellerkit.store.store import Store

_OPEN = "('unpaid', 'deposit-paid', 'to-ship', 'held', 'refunding')"
_AGE = "coalesce(o.placed_at, o.paid_at, (SELECT started_at FROM batches WHERE batches.number = o.batch_id))"
_KEPT = f"(o.status IN {_OPEN} OR {_AGE} >= :before)"
# An address that was replaced belongs to no order any more: nobody needs it.
_GONE = (
    "SELECT b.id FROM buyers AS b WHERE b.id NOT IN (SELECT buyer_id FROM temp.kept_buyers) AND b.name || b.phone || b.country || "
    "b.province || b.city || b.district || b.street || b.postcode || b.email || b.buyer_note || b.seller_note <> ''"
)


@dataclass(frozen=True, slots=True)
class Person:
    """What of a buyer may stand in files: name, phone, e-mail, and the numbers of the orders."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgettable:
    """What would be erased: buyers, their orders; open orders of that age keep theirs. `files` brought the orders.

    `printed` says that labels of some of them were printed.
    """

    buyers: int
    orders: int
    people: tuple[Person, ...]
    open_orders: tuple[str, ...]
    files: tuple[str, ...]
    printed: bool = False


def forgettable(db: sqlite3.Connection, before: str) -> Forgettable:
    """Whose orders are all older than `before` (a stored UTC time) and finished."""
    given = {"before": before}
    with _chosen(db, before):
        people = tuple(
            Person(tuple(word for word in (row[0], row[1], row[2], *str(row[3] or "").split("\n")) if word))
            for row in db.execute(
                "SELECT b.name, b.phone, b.email, group_concat(o.order_id, char(10)) FROM temp.gone JOIN buyers AS b ON b.id = gone.id "
                "LEFT JOIN orders AS o ON o.buyer_id = b.id GROUP BY b.id"
            )
        )
        mine = "FROM orders AS o WHERE o.buyer_id IN (SELECT id FROM temp.gone)"
        orders = int(db.execute(f"SELECT count(*) {mine}").fetchone()[0])
        files = db.execute(
            f"SELECT DISTINCT file_name FROM batches WHERE file_name <> '' AND (number IN (SELECT o.batch_id {mine}) "
            f"OR number IN (SELECT batch_id FROM buyers WHERE id IN (SELECT id FROM temp.gone))) ORDER BY number"
        )
        found = tuple(str(row[0]) for row in files)
        printed = db.execute(
            f"SELECT 1 FROM parcels JOIN parcel_orders ON parcel_orders.parcel_id = parcels.id WHERE printed_at IS NOT NULL "
            f"AND parcel_orders.order_row IN (SELECT o.id {mine}) LIMIT 1"
        ).fetchone()
    still = db.execute(
        f"SELECT o.order_id FROM orders AS o WHERE o.status IN {_OPEN} AND {_AGE} < :before AND o.buyer_id IS NOT NULL ORDER BY o.id",
        given,
    )
    return Forgettable(len(people), orders, people, tuple(str(row[0]) for row in still), found, printed is not None)


def erase(store: Store, before: str) -> int:
    """Erase them in one batch, then leave no trace in the file or its log. The number of the batch; 0 when none was due."""
    db = store.db
    with translated(store.path):
        db.execute("PRAGMA secure_delete = ON")
    number = 0
    with store.batch("orders forget") as batch, _chosen(db, before):
        count = int(db.execute("SELECT count(*) FROM temp.gone").fetchone()[0])
        if count:
            number = batch.number
            batch.note(buyers=count, orders=_delete(db, number))
        else:
            batch.drop()
    scrub(store)
    return number


def scrub(store: Store) -> None:
    """Write the file anew without free pages, and empty its write-ahead log."""
    with translated(store.path):
        store.db.execute("VACUUM")
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def kept_orders(db: sqlite3.Connection, before: str) -> str:
    """Orders as JSON for `erase_in_copy`: [channel, number, whether its buyer is still needed]."""
    rows = db.execute(f"SELECT o.channel, o.order_id, {_KEPT} FROM orders AS o", {"before": before})
    return json.dumps([tuple(row) for row in rows], ensure_ascii=False)


def is_copy(path: Path) -> bool:
    """Whether the file is a copy of a store of ours that has buyers in it."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            return bool(ours and db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'buyers'").fetchone())
    except sqlite3.Error:
        return False


def erase_in_copy(path: Path, before: str, known: str, *, dry_run: bool = False) -> int:
    """Erase in a copy of the store whoever the store itself no longer needs (`known`: see kept_orders). How many buyers."""
    with translated(path), closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute("PRAGMA secure_delete = ON")
        db.execute(
            "CREATE TEMP TABLE known (channel TEXT, order_id TEXT, needed INTEGER, PRIMARY KEY (channel, order_id))"
        )
        db.execute("INSERT INTO known SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)", (known,))
        db.execute("BEGIN IMMEDIATE")
        with _chosen(
            db,
            before,
            "coalesce((SELECT needed FROM temp.known WHERE known.channel = o.channel AND known.order_id = o.order_id), {kept})",
        ):
            count = int(db.execute("SELECT count(*) FROM temp.gone").fetchone()[0])
            if count and not dry_run:
                _delete(db, int(db.execute("SELECT max(number) FROM batches").fetchone()[0]))
        db.execute("ROLLBACK" if dry_run else "COMMIT")
        if not dry_run:
            db.execute("VACUUM")
            db.execute("PRAGMA journal_mode = DELETE")
    return count


@contextmanager
def _chosen(db: sqlite3.Connection, before: str, kept: str = "{kept}") -> Iterator[None]:
    """For the block: temporary tables kept_buyers and gone (ids of buyers)."""
    given = {"before": before}
    _drop(db)
    db.execute("CREATE TEMP TABLE kept_buyers (buyer_id INTEGER PRIMARY KEY)")
    db.execute(
        f"INSERT OR IGNORE INTO temp.kept_buyers SELECT o.buyer_id FROM orders AS o WHERE o.buyer_id IS NOT NULL AND {kept.format(kept=_KEPT)}",
        given,
    )
    db.execute("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
    db.execute(f"INSERT INTO temp.gone {_GONE}")
    yield
    _drop(db)


def _drop(db: sqlite3.Connection) -> None:
    for table in ("kept_buyers", "gone"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _delete(db: sqlite3.Connection, batch: int) -> int:
    """Delete the chosen buyers; how many orders lost theirs. The last number stays taken, so that nobody inherits it."""
    db.execute("UPDATE orders SET buyer_id = NULL WHERE buyer_id IN (SELECT id FROM temp.gone)")
    orders = int(db.execute("SELECT changes()").fetchone()[0])
    last = db.execute("SELECT max(id) FROM buyers").fetchone()[0]
    db.execute("DELETE FROM buyers WHERE id IN (SELECT id FROM temp.gone)")
    db.execute("INSERT OR IGNORE INTO buyers (id, batch_id) VALUES (?, ?)", (last, batch))
    return orders


def copies_beside(store: Path, folders: Sequence[Path]) -> list[Path]:
    """Our own copies of the store: what stands in the backup folders, and what was kept beside it."""
    beside = [p for p in store.parent.glob(f"{store.name}.*") if p.suffix not in (".lock",)]
    found = [*beside, *(p for folder in folders for p in folder.glob("**/*"))]
    return sorted({p for p in found if p.is_file() and p != store and is_copy(p)})
