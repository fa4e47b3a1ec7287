"""Overlapping, newer and older exports of the same orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .layouts import shopify, sub, taobao
from .test_import import FOLLOW_ON, ROW

Orders = Callable[..., dict[str, dict[str, Any]]]
PAID = {"订单状态": "买家已付款，等待卖家发货"}
UNPAID = {"订单状态": "等待买家付款", "订单付款时间": "null"}
SENT = {
    "订单状态": "卖家已发货，等待买家确认",
    "发货时间": "2026-11-10 18:00:00",
    "物流单号": "No:7701",
    "物流公司": "申通快递",
}


def take(shop: Any, name: str, *subs: dict[str, str], code: int = 0) -> dict[str, Any]:
    shop.write(name, taobao(*subs))
    result = shop.run("orders", "import", name, "--json")
    assert result.exit_code == code, result.stderr
    (file,) = result.json
    return dict(file)


def test_an_overlapping_export_adds_what_is_new_and_changes_what_changed(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **UNPAID), sub("2", **PAID))
    file = take(stocked, "2.xlsx", sub("1", **PAID), sub("2", **PAID), sub("3", **PAID))
    assert (file["created"], file["changed"], file["unchanged"]) == (1, 1, 1)
    assert orders()["1"]["status"] == "to-ship"
    assert orders()["1"]["ship_by"] == "2026-11-12T09:01:00+08:00"


def test_an_older_export_wins_nothing_and_that_is_said(stocked: Any, orders: Orders) -> None:
    take(stocked, "new.xlsx", sub("1", **SENT, 商家备注="已发"))
    before = stocked.dump()
    stocked.write("old.xlsx", taobao(sub("1", **PAID, 商家备注="旧")))
    result = stocked.run("orders", "import", "old.xlsx")
    assert result.exit_code == 0
    assert "1 orders are further on than this file says" in result.stdout
    assert stocked.dump() == before


def test_a_sent_order_carries_its_waybill(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **PAID))
    take(stocked, "2.xlsx", sub("1", **SENT))
    one = orders()["1"]
    assert (one["status"], one["waybill"], one["carrier"]) == ("shipped", "7701", "申通快递")
    assert one["shipped_at"] == "2026-11-10T18:00:00+08:00"


def test_a_held_order_stays_held_until_it_is_released(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **UNPAID))
    stocked.run("orders", "hold", "1", "--reason", "new address")
    take(stocked, "2.xlsx", sub("1", **PAID))
    assert (orders()["1"]["status"], orders()["1"]["hold_reason"]) == ("held", "new address")
    stocked.run("orders", "release", "1")
    assert (orders()["1"]["status"], orders()["1"]["hold_reason"]) == ("to-ship", "")


def test_a_held_order_that_was_sent_elsewhere_is_shipped(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **PAID))
    stocked.run("orders", "hold", "1", "--reason", "wait")
    take(stocked, "2.xlsx", sub("1", **SENT))
    assert orders()["1"]["status"] == "shipped"


def test_what_the_shop_did_itself_stands_while_the_platform_repeats_itself(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **PAID))
    stocked.run("orders", "cancel", "1", "--reason", "sold out")
    file = take(stocked, "2.xlsx", sub("1", **PAID), sub("2", **PAID))
    assert (file["unchanged"], file["older"]) == (1, 0)
    assert orders()["1"]["status"] == "closed"


def test_a_refund_that_an_export_takes_back_is_for_a_person(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", **PAID, 退款状态="退款中"))
    file = take(stocked, "2.xlsx", sub("1", **PAID), code=3)
    (problem,) = file["problems"]
    assert (problem["code"], problem["row"]) == ("status-backwards", 2)
    assert orders()["1"]["status"] == "refunding"
    stocked.run("orders", "release", "1")
    take(stocked, "3.xlsx", sub("1", **PAID), sub("2", **PAID))
    assert orders()["1"]["status"] == "to-ship"


def test_a_partial_export_keeps_the_other_lines(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", 1), sub("1", 2, 商家编码="WALNUT-250"))
    file = take(stocked, "2.xlsx", sub("1", 2, 商家编码="WALNUT-250", 购买数量="4"))
    assert file["changed"] == 1
    assert [(line["sku"], line["quantity"]) for line in orders()["1"]["lines"]] == [("DATE-500", 1), ("WALNUT-250", 4)]
    stock = {item["sku"]: item["reserved"] for item in stocked.run("stock", "list", "--json").json}
    assert stock["WALNUT-250"] == 4


def test_a_line_that_the_platform_removed_is_gone(stocked: Any, orders: Orders) -> None:
    stocked.write("1.csv", shopify(ROW, FOLLOW_ON))
    stocked.run("orders", "import", "1.csv")
    stocked.write("2.csv", shopify(ROW))
    assert stocked.run("orders", "import", "2.csv", "--json").json[0]["changed"] == 1
    assert [line["sku"] for line in orders()["#1001"]["lines"]] == ["DATE-500"]
    stocked.write("3.csv", shopify({**ROW, "Name": "#1002"}, {**FOLLOW_ON, "Name": "#1002"}))
    stocked.run("orders", "import", "3.csv")
    assert stocked.run("undo", "3").exit_code == 0
    assert [line["sku"] for line in orders()["#1001"]["lines"]] == ["DATE-500", "WALNUT-250"]


def test_a_removed_line_changes_the_order_once_and_may_come_back(stocked: Any, orders: Orders) -> None:
    for number, (rows, outcome) in enumerate(
        [((ROW, FOLLOW_ON), "created"), ((ROW,), "changed"), ((ROW,), "unchanged"), ((ROW, FOLLOW_ON), "changed")]
    ):
        stocked.write(f"{number}.csv", shopify(*rows) + "\n" * number)
        file = stocked.run("orders", "import", f"{number}.csv", "--json").json[0]
        assert file[outcome] == len(rows)
    assert [line["sku"] for line in orders()["#1001"]["lines"]] == ["DATE-500", "WALNUT-250"]
    assert stocked.run("stock", "list", "--json").json[2]["reserved"] == 1


def test_a_masked_recipient_never_replaces_a_whole_one(stocked: Any, orders: Orders) -> None:
    stocked.write("1.csv", shopify(ROW))
    stocked.run("orders", "import", "1.csv")
    stocked.write("2.csv", shopify({**ROW, "Shipping Name": "M***", "Shipping Phone": "+1*****00", "Notes": "gift"}))
    stocked.run("orders", "import", "2.csv")
    one = orders("--show-personal")["#1001"]
    assert (one["buyer"]["name"], one["buyer_note"]) == ("Mary Smith", "gift")


def test_empty_cells_of_a_newer_export_erase_nothing(stocked: Any, orders: Orders) -> None:
    take(stocked, "1.xlsx", sub("1", 商家备注="老客户", 备注标签="红旗"))
    file = take(stocked, "2.xlsx", sub("1", 商家备注="null", 备注标签="null"), sub("2"))
    assert file["unchanged"] == 1
    assert (orders()["1"]["seller_note"], orders()["1"]["flag"]) == ("老客户", "红旗")
