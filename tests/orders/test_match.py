"""`sellerkit orders match`: a code is matched once and remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .layouts import sub, taobao

Orders = Callable[..., dict[str, dict[str, Any]]]


def unknown(shop: Any) -> None:
    shop.write("1.xlsx", taobao(sub("1", 商家编码="HZ-500"), sub("2", 商家编码="HZ-500", 购买数量="3"), sub("3")))
    assert shop.run("orders", "import", "1.xlsx").exit_code == 3


def reserved(shop: Any) -> dict[str, int]:
    return {item["sku"]: item["reserved"] for item in shop.run("stock", "list", "--json").json}


def test_a_code_is_matched_once_for_all_open_lines_and_for_later_files(stocked: Any, orders: Orders) -> None:
    unknown(stocked)
    matched = stocked.run("orders", "match", "HZ-500", "DATE-500", "--json")
    assert matched.exit_code == 0, matched.stderr
    assert (matched.json["lines"], matched.json["items"]) == (2, [{"sku": "DATE-500", "quantity": 1}])
    assert reserved(stocked)["DATE-500"] == 5
    stocked.write("2.xlsx", taobao(sub("4", 商家编码="HZ-500")))
    assert stocked.run("orders", "import", "2.xlsx").exit_code == 0
    assert orders()["4"]["lines"][0]["sku"] == "DATE-500"


def test_a_bundle_takes_several_items_from_stock(stocked: Any, orders: Orders) -> None:
    unknown(stocked)
    assert stocked.run("orders", "match", "HZ-500", "DATE-500=2", "WALNUT-250").exit_code == 0
    assert orders()["2"]["lines"][0]["items"] == [
        {"sku": "DATE-500", "quantity": 6},
        {"sku": "WALNUT-250", "quantity": 3},
    ]
    assert reserved(stocked) == {"CHILLI-100": 0, "DATE-500": 9, "WALNUT-250": 4}


def test_a_match_can_be_corrected(stocked: Any) -> None:
    unknown(stocked)
    stocked.run("orders", "match", "HZ-500", "DATE-500=2")
    before = stocked.dump()
    assert stocked.run("orders", "match", "HZ-500", "CHILLI-100").exit_code == 0
    assert reserved(stocked) == {"CHILLI-100": 4, "DATE-500": 1, "WALNUT-250": 0}
    assert stocked.run("orders", "match", "HZ-500", "DATE-500=2").exit_code == 0
    assert reserved(stocked) == {"CHILLI-100": 0, "DATE-500": 9, "WALNUT-250": 0}
    assert stocked.run("undo", "5").exit_code == 0
    assert stocked.run("undo", "4").exit_code == 0
    assert stocked.dump() == before


def test_a_line_without_a_code_is_matched_by_title_and_properties(stocked: Any, orders: Orders) -> None:
    stocked.write("1.xlsx", taobao(sub("1", 商家编码="null"), sub("2", 商家编码="null", 商品属性="规格:1kg")))
    result = stocked.run("orders", "import", "1.xlsx", "--json")
    assert "--title" in result.json[0]["problems"][0]["hint"]
    stocked.run("orders", "match", "--title", "临县红枣 500g", "--properties", "规格:500g", "DATE-500")
    assert [orders()[number]["lines"][0]["matched"] for number in ("1", "2")] == [True, False]


def test_a_match_may_hold_for_one_channel_only(stocked: Any, orders: Orders) -> None:
    unknown(stocked)
    stocked.run("orders", "match", "HZ-500", "DATE-500", "--channel", "shopify")
    assert orders()["1"]["lines"][0]["matched"] is False
    stocked.run("orders", "match", "HZ-500", "WALNUT-250")
    stocked.run("orders", "match", "HZ-500", "CHILLI-100", "--channel", "taobao")
    assert orders()["1"]["lines"][0]["sku"] == "CHILLI-100"


def test_what_waits_is_listed_with_items_that_look_like_it(stocked: Any) -> None:
    stocked.write("1.xlsx", taobao(sub("1", 商家编码="DATES500"), sub("2", 商家编码="DATES500")))
    stocked.run("orders", "import", "1.xlsx")
    (one,) = stocked.run("orders", "match", "--json").json
    assert (one["code"], one["lines"], one["orders"]) == ("DATES500", 2, 2)
    assert one["similar"][0] == "DATE-500"


def test_items_that_come_later_are_found_by_the_next_import(stocked: Any, orders: Orders) -> None:
    unknown(stocked)
    stocked.write("more.csv", "SKU,Name,Qty\nHZ-500,Box,9\n")
    stocked.run("stock", "import", "more.csv", "--as", "set")
    stocked.write("2.xlsx", taobao(sub("9")))
    assert stocked.run("orders", "import", "2.xlsx").exit_code == 0
    assert orders()["2"]["lines"][0]["sku"] == "HZ-500"


def test_an_item_that_does_not_exist_is_refused_with_the_nearest(stocked: Any) -> None:
    unknown(stocked)
    before = stocked.dump()
    result = stocked.run("orders", "match", "HZ-500", "DATE-50")
    assert result.exit_code == 5
    assert "Did you mean DATE-500?" in result.stderr
    assert stocked.dump() == before


def test_a_code_without_an_item_is_a_wrong_call(stocked: Any) -> None:
    assert stocked.run("orders", "match", "HZ-500").exit_code == 2
    assert stocked.run("orders", "match", "HZ-500", "DATE-500=0").exit_code == 2


def test_a_dry_run_of_a_match_changes_nothing(stocked: Any) -> None:
    unknown(stocked)
    before = stocked.dump()
    tried = stocked.run("orders", "match", "HZ-500", "DATE-500", "--dry-run", "--json")
    assert (tried.json["batch"], tried.json["lines"]) == (None, 2)
    assert stocked.dump() == before
