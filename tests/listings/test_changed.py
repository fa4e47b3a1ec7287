"""`listings build --changed`: only what differs, in files that blank nothing."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.changed_files import TOML, WOO, built, change, rows, shelf_of_three


def test_only_the_product_that_differs_and_only_its_columns_are_written(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET weight_g = 250 WHERE sku = 'S-1'")
    (channel,) = built(shop, "--changed")
    assert channel["files"] == ["out/listings/shopify-changed.csv"]
    found = rows(shop, "shopify-changed.csv")
    assert [row["SKU"] for row in found] == ["S-1", "S-2"]
    assert found[0]["Weight value (grams)"] == "250"
    assert "Description" not in found[0] and "Price" not in found[0]
    assert (found[1]["URL handle"], found[1]["Option1 value"]) == ("scarf", "Blue")


def test_a_new_product_has_a_file_with_all_columns_of_its_own(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    shelf.add("T-1", "Tea")
    (channel,) = built(shop, "--changed")
    assert channel["files"] == ["out/listings/shopify-new.csv"]
    (row,) = rows(shop, "shopify-new.csv")
    assert (row["SKU"], row["Description"]) == ("T-1", "<p>Good <strong>Tea</strong></p>")


def test_what_was_written_as_changed_is_not_written_again(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET weight_g = 250 WHERE sku = 'S-1'")
    built(shop, "--changed")
    (channel,) = built(shop, "--changed")
    assert (channel["files"], channel["variants"]) == ([], 0)


def test_undo_takes_back_what_was_said(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    before = shop.dump()
    change(shop, "UPDATE items SET cost_minor = 2000 WHERE sku = 'H-1'")
    built(shop)
    number = shop.store().execute("SELECT max(number) FROM batches").fetchone()[0]
    assert shop.run("undo", str(number)).exit_code == 0
    (channel,) = built(shop, "--changed", "--dry-run")
    assert channel["variants"] == 1
    assert "asked_prices" in before
    prices = shop.store().execute("SELECT price_minor FROM asked_prices WHERE sku = 'H-1'").fetchall()
    assert [row[0] for row in prices] == [1350]


def test_building_the_same_again_leaves_no_batch(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    batches = shop.store().execute("SELECT count(*) FROM batches").fetchone()[0]
    built(shop)
    assert shop.store().execute("SELECT count(*) FROM batches").fetchone()[0] == batches


def test_prices_that_changed_places_are_both_written(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET cost_minor = 2000 WHERE sku = 'S-2'")
    built(shop)
    change(shop, "UPDATE items SET cost_minor = 3000 - cost_minor WHERE sku LIKE 'S-%'")
    built(shop, "--changed")
    found = {row["SKU"]: row["Price"] for row in rows(shop, "shopify-changed.csv")}
    assert found == {"S-1": "27.00", "S-2": "13.50"}


def test_a_template_that_fails_leaves_neither_file_nor_state(shop: Any, shelf: Any) -> None:
    shop.write(
        "d.md",
        "{% for a in variants %}{% for b in variants %}{% for c in variants %}x{% endfor %}{% endfor %}{% endfor %}",
    )
    for number in range(30):
        shelf.add(f"S-{number}", "Scarf", option1=f"No {number}")
    shop.toml(TOML)
    built(shop, exit_code=3)
    assert not (shop.path / "out/listings/shopify.csv").exists()
    assert shop.store().execute("SELECT count(*) FROM listed").fetchone()[0] == 0


@pytest.mark.parametrize(("toml", "name"), [(TOML, "shopify"), (WOO, "woo")])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE items SET cost_minor = 3333 WHERE sku = 'S-2'",
        "UPDATE items SET weight_g = NULL, category = 'Wool' WHERE sku LIKE 'S-%'",
        "UPDATE items SET barcode = '6901234567892', length_mm = 10, width_mm = 20, height_mm = 30",
        "INSERT INTO movements (item_id, delta, kind, at, batch_id) SELECT id, -3, 'adjust', '2026-11-02T00:00:00Z', 1 FROM items WHERE sku = 'H-1'",
    ],
)
def test_the_last_file_with_the_small_one_on_top_is_the_next_file(
    shop: Any, shelf: Any, toml: str, name: str, sql: str
) -> None:
    shelf_of_three(shop, shelf, toml)
    there = {row["SKU"]: row for row in rows(shop, f"{name}.csv")}
    change(shop, sql)
    built(shop, "--changed", exit_code=3 if name == "woo" and "barcode" in sql else 0)
    for row in rows(shop, f"{name}-changed.csv"):
        there[row["SKU"]] = there[row["SKU"]] | row
    shop.run("listings", "build")
    assert there == {row["SKU"]: row for row in rows(shop, f"{name}.csv")}
