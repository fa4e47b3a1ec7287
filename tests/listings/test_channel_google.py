"""google-merchant: what Google reads from the feed, and what keeps goods out of it."""

from __future__ import annotations

import csv
import dataclasses
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from tests.listings.channel_products import FRONT, HOSTILE, LINK, dates, scarves, variant

from sellerkit.listings.channels.google_merchant import CHANNEL, HEADER, rows
from sellerkit.listings.channels.google_offers import base_measure, group_id, measure
from sellerkit.listings.channels.google_rules import checks
from sellerkit.listings.channels.meta_catalogue import CHANNEL as META
from sellerkit.listings.product import NetContent, Product


def read(*products: Product) -> list[dict[str, str]]:
    """The rows as a reader of quoted tab-separated text finds them in the bytes of the file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=CHANNEL.dialect.delimiter).writerows([HEADER, *rows(products)])
    return list(csv.DictReader(io.StringIO(text.getvalue(), newline=""), delimiter="\t", strict=True))


def rules(product: Product) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in checks(product)]


def test_one_product_gives_exactly_this_row() -> None:
    (row,) = read(dates())
    assert {name: value for name, value in row.items() if value} == {
        "id": "D-1",
        "title": "Red dates",
        "description": "From the Yellow River. Sun dried.",
        "link": LINK,
        "image_link": FRONT,
        "additional_image_link": "https://img.example/side%2C1.jpg",
        "availability": "in_stock",
        "price": "12.50 USD",
        "brand": "Lüliang Dates",
        "gtin": "6901234567892",
        "identifier_exists": "yes",
        "condition": "new",
        "unit_pricing_measure": "500g",
        "unit_pricing_base_measure": "1kg",
        "google_product_category": "422",
        "product_type": "Food > Dried fruit",
        "shipping_weight": "520 g",
    }
    assert rules(dates()) == []


def test_variants_share_a_group_and_say_what_they_differ_in() -> None:
    red, blue = read(scarves())
    assert (red["item_group_id"], blue["item_group_id"]) == ("scarf", "scarf")
    assert (red["item_group_title"], red["title"]) == ("Scarf", "Scarf 红色 斜纹, 细")
    assert (red["color"], red["size"], blue["color"]) == ("红色", "", "蓝色")
    assert red["variant_option"] == "颜色:红色,织法:斜纹， 细"
    assert blue["variant_option"] == "颜色:蓝色,织法:平纹： 粗"
    assert (red["availability"], blue["availability"]) == ("out_of_stock", "in_stock")


def test_goods_without_a_barcode_of_the_world_say_so() -> None:
    red, blue = read(scarves())
    assert (red["gtin"], red["identifier_exists"]) == ("", "no")
    assert (blue["gtin"], blue["identifier_exists"]) == ("", "no")


@pytest.mark.parametrize("code", ["2001234567893", "9800000000006", "690123456789", "6901234567893", "ABC"])
def test_a_number_that_is_no_gtin_is_never_given_as_one(code: str) -> None:
    (row,) = read(dates(variants=(variant(barcode=code),)))
    assert row["gtin"] == ""


def test_a_part_number_and_a_brand_identify_goods_too() -> None:
    (row,) = read(dates(variants=(variant(barcode=""),), fields={"link": LINK, "mpn": "LX-500"}))
    assert (row["mpn"], row["identifier_exists"]) == ("LX-500", "yes")


def test_what_only_the_seller_knows_comes_from_the_fields_of_that_name() -> None:
    (row,) = read(dates(fields={"link": LINK, "gender": "unisex", "age_group": "adult", "custom_label_0": "autumn"}))
    assert (row["gender"], row["age_group"], row["custom_label_0"]) == ("unisex", "adult", "autumn")


def test_a_draft_is_shown_nowhere() -> None:
    (row,) = read(dates(active=False))
    assert "Shopping_ads" in row["excluded_destination"] and "Free_listings" in row["excluded_destination"]


def test_an_earlier_price_is_the_price_and_the_present_one_the_sale_price() -> None:
    (row,) = read(dates(variants=(variant(compare_at_minor=1500),)))
    assert (row["price"], row["sale_price"]) == ("15.00 USD", "12.50 USD")


def test_money_has_the_decimals_of_its_currency_and_its_iso_code() -> None:
    assert [read(dates(currency=currency))[0]["price"] for currency in ("JPY", "RMB")] == ["1250 JPY", "12.50 CNY"]


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [("500", "g", "500g"), ("1500", "g", "1.5kg"), ("1000", "ml", "1l"), ("0.5", "g", "0.5g")],
)
def test_a_content_is_written_in_the_unit_people_read(amount: str, unit: Any, shown: str) -> None:
    assert measure(NetContent(Decimal(amount), unit)) == shown


@pytest.mark.parametrize(
    ("stated", "used"),
    [("", "1kg"), ("100 g", "100g"), ("50kg", "50kg"), ("3kg", "1kg"), ("100ml", "1kg"), ("750ml", "1kg")],
)
def test_a_unit_price_is_said_for_a_quantity_that_google_takes(stated: str, used: str) -> None:
    product = dates(fields={"link": LINK, "unit_pricing_base_measure": stated})
    assert base_measure(product, NetContent(Decimal(500), "g")) == used
    assert (("base-measure-wrong", "warning") in rules(product)) == bool(stated and stated.replace(" ", "") != used)


def test_a_long_handle_becomes_a_group_that_fits_and_stays_itself() -> None:
    long, other = scarves(), scarves()
    object.__setattr__(long, "handle", "x" * 60 + "1")
    object.__setattr__(other, "handle", "x" * 60 + "2")
    assert len(group_id(long)) == 50 and group_id(long) != group_id(other)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"fields": {}}, "link-missing"),
        ({"fields": {"link": "shop.example/红枣"}}, "link-wrong"),
        ({"fields": {"link": "https://shop.example/" + "x" * 2000}}, "link-wrong"),
        ({"fields": {"link": "https://shop.example/{id}"}}, "link-wrong"),
        ({"fields": {"link": "https://shop.example/red dates"}}, "link-wrong"),
        ({"fields": {"link": LINK, "condition": "as good as new"}}, "condition-unknown"),
        ({"description": ""}, "description-missing"),
        ({"description": "x" * 5001}, "description-too-long"),
        ({"images": (), "variants": (variant(images=()),)}, "image-missing"),
        ({"variants": (variant(images=("https://img.example/红枣.jpg",)),)}, "image-wrong"),
        ({"variants": (variant("D  1"),)}, "sku-spaces"),
    ],
)
def test_what_google_refuses_is_an_error(more: dict[str, Any], rule: str) -> None:
    assert rules(dates(**more)) == [(rule, "error")]


def test_a_value_that_is_on_no_list_is_a_warning() -> None:
    fields = {"link": LINK, "gender": "everybody", "age_group": "all ages", "identifier_exists": "yes"}
    assert rules(dates(fields=fields)) == [("value-unknown", "warning")] * 2
    assert [one.field for one in META.checks(dates(fields=fields))] == ["gender"]


def test_markup_does_not_count_as_description() -> None:
    assert rules(dates(description="<p>" * 3000 + "Dates" + "</p>" * 3000)) == []


def test_a_brand_that_is_too_long_is_left_out_and_said() -> None:
    product = dates(vendor="B" * 71)
    assert rules(product) == [("brand-too-long", "warning")]
    assert read(product)[0]["brand"] == ""


def test_a_borrowed_picture_and_too_many_of_them_are_said() -> None:
    assert ("image-borrowed", "warning") in rules(scarves())
    many = tuple(f"https://img.example/{n}.jpg" for n in range(12))
    product = dates(variants=(variant(images=many),))
    assert rules(product) == [("too-many-images", "warning")]
    assert len(read(product)[0]["additional_image_link"].split(",")) == 10


def test_a_title_has_as_many_options_as_there_is_room_for() -> None:
    assert {row["title"] for row in read(dataclasses.replace(scarves(), title="S" * 150))} == {"S" * 150}
    some = read(dataclasses.replace(scarves(), title="S" * 145))
    assert [row["title"] for row in some] == ["S" * 145 + " 红色", "S" * 145 + " 蓝色"]


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_file_as_they_were(title: str, sku: str, vendor: str) -> None:
    (row,) = read(dates(title=title, variants=(variant(sku),), vendor=vendor))
    assert (row["id"], row["title"], row["brand"]) == (sku, title, vendor)


@given(HOSTILE, HOSTILE)
def test_an_option_never_looks_like_two(name: str, value: str) -> None:
    (row,) = read(dates(option_names=(name,), variants=(variant("D-1", value),)))
    assert row["variant_option"].count(",") == 0 and row["variant_option"].count(":") == 1
