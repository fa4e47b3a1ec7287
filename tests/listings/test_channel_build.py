"""The new channels through the real command: what stands in the shop's folder afterwards."""

from __future__ import annotations

import csv
import json
from typing import Any

COMMON = 'url = "https://shop.example/p/{handle}"\ndescription = "d.md"\n'
USD = '[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-20"\n'


def build(shop: Any, shelf: Any, format: str, more: str = "") -> Any:
    shelf.add(
        "D-500",
        "Red dates",
        option1="500g",
        price_minor=2990,
        barcode="6901234567892",
        weight_g=520,
        image="https://img.example/D-500.jpg",
    )
    shelf.add(
        "D-1000", "Red dates", option1="1kg", price_minor=4990, quantity=0, image="https://img.example/D-1000.jpg"
    )
    shop.write("d.md", "Sun **dried**.\n\nFrom the river.")
    shop.toml(f'[brand]\nname = "Lüliang Dates"\n[listings.channels.it]\nformat = "{format}"\n{COMMON}{more}')
    result = shop.run("listings", "build", "--json")
    assert result.exit_code == 0, result.stdout
    return shop.path / result.json[0]["file"]


def test_googles_feed_is_tab_separated_with_a_page_and_a_unit_price(shop: Any, shelf: Any) -> None:
    path = build(shop, shelf, "google-merchant", 'status = "active"\n')
    with path.open(encoding="utf-8", newline="") as file:
        small, large = csv.DictReader(file, delimiter="\t", strict=True)
    assert path.name == "it.tsv"
    assert (small["id"], small["price"], small["link"]) == ("D-500", "29.90 CNY", "https://shop.example/p/red-dates")
    assert (small["description"], small["size"]) == ("Sun dried. From the river.", "500g")
    assert (small["unit_pricing_measure"], large["unit_pricing_measure"]) == ("500g", "1kg")
    assert (small["excluded_destination"], large["availability"]) == ("", "out_of_stock")


def test_metas_catalogue_counts_the_pieces(shop: Any, shelf: Any) -> None:
    path = build(shop, shelf, "meta-catalogue")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [(row["id"], row["quantity_to_sell_on_facebook"], row["status"]) for row in rows] == [
        ("D-500", "10", "archived"),
        ("D-1000", "0", "archived"),
    ]


def test_schema_org_is_one_json_file(shop: Any, shelf: Any) -> None:
    path = build(shop, shelf, "schema-org")
    (group,) = json.loads(path.read_text("utf-8"))["@graph"]
    assert (path.name, group["@type"]) == ("it.jsonld", "ProductGroup")
    assert [one["offers"]["price"] for one in group["hasVariant"]] == ["29.90", "49.90"]


def test_amazon_gets_three_columns(shop: Any, shelf: Any) -> None:
    path = build(shop, shelf, "amazon-price-quantity")
    assert path.read_bytes() == b"sku\tprice\tquantity\r\nD-500\t29.90\t10\r\nD-1000\t49.90\t0\r\n"


def test_ebay_gets_drafts_of_the_site_that_sells_in_the_channels_currency(shop: Any, shelf: Any) -> None:
    path = build(shop, shelf, "ebay-draft", 'currency = "USD"\nfields = { category_id = "179174" }\n' + USD)
    assert path.read_bytes().startswith(b"#INFO,Version=0.0.2,Template= eBay-draft-listings-template_US")
    assert b"\r\nDraft,D-500,179174,Red dates 500g,,4.20,10,https://img.example/D-500.jpg,," in path.read_bytes()


def test_a_rate_that_nobody_looked_up_for_a_month_is_mentioned(shop: Any, shelf: Any) -> None:
    shelf.add("D-500", "Red dates", price_minor=2990)
    shop.toml('[listings.channels.it]\nformat = "shopify-csv"\ncurrency = "USD"\n' + USD)
    assert "days old" not in shop.run("listings", "check").stderr
    toml = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", toml.replace("2026-11-20", "2026-03-01"))
    said = shop.run("listings", "check").stderr
    assert "the rate for USD in shop.toml is 254 days old (2026-03-01)" in said
