"""What Chinese law says about the words of a listing: superlatives, claims, what must be proved."""

from __future__ import annotations

import dataclasses
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from tests.listings.law_texts import DATES, said

from sellerkit.listings.product import Food
from sellerkit.listings.word_rules import of_words
from sellerkit.listings.wording import china


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
