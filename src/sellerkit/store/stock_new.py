"""Items that the shop did not have: their rows are only added, so nothing needs to be compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from sellerkit.model.item import StockLine
from sellerkit.store.bulk_insert import insert_many
from sellerkit.store.stock import ITEM_COLUMNS, known_skus
from sellerkit.store.store import Batch

DEFAULTS = {"unit": "piece", "priced_per": 1}


def new_lines(batch: Batch, lines: Sequence[StockLine]) -> tuple[Sequence[StockLine], Sequence[StockLine]]:
    """The lines of items that are new and stand in one row, and all the others."""
    skus = [line.item.sku for line in lines]
    known = set(known_skus(batch.db, skus))
    if not known and len(set(skus)) == len(skus):
        return lines, ()
    seen: set[str] = set()
    several = {sku for sku in skus if sku in seen or seen.add(sku)}  # type: ignore[func-returns-value]
    old = known | several
    return [line for line in lines if line.item.sku not in old], [line for line in lines if line.item.sku in old]


def add_new(batch: Batch, lines: Sequence[StockLine], context: Mapping[str, object]) -> tuple[int, int]:
    """Add the items, their lots and what is there of them; how many movements, and what they come to."""
    if not lines:
        return 0, 0
    db = batch.db
    first_item, first_lot = last_id(db, "items") + 1, last_id(db, "lots") + 1
    ids = range(first_item, first_item + len(lines))
    columns, same = _item_columns(lines)
    insert_many(
        db, "items", ["id", *columns], zip(ids, *columns.values(), strict=True), same | {"batch_id": batch.number}
    )
    stocked = [(item, line) for item, line in zip(ids, lines, strict=True) if line.quantity]
    lots = [(item, line.lot, line) for item, line in stocked if line.lot is not None]
    insert_many(
        db, "lots", ("id", "item_id", "code", "produced", "expires", "origin", "cost_minor", "quantity_received", "currency"),
        ((lot_id, item, lot.code, lot.produced, lot.expires, lot.origin, line.lot_cost_minor, line.quantity, line.item.currency)
         for lot_id, (item, lot, line) in enumerate(lots, first_lot)),
        {"batch_id": batch.number},
    )  # fmt: skip
    lot_ids = iter(range(first_lot, first_lot + len(lots)))
    insert_many(
        db, "movements", ("item_id", "lot_id", "delta", "row"),
        ((item, None if line.lot is None else next(lot_ids), line.quantity, line.row) for item, line in stocked),
        {"kind": context["kind"], "file": context["file"], "sheet": context["sheet"], "at": context["at"], "batch_id": batch.number},
    )  # fmt: skip
    return len(stocked), sum(line.quantity or 0 for _item, line in stocked)


def last_id(db: sqlite3.Connection, table: str) -> int:
    """The highest id that the table has given out; ids of this batch's new rows are above it."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _item_columns(lines: Sequence[StockLine]) -> tuple[dict[str, Sequence[object]], dict[str, object]]:
    """The columns of the items table that any line says something for, and those that say the same in all of them."""
    columns: dict[str, Sequence[object]] = {}
    same: dict[str, object] = {}
    for name, values in zip(ITEM_COLUMNS, zip(*[line.item for line in lines], strict=True), strict=True):
        default = DEFAULTS.get(name)
        if values.count(values[0]) == len(values):
            same |= {name: values[0]} if values[0] is not None else {}
        elif default is not None and None in values:
            columns[name] = [default if value is None else value for value in values]
        else:
            columns[name] = values
    return columns, same
