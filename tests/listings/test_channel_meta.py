"""meta-catalogue: the same goods in the words of Meta's catalogue."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from tests.listings.channel_products import FRONT, HOSTILE, LINK, dates, scarves, variant

from sellerkit.listings.channels.meta_catalogue import CHANNEL, HEADER, rows
from sellerkit.listings.product import Product


def read(*products: Product) -> list[dict[str, str]]:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows(products)])
    return list(csv.DictReader(io.StringIO(text.getvalue(), newline=""), strict=True))


def test_one_product_gives_exactly_this_row() -> None:
    (row,) = read(dates(fields={"link": LINK, "fb_product_category": "food"}))
    assert {name: value for name, value in row.items() if value} == {
        "id": "D-1",
        "title": "Red dates",
        "description": "From the Yellow River. Sun dried.",
        "availability": "in stock",
        "condition": "new",
        "price": "12.50 USD",
        "link": LINK,
        "image_link": FRONT,
        "additional_image_link": "https://img.example/side%2C1.jpg",
        "brand": "Lüliang Dates",
        "gtin": "6901234567892",
        "quantity_to_sell_on_facebook": "7",
        "fb_product_category": "food",
        "product_type": "Food > Dried fruit",
        "shipping_weight": "520 g",
        "status": "active",
    }


def test_variants_of_a_group_have_one_title_and_their_options_in_attributes() -> None:
    red, blue = read(scarves())
    assert {row["title"] for row in (red, blue)} == {"Scarf"}
    assert {row["item_group_id"] for row in (red, blue)} == {"scarf"}
    assert (red["color"], red["additional_variant_attribute"]) == ("红色", "织法:斜纹， 细")
    assert (red["availability"], red["quantity_to_sell_on_facebook"]) == ("out of stock", "0")


def test_a_second_option_of_one_meaning_is_an_attribute_of_its_own() -> None:
    (row,) = read(dates(option_names=("Size", "Net content"), variants=(variant("D-1", "L", "500g"),)))
    assert (row["size"], row["additional_variant_attribute"]) == ("L", "Net content:500g")


def test_a_draft_is_archived() -> None:
    assert read(dates(active=False))[0]["status"] == "archived"


def test_the_small_file_has_price_and_stock_alone() -> None:
    assert CHANNEL.update == ("id", "availability", "price", "sale_price", "quantity_to_sell_on_facebook")


@given(HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_file_as_they_were(title: str, sku: str) -> None:
    (row,) = read(dates(title=title, variants=(variant(sku),)))
    assert (row["id"], row["title"]) == (sku, title)
