"""Drafts on eBay: a second upload makes second ones, so that `--changed` never tells of a variant twice."""

from __future__ import annotations

import csv
from typing import Any

EBAY = """
[shop.rates.USD]
rate = "7.12"
date = "2026-11-01"

[listings.channels.ebay]
format = "ebay-draft"
currency = "USD"
price = { markup = "35%" }
fields = { category_id = "179174" }
"""


def drafted(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shop.toml(EBAY)
    assert shop.run("listings", "build").exit_code == 0


def drafts(shop: Any) -> list[str]:
    """The SKUs of the file of what changed."""
    with (shop.path / "out/listings/ebay-changed.csv").open(encoding="utf-8", newline="") as file:
        return [row[1] for row in csv.reader(file) if row[0] == "Draft"]


def dearer(shop: Any, sku: str) -> None:
    with shop.store() as db:
        db.execute("UPDATE items SET cost_minor = 2000 WHERE sku = ?", (sku,))
    db.close()


def test_a_variant_that_is_new_is_the_only_one_in_the_file(shop: Any, shelf: Any) -> None:
    drafted(shop, shelf)
    shelf.add("S-3", "Scarf", option1="Green")
    result = shop.run("listings", "build", "--changed", "--json")
    assert drafts(shop) == ["S-3"]
    assert (result.json[0]["products"], result.json[0]["variants"]) == (1, 1)


def test_a_variant_that_changed_is_named_to_be_changed_by_hand_and_only_once(shop: Any, shelf: Any) -> None:
    drafted(shop, shelf)
    dearer(shop, "S-2")
    said = shop.run("listings", "build", "--changed").stderr
    assert "ebay: 1 variant changed that was uploaded before; change it there by hand" in said and ": S-2" in said
    assert "nothing has changed" not in said
    assert not (shop.path / "out/listings/ebay-changed.csv").exists()
    assert "nothing has changed" in shop.run("listings", "build", "--changed").stderr


def test_another_name_makes_no_second_drafts(shop: Any, shelf: Any) -> None:
    drafted(shop, shelf)
    with shop.store() as db:
        db.execute("UPDATE items SET name = 'Shawl'")
    db.close()
    said = shop.run("listings", "build", "--changed").stderr
    assert "ebay: 2 variants changed that were uploaded before" in said
    assert not (shop.path / "out/listings/ebay-changed.csv").exists()


def test_a_whole_build_writes_every_draft(shop: Any, shelf: Any) -> None:
    drafted(shop, shelf)
    dearer(shop, "S-2")
    assert shop.run("listings", "build", "--json").json[0]["variants"] == 2


def test_without_anything_to_list_there_is_no_file(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf")
    shop.toml(EBAY.replace("fields", "# fields"))
    result = shop.run("listings", "build", "--json")
    assert (result.exit_code, result.json[0]["file"]) == (3, None)
    assert not (shop.path / "out/listings/ebay.csv").exists()
