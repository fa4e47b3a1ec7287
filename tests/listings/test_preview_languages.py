"""A preview in Chinese and in English: each page speaks one language, and marks what exists only in the other."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.test_preview import pages

from sellerkit.base.config.listing_checks import FOOD_LABEL
from sellerkit.listings.food_words import LABEL_NAMES
from sellerkit.listings.preview_words import Speech

DATES = """
[listings.products."红枣"]
name = { en = "Red dates" }
food = "prepacked"
label = { shelf_life = "12个月", ingredients = "红枣" }

[listings.translations.en]
"红色" = "Red"
"红枣" = "Red dates"
"山西" = "Shanxi"

[listings.channels.shop]
format = "shopify-csv"
images = "images"
"""


def test_options_are_called_options_and_each_has_its_number() -> None:
    assert [Speech("en").field(name) for name in ("options", "option2")] == ["Options", "Option 2"]


@pytest.fixture
def stall(shop: Any, shelf: Any) -> Any:
    """Red dates in two colours of which one has an English name, and a tray that has none at all."""
    shelf.add("R-1", "红枣", option1="红色", origin="山西", price_minor=2990)
    shelf.add("R-2", "红枣", option1="黑色", price_minor=3990)
    shelf.add("T-1", "茶盘", price_minor=9900)
    shelf.picture("images/R-1.jpg")
    shelf.picture("images/R-2.jpg")
    shop.toml(DATES)
    return shop


def test_each_page_speaks_one_language_and_leads_to_the_same_page_in_the_other(stall: Any) -> None:
    folder = pages(stall)
    english, chinese = ((folder / path / "products/r-1.html").read_text("utf-8") for path in ("", "zh"))
    assert '<html lang="en">' in english and '<html lang="zh-CN">' in chinese
    assert 'href="../zh/products/r-1.html" hreflang="zh-CN"' in english
    assert 'href="../../products/r-1.html" hreflang="en"' in chinese
    assert "<h1>Red dates</h1>" in english and "<h1>红枣</h1>" in chinese
    assert "规格与价格" in chinese and "规格与价格" not in english


def test_a_shop_that_speaks_chinese_begins_in_chinese(stall: Any) -> None:
    stall.run("listings", "preview", "--language", "zh")
    assert '<html lang="zh-CN">' in (stall.path / "out/preview/index.html").read_text("utf-8")
    assert '<html lang="en">' in (stall.path / "out/preview/en/index.html").read_text("utf-8")


def test_options_origin_and_alt_texts_are_translated_as_far_as_the_seller_said(stall: Any) -> None:
    folder = pages(stall)
    english, chinese = ((folder / path / "products/r-1.html").read_text("utf-8") for path in ("", "zh"))
    assert "<legend>Color</legend>" in english and "<legend>颜色</legend>" in chinese
    assert "<span>Red</span>" in english and '<span lang="zh-CN">黑色</span>' in english
    assert "<td>Shanxi</td>" in english and "<td>山西</td>" in chinese
    assert 'alt="Red dates, Red (1/2)"' in english and 'alt="红枣, 红色 (1/2)"' in chinese


def test_a_title_in_the_other_language_alone_is_marked(stall: Any, shelf: Any) -> None:
    shelf.add("S-1", "Olive wood spoon", price_minor=2990)
    folder = pages(stall)
    assert '<strong lang="zh-CN">茶盘</strong>' in (folder / "index.html").read_text("utf-8")
    assert '<h1 lang="zh-CN">茶盘</h1>' in (folder / "products/t-1.html").read_text("utf-8")
    assert '<strong lang="en">Olive wood spoon</strong>' in (folder / "zh/index.html").read_text("utf-8")
    assert "<strong>茶盘</strong>" in (folder / "zh/index.html").read_text("utf-8")


def test_findings_are_in_the_language_of_the_page(stall: Any, shelf: Any) -> None:
    shelf.add("N-1", "Bowl", cost_minor=None)
    folder = pages(stall, code=3)
    assert "There is no price and nothing to make one of." in (folder / "products/bowl.html").read_text("utf-8")
    chinese = (folder / "zh/products/bowl.html").read_text("utf-8")
    assert "没有售价，也没有可以算出售价的依据。" in chinese and "There is no price" not in chinese


def test_a_food_label_calls_its_items_by_their_names(stall: Any) -> None:
    folder = pages(stall)
    english, chinese = ((folder / path / "products/r-1.html").read_text("utf-8") for path in ("", "zh"))
    assert '<dt>Shelf life</dt><dd><span lang="zh-CN">12个月</span></dd>' in english
    assert "<dt>Ingredients</dt><dd>Red dates</dd>" in english
    assert "<dt>保质期</dt><dd>12个月</dd>" in chinese and "shelf_life" not in chinese


def test_every_item_of_a_food_label_has_a_name() -> None:
    assert set(LABEL_NAMES) == set(FOOD_LABEL)
