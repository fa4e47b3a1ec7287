"""What an import did to items that were there already, and which items it did not name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sellerkit.base.money import decimal_string
from sellerkit.model.item import FieldChange
from sellerkit.store.store import Batch

# `batch_id` never changes; `id` and `sku` say which item it is.
_SILENT = ("id", "sku", "batch_id")


def changes_so_far(batch: Batch, since: Mapping[str, int]) -> list[FieldChange]:
    """Each field of each known item that this transaction changed, and its quantity; `since` holds the last ids before."""
    found = _fields_changed(batch) + _quantities_changed(batch, since)
    return sorted(found, key=lambda change: change.sku)


def _fields_changed(batch: Batch) -> list[FieldChange]:
    rows = batch.db.execute(
        "SELECT items.*, before FROM temp.noted JOIN items ON items.id = row_id "
        "WHERE seq IN (SELECT min(seq) FROM temp.noted WHERE tab = 'items' AND kind = 'U' GROUP BY row_id)"
    )
    found = []
    for row in rows:
        before = json.loads(row["before"])
        found += [
            FieldChange(row["sku"], name, _shown(name, before), _shown(name, row))
            for name in before
            if name not in _SILENT and before[name] != row[name]
        ]
    return found


def _shown(name: str, item: Mapping[str, Any] | sqlite3.Row) -> str | int | None:
    """A field's value; money as a decimal string."""
    value: str | int | None = item[name]
    return (
        decimal_string(int(value), item["currency"] or "") if name.endswith("_minor") and value is not None else value
    )


def _quantities_changed(batch: Batch, since: Mapping[str, int]) -> list[FieldChange]:
    rows = batch.db.execute(
        "WITH moved AS (SELECT item_id, sum(delta) AS delta FROM movements WHERE id > :movements AND item_id <= :items "
        "  GROUP BY item_id HAVING sum(delta) <> 0) "
        "SELECT items.sku, moved.delta, (SELECT sum(delta) FROM movements WHERE movements.item_id = moved.item_id) AS there "
        "FROM moved JOIN items ON items.id = moved.item_id",
        dict(since),
    )
    return [FieldChange(row["sku"], "quantity", row["there"] - row["delta"], row["there"]) for row in rows]


def counted_differences(
    db: sqlite3.Connection, since: int
) -> list[tuple[str, str | None, int, int, int | None, int, str]]:
    """(SKU, name, before, after, cost, priced per, currency) of each item whose quantity moved since."""
    rows = db.execute(
        "WITH moved AS (SELECT item_id, sum(delta) AS delta FROM movements WHERE id > ? GROUP BY item_id HAVING sum(delta) <> 0), "
        "there AS (SELECT moved.item_id, moved.delta, sum(movements.delta) AS quantity FROM moved "
        "  JOIN movements ON movements.item_id = moved.item_id GROUP BY moved.item_id) "
        "SELECT sku, name, quantity - delta, quantity, cost_minor, priced_per, coalesce(currency, '') FROM there "
        "JOIN items ON items.id = there.item_id ORDER BY sku",
        (since,),
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]


def missing_items(db: sqlite3.Connection, source: str, skus: Sequence[str], last_item: int) -> list[str]:
    """Items (up to an id) that the file does not name: of those its source brought before, else (no source) of all."""
    if not last_item:
        return []
    rows = db.execute(
        "SELECT sku FROM items WHERE id <= :last AND sku NOT IN (SELECT value FROM json_each(:skus)) AND (:source = '' "
        "OR (SELECT source FROM batches WHERE number = items.batch_id) = :source "
        "OR EXISTS (SELECT 1 FROM movements JOIN batches ON number = movements.batch_id WHERE item_id = items.id AND source = :source)) "
        "ORDER BY sku",
        {"skus": json.dumps(list(skus)), "source": source, "last": last_item},
    )
    return [str(row[0]) for row in rows]


def last_headings(db: sqlite3.Connection, source: str) -> list[str]:
    """The headings of the source's last file that was taken in and not undone; [] when there is none."""
    row = db.execute(
        "SELECT summary ->> '$.headings' FROM batches WHERE source = ? AND command = 'stock import' AND state = 'done' "
        "AND summary ->> '$.headings' IS NOT NULL ORDER BY number DESC LIMIT 1",
        (source,),
    ).fetchone()
    return [] if row is None else [str(name) for name in json.loads(row[0])]


def barcode_owners(db: sqlite3.Connection, said: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, str | None]]:
    """(barcode, SKU in the file, its owner's SKU, its name) for each (barcode, SKU) whose barcode another item has.

    An item that has had the barcode all along keeps it, whoever shares it.
    """
    if not db.execute("SELECT 1 FROM items WHERE barcode IS NOT NULL LIMIT 1").fetchone():
        return []
    rows = db.execute(
        "SELECT items.barcode, said.value ->> 1, items.sku, items.name FROM json_each(?) AS said "
        "JOIN items ON items.barcode = said.value ->> 0 AND items.sku <> said.value ->> 1 WHERE NOT EXISTS "
        "(SELECT 1 FROM items AS own WHERE own.sku = said.value ->> 1 AND own.barcode = items.barcode)",
        (json.dumps(list(said)),),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def own_barcodes(db: sqlite3.Connection, skus: Sequence[str]) -> dict[str, str]:
    """SKU → its barcode, of those items that have one."""
    rows = db.execute(
        "SELECT sku, barcode FROM items WHERE barcode IS NOT NULL AND sku IN (SELECT value FROM json_each(?))",
        (json.dumps(list(skus)),),
    )
    return {str(row[0]): str(row[1]) for row in rows}
