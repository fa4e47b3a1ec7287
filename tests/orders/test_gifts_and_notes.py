"""Words in notes that hold an order, and gifts that go along."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sellerkit.orders.conditions import OrderFacts, parse_condition

from .layouts import sub, taobao

HOLD = '[orders.channels.taobao]\nfiles = "inbox/*.xlsx"\nhold_words = ["改地址", "不要"]'


def test_a_word_in_a_note_holds_the_order_once_and_says_so(stocked: Any, orders: Any) -> None:
    stocked.toml(HOLD)
    stocked.write("1.xlsx", taobao(sub("331", 主订单买家留言="请改地址，谢谢"), sub("332", 商家备注="老客户")))
    result = stocked.run("orders", "import", "1.xlsx", "--json")
    assert result.exit_code == 3
    assert [(p["code"], p["value"]) for p in result.json[0]["problems"]] == [("held-by-note", "改地址")]
    assert (orders()["331"]["status"], orders()["331"]["hold_reason"], orders()["332"]["status"]) == (
        "held",
        "改地址",
        "to-ship",
    )
    stocked.run("orders", "release", "331")
    stocked.write(
        "2.xlsx",
        taobao(sub("331", 主订单买家留言="请改地址，谢谢", 备注标签="红旗"), sub("332", 商家备注="老客户 不要核桃")),
    )
    stocked.run("orders", "import", "2.xlsx")
    assert (orders()["331"]["status"], orders()["332"]["status"]) == ("to-ship", "held")
    assert stocked.run("undo", "4").exit_code == 0
    assert orders()["332"]["status"] == "to-ship"


GIFT = '[[orders.gifts]]\nwhen = "total >= 50 or \'WALNUT-250\' in order"\ngive = "CHILLI-100=2"\nfirst = 2'


def big(order: str, number: int = 1, **cells: str) -> dict[str, str]:
    return sub(order, number, 购买数量="2", 买家应付货款="50.00", 买家实际支付金额="50.00", **cells)


def gifts(orders: Any) -> dict[str, list[tuple[str, int]]]:
    return {
        n: [(line["sku"], line["quantity"]) for line in one["lines"] if line["gift"]] for n, one in orders().items()
    }


def test_a_gift_reserves_stock_is_counted_across_files_and_ends_with_the_first_two(stocked: Any, orders: Any) -> None:
    stocked.toml(GIFT)
    stocked.write("1.xlsx", taobao(big("331"), sub("332")))
    before = stocked.dump()
    assert stocked.run("orders", "import", "1.xlsx", "--json").json[0]["gifts"] == 1
    stocked.write("2.xlsx", taobao(big("331"), sub("333", 商家编码="WALNUT-250"), big("334")))
    stocked.run("orders", "import", "2.xlsx")
    assert gifts(orders) == {"331": [("CHILLI-100", 2)], "332": [], "333": [("CHILLI-100", 2)], "334": []}
    assert {i["sku"]: i["reserved"] for i in stocked.run("stock", "list", "--json").json}["CHILLI-100"] == 4
    stocked.write("3.xlsx", taobao(big("331"), sub("333", 商家编码="WALNUT-250"), big("334")))
    after = stocked.dump()
    stocked.run("orders", "import", "3.xlsx")
    assert stocked.dump() == after
    for batch in ("4", "3", "2"):
        stocked.run("undo", batch)
    assert stocked.dump() == before


def test_a_gift_that_ran_out_is_named_and_blocks_nothing(stocked: Any, orders: Any) -> None:
    stocked.toml('[[orders.gifts]]\ngive = "CHILLI-100=2"')
    stocked.write("1.xlsx", taobao(*(sub(f"33{n}") for n in range(4))))
    result = stocked.run("orders", "import", "1.xlsx", "--json")
    assert result.exit_code == 3
    assert [(p["code"], p["value"]) for p in result.json[0]["problems"]] == [("out-of-gifts", "CHILLI-100")]
    assert sum(map(len, gifts(orders).values())) == 2
    assert {one["status"] for one in orders().values()} == {"to-ship"}


def test_an_order_gets_its_gift_when_it_is_paid(stocked: Any, orders: Any) -> None:
    stocked.toml('[[orders.gifts]]\ngive = "CHILLI-100"')
    stocked.write("1.xlsx", taobao(sub("331", 订单状态="等待买家付款", 订单付款时间="null")))
    stocked.run("orders", "import", "1.xlsx")
    assert gifts(orders) == {"331": []}
    stocked.write("2.xlsx", taobao(sub("331")))
    stocked.run("orders", "import", "2.xlsx")
    assert gifts(orders) == {"331": [("CHILLI-100", 1)]}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True), ("total >= 50", True), ("50 <= total", True), ("total < 49.99", False), ("pieces == 3", True), ("'A' in order", True),
        ("'C' in order", False), ("'C' not in order", True), ("sku in ['C', 'B']", True), ("sku == 'A' and channel == 'taobao'", True),
        ("not (channel in ['shopify'] or total > 60)", True), ("currency != 'CNY'", False),
    ],
)  # fmt: skip
def test_a_rule_asks_about_the_order(condition: str, holds: bool) -> None:
    facts = OrderFacts(Decimal("50.00"), 3, "taobao", "CNY", frozenset({"A", "B"}))
    assert parse_condition(condition)(facts) is holds


@pytest.mark.parametrize(
    "condition",
    [
        "total",
        "total >= 'x'",
        "order > 3",
        "open('x')",
        "total.real > 1",
        "1 < 2",
        "'A' in channel",
        "sku < 'B'",
        "(",
        "a" * 2000,
    ],
)
def test_what_a_rule_cannot_ask_is_refused(condition: str) -> None:
    with pytest.raises(ValueError):
        parse_condition(condition)
