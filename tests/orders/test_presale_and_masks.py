"""Presale deposits and masked recipients: whatever comes first, one order with the right totals and the fullest address."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from .layouts import sub, taobao
from .test_promises import FRESH, Copy

DEPOSIT = {"订单状态": "等待买家付款", "买家实际支付金额": "0.00"}
BALANCE = {"订单状态": "买家已付款，等待卖家发货"}


def snapshots(order: str, prices: list[int]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The sub-orders of a presale order when its deposit was paid, and when its balance was."""
    before, after = [], []
    for number, price in enumerate(prices, 1):
        amount = {"价格": f"{price}.00", "买家应付货款": f"{price}.00"}
        first, rest = f"{price * 0.2:.2f}", f"{price * 0.8:.2f}"
        stages = f"阶段1:定金{first}元,已付款;阶段2:尾款{rest}元,"
        before.append(sub(order, number, **DEPOSIT, **amount, 分阶段订单信息=stages + "未付款"))
        paid = {
            "买家实际支付金额": f"{price}.00",
            "分阶段订单信息": stages + "已付款",
            "订单付款时间": "2026-11-10 12:00:00",
        }
        after.append(sub(order, number, **BALANCE, **amount, **paid))
    return before, after


ORDERS = st.lists(st.lists(st.integers(5, 200), min_size=1, max_size=3), min_size=1, max_size=3)


@FRESH
@given(prices=ORDERS, turns=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=5), seed=st.integers(0, 99))
def test_deposit_and_balance_in_any_order_and_any_files_are_one_order(
    stocked: Any, prices: list[list[int]], turns: list[tuple[int, bool]], seed: int
) -> None:
    both = [snapshots(f"33{n}", one) for n, one in enumerate(prices)]
    parts = [both[n][late] for n, late in turns if n < len(both)]
    parts += [both[n][True] for n in range(len(both)) if (n, True) not in turns]
    with Copy(stocked) as shop:
        for number, rows in enumerate(parts):
            mixed = random.Random(seed).sample(rows, len(rows))
            shop.write(f"{number}.xlsx", taobao(*mixed))
            assert shop.run("orders", "import", f"{number}.xlsx").exit_code in (0, 3)
        listed = {one["order_id"]: one for one in shop.run("orders", "list", "--json").json}
        for n, one in enumerate(prices):
            order = listed[f"33{n}"]
            assert (order["status"], order["total"]) == ("to-ship", f"{sum(one)}.00")
            assert sorted(line["unit_price"] for line in order["lines"]) == sorted(f"{price}.00" for price in one)
            assert order["paid_at"] == "2026-11-10T12:00:00+08:00" and order["ship_by"]


@FRESH
@given(prices=st.lists(st.integers(5, 200), min_size=2, max_size=4), cut=st.integers(1, 3), again=st.booleans())
def test_sub_orders_that_come_in_several_files_are_one_order_with_the_whole_total(
    stocked: Any, prices: list[int], cut: int, again: bool
) -> None:
    before, after = snapshots("331", prices)
    files = [before[:cut], before[cut:], after[cut:], after[:cut], *([after[:1], after] if again else [])]
    with Copy(stocked) as shop:
        for number, rows in enumerate(one for one in files if one):
            shop.write(f"{number}.xlsx", taobao(*rows))
            shop.run("orders", "import", f"{number}.xlsx")
        (order,) = shop.run("orders", "list", "--json").json
        assert (order["status"], order["total"], len(order["lines"])) == ("to-ship", f"{sum(prices)}.00", len(prices))
        before_again = shop.dump()
        shop.write("part.xlsx", taobao(*after[:1]))
        again_read = shop.run("orders", "import", "part.xlsx", "--json").json[0]
        assert (again_read["created"], again_read["changed"]) == (0, 0) and shop.dump() == before_again


@FRESH
@given(prices=ORDERS)
def test_a_deposit_reserves_and_is_due_only_from_its_balance(stocked: Any, prices: list[list[int]]) -> None:
    with Copy(stocked) as shop:
        shop.write(
            "deposits.xlsx", taobao(*(row for n, one in enumerate(prices) for row in snapshots(f"33{n}", one)[0]))
        )
        shop.run("orders", "import", "deposits.xlsx")
        listed = shop.run("orders", "list", "--json").json
        assert {(order["status"], order["ship_by"]) for order in listed} == {("deposit-paid", None)}
        assert sorted(order["total"] for order in listed) == sorted(f"{sum(one)}.00" for one in prices)
        reserved = {item["sku"]: item["reserved"] for item in shop.run("stock", "list", "--json").json}
        assert reserved["DATE-500"] == sum(map(len, prices))


HEAD = "订单号,姓名,电话,地址,货号,数量,备注\n"
WHOLE = st.sampled_from(
    ["张三,13800000000,山西省太原市小店区平阳路1号", "张小三,13800000001,山西省太原市小店区平阳路22号"]
)
MASKED = st.sampled_from(
    ["张*,138****0000,山西省太原市小店区****", "张*三,138******01,山西省太原市小店区平阳路**号", ",,"]
)


@FRESH
@given(people=st.lists(st.one_of(WHOLE, MASKED), min_size=1, max_size=5))
def test_the_last_whole_recipient_stands_and_a_masked_one_only_until_there_is_a_whole(
    stocked: Any, people: list[str]
) -> None:
    whole = [one for one in people if "*" not in one and one != ",,"]
    with Copy(stocked) as shop:
        for number, person in enumerate(people):
            shop.write(f"{number}.csv", HEAD + f"C-1,{person},DATE-500,1,第{number}次导出\n")
            assert shop.run("orders", "import", f"{number}.csv").exit_code in (0, 3, 5)
        listed = shop.run("orders", "list", "--json", "--show-personal").json
        if not whole:
            return
        buyer = listed[0]["buyer"]
        assert (len(listed), buyer["name"], buyer["phone"]) == (1, *whole[-1].split(",")[:2])
        assert buyer["address"].endswith(whole[-1].split(",")[2][-5:])
