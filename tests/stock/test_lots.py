"""Lots: deliveries with a date, first expired first out."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sellerkit.model.item import Lot, LotStock
from sellerkit.trade.allocation import allocate

TWO_LOTS = "SKU,Qty,Lot,Expires,Cost\nA,10,L1,2026-12-01,2\nA,20,L2,2027-06-01,3\n"


def lots_of(shelves, sku="A"):
    return {lot["lot"]: lot["on_hand"] for lot in shelves(sku)["lots"]}


def test_each_lot_keeps_its_quantity_and_its_date(shop, shelves):
    shop.write("in.csv", TWO_LOTS)
    result = shop.run("stock", "import", "in.csv", "--as", "add", "--json")
    assert (result.exit_code, result.json[0]["rows"], result.json[0]["created"]) == (0, 2, 2)
    assert shelves("A")["on_hand"] == 30
    assert [(lot["lot"], lot["expires"], lot["on_hand"]) for lot in shelves("A")["lots"]] == [
        ("L1", "2026-12-01", 10),
        ("L2", "2027-06-01", 20),
    ]


def test_a_second_delivery_of_a_lot_adds_to_it(shop, shelves):
    shop.write("in.csv", TWO_LOTS)
    shop.run("stock", "import", "in.csv", "--as", "add")
    shop.run("stock", "import", "in.csv", "--as", "add", "--again")
    assert lots_of(shelves) == {"L1": 20, "L2": 40}
    with shop.store() as db:
        assert [tuple(row) for row in db.execute("SELECT quantity_received, cost_minor FROM lots")] == [
            (20, 4000),
            (40, 12000),
        ]
    db.close()


def test_setting_lots_states_the_whole_item(shop, shelves):
    shop.write("in.csv", TWO_LOTS)
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("now.csv", "SKU,Qty,Lot,Expires\nA,15,L2,2027-06-01\nA,4,L3,2027-08-01\n")
    result = shop.run("stock", "import", "now.csv", "--as", "set", "--json")
    assert result.json[0]["movements"] == 3
    assert lots_of(shelves) == {"L2": 15, "L3": 4}
    assert shelves("A")["on_hand"] == 19


def test_a_total_below_what_is_there_is_taken_from_the_lots_that_expire_first(shop, shelves):
    shop.write("in.csv", TWO_LOTS)
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("count.csv", "SKU,Qty\nA,17\n")
    shop.run("stock", "import", "count.csv", "--as", "count", "--yes")
    assert lots_of(shelves) == {"L2": 17}
    shop.write("more.csv", "SKU,Qty\nA,21\n")
    shop.run("stock", "import", "more.csv", "--as", "count", "--yes")
    assert (shelves("A")["on_hand"], lots_of(shelves)) == (21, {"L2": 17})


def test_a_lot_may_stand_only_once_in_a_count(shop):
    shop.write("in.csv", TWO_LOTS + "A,5,L1,2026-12-01,2\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    problems = [(p["code"], p["row"]) for p in result.json["error"]["problems"]]
    assert problems == [("duplicate-sku", 2), ("item-incomplete", 3), ("duplicate-sku", 4)]


def test_expired_lots_are_there_but_not_available(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Lot,Expires\nA,10,OLD,2026-11-09\nA,5,TODAY,2026-11-10\nA,3,NEW,2027-01-01\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    item = shelves("A")
    assert (item["on_hand"], item["available"], item["expired"]) == (18, 8, 10)
    assert [lot["expired"] for lot in item["lots"]] == [True, False, False]


def test_shelf_life_gives_the_expiry(shop, shelves):
    shop.write(
        "in.csv", "货号,数量,生产日期,保质期\nA,1,2026-10-31,4个月\nB,1,2026-10-01,30天\nC,1,2026年2月28日,2年\n"
    )
    assert shop.run("stock", "import", "in.csv", "--as", "add").exit_code == 0
    assert [shelves(sku)["lots"][0]["expires"] for sku in "ABC"] == ["2027-02-28", "2026-10-31", "2028-02-28"]


def test_a_bare_shelf_life_needs_a_unit_in_the_heading(shop, shelves):
    shop.write("bare.csv", "货号,数量,生产日期,保质期\nA,1,2026-10-31,12\n")
    result = shop.run("stock", "import", "bare.csv", "--as", "add", "--json")
    assert result.json["error"]["problems"][0]["code"] == "shelf-life-unit"
    shop.write("days.csv", "货号,数量,生产日期,保质期(天)\nA,1,2026-10-31,12\n")
    assert shop.run("stock", "import", "days.csv", "--as", "add").exit_code == 0
    assert shelves("A")["lots"][0]["expires"] == "2026-11-12"


lot_lists = st.lists(
    st.tuples(st.integers(0, 50), st.none() | st.dates(date(2026, 10, 1), date(2027, 2, 1))), max_size=8
).map(
    lambda rows: [
        LotStock(Lot("", None, day.isoformat() if day else None), n, count) for n, (count, day) in enumerate(rows)
    ]
)


@given(lot_lists, st.integers(0, 200), st.dates(date(2026, 10, 1), date(2027, 2, 1)))
def test_allocation_takes_what_it_can_and_never_what_has_expired(lots, quantity, today):
    found = allocate(lots, quantity, today)
    by_id = {lot.lot_id: lot for lot in lots}
    good = [lot for lot in lots if lot.lot.expires is None or lot.lot.expires >= today.isoformat()]
    assert sum(n for _lot, n in found.taken) + found.short == quantity
    assert found.short == max(quantity - sum(lot.on_hand for lot in good), 0)
    assert all(0 < n <= by_id[lot].on_hand for lot, n in found.taken)
    taken = dict(found.taken)
    days = [lot.lot.expires for lot in good if lot.lot.expires and lot.lot_id in taken]
    left = [lot.lot.expires for lot in good if lot.lot.expires and taken.get(lot.lot_id, 0) < lot.on_hand]
    assert all(day >= max(days, default="") for day in left)


def test_an_item_with_a_wrong_lot_is_left_out_whole(shop, shelves):
    shop.write("in.csv", TWO_LOTS + "B,1,,,\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("now.csv", "SKU,Qty,Lot,Expires\nA,9,L1,2026-12-01\nA,many,L2,2027-06-01\nB,2,,\n")
    result = shop.run("stock", "import", "now.csv", "--as", "set", "--skip-bad-rows", "--json")
    assert (result.exit_code, result.json[0]["rows"], result.json[0]["rejected"]) == (3, 3, 2)
    assert [(p["code"], p["row"]) for p in result.json[0]["problems"]] == [("item-incomplete", 2), ("not-a-number", 3)]
    assert lots_of(shelves) == {"L1": 10, "L2": 20}
    assert shelves("B")["on_hand"] == 2


def test_what_a_sheet_does_not_say_of_a_lot_it_does_not_change(shop, shelves):
    shop.write("in.csv", TWO_LOTS)
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("count.csv", "SKU,Qty,Lot\nA,9,L1\nA,20,L2\n")
    result = shop.run("stock", "import", "count.csv", "--as", "count", "--yes", "--json")
    assert (result.exit_code, result.json[0]["movements"]) == (0, 1)
    assert [(lot["lot"], lot["expires"], lot["on_hand"]) for lot in shelves("A")["lots"]] == [
        ("L1", "2026-12-01", 9),
        ("L2", "2027-06-01", 20),
    ]


def test_a_lot_that_can_be_two_is_asked_for(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Lot,Expires\nA,1,L1,2026-12-01\nA,2,L1,2027-06-01\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("more.csv", "SKU,Qty,Lot\nA,5,L1\n")
    result = shop.run("stock", "import", "more.csv", "--as", "add", "--json")
    assert [(p["code"], p["column"]) for p in result.json["error"]["problems"]] == [("lot-unclear", "Lot")]
    assert shelves("A")["on_hand"] == 3
