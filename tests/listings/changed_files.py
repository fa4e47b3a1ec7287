"""A shop that was built once, and what the next build writes."""

from __future__ import annotations

import csv
from typing import Any

TOML = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\ndescription = "d.md"\n'
WOO = '[listings.channels.woo]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n'


def rows(shop: Any, name: str) -> list[dict[str, str]]:
    with (shop.path / "out/listings" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def built(shop: Any, *args: str, exit_code: int = 0) -> Any:
    result = shop.run("listings", "build", *args, "--json")
    assert result.exit_code == exit_code, result.stdout + result.stderr
    return result.json


def change(shop: Any, sql: str) -> None:
    db = shop.store()
    with db:
        db.execute(sql)
    db.close()


def shelf_of_three(shop: Any, shelf: Any, toml: str = TOML) -> None:
    shop.write("d.md", "Good **{{ item.name }}**")
    shelf.add("S-1", "Scarf", option1="Red", weight_g=200)
    shelf.add("S-2", "Scarf", option1="Blue")
    shelf.add("H-1", "Hat")
    shop.toml(toml)
    built(shop)
