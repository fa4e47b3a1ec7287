"""A channel in English names what is still in Chinese, each word once."""

from __future__ import annotations

from typing import Any

ENGLISH = """
[listings.channels.abroad]
format = "shopify-csv"
language = "en"
price = { markup = "35%" }

[listings.products."纯棉T恤"]
name = { en = "Cotton T-shirt" }

[listings.translations.en]
"白色" = "White"
"""


def not_translated(shop: Any, *args: str) -> list[tuple[str, str, str]]:
    result = shop.run("listings", *args, "--json")
    assert result.exit_code == 0, result.stderr
    (channel,) = result.json
    return [(one["sku"], one["field"], one["value"]) for one in channel["problems"] if one["code"] == "not-translated"]


def test_a_title_and_an_option_in_chinese_are_named_once(shop: Any, shelf: Any) -> None:
    shelf.add("T-1", "纯棉T恤", option1="白色")
    shelf.add("T-2", "纯棉T恤", option1="黑色")
    shelf.add("H-1", "毛线帽", option1="黑色")
    shelf.add("H-2", "毛线帽", option1="白色")
    shop.toml(ENGLISH)
    assert not_translated(shop, "check") == [("T-1", "options", "黑色"), ("H-1", "title", "毛线帽")]
    assert not_translated(shop, "build", "--dry-run") == not_translated(shop, "check")


def test_a_chinese_word_beside_english_ones_may_stay(shop: Any, shelf: Any) -> None:
    shelf.add("T-1", "Cotton T-shirt 纯棉", option1="Navy / 藏青")
    shop.toml(ENGLISH)
    assert not_translated(shop, "check") == []


def test_without_a_language_the_goods_speak_their_own(shop: Any, shelf: Any) -> None:
    shelf.add("H-1", "毛线帽", option1="黑色")
    shop.toml(ENGLISH.replace('language = "en"', ""))
    assert not_translated(shop, "check") == []
