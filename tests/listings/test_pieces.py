"""Handles, pictures and files: the small promises a listing stands on."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.listings.catalogue import families
from sellerkit.listings.channels.shopify_csv import HEADER, rows
from sellerkit.listings.handles import handle_for
from sellerkit.listings.images import pictures_by_sku, url_of
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.writing import read_rows, write_rows
from sellerkit.model.item import Item, ItemStock

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.tuples(text, text), max_size=12))
def test_handles_are_ascii_and_never_the_same_twice(items: list[tuple[str, str]]) -> None:
    taken: set[str] = set()
    handles = [handle_for(name, sku, taken) for name, sku in items]
    assert len(set(handles)) == len(handles)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", handle) for handle in handles)


@settings(max_examples=50)
@given(st.lists(st.tuples(text, text, text, st.integers(0, 10**9)), min_size=1, max_size=5))
def test_what_is_written_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, items: list[tuple[str, str, str, int]]
) -> None:
    products = [
        Product(f"h-{n}", title, (Variant(Item(f"S-{n}"), (option,), price, n),), "CNY", ("Style",), html)
        for n, (title, option, html, price) in enumerate(items)
    ]
    path = tmp_path_factory.mktemp("listing") / "file.csv"
    wanted = [list(HEADER), *map(list, rows(products))]
    write_rows(path, HEADER, rows(products))
    assert read_rows(path) == wanted
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["Title"] for row in csv.DictReader(file)] == [title for title, *_rest in items]


def test_shopify_has_its_57_columns() -> None:
    assert len(HEADER) == 57
    assert HEADER[:3] == ("Title", "URL handle", "Description")


def test_a_picture_belongs_to_the_longest_sku_it_begins_with() -> None:
    names = ["M-1.jpg", "M-1-2.jpg", "M-10.jpg", "M-1b.PNG", "m-1 (2).jpeg", "M-1.txt", "X.jpg", "M-12.jpg"]
    assert pictures_by_sku(names, ["M-1", "M-10", "M-1-2"]) == {
        "M-1": ["M-1.jpg", "M-1b.PNG", "m-1 (2).jpeg"],
        "M-10": ["M-10.jpg"],
        "M-1-2": ["M-1-2.jpg"],
    }


def test_a_pictures_address_is_percent_encoded() -> None:
    assert url_of("https://img.example/a", "红枣 1.jpg") == "https://img.example/a/%E7%BA%A2%E6%9E%A3%201.jpg"


@given(st.lists(st.tuples(st.sampled_from(["Mug", "mug ", "Tea", ""]), st.sampled_from([None, "S", "M"])), max_size=10))
def test_every_item_is_in_exactly_one_product(items: list[tuple[str, str | None]]) -> None:
    stocks = [ItemStock(n, Item(f"S-{n}", name=name, option1=option), 1, 0) for n, (name, option) in enumerate(items)]
    found = [stock.item_id for family in families(stocks) for stock in family.members]
    assert sorted(found) == list(range(len(items)))
