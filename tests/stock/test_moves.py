"""What parcels take from the shelves and put back, and what orders hold."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from sellerkit.store.stock import put_back, ship_out
from sellerkit.store.store import open_store
from sellerkit.trade.allocation import allocate
from sellerkit.trade.availability import stock_of

TODAY = date(2026, 11, 10)


@pytest.fixture
def store(shop):
    """A store with two lots of A (10 and 20), 5 of A without a lot, an order that holds 7 and an empty parcel."""
    shop.write("in.csv", "SKU,Qty,Lot,Expires\nA,10,L1,2026-12-01\nA,20,L2,2027-06-01\nA,5,,\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    with closing(open_store(shop.path / "shop.db", writing=True)) as opened:
        with opened.batch("orders import") as batch:
            db, number = batch.db, batch.number
            db.execute(
                "INSERT INTO orders (id, channel, order_id, status, currency, batch_id) VALUES (1, 'x', '1', 'to-ship', 'CNY', ?)",
                (number,),
            )
            db.execute(
                "INSERT INTO order_lines (id, order_row, number, quantity, batch_id) VALUES (1, 1, 1, 7, ?)", (number,)
            )
            db.execute("INSERT INTO reservations (line_id, item_id, quantity, batch_id) VALUES (1, 1, 7, ?)", (number,))
            db.execute(
                "INSERT INTO parcels (id, reference, carrier, state, weight_g, batch_id) VALUES (1, 'R1', 'sf', 'planned', 900, ?)",
                (number,),
            )
        yield opened


def test_what_orders_hold_is_not_available(store):
    stock = stock_of(store.db, ["A"], today=TODAY)["A"]
    assert (stock.on_hand, stock.reserved, stock.available) == (35, 7, 28)


def test_what_has_expired_is_not_available_either(store):
    stock = stock_of(store.db, today=date(2026, 12, 2))["A"]
    assert (stock.on_hand, stock.expired, stock.available) == (35, 10, 18)


def test_an_unknown_item_is_not_in_the_answer(store):
    assert stock_of(store.db, ["B"], today=TODAY) == {}


def test_a_parcel_takes_the_lots_that_expire_first_and_gives_them_back(store):
    stock = stock_of(store.db, ["A"], today=TODAY)["A"]
    chosen = allocate(stock.takeable, 32, TODAY)
    assert ([quantity for _lot, quantity in chosen.taken], chosen.short) == ([10, 20, 2], 0)
    with store.batch("shipments create") as batch:
        assert ship_out(batch, 1, [(stock.item_id, lot, quantity) for lot, quantity in chosen.taken]) == 3
    after = stock_of(store.db, ["A"], today=TODAY)["A"]
    assert (after.on_hand, after.lots, [lot.on_hand for lot in after.takeable]) == (3, (), [3])
    with store.batch("shipments void") as batch:
        assert put_back(batch, 1) == 3
        assert put_back(batch, 1) == 0
    assert stock_of(store.db, ["A"], today=TODAY)["A"] == stock


def test_a_count_states_what_is_there_reserved_goods_included(shop, store):
    store.close()
    shop.write("count.csv", "SKU,Qty,Lot,Expires\nA,10,L1,2026-12-01\nA,20,L2,2027-06-01\nA,4,,\n")
    assert shop.run("stock", "import", "count.csv", "--as", "count", "--yes").exit_code == 0
    (item,) = shop.run("stock", "list", "--json").json
    assert (item["on_hand"], item["reserved"], item["available"]) == (34, 7, 27)
