"""A shop that a marketplace has already: its products keep the names that they have there."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.changed_files import built, rows

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
WOO = '[listings.channels.woo]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n'
LISTED = 'listed = "e.csv"\n'
EXPORT = "Handle,Title,Variant SKU,Variant Price\nold-scarf,Scarf,S-1,9.00\nold-scarf,,S-2,9.00\n"


def scarves(shop: Any, shelf: Any, export: str = EXPORT) -> None:
    shelf.add("S-1", "Scarf", option1="Red")
    shelf.add("S-2", "Scarf", option1="Blue")
    shop.write("e.csv", export)


def handles(shop: Any) -> dict[str, str]:
    return {row["SKU"]: row["URL handle"] for row in rows(shop, "shopify.csv")}


def test_shopifys_handle_is_kept_and_what_is_new_gets_another(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf)
    shelf.add("O-1", "Old scarf")
    shop.toml(SHOPIFY + LISTED)
    built(shop)
    assert handles(shop) == {"S-1": "old-scarf", "S-2": "old-scarf", "O-1": "old-scarf-o-1"}


def test_a_product_that_gets_another_name_stays_the_same_product(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf)
    shop.toml(SHOPIFY + LISTED)
    built(shop)
    db = shop.store()
    with db:
        db.execute("UPDATE items SET name = 'Shawl'")
    db.close()
    said = shop.run("listings", "build", "--changed")
    assert (said.exit_code, "no file any more" in said.stderr) == (0, False)
    assert next((row["URL handle"], row["Title"]) for row in rows(shop, "shopify-changed.csv")) == (
        "old-scarf",
        "Shawl",
    )


def test_one_product_there_is_never_two_of_ours(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf")
    shelf.add("S-2", "Shawl")
    shop.write("e.csv", EXPORT)
    shop.toml(SHOPIFY + LISTED)
    built(shop)
    assert handles(shop) == {"S-1": "old-scarf", "S-2": "shawl"}
    (channel,) = shop.run("listings", "check", "--json").json
    assert [(one["code"], one["sku"]) for one in channel["problems"]] == [("other-product", "S-2")]


def test_two_products_there_are_not_one_of_ours_unnoticed(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf, EXPORT.replace("old-scarf,,S-2", "blue-scarf,Scarf,S-2"))
    shop.toml(SHOPIFY + LISTED)
    (channel,) = built(shop)
    assert [(one["code"], one["sku"], one["value"]) for one in channel["problems"]] == [
        ("other-product", "S-2", "blue-scarf")
    ]


def test_a_handle_that_is_none_is_not_taken(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf, EXPORT.replace("old-scarf", "../old"))
    shop.toml(SHOPIFY + LISTED)
    built(shop)
    assert set(handles(shop).values()) == {"scarf"}


@pytest.mark.parametrize("parent", ["SCARVES", "id:7"])
def test_woocommerces_parent_keeps_its_sku(shop: Any, shelf: Any, parent: str) -> None:
    variations = "".join(f"{n},variation,S-{n - 7},Scarf,9,{parent}\n" for n in (8, 9))
    scarves(shop, shelf, f"ID,Type,SKU,Name,Regular price,Parent\n7,variable,SCARVES,Scarf,,\n{variations}")
    shop.toml(WOO + LISTED)
    built(shop)
    found = [(row["Type"], row["SKU"], row["Parent"]) for row in rows(shop, "woo.csv")]
    assert found == [("variable", "SCARVES", ""), ("variation", "S-1", "SCARVES"), ("variation", "S-2", "SCARVES")]


def test_diff_names_what_an_upload_would_make_a_second_time(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf)
    shop.toml(SHOPIFY)
    found = shop.run("listings", "diff", "--against", "e.csv")
    assert "1 product stands there under another name" in found.stderr
    assert 'listed = "e.csv" in [listings.channels.shopify]' in found.stderr
    assert shop.run("listings", "diff", "--against", "e.csv", "--json").json[0]["renamed"] == {"old-scarf": "scarf"}
    toml = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", toml.replace(SHOPIFY, SHOPIFY + LISTED))
    assert shop.run("listings", "diff", "--against", "e.csv", "--json").json[0]["renamed"] == {}


@pytest.mark.parametrize(
    "format, listed, rule",
    [
        ("shopify-csv", "gone.csv", "unreadable-export"),
        ("woocommerce-csv", "e.csv", "unknown-export"),
        ("shopify-csv", "../e.csv", "path-outside"),
        ("amazon-price-quantity", "e.csv", "wrong-value"),
    ],
)
def test_an_export_that_cannot_be_used_stops_its_channel_alone(
    shop: Any, shelf: Any, format: str, listed: str, rule: str
) -> None:
    scarves(shop, shelf)
    shop.toml(f'{SHOPIFY}[listings.channels.other]\nformat = "{format}"\nlisted = "{listed}"\n')
    good, other = built(shop, exit_code=3)
    assert (good["file"], other["file"]) == ("out/listings/shopify.csv", None)
    assert [(one["code"], one["column"]) for one in other["problems"]] == [(rule, "listings.channels.other.listed")]


def test_the_preview_links_pages_whatever_a_channel_calls_them(shop: Any, shelf: Any) -> None:
    scarves(shop, shelf)
    shop.toml(WOO + SHOPIFY + LISTED)
    assert shop.run("listings", "preview").exit_code == 0
    page = next(shop.path.glob("out/**/channel-shopify.html")).read_text("utf-8")
    assert 'href="products/scarf.html"' in page
