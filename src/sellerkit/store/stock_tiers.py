"""Prices by quantity: 1–9 pieces 25.00 each, from 10 on 22.00."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from sellerkit.model.item import PriceTier
from sellerkit.model.stock_lines import StockLines
from sellerkit.store.store import Batch


def save_tiers(batch: Batch, lines: StockLines) -> None:
    """The tiers that the lines state, in place of an item's former ones; a plain price ends them too."""
    if not any(lines.column("tiers")) and not batch.db.execute("SELECT 1 FROM price_tiers LIMIT 1").fetchone():
        return
    stated = {line.item.sku: line.tiers for line in lines if line.item.price_minor is not None}
    rows = [(sku, *tier) for sku, tiers in stated.items() for tier in tiers]
    about = {"batch": batch.number, "rows": json.dumps(rows), "skus": json.dumps(list(stated))}
    batch.db.execute(
        "UPDATE price_tiers SET price_minor = NULL WHERE price_minor IS NOT NULL AND item_id IN "
        "(SELECT id FROM items WHERE sku IN (SELECT value FROM json_each(:skus))) AND NOT EXISTS "
        "(SELECT 1 FROM json_each(:rows) AS said JOIN items ON items.sku = said.value ->> 0 "
        "WHERE items.id = price_tiers.item_id AND said.value ->> 1 = price_tiers.from_quantity)",
        about,
    )
    batch.db.execute(
        "INSERT INTO price_tiers (item_id, from_quantity, price_minor, currency, batch_id) "
        "SELECT items.id, said.value ->> 1, said.value ->> 2, said.value ->> 3, :batch FROM json_each(:rows) AS said "
        "JOIN items ON items.sku = said.value ->> 0 WHERE true "
        "ON CONFLICT (item_id, from_quantity) DO UPDATE SET price_minor = excluded.price_minor, currency = excluded.currency "
        "WHERE price_minor IS NOT excluded.price_minor OR currency <> excluded.currency",
        about,
    )


def tiers_of(db: sqlite3.Connection, which: str, chosen: Mapping[str, str | None]) -> dict[int, tuple[PriceTier, ...]]:
    """Item id → its tiers, the smallest quantity first, for the items that a condition on `items` chooses."""
    found: dict[int, tuple[PriceTier, ...]] = {}
    for row in db.execute(
        "SELECT item_id, from_quantity, price_tiers.price_minor, price_tiers.currency FROM items "
        f"JOIN price_tiers ON item_id = items.id WHERE price_tiers.price_minor IS NOT NULL AND {which} "
        "ORDER BY item_id, from_quantity",
        chosen,
    ):
        found[row[0]] = (*found.get(row[0], ()), PriceTier(row[1], row[2], row[3]))
    return found
