"""What the other jobs ask of the orders: what is to be packed, what is open, what has gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sellerkit.store.orders import mark_shipped, open_orders_summary, orders_to_pack, set_status, unmark_shipped
from sellerkit.store.store import Store, open_store
from sellerkit.trade.wanted import Wanted

from .layouts import sub, taobao
from .test_import import PLAIN

Orders = Callable[..., dict[str, dict[str, Any]]]
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def store(stocked: Any) -> Iterator[Store]:
    """The store of a shop with four marketplace orders and two of a chat group."""
    stocked.write(
        "1.xlsx",
        taobao(
            sub("1", 1, 购买数量="2"),
            sub("1", 2, 购买数量="3", 商家编码="6901234567892"),
            sub("2", 订单付款时间="2026-11-08 10:00:00", 商家编码="HZ-1"),
            sub("3", 订单状态="等待买家付款", 订单创建时间="2026-11-01 10:00:00", 订单付款时间="null"),
            sub("4", 商家编码="CHILLI-100", 购买数量="7", 主订单买家留言="尽快"),
        ),
    )
    stocked.run("orders", "import", "1.xlsx")
    stocked.write("group.csv", PLAIN)
    stocked.run("orders", "import", "group.csv")
    opened = open_store(stocked.path / "shop.db", writing=True)
    yield opened
    opened.close()


def test_what_is_to_be_packed_comes_with_its_items_those_due_first(store: Store) -> None:
    packed = orders_to_pack(store.db, Wanted(channel="taobao"), today=NOW)
    assert [order.order_id for order in packed] == ["2", "1", "4"]
    late, two_lines, noted = packed
    assert (late.items, late.unmatched) == ((), ("HZ-1",))
    assert [(item.sku, item.quantity) for item in two_lines.items] == [("DATE-500", 5)]
    assert (noted.buyer, noted.buyer_note, noted.total_minor) == (None, "尽快", 2500)


def test_a_buyer_is_given_whole_to_those_who_pack(store: Store) -> None:
    first = orders_to_pack(store.db, Wanted(channel="plain", limit=1), today=NOW)[0]
    assert first.buyer is not None
    assert (first.buyer.name, first.buyer.address) == ("张三", "浙江省杭州市余杭区某某街道1号")
    assert first.buyer.can_be_sent_to


def test_only_what_is_due_is_packed_when_that_is_asked_for(store: Store) -> None:
    due = orders_to_pack(store.db, Wanted(due=timedelta(hours=6)), today=NOW)
    assert [order.order_id for order in due] == ["2"]


def test_a_sent_order_waits_again_when_its_waybill_was_given_back(store: Store) -> None:
    order = orders_to_pack(store.db, Wanted(orders=("1",)), today=NOW)[0]
    with store.batch("test") as batch:
        mark_shipped(batch, order.id, "7701", "申通快递", batch.at)
    assert orders_to_pack(store.db, Wanted(orders=("1",)), today=NOW) == []
    with store.batch("test") as batch:
        unmark_shipped(batch, order.id, "to-ship")
    assert orders_to_pack(store.db, Wanted(orders=("1",)), today=NOW) == [order]


def test_the_morning_sees_what_is_open(store: Store) -> None:
    found = open_orders_summary(store.db, NOW)
    assert (found.to_ship, found.late, found.unpaid, found.unpaid_long) == (5, 1, 1, 1)
    assert (found.unmatched_lines, found.unmatched_codes) == (1, 1)
    assert [(item.sku, item.wanted, item.there) for item in found.short] == [("CHILLI-100", 7, 5)]
    with store.batch("test") as batch:
        set_status(batch, [order.id for order in orders_to_pack(store.db, Wanted(), today=NOW)], "held", reason="rain")
    assert (open_orders_summary(store.db, NOW).to_ship, open_orders_summary(store.db, NOW).held) == (0, 5)
