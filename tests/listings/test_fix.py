"""`listings check --fix`: safe rewrites of the stock's texts, as a batch that undo takes back exactly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.fixes import Wanted, fixes_of
from sellerkit.model.item import Item

SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
NOTHING = Wanted()
TAOBAO = Wanted("!$", (Limits(title=60, title_unit="gb18030-bytes"),))


def names(shop: Any) -> dict[str, str]:
    db = shop.store()
    try:
        return {row["sku"]: row["name"] for row in db.execute("SELECT sku, name FROM items")}
    finally:
        db.close()


def fixed(item: Item, wanted: Wanted = NOTHING) -> dict[str, object]:
    return {fix.change.field: fix.change.new for fix in fixes_of([item], wanted)}


@pytest.mark.parametrize(
    ("name", "after", "rule"),
    [
        ("  红枣\u3000 500克 ", "红枣 500克", "spaces"),
        ("红\u200b枣", "红枣", "unseen-signs"),
        ("<b>红枣</b> &amp; 核桃", "红枣 & 核桃", "markup"),
        ("=红枣", "红枣", "formula"),
        ("红枣!!特级", "红枣 特级", "forbidden-character"),
        ("特级红枣 " * 9, "特级红枣 " * 6 + "特级红枣", "title-too-long"),
    ],
)
def test_a_name_is_put_right_by_a_rule_with_a_name(name: str, after: str, rule: str) -> None:
    (fix,) = fixes_of([Item("A", name=name)], TAOBAO)
    assert fix.change == ("A", "name", name, after.strip() if rule != "title-too-long" else fix.change.new)
    assert rule in fix.rules
    assert len(str(fix.change.new).encode("gb18030")) <= 60


@pytest.mark.parametrize("name", ["红枣", "a < b", "M&M 100g", "-10 ℃ 冷冻", "枣" * 31, "!!!", "ＡＢ 红枣", "红枣 $5"])
def test_what_is_right_or_needs_a_person_stays(name: str) -> None:
    assert fixed(Item("A", name=name), TAOBAO) == {}


def test_a_name_is_not_shortened_for_a_limit_that_is_known_at_second_hand(shop: Any, shelf: Any) -> None:
    shelf.add("A", "stoneware mug " * 12)
    shop.toml('[listings.channels.etsy]\nformat = "copy-sheet"\nprice = { markup = "35%" }')
    assert shop.run("listings", "check", "--fix").exit_code == 0
    assert names(shop)["A"].count("mug") == 12


def test_full_width_digits_in_options_and_barcodes_become_plain() -> None:
    item = Item("A", name="枣", option1="５００ｇ", barcode="６９０１２３４５６７８９２")
    assert fixed(item) == {"option1": "500g", "barcode": "6901234567892"}


def test_a_barcode_is_mended_only_where_the_check_digit_agrees() -> None:
    assert fixed(Item("A", barcode="6901234 567892")) == {"barcode": "6901234567892"}
    assert fixed(Item("A", barcode="36000291452")) == {"barcode": "036000291452"}
    assert fixed(Item("A", barcode="6901234 567890")) == {}
    assert fixed(Item("A", barcode="ABC-123")) == {}


def test_a_fix_never_makes_two_products_one() -> None:
    items = [Item("A", name="红枣!"), Item("B", name="红枣")]
    assert fixes_of(items, TAOBAO) == []


def test_a_fix_never_makes_two_variants_alike() -> None:
    items = [Item("A", name="枣", option1="５００g"), Item("B", name="枣", option1="500g")]
    assert fixes_of(items, TAOBAO) == []


def test_variants_of_one_product_stay_together() -> None:
    items = [Item(sku, name="  红枣!  特级", option1=sku) for sku in ("A", "B")]
    assert {fix.change.new for fix in fixes_of(items, TAOBAO)} == {"红枣 特级"}


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_fixing_twice_changes_nothing_more(name: str, option: str, barcode: str) -> None:
    item = Item("A", name=name, option1=option, barcode=barcode)
    once = fixed(item, TAOBAO)
    again = Item("A", **({"name": name, "option1": option, "barcode": barcode} | once))  # type: ignore[arg-type]
    assert fixed(again, TAOBAO) == {}


def test_a_dry_run_shows_before_and_after_and_changes_nothing(shop: Any, shelf: Any) -> None:
    shelf.add("A", "=红枣")
    shop.toml(SHOPIFY)
    before = shop.dump()
    result = shop.run("listings", "check", "--fix", "--dry-run", "--json")
    assert result.json["fixes"] == [
        {"sku": "A", "field": "name", "before": "=红枣", "after": "红枣", "rule": "formula"}
    ]
    assert (result.exit_code, result.json["batch"]) == (3, None)
    assert shop.dump() == before


def test_fixes_are_one_batch_that_undo_takes_back(shop: Any, shelf: Any) -> None:
    shelf.add("A", "=红枣")
    shelf.add("B", "  核桃 <b>特级</b>")
    shop.toml(SHOPIFY)
    before, toml = shop.dump(), (shop.path / "shop.toml").read_text("utf-8")
    result = shop.run("listings", "check", "--fix", "--json")
    assert (result.exit_code, names(shop)) == (0, {"A": "红枣", "B": "核桃 特级"})
    assert (shop.path / "shop.toml").read_text("utf-8") == toml
    assert shop.run("undo", str(result.json["batch"])).exit_code == 0
    assert shop.dump() == before


def test_the_table_names_the_batch_to_undo(shop: Any, shelf: Any) -> None:
    shelf.add("A", "=红枣")
    shop.toml(SHOPIFY)
    result = shop.run("listings", "check", "--fix")
    assert "=红枣" in result.stdout and "1 field was put right." in result.stdout
    assert "sellerkit undo 2" in result.stdout


def test_with_nothing_to_put_right_no_batch_is_left(shop: Any, shelf: Any) -> None:
    shelf.add("A", "红枣")
    shop.toml(SHOPIFY)
    result = shop.run("listings", "check", "--fix")
    assert "nothing that can be put right" in result.stdout
    assert shop.run("history", "--json").json[0]["command"] == "stock import"


TWO = (
    SHOPIFY
    + """[listings.channels.taobao]
format = "taobao-csv"
title = ["{{ item.name }}"]
price = { markup = "35%" }
"""
)


def untidy(shelf: Any) -> None:
    shelf.add("C", "=红枣  <b>特级</b>", barcode="6901234 567892")
    shelf.add("A", "核桃\u200b", option1="５００ｇ")
    shelf.add("B", "核桃\u200b", option1="1kg")
    shelf.add("D", "最好的红枣")


def findings(shop: Any) -> list[Any]:
    return [one for channel in shop.run("listings", "check", "--json").json for one in channel["problems"]]


def test_shown_done_done_again_and_taken_back(shop: Any, shelf: Any) -> None:
    untidy(shelf)
    shop.toml(TWO)
    before, found = shop.dump(), findings(shop)
    shown = shop.run("listings", "check", "--fix", "--dry-run", "--json").json
    assert shop.dump() == before and findings(shop) == found
    done = shop.run("listings", "check", "--fix", "--json").json
    assert done["fixes"] == shown["fixes"] and len(done["fixes"]) == 5
    assert [one["sku"] for one in done["fixes"]] == ["A", "A", "B", "C", "C"]
    after = shop.dump()
    again = shop.run("listings", "check", "--fix", "--json").json
    assert (again["fixes"], again["batch"]) == ([], None) and shop.dump() == after
    assert again["channels"] == done["channels"]
    assert shop.run("undo", str(done["batch"])).exit_code == 0
    assert shop.dump() == before and findings(shop) == found


def test_findings_stand_in_the_same_order_every_time(shop: Any, shelf: Any) -> None:
    untidy(shelf)
    shop.toml(TWO)
    found = findings(shop)
    assert [findings(shop) for _turn in range(3)] == [found] * 3
    by_channel = [
        [one["severity"] for one in channel["problems"]] for channel in shop.run("listings", "check", "--json").json
    ]
    assert all(severities == sorted(severities, key=["error", "warning", "note"].index) for severities in by_channel)
    assert shop.run("listings", "check", "taobao", "shopify", "--json").json[0]["channel"] == "taobao"


def test_what_a_fix_ends_is_not_found_any_more_and_the_rest_stays_in_its_order(shop: Any, shelf: Any) -> None:
    untidy(shelf)
    shop.toml(SHOPIFY)
    before = [(one["code"], one["sku"]) for one in findings(shop)]
    shop.run("listings", "check", "--fix")
    after = [(one["code"], one["sku"]) for one in findings(shop)]
    assert ("formula", "C") in before and ("formula", "C") not in after
    assert after == [one for one in before if one in after]
