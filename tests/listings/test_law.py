"""What Chinese and European law say about listings: claims, food labels, unit prices."""

from __future__ import annotations

import dataclasses
import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from sellerkit.listings.findings import Finding
from sellerkit.listings.food_rules import of_food
from sellerkit.listings.measures_unit_price import of_unit_price
from sellerkit.listings.product import Food, NetContent, Product, Variant
from sellerkit.listings.word_rules import of_words
from sellerkit.listings.wording import china, words_with
from sellerkit.model.item import Item

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
DATES = Product("d", "红枣", (Variant(Item("D-1"), (), 1990, 5),), "CNY")
LABEL = {
    "net_content": "500克", "ingredients": "红枣", "maker": "某食品厂", "maker_address": "山西省吕梁市", "maker_contact": "0358-0000000",
    "shelf_life": "12个月", "standard": "GB/T 5835", "storage": "阴凉干燥处", "licence": "SC11714000000000",
}  # fmt: skip
MEDICINE = "<p>保健食品不是药物，不能代替药物治疗疾病。</p>"


def said(title: str, **more: Any) -> list[tuple[str, str, str]]:
    """Severity, rule and word of everything found in a title."""
    product = dataclasses.replace(DATES, title=title, **more)
    return [(one.severity, one.rule, one.value) for one in of_words(product, china(), "")]


def food(kind: Any, label: dict[str, str] | None = None, **more: Any) -> list[Finding]:
    return list(of_food(dataclasses.replace(DATES, food=Food(kind, label or {}), **more)))


@pytest.mark.parametrize("word", ["国家级", "最高级", "最佳"])
def test_the_three_words_of_article_9_are_errors(word: str) -> None:
    assert said(f"{word}红枣") == [("error", "superlative", word)]


@pytest.mark.parametrize(
    "word",
    [
        "第一",
        "顶级",
        "极品",
        "首选",
        "唯一",
        "独一无二",
        "全网最低",
        "史无前例",
        "全球首款",
        "世界级",
        "绝无仅有",
        "销量第一",
        "最",
    ],
)
def test_open_ended_superlatives_are_warnings(word: str) -> None:
    assert said(f"吕梁{word}红枣") == [("warning", "superlative", word)]


@pytest.mark.parametrize(
    "text",
    [
        "最佳食用期12个月", "最佳赏味期", "特级红枣", "第一、洗净", "第一次吃", "中山第一街8号", "第一人民医院旁", "第一批枣", "本店最甜的枣",
        "最低起订2袋", "最近上架", "最高温度80度", "万能胶", "第一步：洗净",
    ],
)  # fmt: skip
def test_hints_grades_addresses_ordinals_and_comparisons_of_ones_own_are_no_praise(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "最近上架的临县红枣 500克",
        "最后一批新枣，卖完为止",
        "最后3天 清仓",
        "第一次网购红枣的朋友请看食用方法",
        "第一道工序是清洗，第二道工序是烘干",
        "第一时间发货，最快当天发出",
        "产自黄河第一湾的红枣",
        "最低起订量2箱，支持混批",
        "一次性最多购买5件",
        "最小包装规格 250克",
        "不锈钢保温杯 最高耐温100度",
        "折叠凳 最大可承重50公斤",
        "晾衣绳 最长可延伸至3米",
        "最适宜储存温度0-4度",
        "保质期12个月，最佳赏味期6个月，最佳冲泡方法见包装",
        "2026最新款帆布包",
        "本店最受欢迎的一款",
        "特级红枣 执行标准 GB/T 5835",
        "一物一码，唯一识别码可查，唯一码防伪",
        "顶级域名解析服务卡",
        "万能遥控器 空调通用",
        "首选快递：顺丰",
        "儿童绘本《世界上最好的爸爸》",
        "最爱你的人是我 音乐盒",
        "王者荣耀周边手办",
        "永久花 干花花束",
        "百分百纯棉毛巾",
        "绝对湿度传感器",
        "煤气罐减压降压阀",
        "透明目录袋 交通便利 普通便签",
        "此处方便悬挂",
        "平安神兽摆件",
        "铜线抗氧化处理",
        "糖尿病患者请遵医嘱",
        "滋补炖盅 陶瓷",
        "红枣养生茶 送礼礼盒",
        "保健食品不是药物，不能代替药物治疗疾病",
        "不含防腐剂",
    ],
)
def test_texts_that_sellers_really_write_give_no_false_alarm(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("全网最低价 临县红枣", "全网最低", "superlative"),
        ("史上最低价", "最低价", "superlative"),
        ("最高端的礼品", "最", "superlative"),
        ("最新鲜的红枣", "最", "superlative"),
        ("最大的红枣基地", "最", "superlative"),
        ("第一品牌 红枣", "第一", "superlative"),
        ("第1名 红枣", "第1名", "superlative"),
        ("Top 1 红枣", "Top 1", "superlative"),
        ("世界领先技术 保温杯", "世界领先", "superlative"),
        ("全网销冠", "销冠", "superlative"),
        ("百分百安全", "百分百", "superlative"),
        ("绝对正品", "绝对", "superlative"),
        ("唯一授权", "唯一", "superlative"),
        ("人民大会堂用枣", "人民大会堂", "official-endorsement"),
        ("军队特供", "特供", "official-endorsement"),
        ("驰名商标 老字号", "驰名商标", "well-known-mark"),
        ("苦荞茶 吃了能降血糖", "降血糖", "disease-claim"),
        ("预防新冠的茶", "预防新冠", "disease-claim"),
        ("糖尿病人可放心吃", "糖尿病", "disease-claim"),
        ("包治百病", "百病", "disease-claim"),
        ("三高人群专用", "三高人群", "disease-claim"),
        ("降压茶", "降压", "disease-claim"),
        ("增强免疫力", "增强免疫力", "health-claim"),
        ("安神枣仁茶", "安神", "health-claim"),
        ("通便茶", "通便", "disease-claim"),
        ("无效退款", "无效退款", "unproved-figure"),
    ],
)
def test_claims_that_sellers_really_make_are_found(text: str, word: str, rule: str) -> None:
    assert said(text) == [("warning", rule, word)]


def test_a_title_that_the_state_awards_asks_for_its_proof() -> None:
    title = "国家级非遗 手工空心挂面"
    assert said(title) == [("warning", "superlative", "国家级非遗")]
    assert said(title, evidence=("国家级非遗代表性项目名录（2014年，编号 X）",))[0][0] == "note"


@pytest.mark.parametrize(("kind", "found"), [("prepacked", True), ("health", True), ("produce", False), (None, False)])
def test_what_is_not_added_is_asked_about_on_the_label_of_packed_food_alone(kind: Any, found: bool) -> None:
    product = {"food": Food(kind)} if kind else {}
    assert said("零添加红枣片", **product) == ([("warning", "additive-claim", "零添加")] if found else [])


def test_a_name_that_is_a_brand_is_not_read() -> None:
    assert list(of_words(dataclasses.replace(DATES, title="第一枣庄 红枣"), china(), "第一枣庄")) == []
    assert said("第一枣庄 红枣", vendor="第一枣庄") == []


def test_a_fact_with_its_proof_is_a_note() -> None:
    proof = ("2025年全省红枣评比第一名（证书 12 号）",)
    (found,) = of_words(dataclasses.replace(DATES, title="全省评比第一名红枣", evidence=proof), china(), "")
    assert (found.severity, found.whole) == ("note", False)
    assert "证书 12 号" in found.message


def test_a_proof_of_something_else_is_none_and_none_makes_food_a_medicine() -> None:
    assert said("顶级红枣", evidence=("2025年评比第一名",)) == [("warning", "superlative", "顶级")]
    assert said("红枣治疗", evidence=("医院证明红枣治疗",)) == [("warning", "disease-claim", "治疗")]


@pytest.mark.parametrize("text", ["累计热销10万件", "99%好评", "好评率", "98.5%的用户满意"])
def test_figures_without_a_source_are_asked_about(text: str) -> None:
    assert said(text)[0][:2] == ("warning", "unproved-figure")


def test_every_finding_has_an_advice_and_praise_a_rewrite() -> None:
    (found,) = of_words(dataclasses.replace(DATES, title="极品红枣"), china(), "")
    assert "精选" in found.suggestion


def test_every_entry_and_exemption_names_its_source() -> None:
    for name in ("china.toml", "english.toml"):
        document = tomllib.loads(files("sellerkit.listings.words").joinpath(name).read_text("utf-8"))
        assert all(row["source"] for row in (*document["entry"], *document["allowed"]))
        assert all(row["reason"] for row in document["allowed"])
        for row in document["entry"]:
            assert set(row.get("instead", {})) <= set(row.get("words", ()))


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


def test_an_own_english_word_is_found_in_any_case() -> None:
    product = dataclasses.replace(DATES, title="MIRACLE dates")
    (found,) = of_words(product, words_with({"miracle": "warning"}), "")
    assert found.value == "MIRACLE"


def test_prepacked_food_with_a_whole_label_has_nothing_missing() -> None:
    assert food("prepacked", LABEL) == []


@pytest.mark.parametrize("item", LABEL)
def test_every_missing_item_of_a_label_is_named(item: str) -> None:
    (found,) = food("prepacked", {name: value for name, value in LABEL.items() if name != item})
    assert (found.rule, found.severity, found.value) == ("food-label-incomplete", "warning", item)


def test_net_content_that_the_options_say_is_on_the_label() -> None:
    label = {name: value for name, value in LABEL.items() if name != "net_content"}
    variant = dataclasses.replace(DATES.variants[0], net=NetContent(Decimal(500), "g"))
    assert food("prepacked", label, variants=(variant,)) == []


def test_numbers_of_licence_and_standard_are_held_against_their_form() -> None:
    rules = [one.rule for one in food("prepacked", LABEL | {"licence": "SC117", "standard": "good"})]
    assert rules == ["food-licence-form", "food-standard-form"]


def test_produce_needs_an_origin_and_no_licence() -> None:
    assert [one.rule for one in food("produce")] == ["food-origin-missing"]
    there = dataclasses.replace(DATES.variants[0], origin="山西省吕梁市临县")
    assert food("produce", variants=(there,)) == []


def test_health_food_needs_its_number_and_the_sentence_that_it_is_no_medicine() -> None:
    assert [one.rule for one in food("health", LABEL)] == ["health-number-missing", "health-warning-missing"]
    good = LABEL | {"health_product_no": "国食健注G20260001"}
    assert food("health", good, description=MEDICINE) == []
    bad = food("health", LABEL | {"health_product_no": "12"}, description=MEDICINE)
    assert [one.rule for one in bad] == ["health-number-form"]


def test_the_sentence_that_it_is_no_medicine_is_no_claim() -> None:
    assert said("红枣", description=MEDICINE) == []


def test_a_category_that_sounds_like_food_asks_for_its_kind_in_china_only() -> None:
    (found,) = of_food(dataclasses.replace(DATES, category="干果 > 红枣"))
    assert (found.rule, found.severity) == ("food-not-declared", "note")
    assert list(of_food(dataclasses.replace(DATES, category="干果", currency="EUR"))) == []
    assert list(of_food(dataclasses.replace(DATES, category="杯子"))) == []


def test_stock_past_its_date_is_named(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "红枣", expires="2026-11-01")
    shop.toml(SHOPIFY)
    problems = shop.run("listings", "check", "--json").json[0]["problems"]
    assert [(p["severity"], p["code"], p["value"]) for p in problems] == [("note", "expired-lot", "10")]


@pytest.mark.parametrize(("currency", "fields"), [("EUR", {}), ("GBP", {}), ("USD", {"country": "PL"})])
def test_goods_by_weight_need_their_content_in_europe(currency: str, fields: dict[str, str]) -> None:
    product = dataclasses.replace(DATES, title="Dates 2 x 500 g", currency=currency, fields=fields)
    assert [one.rule for one in of_unit_price(product)] == ["unit-price-missing"]
    full = dataclasses.replace(DATES.variants[0], net=NetContent(Decimal(1000), "g"))
    assert list(of_unit_price(dataclasses.replace(product, variants=(full,)))) == []


def test_mugs_need_no_unit_price_and_neither_do_goods_for_america() -> None:
    assert list(of_unit_price(dataclasses.replace(DATES, title="Mug", currency="EUR"))) == []
    assert list(of_unit_price(dataclasses.replace(DATES, title="Dates 500 g", currency="USD"))) == []
