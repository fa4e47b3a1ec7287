"""A channel of shop.toml that is wrong, unknown or missing ends the command with its code and an example."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('format = "shopify-cvs"', "shopify-csv"),
        ('format = "shopify-csv"\nprice = { floor = "__import__(\'os\')" }', "numbers, cost, price"),
        ('format = "shopify-csv"\nprice = { floor = "cost ** 9" }', "numbers, cost, price"),
        ('format = "shopify-csv"\nprice = { ending = ".999" }', 'ending = ".90"'),
        ('format = "shopify-csv"\nbuffer = -1', "buffer = 5"),
        ('format = "shopify-csv"\nurl = "https://shop.example/dates"', "/products/{handle}"),
    ],
)
def test_a_wrong_channel_table_ends_with_4_and_an_example(shop: Any, shelf: Any, line: str, said: str) -> None:
    shelf.add("M-1")
    shop.toml("[listings.channels.s]\n" + line)
    result = shop.run("listings", "build", "--json")
    assert result.exit_code == 4
    assert said in result.json["error"]["hint"]
    assert not (shop.path / "out").exists()


def test_no_channel_at_all_ends_with_4_and_shows_one(shop: Any) -> None:
    result = shop.run("listings", "build")
    assert result.exit_code == 4
    assert '\n  [listings.channels.shopify]\n  format = "shopify-csv"\n' in result.stderr


def test_a_channel_that_shop_toml_does_not_have_ends_with_2(shop: Any) -> None:
    shop.toml('[listings.channels.shopify]\nformat = "shopify-csv"')
    result = shop.run("listings", "build", "shopfy")
    assert result.exit_code == 2
    assert "shopify" in result.stderr


@pytest.mark.parametrize("line", ["price = 5", 'price = "35%"', "price = [1]"])
def test_a_value_where_a_table_belongs_ends_with_4(shop: Any, shelf: Any, line: str) -> None:
    shelf.add("M-1")
    shop.toml(f'[listings.channels.s]\nformat = "shopify-csv"\n{line}')
    result = shop.run("listings", "build", "--json")
    assert (result.exit_code, result.json["error"]["problems"][0]["code"]) == (4, "wrong-value")
    assert "must be a table" in result.json["error"]["message"]


@pytest.mark.parametrize(
    ("named", "says"),
    [("gone.md", "没有这个文件或文件夹"), ("folder", "这是文件夹，不是文件"), ("d.md/x.md", "路径中有一段是文件")],
)
def test_why_a_file_cannot_be_read_is_said_in_the_persons_language(
    shop: Any, shelf: Any, named: str, says: str
) -> None:
    shelf.add("M-1", "Mug")
    shop.write("d.md", "x")
    (shop.path / "folder").mkdir()
    shop.toml(f'[listings.channels.s]\nformat = "shopify-csv"\ndescription = "{named}"')
    answer = shop.run("--language", "zh", "listings", "build")
    assert answer.exit_code == 3
    assert says in answer.stderr


def test_a_channel_that_cannot_be_built_says_why_and_not_that_there_is_nothing(shop: Any, shelf: Any) -> None:
    shelf.add("A-1", "Mug")
    shop.write("u.md", "{{ item.nme }}")
    shop.toml('[listings.channels.a]\nformat = "shopify-csv"\ndescription = "u.md"\n')
    result = shop.run("listings", "build")
    assert "item.nme, which does not exist" in result.stderr
    assert "nothing to list" not in result.stderr
