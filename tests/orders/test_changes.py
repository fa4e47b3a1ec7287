"""`sellerkit orders hold|release|cancel` and `orders list`: which orders are meant, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .layouts import sub, taobao

Orders = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def three(stocked: Any) -> Any:
    """Three paid orders, one that is not paid, one that has been sent."""
    stocked.write(
        "1.xlsx",
        taobao(
            sub("1", 订单付款时间="2026-11-09 00:00:00"),
            sub("2", 订单付款时间="2026-11-09 10:00:00"),
            sub("3"),
            sub("4", 订单状态="等待买家付款", 订单付款时间="null"),
            sub("5", 订单状态="卖家已发货", 物流单号="7701"),
        ),
    )
    assert stocked.run("orders", "import", "1.xlsx").exit_code == 0
    return stocked


def statuses(orders: Orders) -> str:
    return " ".join(one["status"] for _number, one in sorted(orders().items()))


def test_a_held_order_keeps_its_stock_and_says_why(three: Any, orders: Orders) -> None:
    result = three.run("orders", "hold", "1", "2", "--reason", "rain", "--json")
    assert result.exit_code == 0, result.stderr
    assert [one["order_id"] for one in result.json["orders"]] == ["1", "2"]
    assert statuses(orders) == "held held to-ship unpaid shipped"
    assert orders()["1"]["hold_reason"] == "rain"
    assert three.run("stock", "list", "--json").json[1]["reserved"] == 3


def test_released_orders_go_back_to_what_they_were(three: Any, orders: Orders) -> None:
    before = three.dump()
    three.run("orders", "hold", "1", "4", "--reason", "rain")
    assert three.run("orders", "release", "--status", "held", "--yes").exit_code == 0
    assert three.dump() == before


def test_a_cancelled_order_frees_its_stock_and_undo_takes_it_back(three: Any, orders: Orders) -> None:
    before = three.dump()
    result = three.run("orders", "cancel", "1", "--reason", "sold out", "--json")
    assert result.exit_code == 0
    assert orders()["1"]["status"] == "closed"
    assert three.run("stock", "list", "--json").json[1]["reserved"] == 2
    assert three.run("undo", str(result.json["batch"])).exit_code == 0
    assert three.dump() == before


def test_a_sent_order_cannot_be_cancelled(three: Any) -> None:
    before = three.dump()
    result = three.run("orders", "cancel", "5")
    assert result.exit_code == 5
    assert "sellerkit shipments void" in result.stderr
    assert three.dump() == before


def test_the_others_are_changed_when_one_cannot_be(three: Any, orders: Orders) -> None:
    result = three.run("orders", "cancel", "1", "5", "77", "--json")
    assert result.exit_code == 3
    assert [problem["code"] for problem in result.json["problems"]] == ["no-such-order", "has-waybill"]
    assert statuses(orders) == "closed to-ship to-ship unpaid shipped"


def test_numbers_that_nobody_has_are_named(three: Any) -> None:
    for verb in (("list",), ("hold", "--reason", "x"), ("release",), ("cancel",)):
        result = three.run("orders", *verb, "88", "99")
        assert result.exit_code == 5
        assert "88" in result.stderr
        assert "99" in result.stderr
    listed = three.run("orders", "list", "1", "99", "--json")
    assert (listed.exit_code, len(listed.json)) == (3, 1)


def test_a_choice_without_numbers_asks_first(three: Any, orders: Orders) -> None:
    asked = three.run("orders", "cancel", "--status", "unpaid")
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    assert three.run("orders", "cancel", "--status", "unpaid", "--yes").exit_code == 0
    assert orders()["4"]["status"] == "closed"


def test_no_choice_at_all_is_a_wrong_call(three: Any) -> None:
    assert three.run("orders", "cancel", "--yes").exit_code == 2


def test_a_dry_run_of_a_change_changes_nothing(three: Any) -> None:
    before = three.dump()
    tried = three.run("orders", "hold", "1", "--reason", "rain", "-n", "--json")
    assert (tried.json["batch"], len(tried.json["orders"])) == (None, 1)
    assert three.dump() == before


def test_orders_are_listed_with_those_due_first(three: Any) -> None:
    listed = three.run("orders", "list", "--json").json
    assert [one["order_id"] for one in listed] == ["1", "2", "3", "4", "5"]
    assert [one["order_id"] for one in three.run("orders", "list", "--due", "6h", "--json").json] == ["1"]
    assert [
        one["order_id"]
        for one in three.run("orders", "list", "--status", "unpaid", "--status", "shipped", "--json").json
    ] == ["4", "5"]
    assert [one["order_id"] for one in three.run("orders", "list", "--limit", "2", "--json").json] == ["1", "2"]
    three.write("pick.txt", "3\n2\n")
    assert [one["order_id"] for one in three.run("orders", "list", "--from", "pick.txt", "--json").json] == ["2", "3"]
    assert three.run("orders", "list", "--channel", "shopify", "--json").json == []


def test_the_list_holds_every_key_that_is_promised(three: Any) -> None:
    keys = "order_id channel placed_at paid_at ship_by status platform_status currency total buyer_note seller_note flag lines"
    one = three.run("orders", "list", "1", "--json").json[0]
    assert set(keys.split()) <= set(one)
    assert {"sku", "name", "quantity", "unit_price"} <= set(one["lines"][0])


def test_the_list_is_a_table_for_people_and_a_csv_for_programs(three: Any) -> None:
    table = three.run("orders", "list").stdout
    assert "DATE-500 ×1" in table
    assert "5 orders." in table
    assert three.run("orders", "list", "--format", "csv").stdout.startswith("order_id,channel,")
