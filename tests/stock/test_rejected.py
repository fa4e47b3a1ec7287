"""Bad rows: named by their cell, all at once, nothing taken, and taken once mended."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook


def test_a_bad_cell_is_named_by_file_sheet_row_and_column(shop, shelves):
    shop.write("stock.csv", "SKU,Name,Qty\nM-1,Mug,ten\nM-2,Plate,3\n")
    before = shop.dump()
    result = shop.run("stock", "import", "stock.csv", "--as", "set")
    assert result.exit_code == 5
    assert "stock.csv, row 2, Qty" in result.stderr
    assert "ten" in result.stderr
    assert shop.dump() == before


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Qty", "many", "not-a-number"),
        ("Qty", ">20", "at-least"),
        ("Qty", "有货", "stock-word"),
        ("Price", "19.9-29.9", "price-range"),
        ("Price", "1-9件 25; 8-99件 22", "not-a-price-tier"),
        ("Qty", "-3", "negative"),
        ("Qty", "2.5", "not-whole"),
        ("SKU", "6.92E+12", "damaged-id"),
        ("Barcode", "6.92E+12", "damaged-id"),
        ("Barcode", "6901234567890", "check-digit"),
        ("Cost", "$5", "wrong-currency"),
        ("Cost", "-5", "negative"),
        ("Cost", "dear", "not-a-number"),
        ("Expires", "soon", "not-a-date"),
        ("Weight", "heavy", "not-a-weight"),
        ("Pack", "some", "not-a-pack-size"),
        ("Unit", "lb", "unit-not-exact"),
        ("Shelf life", "long", "not-a-shelf-life"),
    ],
)
def test_each_kind_of_damage_has_its_code_and_its_cell(shop, heading, value, code):
    headings = [
        "SKU",
        "Name",
        "Qty",
        "Barcode",
        "Cost",
        "Produced",
        "Expires",
        "Weight",
        "Pack",
        "Unit",
        "Shelf life",
        "Price",
    ]
    good = ["M-1", "Mug", "3", "6901234567892", "5", "2026-10-01", "2027-10-01", "500g", "12", "", "", ""]
    bad = ["M-2", *good[1:]]
    bad[headings.index(heading)] = value
    shop.write("stock.csv", "\n".join(",".join(row) for row in (headings, good, bad)) + "\n")
    result = shop.run("stock", "import", "stock.csv", "--as", "set", "--json")
    assert result.exit_code == 5
    (problem,) = result.json["error"]["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == (code, 3, heading)
    assert problem["file"] == "stock.csv"
    assert problem["hint"]
    assert str(problem["value"])


def test_goods_that_expire_before_they_were_produced(shop):
    shop.write("in.csv", "SKU,Qty,Produced,Expires\nA,1,2026-11-01,2026-10-01\n")
    result = shop.run("stock", "import", "in.csv", "--as", "add", "--json")
    assert result.json["error"]["problems"][0]["code"] == "expires-before-produced"


def test_a_row_of_goods_without_a_code(shop):
    shop.write("in.csv", "SKU,Name,Qty\nA,Mug,1\n,Plate,2\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    (problem,) = result.json["error"]["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == ("missing-sku", 3, "SKU")


def test_a_code_that_stands_twice_is_shown_with_all_its_rows(shop):
    shop.write("in.csv", "SKU,Qty\nA,1\nB,2\nA,3\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    problems = result.json["error"]["problems"]
    assert [(p["code"], p["row"]) for p in problems] == [("duplicate-sku", 2), ("duplicate-sku", 4)]
    assert "2, 4" in problems[0]["message"]


def test_equal_rows_without_a_quantity_contradict_nothing(shop):
    shop.write("in.csv", "SKU,Name,Qty\nA,Mug,\nB,Plate,\nA,Mug,\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    assert result.exit_code == 0
    assert (result.json[0]["created"], result.json[0]["unchanged"]) == (2, 1)


def test_the_unit_of_goods_by_weight_is_asked_for(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Unit\nA,100,斤\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("bare.csv", "SKU,Qty\nA,90\n")
    result = shop.run("stock", "import", "bare.csv", "--as", "set", "--json")
    assert result.json["error"]["problems"][0]["code"] == "unit-missing"
    shop.write("pieces.csv", "SKU,Qty,Unit\nA,90,件\n")
    result = shop.run("stock", "import", "pieces.csv", "--as", "set", "--json")
    assert result.json["error"]["problems"][0]["code"] == "unit-changed"
    assert shelves("A")["on_hand"] == 50_000


def test_good_rows_are_taken_when_told_to_and_bad_ones_kept(shop, shelves):
    shop.write("stock.csv", "SKU,Qty\nA,1\nB,two\nC,3\n")
    result = shop.run("stock", "import", "stock.csv", "--as", "set", "--skip-bad-rows", "--json")
    assert result.exit_code == 3
    assert (result.json[0]["rows"], result.json[0]["created"], result.json[0]["rejected"]) == (3, 2, 1)
    assert shelves.on_hand() == {"A": 1, "C": 3}


def test_a_source_can_say_that_bad_rows_are_skipped(shop, shelves):
    shop.toml('[stock.sources.w]\nfiles = "in*.csv"\nas = "set"\nbad_rows = "skip"')
    shop.write("in.csv", "SKU,Qty\nA,1\nB,two\n")
    assert shop.run("stock", "import").exit_code == 3
    assert shelves.on_hand() == {"A": 1}


def test_the_rejected_workbook_imports_as_it_is_once_mended(shop, shelves, workbook):
    rows = [["货号", "品名", "库存数"], ["007", "杯子", 5], ["008", "盘子", "十"], ["009", "碗", "九"]]
    workbook(shop.path / "in.xlsx", rows)
    result = shop.run("stock", "import", "in.xlsx", "--as", "set", "--skip-bad-rows", "--json")
    rejected = shop.path / result.json[0]["rejected_file"]
    assert rejected == shop.path / "out" / "rejected" / "in.xlsx"
    book = load_workbook(rejected)
    page = book.active
    assert [cell.value for cell in page[1]] == ["货号", "品名", "库存数", "row", "reason"]
    assert [page.cell(2, 1).value, page.cell(2, 4).value, page.cell(3, 4).value] == ["008", 3, 4]
    assert "库存数" in page.cell(2, 5).value
    page.cell(2, 3).value, page.cell(3, 3).value = 10, 9
    book.save(shop.path / "mended.xlsx")
    again = shop.run("stock", "import", "mended.xlsx", "--as", "set", "--json")
    assert again.exit_code == 0, again.stdout
    assert shelves.on_hand() == {"007": 5, "008": 10, "009": 9}


def test_a_refused_file_leaves_the_other_files_alone(shop, shelves):
    shop.write("a.csv", "SKU,Qty\nA,1\n")
    shop.write("b.csv", "SKU,Qty\nB,x\n")
    result = shop.run("stock", "import", "a.csv", "b.csv", "--as", "set", "--json")
    assert result.exit_code == 3
    assert shelves.on_hand() == {"A": 1}


def test_mixed_currencies_are_never_mixed_up(shop, shelves):
    shop.toml('[stock.sources.usd]\nas = "set"\ncurrency = "USD"')
    shop.write("cny.csv", "SKU,Cost,Price\nA,5,9\n")
    shop.run("stock", "import", "cny.csv", "--as", "set")
    shop.write("usd.csv", "SKU,Cost\nA,1\n")
    result = shop.run("stock", "import", "usd.csv", "--source", "usd", "--json")
    assert result.json["error"]["problems"][0]["code"] == "wrong-currency"
    assert (shelves("A")["cost"], shelves("A")["currency"]) == ("5.00", "CNY")
