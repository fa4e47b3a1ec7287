"""What a build says of products and variants that its files no longer have."""

from __future__ import annotations

from typing import Any

import pytest

RULE = 'price = { markup = "35%" }\n'
SHOPIFY = f'[listings.channels.shopify]\nformat = "shopify-csv"\n{RULE}'
WOO = f'[listings.channels.woo]\nformat = "woocommerce-csv"\n{RULE}'
AMAZON = f'[listings.channels.amazon]\nformat = "amazon-price-quantity"\n{RULE}'


def scarves_and_a_hat(shop: Any, shelf: Any, toml: str) -> None:
    for sku, colour in (("S-1", "Red"), ("S-2", "Blue"), ("S-3", "Green")):
        shelf.add(sku, "Scarf", option1=colour)
    shelf.add("H-1", "Hat")
    shop.toml(toml)
    assert shop.run("listings", "build").exit_code == 0


def without(shop: Any, *skus: str) -> list[str]:
    """What the next build says of them."""
    for sku in skus:
        shop.toml(f"[listings.products.{sku}]\nskip = true\n")
    result = shop.run("listings", "build", "--allow-removals")
    assert result.exit_code == 0
    return [line for line in result.stderr.splitlines() if "in no file any more" in line]


@pytest.mark.parametrize("toml, name", [(SHOPIFY, "shopify"), (WOO, "woo")], ids=["shopify", "woo"])
def test_a_marketplace_with_products_hears_of_the_product_and_of_the_variant(
    shop: Any, shelf: Any, toml: str, name: str
) -> None:
    scarves_and_a_hat(shop, shelf, toml)
    assert without(shop, "S-2", "H-1") == [
        f"{name}: 1 product is in no file any more; take it off the marketplace there: hat",
        f"{name}: 1 variant is in no file any more; see that nobody can buy it there: S-2",
    ]


def test_amazon_hears_of_skus_because_it_knows_no_products(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, AMAZON)
    assert without(shop, "S-2", "H-1") == [
        "amazon: 2 variants are in no file any more; see that nobody can buy them there: S-2, H-1"
    ]


def renamed(shop: Any) -> str:
    with shop.store() as db:
        db.execute("UPDATE items SET name = 'Shawl' WHERE sku IN ('S-2', 'S-3')")
    db.close()
    result = shop.run("listings", "build", "--changed")
    assert result.exit_code == 0
    return str(result.stderr)


def test_amazon_hears_nothing_of_a_product_that_only_has_another_name(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, AMAZON)
    said = renamed(shop)
    assert "in no file" not in said and "another product" not in said


def test_woocommerce_hears_which_variants_stand_under_their_old_product(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, WOO)
    wanted = "woo: 2 variants belong to another product now; delete them there before you upload: S-2, S-3"
    assert wanted in renamed(shop).splitlines()


def test_shopify_takes_them_along_itself(shop: Any, shelf: Any) -> None:
    scarves_and_a_hat(shop, shelf, SHOPIFY)
    assert "another product" not in renamed(shop)
