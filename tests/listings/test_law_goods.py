"""Words that say something about food and nothing about a lamp or a shoe; and where the law stands for who reads English."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from tests.listings.law_texts import said

from sellerkit.listings.food_words import sounds_like_food
from sellerkit.listings.product import Food

PACKED = Food("prepacked")


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("气血双补 阿胶枣", "气血双补", "health-claim"),
        ("提升免疫力的枸杞", "提升免疫力", "health-claim"),
        ("增加宝宝抵抗力", "增加宝宝抵抗力", "health-claim"),
        ("菊花枸杞茶 护眼", "护眼", "health-claim"),
        ("红豆薏米茶 去湿", "去湿", "health-claim"),
        ("核桃 益智", "益智", "health-claim"),
        ("玫瑰花茶 淡斑", "淡斑", "health-claim"),
        ("补鐵红枣", "补鐵", "health-claim"),
        ("枇杷秋梨膏 化痰", "化痰", "disease-claim"),
        ("姜枣茶 缓解痛经", "痛经", "disease-claim"),
        ("木糖醇枣片 糖友可食", "糖友", "disease-claim"),
        ("玫瑰花茶 调理月经不调", "月经不调", "disease-claim"),
        ("平稳血糖 饼干", "平稳血糖", "disease-claim"),
        ("驼奶粉 补钙", "补钙", "health-claim"),
        ("魔芋代餐 7天瘦10斤", "瘦10斤", "health-claim"),
        ("核桃粉 医生推荐", "医生推荐", "unproved-figure"),
        ("食品协会推荐 红枣", "协会推荐", "official-endorsement"),
        ("0 添加蔗糖 无花果干", "0 添加", "additive-claim"),
        ("不使用防腐剂 果脯", "不使用防腐", "additive-claim"),
        ("不加糖 冻干草莓", "不加糖", "additive-claim"),
        ("boosts your immunity", "boosts your immunity", "health-claim"),
    ],
)
def test_what_food_may_not_promise_is_found(text: str, word: str, rule: str) -> None:
    assert said(text, food=PACKED) == [("warning", rule, word)]


@pytest.mark.parametrize(
    "text",
    [
        "除湿机 家用静音", "护眼台灯 学生", "透气排湿 徒步鞋", "益智玩具 儿童积木", "羽绒服 驱寒保暖", "美白牙贴 冷光", "不加绒 薄款打底裤",
        "关节炎患者慎用 热敷护膝", "医用止血带", "领口最宽处18cm，下摆最长处72cm",
    ],
)  # fmt: skip
def test_the_same_words_say_nothing_of_other_goods(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "category",
    ["身体乳", "乳胶枕", "茶具套装", "酒店用品", "水果刀", "Steam irons", "Donut pans / team sports", "Coffee tables", "nuts & bolts", "宠物食品", ""],
)  # fmt: skip
def test_goods_that_only_hold_or_sound_like_food_are_none(category: str) -> None:
    assert sounds_like_food(category) == ""


@pytest.mark.parametrize(
    ("category", "word"),
    [("零食/坚果/特产", "零食"), ("花草茶", "茶"), ("酸乳酪", "乳"), ("Home > Dried Fruit", "dried fruit"), ("Teas", "teas"), ("茶叶与茶具", "茶")],
)  # fmt: skip
def test_goods_whose_category_names_food_may_be_food(category: str, word: str) -> None:
    assert sounds_like_food(category) == word


def test_goods_whose_category_sounds_like_food_are_read_as_food() -> None:
    assert said("菊花枸杞茶 护眼", category="茶叶") == [("warning", "health-claim", "护眼")]


@pytest.mark.parametrize(
    "text",
    [
        "红枣养生茶 办公室下午茶", "含糖量较高，糖尿病人慎食", "高血压患者不宜多食", "独立小包 内附除湿剂 请勿食用", "建议冷藏，最好在一周内吃完",
        "最小起批量 5公斤 葡萄干", "最少需要泡3分钟", "最多能放一年", "第一茬枸杞", "第一采春茶", "第一口就爱上的奶枣", "最佳食用期限15天",
        "最低一件起发，满三件包邮", "痛风患者慎食", "高强筋面粉", "带您了解酒庄",
    ],
)  # fmt: skip
def test_hints_on_food_and_quantities_are_no_praise_and_no_promise(text: str) -> None:
    assert said(text, food=PACKED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("宝宝的第一个书包", []),
        ("国内第一个智能水杯品牌", ["国内第一"]),
        ("第一个吃螃蟹的企业", ["第一"]),
        ("第一眼就爱上的碎花裙", []),
        ("绝对值得入手", ["绝对"]),
        ("TOP100 设计师款", []),
        ("色号 No.10 黑", []),
        ("stop 1 car", []),
        ("T恤 永不褪色", ["永不褪色"]),
        ("永不言弃 印花T恤", []),
    ],
)
def test_a_first_thing_is_none_that_leads_the_trade(text: str, found: list[str]) -> None:
    assert [word for _severity, _rule, word in said(text)] == found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Best牛仔裤", "Best"),
        ("新疆ＢＥＳＴ大枣", "ＢＥＳＴ"),
        ("ｔｈｅ ｂｅｓｔ dates", "ｔｈｅ ｂｅｓｔ"),
        ("ＮＯ．１ 灰枣", "ＮＯ．１"),
        ("№1 和田枣", "№1"),
        ("TOP.1 红枣", "TOP.1"),
        ("灰枣 NO1", "NO1"),
        ("the most delicious raisins", "the most"),
    ],
)
def test_english_praise_is_found_beside_chinese_and_in_wide_letters(text: str, word: str) -> None:
    assert said(text) == [("warning", "superlative", word)]


def test_who_reads_english_is_told_the_law_in_english_and_in_chinese(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "最佳红枣", price_minor=1990)
    shop.toml('[listings.channels.a]\nformat = "shopify-csv"\n')
    english = shop.run("listings", "check", "--json").json[0]["problems"][0]["message"]
    assert "Advertising Law of China (2021), art. 9 (3) (中华人民共和国广告法" in english
    chinese = shop.run("--language", "zh", "listings", "check", "--json").json[0]["problems"][0]["message"]
    assert "Advertising" not in chinese


def test_every_entry_names_its_law_in_english() -> None:
    for name in ("china.toml", "english.toml"):
        document = tomllib.loads(files("sellerkit.listings.words").joinpath(name).read_text("utf-8"))
        assert all(row["law"].isprintable() and row["law"][0].isascii() for row in document["entry"])
        assert {row.get("only", "") for row in document["entry"]} <= {"", "food", "packed food"}


def test_each_paragraph_of_a_description_is_read_by_itself_and_a_word_is_named_once() -> None:
    texts = ["<p>最佳</p><p>顶级 最佳</p>", "<ul><li>最</li><li>佳</li></ul>", "<p>最<b>佳</b></p>"]
    found = [[word for _severity, _rule, word in said("红枣", description=text)] for text in texts]
    assert found == [["最佳", "顶级"], ["最"], ["最 佳"]]
