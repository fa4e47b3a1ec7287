"""What `listings build` would take away, cannot prove or cannot name, and exports that are none."""

from __future__ import annotations

import sqlite3
from typing import Any

from .case import Case

SHOPIFY = '[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "50%"MORE }\n'
SALE = SHOPIFY.replace("MORE", ', sale = "10%", sale_from = "2026-11-01"')
WOO = '[listings.channels.w]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n'
PLAIN = SHOPIFY.replace("MORE", "")
HEAD = "SKU,Name,Qty,Cost,Option1 Value\n"
STOCK = ["stock import in.csv --as set"]
FILES = {"in.csv": HEAD + "A-1,Scarf,5,10,Red\n"}
BUILD = "listings build"


def asked_before(shop: Any) -> None:
    """13.00 was asked for A-1 long before the sale."""
    db = sqlite3.connect(shop.path / "shop.db")
    with db:
        db.execute(
            "INSERT INTO asked_prices (channel, sku, currency, day, price_minor, batch_id) VALUES ('s', 'A-1', 'CNY', '2026-09-01', 1300, 1)"
        )
    db.close()


CASES = [
    Case(
        "variants-dropped", BUILD, FILES | {"more.csv": HEAD + "A-2,Scarf,5,10,Blue\n"}, PLAIN, 3,
        [*STOCK, "stock import more.csv --as add", BUILD, "undo 2"],
    ),
    Case(
        "parent-sku-taken", BUILD, {"in.csv": HEAD + "A-1,Scarf,5,10,Red\nscarf-all,Shawl,5,10,\n"}, WOO, 3, STOCK,
    ),
    Case(
        "other-product", BUILD, FILES | {"e.csv": "Handle,Title,Variant SKU,Variant Price\nred,Red,A-1,9\nblue,Blue,A-2,9\n",
        "in.csv": HEAD + "A-1,Scarf,5,10,Red\nA-2,Scarf,5,10,Blue\n"}, PLAIN + 'listed = "e.csv"\n', 0, STOCK,
    ),
    Case("compare-at-unproven", BUILD, FILES, SALE, 0, STOCK),
    Case("compare-at-not-lower", BUILD, FILES, SALE, 0, STOCK, prepare=asked_before),
    Case("unknown-export", "listings diff --against in.csv", FILES, PLAIN, 5, STOCK),
    Case("unreadable-export", "listings diff --against gone.csv", FILES, PLAIN, 5, STOCK),
]  # fmt: skip
