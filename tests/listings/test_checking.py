"""`sellerkit listings check`: rules with stable names, places and suggestions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sellerkit.listings
from sellerkit.listings.wording import china

Findings = Callable[..., list[dict[str, Any]]]
TOML = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%", floor = "cost * 1.1", ending = ".90" }'


@pytest.fixture
def findings(shop: Any) -> Findings:
    """What `check` finds, and its exit code."""

    def check(toml: str = TOML) -> Any:
        shop.toml(toml)
        result = shop.run("listings", "check", "--json")
        found = [(p["severity"], p["code"], p["sku"], p["field"]) for p in result.json[0]["problems"]]
        return result.exit_code, found

    return check


def test_every_error_and_warning_says_what_to_do() -> None:
    silent = [
        f"{path.name}:{node.lineno}"
        for path in Path(sellerkit.listings.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("error", "warning")
        if path.name != "findings.py" and len(node.args) < 6 and "hint" not in {word.arg for word in node.keywords}
    ]
    assert silent == []


def test_a_clean_catalogue_ends_with_0_and_says_so(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", barcode="6901234567892")
    shop.toml(TOML)
    result = shop.run("listings", "check")
    assert result.exit_code == 0
    assert "nothing to object to (variants checked: 1)" in result.stdout


def test_a_title_of_256_characters_is_too_long_and_a_shorter_one_is_proposed(shop: Any, shelf: Any) -> None:
    shelf.add("LONG", "word " * 51 + "x")
    shop.toml(TOML)
    result = shop.run("listings", "check", "--json")
    (problem,) = result.json[0]["problems"]
    assert (result.exit_code, problem["code"], problem["field"]) == (3, "title-too-long", "title")
    assert problem["hint"].endswith("word")


def test_barcodes_are_held_against_their_check_digit(shelf: Any, findings: Findings) -> None:
    shelf.add("A", "A", barcode="6901234567890")
    shelf.add("B", "B", barcode="2001234567893")
    shelf.add("C", "C", barcode="6901234567892")
    assert findings() == (
        3,
        [("error", "barcode-check-digit", "A", "barcode"), ("warning", "barcode-in-store", "B", "barcode")],
    )


def test_a_barcode_that_is_wrong_is_left_blank_and_the_item_listed(shop: Any, shelf: Any) -> None:
    shelf.add("A", "A", barcode="6901234567890")
    shop.toml(TOML)
    assert shop.run("listings", "build").exit_code == 3
    assert [(row["SKU"], row["Barcode"]) for row in shelf.file()] == [("A", "")]


def test_prices_are_held_against_zero_and_the_floor(shelf: Any, findings: Findings) -> None:
    shelf.add("ZERO", "Zero", cost_minor=None, price_minor=0)
    shelf.add("LOW", "Low", price_minor=1050)
    toml = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { floor = "cost * 1.1" }'
    assert findings(toml) == (
        3,
        [
            ("error", "price-not-positive", "ZERO", "price"),
            ("warning", "floor-unknown", "ZERO", "price"),
            ("warning", "price-below-floor", "LOW", "price"),
        ],
    )


def test_options_must_be_complete_and_different(shelf: Any, findings: Findings) -> None:
    shelf.add("S-1", "Scarf", option1="红")
    shelf.add("S-2", "Scarf", option1="红")
    shelf.add("S-3", "Scarf")
    assert findings() == (
        3,
        [("error", "duplicate-options", "S-2", "options"), ("error", "options-missing", "S-3", "options")],
    )


def test_one_barcode_on_two_items_is_a_warning_for_shopify(shelf: Any, findings: Findings) -> None:
    shelf.add("A", "A", barcode="6901234567892")
    shelf.add("B", "B", barcode="6901234567892")
    assert findings() == (0, [("warning", "duplicate-barcode", "B", "barcode")])


def test_skus_that_differ_in_capitals_only_are_a_warning(shelf: Any, findings: Findings) -> None:
    shelf.add("abc", "A")
    shelf.add("ABC", "B")
    assert findings()[1] == [("warning", "duplicate-sku", "ABC", "sku")]


@pytest.mark.parametrize("title", ["国家级红枣", "最高级红枣", "最佳红枣"])
def test_what_the_advertising_law_names_is_an_error(shelf: Any, findings: Findings, title: str) -> None:
    shelf.add("D", title)
    assert findings() == (3, [("error", "superlative", "D", "title")])


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("全国第一红枣", "superlative"),
        ("顶级红枣", "superlative"),
        ("最甜红枣", "superlative"),
        ("红枣降血压", "disease-claim"),
        ("补血红枣", "health-claim"),
    ],
)
def test_open_ended_words_and_health_claims_are_warnings(shelf: Any, findings: Findings, title: str, rule: str) -> None:
    shelf.add("D", title)
    assert findings() == (0, [("warning", rule, "D", "title")])


@pytest.mark.parametrize("title", ["特级红枣", "红枣（最佳食用期12个月）", "第一次吃的红枣", "普通红枣"])
def test_grades_and_hints_for_use_are_no_superlatives(shelf: Any, findings: Findings, title: str) -> None:
    shelf.add("D", title)
    assert findings() == (0, [])


def test_a_word_says_which_law_it_comes_from(shop: Any, shelf: Any) -> None:
    shelf.add("D", "最佳红枣")
    shop.toml(TOML)
    (problem,) = shop.run("listings", "check", "--json").json[0]["problems"]
    assert "广告法" in problem["message"] and problem["value"] == "最佳" and problem["hint"]


def test_the_brands_own_name_is_not_read(shop: Any, shelf: Any, findings: Findings) -> None:
    shop.toml('[brand]\nname = "第一枣庄"')
    shelf.add("D", "第一枣庄 红枣")
    assert findings() == (0, [])


def test_every_entry_of_the_word_list_names_its_source() -> None:
    words = china()
    assert {"国家级", "最高级", "最佳"} <= {word for word, entry in words.entries.items() if entry.severity == "error"}
    assert all(entry.source and entry.rule for entry in words.entries.values())
    assert not words.allowed & set(words.entries)


def test_the_same_word_in_every_description_is_said_once(shop: Any, shelf: Any) -> None:
    shop.write("d.md", "顶级红枣")
    for n in range(5):
        shelf.add(f"D-{n}", f"Date {n}")
    shop.toml(TOML + '\ndescription = "d.md"')
    assert len(shop.run("listings", "check", "--json").json[0]["problems"]) == 1
