"""What WooCommerce and Shopify each need in their rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]
PLAIN = '[listings.channels.shopify]\nformat = "shopify-csv"\n'


def test_woocommerce_gets_a_parent_with_all_values_above_its_variations(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Scarf", option1="红色", barcode="6901234567892")
    shelf.add("S-2", "Scarf", option1="蓝色")
    listed('[listings.channels.woocommerce]\nprice = { markup = "35%", ending = ".90" }')
    rows = shelf.file("woocommerce")
    assert [(row["Type"], row["SKU"], row["Parent"]) for row in rows] == [
        ("variable", "scarf-all", ""),
        ("variation", "S-1", "scarf-all"),
        ("variation", "S-2", "scarf-all"),
    ]
    assert [row["Attribute 1 value(s)"] for row in rows] == ["红色, 蓝色", "红色", "蓝色"]
    assert {row["Visibility in catalog"] for row in rows} == {"visible"}
    assert rows[1]["global_unique_id"] == "6901234567892"


def test_a_variable_product_says_where_it_comes_from_and_its_own_sku_is_free(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Dates", option1="500g", origin="山西省")
    shelf.add("dates-all", "Dates", option1="1kg", origin="山西省")
    listed('[listings.channels.woocommerce]\nprice = { markup = "35%" }')
    parent, first, second = shelf.file("woocommerce")
    assert (parent["SKU"], first["Parent"], second["Parent"]) == ("dates-all-all",) * 3
    assert (parent["Attribute 2 name"], parent["Attribute 2 value(s)"]) == ("产地", "山西省")
    assert first["Attribute 2 name"] == ""


def test_shopify_is_told_what_a_unit_price_is_worked_out_from(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Dates", option1="500g")
    shelf.add("O-1", "Oil", option1="1.5 L")
    listed()
    rows = shelf.file()
    parts = ("total measure", "total measure unit", "base measure", "base measure unit")
    assert [tuple(row[f"Unit price {part}"] for part in parts) for row in rows] == [
        ("500", "g", "1", "kg"),
        ("1500", "ml", "1", "l"),
    ]


def test_the_same_barcode_far_apart_in_the_catalogue_is_found(shelf: Any, listed: Build) -> None:
    shelf.add("FIRST", "First", barcode="6901234567892")
    for number in range(230):
        shelf.add(f"N-{number}", f"Tea {number}")
    shelf.add("LAST", "Last", barcode="6901234567892")
    result = listed('[listings.channels.woocommerce]\nprice = { markup = "35%" }')
    assert [(one["sku"], one["code"]) for one in result.json[0]["problems"]] == [("LAST", "duplicate-barcode")]
    assert shelf.file("woocommerce")[-1]["global_unique_id"] == ""


def test_variations_of_a_draft_are_published_because_woocommerce_never_shows_a_draft_one(
    shelf: Any, listed: Build
) -> None:
    shelf.add("S-R", "Scarf", option1="Red")
    shelf.add("S-B", "Scarf", option1="Blue")
    listed('[listings.channels.woo]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n')
    assert [(row["Type"], row["Published"]) for row in shelf.file("woo")] == [
        ("variable", "-1"),
        ("variation", "1"),
        ("variation", "1"),
    ]


def test_a_comma_inside_a_tag_makes_no_second_tag_and_is_said(shelf: Any, listed: Build) -> None:
    shelf.add("S-R", "Scarf")
    result = listed(PLAIN + 'price = { markup = "35%" }\ntags = ["soft, warm", "new"]\n')
    assert shelf.file("shopify")[0]["Tags"] == "soft， warm, new"
    assert [(one["code"], one["severity"], one["value"]) for one in result.json[0]["problems"]] == [
        ("tag-comma", "warning", "soft, warm")
    ]
