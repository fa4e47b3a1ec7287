"""English praise and English claims, and the words that a shop adds or allows."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from tests.listings.law_texts import DATES, said

from sellerkit.listings.word_rules import of_words
from sellerkit.listings.wording import china, words_with

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'


def test_an_english_text_need_not_be_read_for_chinese_words_unless_it_has_a_1() -> None:
    assert all("1" in word or not word.isascii() for word in china().entries)
    assert said("Red dates NO.1") == [("warning", "superlative", "NO.1")]


def test_english_praise_counts_where_the_goods_are_sold_in_china() -> None:
    title = "The best dates, best before 2027"
    assert said(title) == [("warning", "superlative", "The best")]
    assert said(title, currency="USD") == []
    assert said("Bestway dates") == []


@pytest.mark.parametrize(
    "text",
    ["Unique code on every bag", "Dog treats 500 g", "UV cures fast", "Resin cures in 30 seconds", "Best friends necklace",
     "Perfect bound notebook", "Heat treated board", "High heels", "Best before 2027", "Wholesale box"],
)  # fmt: skip
def test_english_texts_that_sellers_really_write_give_no_false_alarm(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("The finest dates", "finest", "superlative"),
        ("World-class mug", "World-class", "superlative"),
        ("Tea that cures colds", "cures", "disease-claim"),
        ("Detox tea", "Detox", "health-claim"),
    ],
)
def test_english_claims_are_found(text: str, word: str, rule: str) -> None:
    assert said(text) == [("warning", rule, word)]


def test_the_shops_own_words_are_added_and_allowed(shop: Any, shelf: Any) -> None:
    shelf.add("A", "正宗红枣")
    shelf.add("B", "顶级红枣")
    shelf.add("C", "包治红枣")
    shop.toml(SHOPIFY + '[listings.words]\n"正宗" = "warning"\n"顶级" = "allowed"\n"包治" = "error"')
    result = shop.run("listings", "check", "--json")
    assert result.exit_code == 3
    assert [(p["severity"], p["code"], p["value"]) for p in result.json[0]["problems"]] == [
        ("error", "own-word", "包治"),
        ("warning", "own-word", "正宗"),
    ]


@pytest.mark.parametrize(
    ("title", "word"),
    [("灰枣 NO.1", "NO.1"), ("灰枣 NO.1", "no.1"), ("热销100万袋 灰枣", "热销100万袋"), ("全国第1名 灰枣", "第1名")],
)
def test_what_only_a_figure_makes_a_claim_can_be_allowed_as_well(title: str, word: str) -> None:
    product = dataclasses.replace(DATES, title=title)
    assert [one.value.lower() for one in of_words(product, china(), "")] == [word.lower()]
    assert list(of_words(product, words_with({word: "allowed"}), "")) == []


def test_an_own_english_word_is_found_in_any_case() -> None:
    product = dataclasses.replace(DATES, title="MIRACLE dates")
    (found,) = of_words(product, words_with({"miracle": "warning"}), "")
    assert found.value == "MIRACLE"
