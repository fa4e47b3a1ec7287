"""A sheet without order numbers that was mended: the order it seems to make a second time waits for a person."""

from __future__ import annotations

import pytest

HEAD = "收货人,电话,地址,商品编码,数量\n"
ZHANG = "张三,13800000000,山西省太原市小店区某街1号,A-1,2\n"
LI = "李四,13900000000,山西省太原市小店区某街2号,A-1,1\n"


@pytest.fixture
def chat(shop):
    shop.write("stock.csv", "SKU,Qty\nA-1,50\nA-2,50\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    shop.write("monday.csv", HEAD + ZHANG + LI)
    assert shop.run("orders", "import", "monday.csv").exit_code == 0
    return shop


def mended(chat, row, **more):
    chat.write("tuesday.csv", HEAD + row + LI)
    return chat.run("orders", "import", "tuesday.csv", "--json", **more)


def statuses(chat):
    return sorted(order["status"] for order in chat.run("orders", "list", "--json").json)


@pytest.mark.parametrize(
    "row",
    [
        "张三,13800000000,山西省太原市小店区某街11号,A-1,2\n",
        "张三,13800000009,山西省太原市小店区某街1号,A-1,2\n",
        "张三丰,13800000000,山西省太原市小店区某街1号,A-1,2\n",
        "张三,13800000008,山西省太原市小店区别的街9号,A-1,2\n",
    ],
    ids=["address", "phone", "name", "phone and address"],
)
def test_a_mended_row_is_held_and_both_orders_are_named(chat, row):
    result = mended(chat, row)
    assert (result.exit_code, result.json[0]["created"], result.json[0]["held"]) == (3, 1, 1)
    (problem,) = result.json[0]["problems"]
    old = next(
        order
        for order in chat.run("orders", "list", "--json").json
        if order["status"] == "to-ship" and order["lines"][0]["quantity"] == 2
    )
    new = next(order for order in chat.run("orders", "list", "--json").json if order["status"] == "held")
    assert (problem["code"], problem["row"], problem["value"]) == ("probably-same-order", 2, old["order_id"])
    assert new["order_id"] in problem["message"] and old["order_id"] in problem["message"]


@pytest.mark.parametrize(
    "row",
    [
        "张三,13700001111,山西省太原市小店区别的街9号,A-1,2\n",
        "张三,13800000000,山西省太原市小店区某街1号,A-1,3\n",
        "张三,13800000000,山西省太原市小店区某街1号,A-2,2\n",
    ],
    ids=["a namesake", "another quantity", "another item"],
)
def test_another_person_or_other_goods_are_another_order(chat, row):
    result = mended(chat, row)
    assert (result.exit_code, result.json[0]["created"]) == (0, 1)
    assert statuses(chat) == ["to-ship"] * 3


def test_two_addresses_in_one_sheet_are_two_orders_also_when_one_comes_later(chat):
    result = mended(chat, ZHANG + "张三,13800000000,山西省太原市小店区公司路3号,A-1,2\n")
    assert (result.exit_code, statuses(chat)) == (0, ["to-ship"] * 3)


def test_what_came_long_ago_is_another_order(chat):
    later = {"SELLERKIT_NOW": "2026-11-19T20:00:00+08:00"}
    result = mended(chat, "张三,13800000000,山西省太原市小店区某街11号,A-1,2\n", env=later)
    assert (result.exit_code, statuses(chat)) == (0, ["to-ship"] * 3)


def test_a_person_says_which_it_is_and_is_not_asked_again(chat):
    row = "张三,13800000000,山西省太原市小店区某街11号,A-1,2\n"
    assert mended(chat, row, env={}).exit_code == 3
    (held,) = chat.run("orders", "list", "--status", "held", "--json").json
    assert chat.run("orders", "release", held["order_id"]).exit_code == 0
    chat.write("wednesday.csv", HEAD + LI + row)
    assert chat.run("orders", "import", "wednesday.csv").exit_code == 0
    assert statuses(chat) == ["to-ship"] * 3


def test_a_try_says_the_same_and_an_undo_takes_it_back(chat):
    row = "张三,13800000000,山西省太原市小店区某街11号,A-1,2\n"
    before = chat.dump()
    chat.write("tuesday.csv", HEAD + row)
    tried = chat.run("orders", "import", "tuesday.csv", "--dry-run", "--json")
    assert [problem["code"] for problem in tried.json[0]["problems"]] == ["probably-same-order"]
    assert chat.dump() == before
    done = chat.run("orders", "import", "tuesday.csv", "--json")
    assert chat.run("undo", str(done.json[0]["batch"])).exit_code == 0
    assert chat.dump() == before
