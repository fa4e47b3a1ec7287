"""Orders that are new are written straight in, known ones are merged: both ways lead to the same store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sellerkit.model.order import STATUSES, SUMMARY, Buyer, Order, OrderLine
from sellerkit.orders.exports.grouping import exact_moment, known, stored, stored_moment
from sellerkit.sheets.blocks import Step, read_column
from sellerkit.sheets.cells import identifier, money, quantity, text
from sellerkit.store.order_import import SavedOrders, save_orders
from sellerkit.store.store import Store, open_store
from sellerkit.trade.order_status import decisions

from .test_promises import Copy

FRESH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TODAY = date(2026, 11, 10)


def moments(*, needed: bool = False) -> st.SearchStrategy[Any]:
    found = st.integers(1, 9).map(lambda day: f"2026-11-{day:02}T03:00:00Z")
    return found if needed else st.none() | found


def texts(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *words])


LINE = st.builds(
    OrderLine, number=st.just(0), code=texts("DATE-500", "6901234567892", "HZ-1"), name=texts("红枣"), quantity=st.integers(0, 9),
    unit_price_minor=st.none() | st.just(2500), properties=texts("500g"), row=st.integers(2, 9), closed=st.booleans(),
)  # fmt: skip
LINES = st.lists(LINE, max_size=3)
BUYER = st.builds(
    Buyer, name=texts("张三", "张*"), phone=texts("13800000000"), street=texts("某某街道1号"), city=texts("杭州市")
)


@st.composite
def orders_of_a_file(draw: st.DrawFn) -> list[Order]:
    found = []
    for number in draw(st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True)):
        numbered = draw(st.booleans())
        lines = tuple(
            replace(line, number=place, key=f"{number}-{place}" if numbered else "")
            for place, line in enumerate(draw(LINES), 1)
        )
        if draw(st.integers(0, 6)) == 0:
            lines = (OrderLine(1, "", "件数", 3, key=SUMMARY, row=2),)
        order = Order(
            channel=draw(st.sampled_from(["taobao", "taobao", "plain"])), order_id=str(number), currency="CNY", lines=lines,
            status=draw(st.sampled_from([status for status in STATUSES if status != "held"])),
            placed_at=draw(moments(needed=True)), paid_at=draw(moments()), ship_by=draw(moments()), shipped_at=draw(moments()),
            platform_status=draw(texts("待发货")), total_minor=draw(st.none() | st.just(2500)), goods_minor=draw(st.none() | st.just(2000)),
            buyer=draw(st.none() | BUYER), buyer_note=draw(texts("改地址", "尽快")), seller_note=draw(texts("老客户")),
            flag=draw(texts("红旗")), waybill=draw(texts("SF1")), carrier_name=draw(texts("顺丰")), row=number, sheet="Sheet0",
        )  # fmt: skip
        found.append(order)
    return found


@contextmanager
def store_of(stocked: Any) -> Iterator[Store]:
    with Copy(stocked) as shop:
        store = open_store(shop.path / "shop.db", writing=True)
        try:
            yield store
        finally:
            store.close()


def save(store: Store, orders: Sequence[Order]) -> SavedOrders:
    with store.batch("orders import") as batch:
        return save_orders(
            batch, orders, decisions(), file="orders.csv", today=TODAY, dispatch_within=timedelta(hours=48), hold_words=("改地址",)
        )  # fmt: skip


def dump(store: Store) -> list[str]:
    return [line for line in store.db.iterdump() if not line.startswith('INSERT INTO "batches"')]


def said_of(store: Store) -> list[tuple[object, ...]]:
    """Orders, buyers, lines and reservations without row ids and batch numbers."""
    found: list[tuple[object, ...]] = []
    own = {"id", "batch_id", "buyer_id", "order_row"}
    for table, joined in (
        ("orders", "FROM orders AS t LEFT JOIN buyers ON buyers.id = t.buyer_id"),
        ("order_lines", "FROM order_lines AS t JOIN orders ON orders.id = t.order_row"),
    ):
        names = [row["name"] for row in store.db.execute(f"PRAGMA table_info({table})") if row["name"] not in own]
        more = (
            "buyers.name, buyers.phone, buyers.city, buyers.street, buyers.buyer_note, buyers.seller_note"
            if table == "orders"
            else "orders.channel, orders.order_id, (SELECT group_concat(item_id || ' x ' || quantity) FROM reservations WHERE line_id = t.id)"
        )
        columns = ", ".join(f"t.{name}" for name in names)
        found += sorted((tuple(row) for row in store.db.execute(f"SELECT {columns}, {more} {joined}")), key=repr)
    return found


@FRESH
@given(orders=orders_of_a_file())
def test_merging_the_orders_that_were_just_added_changes_nothing(stocked: Any, orders: list[Order]) -> None:
    with store_of(stocked) as store:
        assert {one.outcome for one in save(store, orders).orders} == {"created"}
        before = dump(store)
        assert {one.outcome for one in save(store, orders).orders} == {"unchanged"}
        assert dump(store) == before


@FRESH
@given(orders=orders_of_a_file(), announced=st.sets(st.integers(1, 9)))
def test_an_order_that_was_announced_before_ends_as_one_that_came_whole(
    stocked: Any, orders: list[Order], announced: set[int]
) -> None:
    with store_of(stocked) as whole, store_of(stocked) as grown:
        added = save(whole, orders)
        bare = [
            Order(order.channel, order.order_id, "unpaid", "CNY", (), row=order.row, sheet="Sheet0")
            for order in orders
            if int(order.order_id) in announced
        ]
        save(grown, bare)
        merged = save(grown, orders)
        assert said_of(grown) == said_of(whole)
        assert [(one.status, one.held_for) for one in merged.orders] == [
            (one.status, one.held_for) for one in added.orders
        ]
        assert merged.without_item == added.without_item
        assert merged.wanted == added.wanted
        assert merged.without_lines == added.without_lines
        assert names(grown, merged.fresh) == names(whole, added.fresh)


def names(store: Store, rows: Sequence[int]) -> list[str]:
    return [store.db.execute("SELECT order_id FROM orders WHERE id = ?", (row,)).fetchone()[0] for row in rows]


ZONES = [
    ZoneInfo("Asia/Shanghai"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Lord_Howe"),
    UTC,
    timezone(timedelta(hours=-3)),
]


@settings(max_examples=60, deadline=None)
@given(
    times=st.lists(st.datetimes(datetime(1985, 1, 1), datetime(2027, 1, 1)), min_size=1, max_size=9),
    zone=st.sampled_from(ZONES),
)
def test_a_column_of_times_is_kept_as_each_of_them_would_be(times: list[datetime], zone: Any) -> None:
    from functools import partial

    cells = [time.strftime("%Y-%m-%d %H:%M:%S") for time in times]
    step = Step("placed_at", 0, known(partial(stored_moment, zone=zone)), 1, None)
    assert list(read_column(step, cells).values) == [stored(exact_moment(cell), zone) for cell in cells]


CELLS = st.sampled_from(
    ["null", " null", "", "-", "无", "12.50", "12.50 ", "7", "DATE-500", "11月3日", '="007"', "x\u200b", "1E+18"]
)


@settings(max_examples=150, deadline=None)
@given(
    cells=st.lists(CELLS, min_size=1, max_size=40),
    read=st.sampled_from([text, identifier, money, quantity]),
    times=st.integers(1, 3),
)
def test_a_column_reads_as_its_cells_do_one_by_one(cells: list[str], read: Any, times: int) -> None:
    reader, step = known(read, "-", "无"), Step("code", 0, known(read, "-", "无"), 1, "nothing")
    for _again in range(times):
        column = read_column(step, cells)
        for at, cell in enumerate(cells):
            try:
                value = reader(cell) if cell else None
            except ValueError as error:
                assert str(column.errors[at]) == str(error)
                continue
            stated = value not in (None, "")
            assert column.values[at] == (value if stated else "nothing")
            assert (column.filled is None or column.filled[at]) is stated
