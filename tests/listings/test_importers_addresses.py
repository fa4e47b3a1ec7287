"""Addresses of pictures as importers take them: ASCII without spaces, whatever folder and file are called."""

from __future__ import annotations

from typing import Any

import pytest

from sellerkit.listings.images import address, url_of

TOML = """
[listings.channels.shopify]
format = "shopify-csv"
images = "images/"
image_url = "https://cdn.example.com/我的 枣/"
"""


def test_folder_and_file_names_are_percent_encoded(shop: Any, shelf: Any, listed: Any) -> None:
    shelf.add("D-1", price_minor=1250)
    shelf.picture("images/D-1 正面,1.jpg")
    assert listed(TOML).exit_code == 0
    (row,) = shelf.file()
    assert row["Product image URL"] == (
        "https://cdn.example.com/%E6%88%91%E7%9A%84%20%E6%9E%A3/D-1%20%E6%AD%A3%E9%9D%A2%2C1.jpg"
    )


def test_a_whole_address_in_the_stock_sheet_is_encoded_once(shop: Any, shelf: Any, listed: Any) -> None:
    shelf.add("D-1", price_minor=1250, image="https://img.example/红枣 1.jpg?w=800&h=%20")
    assert listed(TOML.replace('images = "images/"\n', "")).exit_code == 0
    (row,) = shelf.file()
    assert row["Product image URL"] == "https://img.example/%E7%BA%A2%E6%9E%A3%201.jpg?w=800&h=%20"


@pytest.mark.parametrize(
    "url", ["https://图片.example/a.jpg", "https://img.example/a%2Cb+(1)~.jpg?v=1&w=2#x", "https://img.example"]
)
def test_what_an_address_may_hold_stays_as_it_is(url: str) -> None:
    assert address(url) == url


def test_a_folder_without_its_last_slash_gets_one() -> None:
    assert url_of("https://cdn.example.com/a b", "c d.jpg") == "https://cdn.example.com/a%20b/c%20d.jpg"
