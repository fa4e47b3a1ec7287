"""Variants never vanish from a file unasked, and no row takes the SKU of another item."""

from __future__ import annotations

from typing import Any

from tests.listings.changed_files import WOO, built, rows, shelf_of_three


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


def test_a_parents_sku_is_never_that_of_another_item(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shelf.add("scarf-all", "Many scarves")
    shop.toml(WOO)
    (channel,) = built(shop, exit_code=3)
    assert [one["code"] for one in channel["problems"]] == ["parent-sku-taken"]
    assert [row["SKU"] for row in rows(shop, "woo.csv")] == ["scarf-all"]
