"""`listings build --stock-and-price`: the small file that leaves texts and pictures alone."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.changed_files import TOML, WOO, built, change, rows, shelf_of_three


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


def test_a_small_file_by_sku_may_lack_what_an_error_keeps_out(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf, WOO)
    change(shop, "UPDATE items SET cost_minor = NULL WHERE sku = 'S-2'")
    built(shop, "--stock-and-price", exit_code=3)
    assert [row["SKU"] for row in rows(shop, "woo-update.csv")] == ["S-1", "H-1"]


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
