"""A count holds for the moment its workbook was written; what came and went after is replayed on top, or it is refused."""

from __future__ import annotations

import openpyxl
import pytest

STOCK = "SKU,Name,Qty,Unit,Lot,Expires\nBULK,红枣散装,50,斤,L1,2026-12-05\nMUG,杯子,50,,,\nPLATE,盘子,10,,,\n"
ORDERS = "订单号,姓名,电话,地址,货号,数量\nC-1,张三,13800000000,山西省太原市小店区某街1号,MUG,4\nC-2,李四,13900000000,山西省太原市小店区某街2号,MUG,3\n"


@pytest.fixture
def counting(shop):
    """A shop with goods and a workbook to count them in."""
    shop.write("in.csv", STOCK)
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert shop.run("stock", "count", "-o", "count.xlsx").exit_code == 0
    return shop


def fill(shop, counts, *, added=()):
    book = openpyxl.load_workbook(shop.path / "count.xlsx")
    sheet = book.active
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if (sku := sheet.cell(row, at["SKU"]).value) in counts:
            sheet.cell(row, at["Counted"]).value = counts[sku]
    for found in added:
        sheet.append([found.get(cell.value) for cell in sheet[1]])
    book.save(shop.path / "count.xlsx")


def read_back(shop, *more):
    return shop.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json", *more)


def codes(result):
    return [problem["code"] for problem in result.json["error"]["problems"]]


def test_a_signed_adjustment_is_goods_that_came_or_went(counting, shelves):
    counting.run("stock", "adjust", "MUG", "-5", "--reason", "sold at the door")
    fill(counting, {"MUG": 48})
    assert read_back(counting).json[0]["since"]["moved"] == {"MUG": -5}
    assert shelves.on_hand()["MUG"] == 43


def test_an_adjustment_that_states_what_is_there_makes_the_count_unknowable(counting):
    counting.run("stock", "adjust", "MUG", "47", "--reason", "counted by hand")
    fill(counting, {"MUG": 48})
    before = counting.dump()
    result = read_back(counting)
    assert (result.exit_code, codes(result)) == (5, ["stated-since"])
    assert counting.dump() == before


def test_what_says_the_same_as_the_books_needs_no_question(counting):
    counting.run("stock", "adjust", "MUG", "48", "--reason", "counted by hand")
    fill(counting, {"MUG": 48})
    result = read_back(counting)
    assert (result.exit_code, result.json[0]["movements"]) == (0, 0)


def test_a_parcel_that_left_meanwhile_is_taken_off_and_what_is_reserved_is_counted(counting, shelves):
    counting.write("orders.csv", ORDERS)
    assert counting.run("orders", "import", "orders.csv").exit_code == 0
    counting.write("waybills.csv", "订单号,物流单号,物流公司\nC-1,75312345678901,中通快递\n")
    adopted = counting.run("shipments", "adopt", "waybills.csv")
    assert adopted.exit_code == 0, adopted.stderr
    assert (shelves("MUG")["on_hand"], shelves("MUG")["reserved"]) == (46, 3)
    fill(counting, {"MUG": 49})
    result = read_back(counting)
    assert result.json[0]["since"]["moved"] == {"MUG": -4}
    assert (shelves("MUG")["on_hand"], shelves("MUG")["available"]) == (45, 42)


def test_repacked_goods_are_taken_off_one_item_and_come_to_the_other(counting, shelves):
    counting.write("small.csv", "SKU,Name,Qty,Weight\nBAG,红枣 500g,0,500g\n")
    assert counting.run("stock", "import", "small.csv", "--as", "add").exit_code == 0
    done = counting.run("stock", "repack", "BULK", "20斤", "--into", "BAG=20")
    assert done.exit_code == 0, done.stderr
    fill(counting, {"BULK": 49})
    assert read_back(counting).exit_code == 0
    assert shelves.on_hand() == {"BAG": 20, "BULK": 29 * 500, "MUG": 50, "PLATE": 10}


def test_a_lot_that_came_to_an_item_without_lots_stays_whole(counting, shelves):
    counting.write("more.csv", "SKU,Qty,Lot,Expires\nPLATE,5,NEW,2027-06-06\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    fill(counting, {"PLATE": 8})
    result = read_back(counting)
    assert (result.exit_code, result.json[0]["rows"]) == (0, 3)
    assert shelves("PLATE")["on_hand"] == 13
    assert [(lot["lot"], lot["on_hand"]) for lot in shelves("PLATE")["lots"]] == [("NEW", 5)]


def test_a_lot_that_came_later_stands_in_no_row_and_counts_as_none(counting):
    counting.write("more.csv", "SKU,Qty,Unit,Lot,Expires\nBULK,10,斤,L2,2027-06-06\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    fill(counting, {"BULK": 49, "MUG": 50, "PLATE": 9})
    one = read_back(counting).json[0]
    assert (one["rows"], one["created"], one["changed"], one["unchanged"]) == (3, 0, 2, 1)


def test_the_same_workbook_read_twice_changes_nothing(counting):
    counting.run("stock", "adjust", "MUG", "-5", "--reason", "sold at the door")
    fill(
        counting, {"MUG": 48, "PLATE": 9}, added=[{"SKU": "PLATE", "Lot": "OLD", "Expires": "2027-02-02", "Counted": 2}]
    )
    assert read_back(counting).exit_code == 0
    counting.run("stock", "adjust", "MUG", "-1", "--reason", "sold at the door")
    before = counting.dump()
    assert "already_imported" in read_back(counting).json[0]
    book = openpyxl.load_workbook(counting.path / "count.xlsx")
    book.active["Z1"] = "saved again"
    book.save(counting.path / "count.xlsx")
    result = read_back(counting)
    assert (result.exit_code, result.json[0]["movements"]) == (0, 0), result.stdout
    assert counting.dump() == before


def test_a_workbook_is_filled_and_read_in_two_goes_and_a_slip_is_mended_in_it(counting, shelves):
    fill(counting, {"MUG": 48})
    read_back(counting)
    counting.run("stock", "adjust", "MUG", "-5", "--reason", "sold at the door")
    fill(counting, {"MUG": 49, "PLATE": 9})
    assert read_back(counting).exit_code == 0
    assert shelves.on_hand() == {"BULK": 25000, "MUG": 44, "PLATE": 9}


def test_a_row_added_for_goods_that_came_later_is_refused(counting):
    counting.write("more.csv", "SKU,Qty,Unit,Lot,Expires\nBULK,10,斤,L2,2027-06-06\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    fill(
        counting,
        {"BULK": 50},
        added=[{"SKU": "BULK", "Unit": "斤", "Lot": "L2", "Expires": "2027-06-06", "Counted": 9}],
    )
    before = counting.dump()
    result = read_back(counting)
    assert result.exit_code == 5
    assert "arrived-since" in codes(result)
    assert counting.dump() == before


def test_a_delivery_undone_since_was_never_there(counting, shelves):
    counting.write("more.csv", "SKU,Qty\nMUG,6\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    (counting.path / "count.xlsx").unlink()
    counting.run("stock", "count", "-o", "count.xlsx")
    assert counting.run("undo", "2").exit_code == 0
    fill(counting, {"MUG": 50})
    assert read_back(counting).exit_code == 0
    assert shelves.on_hand()["MUG"] == 50


def test_a_delivery_undone_and_taken_in_again_cannot_be_told_from_a_new_one(counting):
    counting.write("more.csv", "SKU,Qty\nMUG,6\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    (counting.path / "count.xlsx").unlink()
    counting.run("stock", "count", "-o", "count.xlsx")
    counting.run("undo", "2")
    counting.write("more.csv", "SKU,Qty\nMUG,7\n")
    counting.run("stock", "import", "more.csv", "--as", "add")
    fill(counting, {"MUG": 56})
    result = read_back(counting)
    assert (result.exit_code, codes(result)) == (5, ["stated-since"])
