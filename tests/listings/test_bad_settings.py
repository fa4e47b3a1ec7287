"""Settings of [listings] that no shop can mean: each is named with an example that can be copied as it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

CHANNEL = '[listings.channels.s]\nformat = "shopify-csv"\n'


@pytest.mark.parametrize(
    "toml, key, example",
    [
        ("buffer = -5", "buffer", "buffer = 5"),
        ('image_url = "http://cdn.example.com/"', "image_url", 'image_url = "https://cdn.example.com/dates/"'),
        ('image_url = "cdn.example.com"', "image_url", 'image_url = "https://cdn.example.com/dates/"'),
        ('url = "javascript:{handle}"', "url", 'url = "https://shop.example.com/products/{handle}"'),
        ('title = ["keep: {{ item.name }}"]', "title", 'title = ["keep 1: {{ item.name }}"]'),
        ('title = ["x", "keep first: y"]', "title", 'title = ["keep 1: {{ item.name }}"]'),
        ('[listings.products."*"]\nnet = "0 ml"', "net", 'net = "500g"'),
    ],
)
def test_it_is_refused_with_an_example(shop: Any, toml: str, key: str, example: str) -> None:
    shop.toml(CHANNEL + toml + "\n")
    result = shop.run("listings", "check", "--json")
    assert result.exit_code == 4
    (problem,) = result.json["error"]["problems"]
    assert problem["column"].rsplit(".", 1)[-1] == key
    assert problem["hint"] == f"For example: {example}"


@pytest.mark.parametrize(
    "rate", ['"NaN"', '"Infinity"', '"1e400"', "nan", "inf", "1e308", '"1e-400"', '"１e９９"', "true"]
)
def test_what_nobody_can_reckon_with_is_no_number(shop: Any, rate: str) -> None:
    shop.toml(f'[shop.rates.USD]\nrate = {rate}\ndate = "2026-11-20"\n')
    result = shop.run("listings", "check", "--json")
    assert result.exit_code == 4
    (problem,) = result.json["error"]["problems"]
    assert problem["hint"] == 'For example: rate = "7.12"'


@pytest.mark.parametrize("part", ["keepsake: {{ item.name }}", "keep 2 : x", "keep=1: x", "{{ item.name }}: keep"])
def test_a_title_that_only_looks_like_it_is_taken(shop: Any, part: str) -> None:
    shop.toml(CHANNEL + f'title = ["{part}"]\n')
    assert shop.run("listings", "check").exit_code == 0


@pytest.mark.parametrize(
    "toml, example",
    [
        ('[shop.rates]\nUSD = "7.12"', 'USD = { rate = "7.12", date = "2026-11-20" }'),
        ('[listings.words]\n"正宗" = 5', '"正宗" = "warning"'),
        ('[listings.translations]\nen = "Red"', 'en = { "红色" = "Red" }'),
        ('[listings]\nchannels = { s = "x" }', "[listings.channels.shopify]"),
    ],
)
def test_an_entry_of_a_table_is_shown_as_an_entry(shop: Any, toml: str, example: str) -> None:
    shop.toml(f"\n{toml}\n")
    (problem,) = shop.run("listings", "check", "--json").json["error"]["problems"]
    assert problem["hint"] == f"For example: {example}"
    tomllib.loads(example)
