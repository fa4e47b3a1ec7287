"""`sellerkit listings check`: rules with stable names, places and suggestions."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

import sellerkit.listings
from sellerkit.listings.barcodes import LENGTHS, check_digit, is_gtin
from sellerkit.listings.barcodes_rules import of_barcode
from sellerkit.listings.channels.contract import Channel, Limits
from sellerkit.listings.channels.shopify_csv import CHANNEL
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.rules import findings_of, kept
from sellerkit.listings.wording import china
from sellerkit.model.item import Item

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


@pytest.mark.parametrize(
    "code", ["6901234567892", "6901234567890", "96385074", "96385075", "036000291452", "036000291453"]
)
def test_our_check_digits_agree_with_python_stdnum(code: str) -> None:
    assert is_gtin(code) == ean.is_valid(code)


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


def product(*skus: str, options: tuple[str, ...] = (), price: int | None = 1000) -> Product:
    return Product(
        "h",
        "Mug",
        tuple(Variant(Item(sku), options, price, 1) for sku in skus),
        "CNY",
        tuple(f"O{n}" for n in range(len(options))),
    )


@pytest.mark.parametrize(
    ("products", "rule"),
    [
        ([product("A", options=("a", "b", "c", "d"))], "too-many-options"),
        ([product("A"), product("B")], "duplicate-handle"),
        ([product("A", "A")], "duplicate-sku"),
        ([product("A", price=-5)], "price-not-positive"),
        ([dataclasses.replace(product("A"), title="🙂🙂")], "title-without-words"),
        ([dataclasses.replace(product("A"), tags=("t" * 256,))], "tags-too-long"),
        ([dataclasses.replace(product("A"), tags=tuple(map(str, range(251))))], "too-many-tags"),
        ([product("A" * 256)], "sku-too-long"),
        ([product(*map(str, range(2049)))], "too-many-variants"),
    ],
)
def test_what_the_channel_refuses_is_kept_out(products: list[Product], rule: str) -> None:
    found = findings_of(products, CHANNEL, china())
    assert rule in {finding.rule for finding in found if finding.severity == "error"}
    assert len(kept(products, found)) < len(products)


def test_a_price_below_the_floor_is_never_listed() -> None:
    from decimal import Decimal

    low = Product("h", "Mug", (Variant(Item("A"), (), 1000, 1, floor=Decimal("10.01")),), "CNY")
    found = findings_of([low], CHANNEL, china())
    assert [finding.rule for finding in found] == ["price-below-floor"]
    assert kept([low], found) == []


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("0201234567899", "barcode-in-store"),
        ("0401234567893", "barcode-in-store"),
        ("2901234567896", "barcode-in-store"),
        ("20123451", "barcode-in-store"),
        ("9801234567892", "barcode-coupon"),
        ("9901234567899", "barcode-coupon"),
        ("36000291452", "barcode-not-gtin"),
        ("69012345678", "barcode-not-gtin"),
        ("0000000000000", "barcode-made-up"),
        ("1234567890128", "barcode-made-up"),
    ],
)
def test_numbers_that_no_marketplace_knows_are_named_with_what_to_do(code: str, rule: str) -> None:
    (found,) = of_barcode("A", code, None)
    assert (found.rule, found.severity) == (rule, "warning")
    assert found.suggestion


@pytest.mark.parametrize("code", ["6901234567892", "036000291452", "96385074", "9783161484100", "10614141000415"])
def test_real_barcodes_pass(code: str) -> None:
    assert list(of_barcode("A", code, None)) == []


@given(st.text("0123456789", min_size=7, max_size=15))
def test_lengths_and_check_digits_agree_with_python_stdnum(code: str) -> None:
    assert is_gtin(code) == ean.is_valid(code)


@given(st.sampled_from(LENGTHS).flatmap(lambda length: st.text("0123456789", min_size=length - 1, max_size=length - 1)))
def test_the_last_digit_is_the_one_that_python_stdnum_works_out(body: str) -> None:
    assert check_digit(body) == ean.calc_check_digit(body)
    assert is_gtin(body + check_digit(body)) and ean.is_valid(body + check_digit(body))


def test_zeros_that_a_spreadsheet_took_are_proposed() -> None:
    (found,) = of_barcode("A", "36000291452", None)
    assert "036000291452" in found.suggestion


def limited(limits: Limits, **more: Any) -> list[str]:
    """The rules that a mug breaks on a channel with these limits."""
    made = dataclasses.replace(product("A", options=("large",)), **more)
    return [one.rule for one in findings_of([made], Channel("x", limits), china())]


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(option=4), "option-too-long"),
        (Limits(forbidden="l"), "forbidden-character"),
        (Limits(description=3), "description-too-long"),
        (Limits(images_at_least=1), "too-few-images"),
        (Limits(required=("barcode",)), "required-missing"),
        (Limits(required=("brand",)), "required-missing"),
        (Limits(required=("category_id",)), "required-missing"),
    ],
)
def test_each_limit_of_a_channel_has_its_finding(limits: Limits, rule: str) -> None:
    assert limited(limits, description="<p>Stoneware</p>") == [rule]


def test_required_fields_that_are_there_are_no_finding() -> None:
    limits = Limits(required=("title", "brand", "price", "category_id"))
    assert limited(limits, vendor="Mugs Ltd", fields={"category_id": "1"}) == []


def test_every_rule_of_a_bad_product_has_a_suggestion() -> None:
    bad = dataclasses.replace(
        product(*"ABC", options=("x" * 300,) * 4, price=-1), title="=最佳" + "x" * 300, tags=("t" * 256,) * 251
    )
    found = findings_of([bad, bad], CHANNEL, china())
    assert len({one.rule for one in found}) > 8
    assert [one.rule for one in found if not one.suggestion] == []
