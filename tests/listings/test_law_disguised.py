"""Words that the law does not let a listing say, written so that a simple search would miss them; and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listings.law_texts import said

from sellerkit.listings.disguise import Disguises


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("國家級名枣", "國家級"),
        ("最高級红枣", "最高級"),
        ("国 家 级 红枣", "国 家 级"),
        ("红枣 最 佳", "最 佳"),
        ("最*佳红枣", "最*佳"),
        ("国·家·级红枣", "国·家·级"),
        ("国\u200b家级红枣", "国\u200b家级"),
        ("最-佳 红枣", "最-佳"),
    ],
)
def test_a_word_of_article_9_in_disguise_is_the_same_error_and_shown_as_it_stands(title: str, word: str) -> None:
    assert said(title) == [("error", "superlative", word)]


@pytest.mark.parametrize(
    "title", ["大 中 小 码 红枣", "红 黄 蓝 三色围巾", "新疆·和田 红枣", "A 款 T 恤", "加厚 软 底 拖鞋"]
)
def test_characters_that_stand_alone_and_say_nothing_are_left_alone(title: str) -> None:
    assert said(title) == []


@pytest.mark.parametrize(
    "title",
    ["热销 红枣 500g", "热销红枣2.5kg", "累计 三年 老树 500克", "销量 500g装 红枣", "热销款 3件套", "热销 10片装"],
)
def test_what_a_pack_weighs_is_no_figure_of_sales(title: str) -> None:
    assert said(title) == []


@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("销量超10万件 红枣", "销量超10万件"),
        ("累计售出5000单 红枣", "累计售出5000单"),
        ("热销1000万 红枣", "热销1000万"),
        ("已售3,000+ 红枣", "已售3,000"),
    ],
)
def test_a_figure_of_sales_needs_proof(title: str, figure: str) -> None:
    assert said(title) == [("warning", "unproved-figure", figure)]


@pytest.mark.parametrize("title", ["第一书记推荐 红枣", "县长代言 红枣", "市政府指定 红枣", "县委书记亲自推荐 红枣"])
def test_an_official_who_recommends_goods_is_named(title: str) -> None:
    assert [rule for _severity, rule, _word in said(title)] == ["official-endorsement"]


@pytest.mark.parametrize("word", ["安胎", "润肺", "清咽", "缓解体力疲劳", "有助于消化", "調經"])
def test_functions_of_registered_health_food_are_none_of_ordinary_food(word: str) -> None:
    assert said(f"{word} 红枣") == [("warning", "health-claim", word)]


@given(st.text(st.sampled_from("最佳国家國級枣a1 *·-\u200b，"), max_size=30))
def test_every_character_that_is_read_knows_its_place(text: str) -> None:
    plain, places = Disguises({"國": "国", "級": "级"}).plain(text)
    assert len(plain) == len(places)
    assert [text[place].translate(str.maketrans("國級", "国级")) for place in places] == list(plain)
    assert list(places) == sorted(set(places))


def test_a_disguised_word_keeps_its_product_out_of_the_file(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "国 家 级 红枣", price_minor=1990)
    shelf.add("D-2", "红枣", price_minor=1990)
    shop.toml('[listings.channels.a]\nformat = "shopify-csv"\n')
    answer = shop.run("listings", "build", "--json")
    assert answer.exit_code == 3
    assert "国 家 级" in answer.stdout
    assert [row["SKU"] for row in shelf.file("a")] == ["D-2"]
