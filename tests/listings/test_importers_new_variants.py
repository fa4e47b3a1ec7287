"""New variants of products that a marketplace has already, in the files that its importer can take them from."""

from __future__ import annotations

from typing import Any

from tests.listings.changed_files import WOO, built, change, rows, shelf_of_three


def test_woocommerce_gets_new_variants_in_the_file_of_what_is_new(shop: Any, shelf: Any) -> None:
    # its update skips every SKU that it does not know, its import every one that it knows
    shelf_of_three(shop, shelf, WOO)
    shelf.add("S-3", "Scarf", option1="Green", weight_g=180)
    (channel,) = built(shop, "--changed")
    assert channel["files"] == ["out/listings/woo-new.csv", "out/listings/woo-changed.csv"]
    parent, *there = rows(shop, "woo-changed.csv")
    assert parent["Attribute 1 value(s)"] == "Red, Blue, Green"
    assert [row["SKU"] for row in there] == ["S-1", "S-2"]
    assert "Weight (kg)" not in parent
    (new,) = rows(shop, "woo-new.csv")
    assert (new["SKU"], new["Parent"], new["Attribute 1 value(s)"]) == ("S-3", "scarf-all", "Green")
    assert (new["Weight (kg)"], new["Regular price"]) == ("0.18", "13.50")


def test_a_product_that_gets_its_first_options_has_its_new_parent_in_the_first_file(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf, WOO)
    shelf.add("H-2", "Hat", option1="Large")
    change(shop, "UPDATE items SET option1 = 'Small' WHERE sku = 'H-1'")
    (channel,) = built(shop, "--changed")
    assert channel["files"] == ["out/listings/woo-new.csv", "out/listings/woo-changed.csv"]
    parent, new = rows(shop, "woo-new.csv")
    assert (parent["Type"], parent["SKU"], parent["Attribute 1 value(s)"]) == ("variable", "hat-all", "Small, Large")
    assert (new["SKU"], new["Parent"]) == ("H-2", "hat-all")
    (old,) = rows(shop, "woo-changed.csv")
    assert (old["Type"], old["SKU"], old["Parent"], old["Attribute 1 value(s)"]) == (
        "variation",
        "H-1",
        "hat-all",
        "Small",
    )


def test_shopify_gets_new_variants_with_the_products_they_belong_to(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    shelf.add("S-3", "Scarf", option1="Green")
    (channel,) = built(shop, "--changed")
    assert channel["files"] == ["out/listings/shopify-changed.csv"]
    assert [row["SKU"] for row in rows(shop, "shopify-changed.csv")] == ["S-1", "S-2", "S-3"]


def test_a_variant_that_was_never_listed_whole_does_not_stand_in_the_small_file(shop: Any, shelf: Any) -> None:
    shelf_of_three(shop, shelf)
    shelf.add("S-3", "Scarf", option1="Green", weight_g=180)
    change(shop, "UPDATE items SET cost_minor = 2000 WHERE sku = 'S-1'")
    built(shop, "--stock-and-price")
    assert [row["SKU"] for row in rows(shop, "shopify-update.csv")] == ["S-1", "S-2", "H-1"]
    built(shop, "--changed")
    (new,) = (row for row in rows(shop, "shopify-changed.csv") if row["SKU"] == "S-3")
    assert (new["Price"], new["Weight value (grams)"]) == ("13.50", "180")
