"""Packs, shares of one stock, fresh lots, prices by quantity, other currencies, two languages, texts of one's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.listings.contents import content_of
from sellerkit.listings.offering import split
from sellerkit.listings.prices import pricing, tier_prices

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\n'


def rows(shop: Any, shelf: Any, toml: str) -> list[dict[str, str]]:
    shop.toml(toml)
    result = shop.run("listings", "build", "--json")
    assert result.exit_code == 0, result.stderr
    return shelf.file()  # type: ignore[no-any-return]


def test_a_margin_is_part_of_the_price_and_a_markup_of_the_cost(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", cost_minor=1500)
    assert [row["Price"] for row in rows(shop, shelf, SHOPIFY + 'price = { margin = "25%" }')] == ["20.00"]


def test_a_price_in_another_currency_goes_by_the_rate_that_somebody_wrote_down(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", cost_minor=7120)
    rates = '[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-20"\n'
    found = rows(
        shop,
        shelf,
        rates + SHOPIFY + 'currency = "USD"\nprice = { markup = "50%", floor = "cost * 1.6", ending = ".90" }',
    )
    assert [(row["Price"], row["Cost per item"]) for row in found] == [("16.90", "10.00")]


def test_a_currency_without_a_rate_is_refused_with_the_lines_to_write(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shop.toml(SHOPIFY + 'currency = "USD"')
    result = shop.run("listings", "build")
    assert result.exit_code == 4
    assert "[shop.rates.USD]" in result.stderr


def test_a_pack_costs_weighs_and_counts_as_many_pieces_as_are_in_it(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", cost_minor=1000, price_minor=1250, pack=12, weight_g=300, quantity=40, barcode="6901234567892")
    (row,) = rows(shop, shelf, SHOPIFY + 'sell_by = "pack"')
    assert (row["Price"], row["Inventory quantity"], row["Weight value (grams)"]) == ("150.00", "3", "3600")
    assert row["Barcode"] == ""


def test_a_pack_costs_what_a_piece_costs_when_so_many_are_bought(shop: Any) -> None:
    shop.write("stock.csv", "SKU,Name,Qty,Pack,Price\nM-1,Mug,400,10,1-9件 9.00；10-49件 7.00；50件以上 6.00\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    shop.toml('[listings.channels.etsy]\nformat = "copy-sheet"\nsell_by = "pack"\n')
    assert shop.run("listings", "build").exit_code == 0
    page = (shop.path / "out/listings/etsy.html").read_text("utf-8")
    assert 'value="70.00"' in page and 'value="5+ 60.00"' in page


def test_a_label_in_a_template_speaks_the_language_of_the_channel(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "红枣", price_minor=2990)
    shop.write("text.md", "Keep it {{ label.storage }}; SC {{ label.licence }}.")
    toml = (
        '[listings.products.D-1]\nname = { en = "Red dates" }\nlabel = { storage = "阴凉干燥处", licence = "SC1" }\n'
        '[listings.translations.en]\n"阴凉干燥处" = "cool and dry"\n'
    )
    (row,) = rows(shop, shelf, toml + SHOPIFY + 'language = "en"\ndescription = "text.md"')
    assert row["Description"] == "<p>Keep it cool and dry; SC SC1.</p>"


def test_channels_that_share_a_stock_never_offer_more_than_there_is(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", cost_minor=1000, price_minor=2000, quantity=7)
    both = SHOPIFY + 'share = "50%"\n[listings.channels.woocommerce]\nformat = "woocommerce-csv"\nshare = "50%"\n'
    shop.toml(both)
    assert shop.run("listings", "build").exit_code == 0
    assert [shelf.file()[0]["Inventory quantity"], shelf.file("woocommerce")[0]["Stock"]] == ["4", "3"]


def test_shares_above_the_whole_are_refused(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shop.toml(SHOPIFY + 'share = "60%"\n[listings.channels.woocommerce]\nformat = "woocommerce-csv"\nshare = "50%"\n')
    result = shop.run("listings", "build")
    assert result.exit_code == 4 and "listings.channels.woocommerce.share" in result.stderr


def test_lots_that_expire_too_soon_are_not_offered(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", quantity=5, expires="2026-12-01")
    (row,) = rows(shop, shelf, SHOPIFY + 'fresh_for = "3650d"\nprice = { markup = "10%" }')
    assert row["Inventory quantity"] == "0"


def test_a_product_is_told_in_the_channels_own_language(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", option1="红色", cost_minor=1000)
    shelf.add("R-2", "红枣", option1="黑色", cost_minor=1000)
    found = rows(
        shop, shelf, SHOPIFY + 'language = "en"\nprice = { markup = "10%" }\n'
        '[listings.products."红枣"]\nname = { en = "Red dates" }\n'
        '[listings.translations.en]\n"红色" = "Red"\n"黑色" = "Black"\n"颜色" = "Color"\n',
    )  # fmt: skip
    assert found[0]["Title"] == "Red dates"
    assert [(row["Option1 name"], row["Option1 value"]) for row in found] == [("Color", "Red"), ("", "Black")]


def test_a_products_own_text_describes_it_and_the_channel_may_say_otherwise(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", cost_minor=1000)
    shop.write("listings/texts/R-1.md", "自家晒的 **红枣**。")
    shop.write("listings/texts/R-1.en.md", "Sun-dried *by us*.")
    texts = '[listings]\ntexts = "listings/texts/"\n' + SHOPIFY + 'price = { markup = "10%" }\n'
    assert rows(shop, shelf, texts)[0]["Description"] == "<p>自家晒的 <strong>红枣</strong>。</p>"
    english = rows(shop, shelf, 'language = "en"\n[listings.channels.shopify.products.R-1]\ntitle = "Sun-dried dates"')
    assert english[0]["Description"] == "<p>Sun-dried <em>by us</em>.</p>"
    assert english[0]["Title"] == "Sun-dried dates"


def test_what_stands_nearer_to_the_sku_wins_and_a_skipped_item_is_not_listed(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "Dates", category="fruit", cost_minor=1000)
    shelf.add("R-2", "Figs", category="fruit", cost_minor=1000)
    found = rows(
        shop, shelf, SHOPIFY + '[listings.products."*"]\ntags = ["all"]\nprice = "9.00"\n'
        '[listings.products.fruit]\nprice = "8.00"\n[listings.products.R-1]\nprice = "7.00"\n'
        "[listings.channels.shopify.products.R-2]\nskip = true\n",
    )  # fmt: skip
    assert [(row["SKU"], row["Price"], row["Tags"]) for row in found] == [("R-1", "7.00", "all")]


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("label", '{ ingredient = "枣" }', "ingredients"),
        ("net", '"a handful"', "net"),
        ("name", '{ fr = "Dattes" }', "name"),
    ],
)
def test_what_cannot_be_meant_of_a_product_is_named(shop: Any, shelf: Any, key: str, value: str, named: str) -> None:
    shelf.add("R-1")
    shop.toml(SHOPIFY + f"[listings.products.R-1]\n{key} = {value}\n")
    result = shop.run("listings", "build")
    assert result.exit_code == 4 and named in result.stderr


@given(pieces=st.integers(0, 5000), percents=st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_shares_hand_out_whole_pieces_and_never_too_many(pieces: int, percents: list[int]) -> None:
    while sum(percents) > 100:
        percents.pop()
    shares = [Decimal(percent) / 100 for percent in percents]
    parts = split(pieces, shares)
    assert all(part >= 0 for part in parts)
    assert sum(parts) == int(pieces * sum(shares))
    assert all(abs(part - pieces * share) < 1 for part, share in zip(parts, shares, strict=True))


@given(
    tiers=st.lists(st.tuples(st.integers(2, 500), st.integers(1, 3000)), max_size=6),
    first=st.integers(1, 3000),
    floor=st.integers(0, 2000),
    ending=st.sampled_from(["", ".90", "8"]),
)
def test_prices_by_quantity_fall_with_every_step_and_stay_above_the_floor(
    tiers: list[tuple[int, int]], first: int, floor: int, ending: str
) -> None:
    kept = [(start, Decimal(minor) / 100) for start, minor in dict(tiers).items()]
    top, lowest = Decimal(first) / 100, Decimal(floor) / 100
    good, refused = tier_prices(kept, top, lowest, pricing("", "", ending, "CNY"), "CNY")
    prices = [top, *(price for _start, price in good)]
    assert prices == sorted(set(prices), reverse=True)
    assert all(price >= lowest for price in prices[1:])
    assert len(good) + len(refused) == len(kept)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("500g", 500, "g"), ("1斤", 500, "g"), ("2.5 L", 2500, "ml"), ("500克/袋", 500, "g"), ("1kg装", 1000, "g")],
)
def test_a_net_content_is_read_where_it_stands_plainly(text: str, amount: int, unit: str) -> None:
    assert content_of(text) == (amount, unit)


@pytest.mark.parametrize("text", ["500g*12", "M", "red", "500", "大号500g左右", ""])
def test_nothing_else_is_taken_for_a_net_content(text: str) -> None:
    assert content_of(text) is None
