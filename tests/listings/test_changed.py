"""`listings build --changed` and `--stock-and-price`: small files that blank nothing; variants never vanish unasked."""

from __future__ import annotations

import csv
from typing import Any

import pytest

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


def test_the_small_file_says_price_and_stock_and_nothing_that_blanks_a_field(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf, WOO)
    change(shop, "UPDATE items SET cost_minor = 2000, weight_g = 999 WHERE sku = 'S-2'")
    (channel,) = built(shop, "--stock-and-price", "--changed")
    assert channel["files"] == ["out/listings/woo-update.csv"]
    assert rows(shop, "woo-update.csv") == [
        {"SKU": "S-1", "Regular price": "13.50", "Stock": "10"},
        {"SKU": "S-2", "Regular price": "27.00", "Stock": "10"},
    ]
    (after,) = built(shop, "--changed")
    assert [row["Weight (kg)"] for row in rows(shop, "woo-changed.csv") if row["SKU"] == "S-2"] == ["0.999"]
    assert "Regular price" not in rows(shop, "woo-changed.csv")[0]
    assert after["variants"] == 2


def test_a_new_product_does_not_stand_in_the_small_file(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf, WOO)
    shelf.add("T-1", "Tea")
    result = shop.run("listings", "build", "--stock-and-price")
    assert "1 product is new" in result.stderr
    assert [row["SKU"] for row in rows(shop, "woo-update.csv")] == ["S-1", "S-2", "H-1"]


@pytest.mark.parametrize(("toml", "name"), [(TOML, "shopify"), (WOO, "woo")])
def test_a_new_variant_waits_for_a_whole_file_and_is_counted(shop: Any, shelf: Any, toml: str, name: str) -> None:
    shelf_of_three(shop, shelf, toml)
    shelf.add("S-3", "Scarf", option1="Green")
    result = shop.run("listings", "build", "--stock-and-price")
    assert "1 variant is new" in result.stderr
    assert [row["SKU"] for row in rows(shop, f"{name}-update.csv")] == ["S-1", "S-2", "H-1"]


def test_a_small_file_that_names_products_never_lacks_one_of_their_variants(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET cost_minor = NULL WHERE sku = 'S-2'")
    (channel,) = built(shop, "--stock-and-price", exit_code=3)
    assert [one["code"] for one in channel["problems"]] == ["price-missing", "variants-dropped"]
    assert [row["SKU"] for row in rows(shop, "shopify-update.csv")] == ["H-1"]


def test_a_variant_under_another_option_is_written_whole_and_waits_in_the_small_file(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET option1 = 'Green' WHERE sku = 'S-2'")
    (channel,) = built(shop, "--stock-and-price", exit_code=3)
    assert [(one["code"], one["value"]) for one in channel["problems"]] == [("variants-dropped", "S-2")]
    assert [row["SKU"] for row in rows(shop, "shopify-update.csv")] == ["H-1"]
    built(shop, "--changed")
    (green,) = (row for row in rows(shop, "shopify-changed.csv") if row["SKU"] == "S-2")
    assert (green["Option1 value"], green["Price"], green["Inventory quantity"]) == ("Green", "13.50", "10")
    built(shop, "--stock-and-price")


def test_prices_that_changed_places_are_both_written(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    change(shop, "UPDATE items SET cost_minor = 2000 WHERE sku = 'S-2'")
    built(shop)
    change(shop, "UPDATE items SET cost_minor = 3000 - cost_minor WHERE sku LIKE 'S-%'")
    built(shop, "--changed")
    found = {row["SKU"]: row["Price"] for row in rows(shop, "shopify-changed.csv")}
    assert found == {"S-1": "27.00", "S-2": "13.50"}


def test_a_small_file_by_sku_may_lack_what_an_error_keeps_out(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf, WOO)
    change(shop, "UPDATE items SET cost_minor = NULL WHERE sku = 'S-2'")
    built(shop, "--stock-and-price", exit_code=3)
    assert [row["SKU"] for row in rows(shop, "woo-update.csv")] == ["S-1", "H-1"]


def test_a_variant_that_vanished_keeps_its_product_back(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    shop.toml("[listings.products.S-2]\nskip = true\n")
    (channel,) = built(shop, exit_code=3)
    assert [(one["sku"], one["code"], one["value"]) for one in channel["problems"]] == [
        ("S-1", "variants-dropped", "S-2")
    ]
    assert [row["SKU"] for row in rows(shop, "shopify.csv")] == ["H-1"]
    built(shop, "--allow-removals")
    assert [row["SKU"] for row in rows(shop, "shopify.csv")] == ["S-1", "H-1"]
    built(shop)


def test_a_product_that_vanished_is_named_until_it_is_allowed(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    shop.toml("[listings.products.H-1]\nskip = true\n")
    (channel,) = built(shop, exit_code=3)
    assert [one["code"] for one in channel["problems"]] == ["variants-dropped"]
    result = shop.run("listings", "build", "--allow-removals")
    assert result.exit_code == 0
    assert "take it off the marketplace there: hat" in result.stderr
    built(shop)


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


def test_a_parents_sku_is_never_that_of_another_item(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shelf.add("scarf-all", "Many scarves")
    shop.toml(WOO)
    (channel,) = built(shop, exit_code=3)
    assert [one["code"] for one in channel["problems"]] == ["parent-sku-taken"]
    assert [row["SKU"] for row in rows(shop, "woo.csv")] == ["scarf-all"]


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


def test_a_format_without_a_small_file_says_so(shop: Any, shelf: Any) -> None:
    shelf.add("H-1", "Hat")
    shop.toml(
        '[listings.channels.it]\nformat = "schema-org"\nprice = { markup = "35%" }\nurl = "https://shop.example/{handle}"\n'
    )
    assert built(shop)[0]["files"] == ["out/listings/it.jsonld"]
    assert built(shop, "--changed")[0]["variants"] == 0
    result = shop.run("listings", "build", "--stock-and-price")
    assert "this format has no small file" in result.stderr
    assert "nothing to list" not in result.stderr
