"""What food must say on its label, and goods by weight beside their price."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from tests.listings.law_texts import DATES, said

from sellerkit.listings.findings import Finding
from sellerkit.listings.food_rules import of_food
from sellerkit.listings.measures_unit_price import of_unit_price
from sellerkit.listings.product import Food, NetContent

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
LABEL = {
    "net_content": "500克", "ingredients": "红枣", "maker": "某食品厂", "maker_address": "山西省吕梁市", "maker_contact": "0358-0000000",
    "shelf_life": "12个月", "standard": "GB/T 5835", "storage": "阴凉干燥处", "licence": "SC11714000000000",
}  # fmt: skip
MEDICINE = "<p>保健食品不是药物，不能代替药物治疗疾病。</p>"


def food(kind: Any, label: dict[str, str] | None = None, **more: Any) -> list[Finding]:
    return list(of_food(dataclasses.replace(DATES, food=Food(kind, label or {}), **more)))


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


@pytest.mark.parametrize(
    "code", ["GB/T 5835-2009", "DB14/T 123", "DBS65/ 021", "Q/ABC 0001S", "NY/T 705", "T/CXDYJ 0012"]
)
def test_standards_of_state_trade_region_and_maker_are_codes(code: str) -> None:
    assert food("prepacked", LABEL | {"standard": code}) == []


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
