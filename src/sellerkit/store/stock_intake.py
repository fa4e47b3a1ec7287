"""Taking the rows of a stock file into items, lots and movements: by sets, never row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sellerkit.model.item import StatedItem, StockLine
from sellerkit.model.stock_lines import StockLines
from sellerkit.store.batches import batch_row
from sellerkit.store.stock import ITEM_COLUMNS
from sellerkit.store.stock_new import Merged, add_new, last_id, new_lines
from sellerkit.store.stock_tiers import save_tiers
from sellerkit.store.store import Batch

Mode = Literal["set", "add", "count"]


@dataclass(frozen=True, slots=True)
class Intake:
    """How many rows made an item, changed one, or changed nothing; how many movements, and what they come to."""

    created: int
    changed: int
    unchanged: int
    movements: int
    pieces_in: int
    pieces_out: int


def save_intake(batch: Batch, lines: Sequence[StockLine], merged: Merged, mode: Mode, *, sheet: str = "") -> Intake:
    """Save a file's rows; `merged` says each SKU of some rows once. `set` and `count` state what is physically there, reserved included."""
    context = _context(batch, mode, sheet)
    lines = StockLines.of(lines)
    new, others = new_lines(batch, lines)
    moved, pieces = add_new(batch, new, merged, context)
    added = Intake(len(new), 0, 0, moved, pieces, 0)
    if not others:
        save_tiers(batch, lines)
        return added
    save_items(batch, merged(others))
    _stage(batch.db, others)
    save_tiers(batch, lines)
    _save_lots(batch, mode)
    batch.db.execute(
        "UPDATE stated SET lot_id = lots.id FROM lots WHERE stated.has_lot AND lots.item_id = stated.item_id AND "
        + _SAME_LOT
    )
    if mode == "add":
        batch.db.execute(_ADD, context)
    else:
        for statement in (_STATED_LOTS, _OTHER_LOTS, _MORE, _LESS):
            batch.db.execute(statement, context)
    return _counted(batch, added, context)


def save_items(batch: Batch, items: Sequence[StatedItem]) -> None:
    """Add new items and change what was stated of known ones; a field that is None keeps its value."""
    if not items:
        return
    # Only the columns that say something: binding a row's many empty ones costs more than all the rest.
    columns = {
        name: values
        for name, values in zip(ITEM_COLUMNS, zip(*items, strict=True), strict=True)
        if values.count(None) < len(values)
    }
    batch.db.executemany(_save_item_sql(list(columns), batch.number), zip(*columns.values(), strict=True))


def _stage(db: sqlite3.Connection, lines: Sequence[StockLine]) -> None:
    db.execute("DROP TABLE IF EXISTS temp.stated")
    db.execute(
        "CREATE TEMP TABLE stated (seq INTEGER PRIMARY KEY, row INTEGER, sku TEXT, quantity INTEGER, item_id INTEGER, "
        "has_lot INTEGER DEFAULT 0, code TEXT, produced TEXT, expires TEXT, origin TEXT, cost INTEGER, currency TEXT, "
        "lot_id INTEGER)"
    )
    db.executemany(
        "INSERT INTO stated (row, sku, quantity, item_id) VALUES (?1, ?2, ?3, (SELECT id FROM items WHERE sku = ?2))",
        ((row, item.sku, quantity) for row, item, quantity, lot, _cost, _tiers in lines if lot is None),
    )
    db.executemany(
        "INSERT INTO stated (row, sku, quantity, item_id, has_lot, code, produced, expires, origin, cost, currency) "
        "VALUES (?1, ?2, ?3, (SELECT id FROM items WHERE sku = ?2), 1, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            (row, item.sku, quantity, lot.code, lot.produced, lot.expires, lot.origin, cost, item.currency)
            for row, item, quantity, lot, cost, _tiers in lines
            if lot is not None
        ),
    )
    db.execute("CREATE INDEX temp.stated_by_item ON stated (item_id)")


def _save_lots(batch: Batch, mode: Mode) -> None:
    batch.db.execute(_KNOWN_LOT_GROWS if mode == "add" else _KNOWN_LOT_COSTS)
    batch.db.execute(_NEW_LOT, {"batch": batch.number})


def _context(batch: Batch, mode: Mode, sheet: str) -> dict[str, object]:
    row = batch_row(batch.db, batch.number)
    about = {"kind": mode, "file": row.file if row else "", "sheet": sheet, "at": batch.at, "batch": batch.number}
    return about | {f"last_{table}": last_id(batch.db, table) for table in ("movements", "lots", "price_tiers")}


def _counted(batch: Batch, added: Intake, context: Mapping[str, object]) -> Intake:
    """What the staged rows came to, and what was added beside them."""
    db = batch.db
    created, changed, rows = db.execute(
        "WITH touched (item_id) AS (SELECT item_id FROM movements WHERE id > :last_movements UNION SELECT item_id FROM lots WHERE id > :last_lots "
        "  UNION SELECT row_id FROM temp.noted WHERE tab = 'items' UNION SELECT item_id FROM price_tiers WHERE id > :last_price_tiers "
        "  UNION SELECT price_tiers.item_id FROM temp.noted JOIN price_tiers ON price_tiers.id = row_id WHERE tab = 'price_tiers' "
        "  UNION SELECT lots.item_id FROM temp.noted JOIN lots ON lots.id = row_id WHERE tab = 'lots') "
        "SELECT coalesce(sum(items.batch_id = :batch), 0), coalesce(sum(items.batch_id <> :batch AND touched.item_id IS NOT NULL), 0), count(*) "
        "FROM stated JOIN items ON items.id = stated.item_id LEFT JOIN touched ON touched.item_id = stated.item_id",
        context,
    ).fetchone()
    moved = db.execute(
        "SELECT count(*), coalesce(sum(max(delta, 0)), 0), coalesce(sum(max(-delta, 0)), 0) FROM movements WHERE id > :last_movements",
        context,
    ).fetchone()
    db.execute("DROP TABLE temp.stated")
    return Intake(created + added.created, changed, rows - created - changed, *moved)


def _save_item_sql(columns: Sequence[str], batch: int) -> str:
    """One statement for new and known items; the WHERE leaves rows alone that already say the same."""
    defaults = {"unit": "'piece'", "priced_per": "1"}
    marks = {name: f"?{number}" for number, name in enumerate(columns, 1)}
    values = [f"coalesce({mark}, {defaults[name]})" if name in defaults else mark for name, mark in marks.items()]
    fields = [name for name in columns if name != "sku"]
    changes = ", ".join(f"{name} = coalesce({marks[name]}, {name})" for name in fields)
    differs = " OR ".join(f"({marks[name]} IS NOT NULL AND {marks[name]} IS NOT {name})" for name in fields)
    return (
        f"INSERT INTO items ({', '.join(columns)}, batch_id) VALUES ({', '.join(values)}, {batch:d}) "
        f"ON CONFLICT (sku) DO {f'UPDATE SET {changes} WHERE {differs}' if fields else 'NOTHING'}"
    )


_SAME_LOT = "lots.code = stated.code AND lots.produced IS stated.produced AND lots.expires IS stated.expires AND lots.origin IS stated.origin"
_KNOWN = (
    "(SELECT lots.id AS lot, sum(stated.quantity) AS quantity, sum(stated.cost) AS cost, "
    "count(stated.cost) = count(stated.quantity) AS costed, max(stated.currency) AS currency "
    f"FROM stated JOIN lots ON lots.item_id = stated.item_id AND {_SAME_LOT} "
    "WHERE stated.has_lot AND stated.quantity > 0 GROUP BY lots.id) AS here"
)

# A lot's total cost grows with each delivery; once a part of it is unknown, the total is.
_KNOWN_LOT_GROWS = (
    "UPDATE lots SET quantity_received = quantity_received + here.quantity, "
    "cost_minor = CASE WHEN here.costed AND lots.currency IS here.currency THEN cost_minor + here.cost END "
    f"FROM {_KNOWN} WHERE lots.id = here.lot"
)
# Stating a lot again changes its cost only when the cost of a unit did.
_KNOWN_LOT_COSTS = (
    "UPDATE lots SET quantity_received = here.quantity, cost_minor = here.cost, currency = here.currency "
    f"FROM {_KNOWN} WHERE lots.id = here.lot AND here.cost IS NOT NULL AND (lots.cost_minor IS NULL "
    "OR lots.currency IS NOT here.currency OR lots.cost_minor * here.quantity <> here.cost * lots.quantity_received)"
)
_NEW_LOT = (
    "INSERT INTO lots (item_id, code, produced, expires, origin, cost_minor, quantity_received, currency, batch_id) "
    "SELECT item_id, code, produced, expires, origin, CASE WHEN count(cost) = count(quantity) THEN sum(cost) END, sum(quantity), "
    "max(currency), :batch FROM stated WHERE has_lot AND quantity > 0 "
    f"AND NOT EXISTS (SELECT 1 FROM lots WHERE lots.item_id = stated.item_id AND {_SAME_LOT}) "
    "GROUP BY item_id, code, produced, expires, origin ORDER BY min(seq)"
)

_MOVE = "INSERT INTO movements (item_id, lot_id, delta, kind, file, sheet, row, at, batch_id) "
_ADD = f"{_MOVE} SELECT item_id, lot_id, quantity, :kind, :file, :sheet, row, :at, :batch FROM stated WHERE quantity <> 0 ORDER BY seq"

# Where a file names lots of an item, each stated lot is set, and so is what it states of the item without a lot.
_BY_LOT = "stated.item_id IN (SELECT item_id FROM stated WHERE has_lot)"
_THERE = "coalesce((SELECT sum(delta) FROM movements WHERE movements.item_id = stated.item_id AND movements.lot_id IS stated.lot_id), 0)"
# A lot that never was, of which there are none, is not the stock without a lot.
_REAL = "(stated.lot_id IS NOT NULL OR NOT stated.has_lot)"
_STATED_LOTS = (
    f"{_MOVE} SELECT item_id, lot_id, quantity - {_THERE}, :kind, :file, :sheet, row, :at, :batch FROM stated "
    f"WHERE quantity IS NOT NULL AND {_BY_LOT} AND {_REAL} AND quantity <> {_THERE} ORDER BY seq"
)
# The lots it does not name are used up: together the named ones state the whole item.
_OTHER_LOTS = (
    f"{_MOVE} SELECT lots_on_hand.item_id, lots_on_hand.lot_id, -quantity, :kind, :file, :sheet, NULL, :at, :batch FROM lots_on_hand "
    "WHERE quantity <> 0 AND item_id IN (SELECT item_id FROM stated WHERE has_lot AND quantity IS NOT NULL) AND NOT EXISTS "
    "(SELECT 1 FROM stated WHERE stated.item_id = lots_on_hand.item_id AND stated.lot_id IS lots_on_hand.lot_id "
    f"AND {_REAL}) "
    "ORDER BY item_id, lot_id"
)

# Where it states only a total: more than there was has no lot, less is taken from the lots that expire first.
_TOTAL = "coalesce((SELECT sum(delta) FROM movements WHERE movements.item_id = stated.item_id), 0)"
_MORE = (
    f"{_MOVE} SELECT item_id, NULL, quantity - {_TOTAL}, :kind, :file, :sheet, row, :at, :batch FROM stated "
    f"WHERE NOT {_BY_LOT} AND quantity > {_TOTAL} ORDER BY seq"
)
_LESS = (
    f"WITH less AS MATERIALIZED (SELECT item_id, row, seq, {_TOTAL} - quantity AS gone FROM stated WHERE NOT {_BY_LOT} AND quantity < {_TOTAL}), "
    "held AS (SELECT less.row, less.seq, less.gone, movements.item_id, movements.lot_id, sum(delta) AS quantity "
    "  FROM less JOIN movements ON movements.item_id = less.item_id GROUP BY movements.item_id, movements.lot_id), "
    "queued AS (SELECT held.*, sum(held.quantity) OVER (PARTITION BY held.item_id ORDER BY held.lot_id IS NULL, lots.expires IS NULL, "
    "  lots.expires, coalesce(lots.produced, ''), held.lot_id ROWS UNBOUNDED PRECEDING) - held.quantity AS before "
    "  FROM held LEFT JOIN lots ON lots.id = held.lot_id) "
    f"{_MOVE} SELECT item_id, lot_id, -min(quantity, gone - before), :kind, :file, :sheet, row, :at, :batch "
    "FROM queued WHERE quantity > 0 AND gone > before ORDER BY seq, before"
)
