"""Refunds that stop and end orders, and goods that come back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .layouts import sub, taobao
from .test_promises import Copy

HEAD = "订单号,退款金额,类型,退货运单号\n"
FULL = "退款编号,订单编号,子订单编号,买家退款金额,售后类型,退款状态,退货物流单号,申请时间\n"


@pytest.fixture
def sold(stocked: Any) -> Any:
    """331 and 332 wait to be sent, 333 went with a waybill."""
    two = (
        sub("331", 1),
        sub("331", 2, 商家编码="WALNUT-250", 价格="20.00", 买家应付货款="20.00", 买家实际支付金额="20.00"),
    )
    gone = sub("333", 订单状态="卖家已发货，等待买家确认", 物流单号="No:773200000001", 发货时间="2026-11-09 10:00:00")
    stocked.write("o.xlsx", taobao(*two, sub("332"), gone))
    assert stocked.run("orders", "import", "o.xlsx").exit_code == 0
    return stocked


def refund(shop: Any, text: str, name: str = "r.csv") -> Any:
    shop.write(name, text)
    return shop.run("orders", "refunds", name, "--json")


def statuses(orders: Any) -> dict[str, str]:
    return {number: one["status"] for number, one in orders().items()}


def test_a_whole_refund_ends_the_order_and_a_part_of_it_does_not(sold: Any, orders: Any) -> None:
    before = sold.dump()
    result = refund(sold, HEAD + "331,5.00,仅退款,\n332,25.00,仅退款,\n333,25.00,退货退款,SF001\n")
    assert result.exit_code == 0, result.stderr
    assert (result.json[0]["rows"], result.json[0]["created"], result.json[0]["orders_changed"]) == (3, 3, 2)
    assert statuses(orders) == {"331": "to-ship", "332": "refunded", "333": "refunded"}
    assert [orders()[n]["refunded"] for n in ("331", "332")] == ["5.00", "25.00"]
    again = refund(sold, HEAD + "331,5.00,仅退款,\n332,25.00,仅退款,\n333,25.00,退货退款,SF001\n", "again.csv")
    assert (again.json[0]["created"], again.json[0]["changed"], again.json[0]["unchanged"]) == (0, 0, 3)
    sold.run("undo", "4")
    sold.run("undo", "3")
    assert sold.dump() == before


def test_an_open_request_stops_the_order_and_a_withdrawn_one_lets_it_go_on(sold: Any, orders: Any) -> None:
    row = "T1,331,,45.00,仅退款,等待卖家同意,,2026-11-10 10:00:00\n"
    refund(sold, FULL + row)
    assert statuses(orders)["331"] == "refunding"
    refund(sold, FULL + row.replace("等待卖家同意", "退款关闭"), "r2.csv")
    assert statuses(orders)["331"] == "to-ship"
    refund(sold, FULL + row, "r3.csv")
    assert statuses(orders)["331"] == "to-ship"


def test_a_line_that_was_paid_back_before_it_went_is_not_sent(sold: Any, orders: Any) -> None:
    refund(sold, FULL + "T1,331,33102,20.00,仅退款,退款成功,,2026-11-10 10:00:00\n")
    assert statuses(orders)["331"] == "to-ship"
    assert [line["settled"] for line in orders()["331"]["lines"]] == [False, True]
    assert {i["sku"]: i["reserved"] for i in sold.run("stock", "list", "--json").json}["WALNUT-250"] == 0


def test_an_exchange_leaves_the_order_as_it_is(sold: Any, orders: Any) -> None:
    refund(sold, HEAD + "333,,换货,SF002\n")
    assert statuses(orders)["333"] == "shipped"


def test_a_refund_that_comes_before_its_order_counts_when_the_order_comes(sold: Any, orders: Any) -> None:
    result = refund(sold, HEAD + "999,25.00,仅退款,\n")
    assert result.exit_code == 3
    assert [p["code"] for p in result.json[0]["problems"]] == ["no-such-order"]
    sold.write("late.xlsx", taobao(sub("999")))
    sold.run("orders", "import", "late.xlsx")
    assert statuses(orders)["999"] == "refunded"


def test_a_bad_row_refuses_the_file_whole(sold: Any) -> None:
    before = sold.dump()
    result = refund(sold, HEAD + "331,viel,仅退款,\n332,25.00,借钱,\n")
    assert result.exit_code == 5
    assert {p["code"] for p in result.json["error"]["problems"]} == {"not-a-number", "unknown-refund-kind"}
    assert sold.dump() == before


def on_hand(shop: Any) -> dict[str, int]:
    return {i["sku"]: i["on_hand"] for i in shop.run("stock", "list", "--json").json}


@pytest.mark.parametrize(
    ("to", "stock"),
    [("stock", {"DATE-500": 41}), ("seconds", {"DATE-500": 40, "DATE-500-SECONDS": 1}), ("scrap", {"DATE-500": 40})],
)
def test_goods_that_came_back_go_where_they_belong_once(sold: Any, to: str, stock: dict[str, int]) -> None:
    refund(sold, HEAD + "333,25.00,退货退款,SF001\n")
    before = sold.dump()
    tried = sold.run("orders", "returned", "SF001", "--to", to, "--dry-run", "--json")
    assert sold.dump() == before
    real = sold.run("orders", "returned", "SF001", "--to", to, "--json")
    assert (tried.json["goods"], real.exit_code) == (real.json["goods"], 0)
    assert {sku: count for sku, count in on_hand(sold).items() if sku in stock or "SECONDS" in sku} == stock
    again = sold.run("orders", "returned", "SF001", "--to", to, "--json")
    assert (again.exit_code, again.json["error"]["code"]) == (5, "came-back-already")
    assert sold.run("undo", "4").exit_code == 0
    assert sold.dump() == before


def test_a_parcel_of_ours_that_was_not_delivered_comes_back_under_its_own_waybill(sold: Any) -> None:
    result = sold.run("orders", "returned", "773200000001", "NOBODY", "--to", "stock", "--json")
    assert result.exit_code == 3
    assert [p["code"] for p in result.json["problems"]] == ["no-such-waybill"]
    assert on_hand(sold)["DATE-500"] == 41
    assert sold.run("orders", "returned", "773200000001", "--to", "stock").exit_code == 5


def test_where_goods_go_is_never_guessed(sold: Any) -> None:
    result = sold.run("orders", "returned", "773200000001")
    assert result.exit_code == 2
    assert "scrap" in result.stderr


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["T1", "T2", "T3", ""]), st.sampled_from(["331", "332", "333", "999"]), st.sampled_from(["", "33101", "33102"]),
        st.sampled_from(["5.00", "20.00", "25.00", "45.00", ""]), st.sampled_from(["仅退款", "退货退款", "换货", ""]),
        st.sampled_from(["退款成功", "等待卖家同意", "退款关闭"]), st.sampled_from(["", "SF001", "SF002"]),
    ), min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS, to=st.sampled_from(["stock", "seconds", "scrap"]))
def test_refunds_and_returns_are_undone_exactly_and_taken_once(
    sold: Any, first: list[Any], second: list[Any], to: str
) -> None:
    with Copy(sold) as shop:
        done = []
        for name, rows in (("1.csv", first), ("2.csv", second)):
            done.append(shop.dump())
            shop.write(name, FULL + "".join(",".join(row) + ",2026-11-10 10:00:00\n" for row in rows))
            shop.run("orders", "refunds", name)
            after = shop.dump()
            shop.write("x" + name, (shop.path / name).read_bytes() + b"\n")
            assert shop.run("orders", "refunds", "x" + name, "--json").json[0]["created"] == 0
            if name == "1.csv":
                assert shop.dump() == after
            done.append(after)
        done.append(shop.dump())
        shop.run("orders", "returned", "SF001", "SF002", "--to", to)
        batches = [
            int(row[0]) for row in shop.store().execute("SELECT number FROM batches WHERE number > 2 ORDER BY 1 DESC")
        ]
        for batch, before in zip(batches, reversed(done[: len(batches)]), strict=True):
            assert shop.run("undo", str(batch)).exit_code == 0
            assert shop.dump() == before
