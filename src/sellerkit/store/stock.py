"""Items, lots and movements: what is there, and what parcels take from it and put back."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date

from sellerkit.model.item import Item, ItemStock, KnownItem, Lot, LotStock
from sellerkit.store.stock_tiers import tiers_of
from sellerkit.store.store import Batch

ITEM_COLUMNS = (
    "sku", "name", "unit", "shown_unit", "priced_per", "barcode", "pack", "cost_minor", "price_minor", "currency", "weight_g",
    "length_mm", "width_mm", "height_mm", "shelf", "category", "option1", "option2", "option3", "origin", "image", "low",
)  # fmt: skip
Take = tuple[int, int | None, int]
"""Item id, lot id (None for stock without a lot), how many of the item's unit."""

_FIELDS = ", ".join(f"items.{one.name}" for one in fields(Item))
_CHOSEN = "(:skus IS NULL OR items.sku IN (SELECT value FROM json_each(:skus)))"
_BY_ID = "items.id IN (SELECT value FROM json_each(:ids))"
_THERE = "coalesce((SELECT sum(delta) FROM movements WHERE item_id = items.id), 0)"


def item_stocks(db: sqlite3.Connection, today: date, skus: Sequence[str] | None = None) -> list[ItemStock]:
    """Every item (or those with these SKUs) with what is there, by SKU. A lot expires at the end of its day."""
    chosen = {"skus": None if skus is None else json.dumps(list(skus))}
    return _stocks(db, _CHOSEN, chosen, today, reserved_of(db), by="items.sku")


def stocks_by_id(
    db: sqlite3.Connection, today: date, ids: Sequence[int], reserved: Mapping[int, int]
) -> list[ItemStock]:
    """The items with these ids, the oldest first, with what is there less what `reserved_of` said."""
    return _stocks(db, _BY_ID, {"ids": json.dumps(list(ids))}, today, reserved, by="items.id")


def item_called(db: sqlite3.Connection, sku: str) -> Item | None:
    """The item with exactly this SKU."""
    row = db.execute(f"SELECT {_FIELDS} FROM items WHERE sku = ?", (sku,)).fetchone()
    return None if row is None else Item(*row)


def reserved_of(db: sqlite3.Connection) -> dict[int, int]:
    """Item id → how much of it orders hold, for the items of which they hold some."""
    return {row[0]: row[1] for row in db.execute("SELECT item_id, quantity FROM reserved")}


def _stocks(
    db: sqlite3.Connection,
    which: str,
    chosen: Mapping[str, str | None],
    today: date,
    reserved: Mapping[int, int],
    *,
    by: str,
) -> list[ItemStock]:
    lots, tiers, day = _lots(db, which, chosen), tiers_of(db, which, chosen), today.isoformat()
    cursor = db.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        f"SELECT items.id, {_THERE}, {_FIELDS} FROM items WHERE {which} ORDER BY {by}",
        chosen,
    )
    return [
        ItemStock(
            n, Item(*about), on_hand, reserved.get(n, 0), _expired(lots[n], day) if n in lots else 0, lots.get(n, ()), tiers.get(n, ())
        )
        for n, on_hand, *about in rows
    ]  # fmt: skip


def _expired(lots: Iterable[LotStock], day: str) -> int:
    return sum(one.on_hand for one in lots if one.lot.expires is not None and one.lot.expires < day)


def _lots(db: sqlite3.Connection, which: str, chosen: Mapping[str, str | None]) -> dict[int, tuple[LotStock, ...]]:
    found: dict[int, list[LotStock]] = defaultdict(list)
    rows = db.execute(
        f"SELECT lots.*, sum(movements.delta) AS on_hand FROM lots JOIN items ON items.id = lots.item_id "
        f"JOIN movements ON movements.item_id = lots.item_id AND movements.lot_id = lots.id WHERE {which} "
        f"GROUP BY lots.id HAVING on_hand <> 0 ORDER BY lots.expires IS NULL, lots.expires, lots.produced, lots.id",
        chosen,
    )
    for row in rows:
        lot = Lot(row["code"], row["produced"], row["expires"], row["origin"])
        found[row["item_id"]].append(LotStock(lot, row["id"], row["on_hand"]))
    return {item_id: tuple(there) for item_id, there in found.items()}


def item_names(db: sqlite3.Connection) -> Iterator[tuple[int, str, str | None, str | None, str | None, str | None]]:
    """Id, SKU, name and options of every item, in the order in which they came into the shop."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute("SELECT id, sku, name, option1, option2, option3 FROM items ORDER BY id")


def alike_skus(db: sqlite3.Connection) -> frozenset[str]:
    """The SKUs, without capitals, that more than one item has."""
    rows = db.execute("SELECT casefold(sku) FROM items GROUP BY casefold(sku) HAVING count(*) > 1")
    return frozenset(row[0] for row in rows)


def shared_barcodes(db: sqlite3.Connection) -> frozenset[str]:
    """The barcodes, without space around them, that more than one item has."""
    rows = db.execute(
        "SELECT stripped(barcode) FROM items WHERE barcode IS NOT NULL GROUP BY stripped(barcode) HAVING count(*) > 1"
    )
    return frozenset(row[0] for row in rows)


def small_cache(db: sqlite3.Connection) -> None:
    """Keep little of the file in memory: for a job that goes through it once."""
    db.execute("PRAGMA cache_size = -4096")


def all_skus(db: sqlite3.Connection, limit: int = -1) -> list[str]:
    """Every SKU in order, or only the first few."""
    return [str(row[0]) for row in db.execute("SELECT sku FROM items ORDER BY sku LIMIT ?", (limit,))]


def known_skus(db: sqlite3.Connection, skus: Sequence[str]) -> list[str]:
    """Those of the SKUs that the shop has."""
    if not all_skus(db, limit=1):
        return []
    rows = db.execute("SELECT sku FROM items WHERE sku IN (SELECT value FROM json_each(?))", (json.dumps(skus),))
    return [str(row[0]) for row in rows]


def known_items(db: sqlite3.Connection, skus: Sequence[str]) -> dict[str, KnownItem]:
    """What a sheet must not contradict, for those of its SKUs that the shop has."""
    cursor = db.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        "SELECT sku, unit, pack, currency, priced_per, cost_minor IS NOT NULL, price_minor IS NOT NULL, "
        "EXISTS (SELECT 1 FROM movements WHERE item_id = items.id) OR EXISTS (SELECT 1 FROM reservations WHERE item_id = items.id), coalesce(shown_unit, '') "
        "FROM items WHERE sku IN (SELECT value FROM json_each(?))",
        (json.dumps(skus),),
    )
    return {row[0]: KnownItem(*row) for row in rows}


def has_lots(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM lots LIMIT 1").fetchone() is not None


def known_lots(db: sqlite3.Connection, skus: Sequence[str]) -> dict[str, list[tuple[Lot, bool]]]:
    """SKU → its lots, and whether any of each is left."""
    found: dict[str, list[tuple[Lot, bool]]] = defaultdict(list)
    rows = db.execute(
        "SELECT items.sku, lots.code, lots.produced, lots.expires, lots.origin, "
        "coalesce((SELECT sum(delta) FROM movements WHERE item_id = items.id AND lot_id = lots.id), 0) > 0 "
        "FROM lots JOIN items ON items.id = lots.item_id WHERE items.sku IN (SELECT value FROM json_each(?)) ORDER BY lots.id",
        (json.dumps(skus),),
    )
    for sku, code, produced, expires, origin, left in rows:
        found[sku].append((Lot(code, produced, expires, origin), bool(left)))
    return found


def add_movements(
    batch: Batch, kind: str, takes: Iterable[Take], *, reason: str = "", parcel_id: int | None = None
) -> int:
    """Write one movement for each (item, lot, signed quantity); how many came to something."""
    at = batch.at
    rows = [(item, lot, delta, kind, reason, parcel_id, at, batch.number) for item, lot, delta in takes if delta]
    batch.db.executemany(
        "INSERT INTO movements (item_id, lot_id, delta, kind, reason, parcel_id, at, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return len(rows)


def ship_out(batch: Batch, parcel_id: int, takes: Iterable[Take]) -> int:
    """Take what a parcel holds off the shelves; `takes` has positive quantities, as `allocate` chose them."""
    return add_movements(batch, "ship", [(item, lot, -quantity) for item, lot, quantity in takes], parcel_id=parcel_id)


def put_back(batch: Batch, parcel_id: int) -> int:
    """Return everything that a parcel still holds to the lots it came from. A second call finds nothing to return."""
    rows = batch.db.execute(
        "SELECT item_id, lot_id, -sum(delta) FROM movements WHERE parcel_id = ? GROUP BY item_id, lot_id HAVING sum(delta) < 0 ORDER BY min(id)",
        (parcel_id,),
    ).fetchall()
    return add_movements(batch, "return", [(row[0], row[1], row[2]) for row in rows], parcel_id=parcel_id)


def movement_totals(db: sqlite3.Connection) -> dict[str, int]:
    """The ledger's sum of each kind of movement, over all items."""
    return {str(row[0]): int(row[1]) for row in db.execute("SELECT kind, sum(delta) FROM movements GROUP BY kind")}
