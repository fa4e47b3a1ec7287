"""`listings check` names what a build would refuse because of the one before it, as a dry run of that build does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.changed_files import WOO, change

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
COPIED = '[listings.channels.etsy]\nformat = "copy-sheet"\nprice = { markup = "35%" }\n'
SCHEMA = '[listings.channels.web]\nformat = "schema-org"\nprice = { markup = "35%" }\n'
EBAY = '[listings.channels.ebay]\nformat = "ebay-draft"\nprice = { markup = "35%" }\ncurrency = "USD"\n'
RATE = '[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-01"\n'
EVERY = pytest.mark.parametrize("toml", [SHOPIFY, WOO, COPIED, SCHEMA], ids=["shopify", "woo", "etsy", "web"])


def scarves_and_a_hat(shop: Any, shelf: Any, toml: str) -> None:
    """Two scarves of one product and a hat, built once."""
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shelf.add("H-1", "Hat")
    shop.toml(toml)
    assert shop.run("listings", "build").exit_code == 0


def said(shop: Any, *args: str) -> tuple[int, Any]:
    """The exit code; SKU, rule and value of every error of the first channel, and how many variants are left."""
    result = shop.run("listings", *args, "--json")
    (channel,) = result.json
    errors = [(one["sku"], one["code"], one["value"]) for one in channel["problems"] if one["severity"] == "error"]
    return result.exit_code, (errors, channel["variants"])


def said_by_both(shop: Any) -> tuple[int, Any]:
    """What `check` says, which is what a dry run of the build says; neither writes."""
    before = shop.dump()
    checked = said(shop, "check")
    assert checked == said(shop, "build", "--dry-run")
    assert shop.dump() == before
    return checked


@EVERY
def test_a_variant_that_vanished_is_named_before_a_build_keeps_its_product_back(
    shop: Any, shelf: Any, toml: str
) -> None:
    scarves_and_a_hat(shop, shelf, toml)
    shop.toml("[listings.products.S-2]\nskip = true\n")
    assert said_by_both(shop) == (3, ([("S-1", "variants-dropped", "S-2")], 1))


@EVERY
def test_a_product_that_vanished_is_named_before_a_build_asks_whether_it_is_meant(
    shop: Any, shelf: Any, toml: str
) -> None:
    scarves_and_a_hat(shop, shelf, toml)
    shop.toml("[listings.products.H-1]\nskip = true\n")
    assert said_by_both(shop) == (3, ([("H-1", "variants-dropped", "H-1")], 2))


@EVERY
def test_a_variant_that_an_error_keeps_out_takes_its_product_with_it(shop: Any, shelf: Any, toml: str) -> None:
    scarves_and_a_hat(shop, shelf, toml)
    change(shop, "UPDATE items SET cost_minor = NULL WHERE sku = 'S-2'")
    errors = [("S-2", "price-missing", ""), ("S-1", "variants-dropped", "S-2")]
    assert said_by_both(shop) == (3, (errors, 1))


def test_a_hint_says_how_to_let_a_variant_go_and_then_nothing_is_objected_to(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, SHOPIFY)
    shop.toml("[listings.products.S-2]\nskip = true\n")
    assert "build with --allow-removals" in shop.run("listings", "check").stdout
    assert shop.run("listings", "build", "--allow-removals").exit_code == 0
    assert said_by_both(shop) == (0, ([], 2))


def test_a_variant_that_moved_to_another_product_is_no_loss(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, SHOPIFY)
    change(shop, "UPDATE items SET name = 'Shawl' WHERE sku = 'S-2'")
    assert said_by_both(shop) == (0, ([], 3))


def test_nothing_is_dropped_where_nothing_was_built(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, SHOPIFY)
    assert shop.run("undo", "4").exit_code == 0
    shop.toml("[listings.products.S-2]\nskip = true\n")
    assert said_by_both(shop) == (0, ([], 2))


def test_a_whole_products_row_that_would_carry_the_sku_of_another_item_is_named(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shelf.add("scarf-all", "Many scarves")
    shop.toml(WOO)
    assert said_by_both(shop) == (3, ([("S-1", "parent-sku-taken", "scarf-all")], 1))


def test_a_product_of_another_ebay_site_is_named(shop: Any, shelf: Any) -> None:
    shelf.add("H-1", "Hat")
    shelf.add("T-1", "Tea")
    shop.toml(RATE + EBAY + 'fields = { category_id = "11450" }\n')
    shop.toml('[listings.products.T-1]\nfields = { site = "CA" }\n')
    assert said_by_both(shop) == (3, ([("T-1", "ebay-site", "CA")], 1))
