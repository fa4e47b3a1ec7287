"""Items that the shop did not have: their rows are only added, so nothing needs to be compared."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any

from sellerkit.model.item import StatedItem, StockLine
from sellerkit.model.stock_lines import StockLines
from sellerkit.store.bulk_insert import insert_columns
from sellerkit.store.stock import known_skus
from sellerkit.store.store import Batch

DEFAULTS = {"unit": "piece", "priced_per": 1}
LOT = ("code", "produced", "expires", "origin")
Merged = Callable[[Sequence[StockLine]], Sequence[StatedItem]]


def new_lines(batch: Batch, lines: StockLines) -> tuple[StockLines, Sequence[StockLine]]:
    """The lines of items that are new, where no lot stands in two of them, and all the others."""
    skus = lines.column("sku")
    old = set(known_skus(batch.db, skus))
    if len(set(skus)) < len(skus):
        stated = Counter(zip(skus, lines.column("lot"), strict=True))
        old |= {sku for (sku, _lot), times in stated.items() if times > 1}
    if not old:
        return lines, ()
    is_new = [sku not in old for sku in skus]
    return lines.kept(is_new), list(lines.kept([not new for new in is_new]))


def add_new(batch: Batch, lines: StockLines, merged: Merged, context: Mapping[str, object]) -> tuple[int, int]:
    """Add the items, their lots and what is there of them; how many movements, and what they come to."""
    if not lines:
        return 0, 0
    items = _add_items(batch, lines, merged)
    stocked = list(map(bool, lines.column("quantity")))
    there = lines.kept(stocked)
    if not there:
        return 0, 0
    items = items if len(there) == len(lines) else list(compress(items, stocked))
    quantities = there.column("quantity")
    same = {name: [context[name]] * len(there) for name in ("kind", "file", "sheet", "at")}
    insert_columns(
        batch.db,
        "movements",
        {
            "item_id": items, "lot_id": _add_lots(batch, there, items), "delta": quantities, "row": there.column("row"),
            **same, "batch_id": [batch.number] * len(there),
        },
    )  # fmt: skip
    return len(there), sum(quantities)


def last_id(db: sqlite3.Connection, table: str) -> int:
    """The highest id that the table has given out; ids of this batch's new rows are above it."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _add_items(batch: Batch, lines: StockLines, merged: Merged) -> Sequence[int]:
    """Each item once; the id of every line's item. SQLite gives a new row the id after the highest."""
    first = last_id(batch.db, "items") + 1
    skus = lines.column("sku")
    if len(set(skus)) == len(skus):
        columns, ids = lines.item_columns(), list(range(first, first + len(skus)))
    else:
        items = merged(lines)
        columns = dict(zip(StatedItem._fields, map(list, zip(*items, strict=True)), strict=True))
        by_sku = {item.sku: number for number, item in enumerate(items, first)}
        ids = [by_sku[sku] for sku in skus]
    said = {name: _stored(name, column) for name, column in columns.items() if any(one is not None for one in column)}
    insert_columns(batch.db, "items", {**said, "batch_id": [batch.number] * len(said["sku"])})
    return ids


def _stored(name: str, column: Sequence[Any]) -> Sequence[Any]:
    """The column as it is kept: a default stands where nothing is said."""
    default = DEFAULTS.get(name)
    return column if default is None else [default if value is None else value for value in column]


def _add_lots(batch: Batch, lines: StockLines, items: Sequence[int]) -> Sequence[int | None]:
    """A lot for each line that names one; the id of every line's lot."""
    named = [lot is not None for lot in lines.column("lot")]
    with_lot = lines.kept(named)
    if not with_lot:
        return [None] * len(lines)
    first = last_id(batch.db, "lots") + 1
    lots = with_lot.column("lot")
    columns: dict[str, Sequence[object]] = {name: list(map(attrgetter(name), lots)) for name in LOT}
    columns |= {
        "item_id": list(compress(items, named)), "cost_minor": with_lot.column("lot_cost_minor"),
        "quantity_received": with_lot.column("quantity"), "currency": with_lot.column("currency"),
        "batch_id": [batch.number] * len(lots),
    }  # fmt: skip
    insert_columns(batch.db, "lots", columns)
    ids = iter(range(first, first + len(lots)))
    return [next(ids) if has else None for has in named]
