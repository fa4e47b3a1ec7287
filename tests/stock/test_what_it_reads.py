"""Layouts, quantities, prices and sizes as suppliers write them."""

from __future__ import annotations

import pytest


def imported(shop, name, *more):
    result = shop.run("stock", "import", name, "--as", "set", "--json", *more)
    assert result.exit_code == 0, result.stdout + result.stderr
    return result.json[0]


def test_a_header_over_two_rows(shop, shelves, workbook):
    rows = [["货号", "品名", "库存", None], [None, None, "数量", "单位"], ["A-1", "红枣", 5, "袋"]]
    workbook(shop.path / "in.xlsx", rows, merges=["C1:D1", "A1:A2", "B1:B2"])
    imported(shop, "in.xlsx")
    assert (shelves("A-1")["on_hand"], shelves("A-1")["shown_unit"]) == (5, "袋")


def test_a_sheet_without_a_header_is_read_by_position(shop, shelves):
    shop.toml('[stock.sources.plain]\nheader = 0\ncolumns = { sku = "A", quantity = "C", name = "B" }')
    shop.write("in.csv", "A-1,红枣,5\nA-2,核桃,3\n")
    imported(shop, "in.csv", "--source", "plain")
    assert shelves.on_hand() == {"A-1": 5, "A-2": 3}


def test_a_header_on_a_declared_row(shop, shelves):
    shop.toml("[stock.sources.plain]\nheader = 3")
    shop.write("in.csv", "SKU,Qty\nold,1\n货号,库存数\nA-1,5\n")
    imported(shop, "in.csv", "--source", "plain")
    assert shelves.on_hand() == {"A-1": 5}


def test_group_rows_become_the_category_and_totals_are_shown(shop, shelves):
    shop.write(
        "in.csv", "货号,品名,库存数,进价\n干果,,,\nA-1,红枣,5,3\nA-2,核桃,4,3\n杂粮,,,\nB-1,小米,2,1\n合计,,11,\n"
    )
    file = imported(shop, "in.csv")
    assert {sku: shelves(sku)["category"] for sku in ("A-1", "A-2", "B-1")} == {
        "A-1": "干果",
        "A-2": "干果",
        "B-1": "杂粮",
    }
    assert [(row["row"], row["kind"], row["text"]) for row in file["ignored_rows"]] == [
        (2, "group", "干果"), (5, "group", "杂粮"), (7, "total", "合计"),
    ]  # fmt: skip
    said = shop.run("stock", "import", "in.csv", "--as", "set", "--again").stderr
    assert "2 group rows" in said
    assert "1 total" in said


def test_hidden_sheets_are_skipped_and_named(shop, shelves):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "库存"
    for row in (["货号", "库存数"], ["A-1", 5]):
        book.active.append(row)
    for name, hidden in (("旧价", True), ("说明", False)):
        sheet = book.create_sheet(name)
        sheet.append(["货号", "库存数"])
        sheet.append(["OLD", 9])
        sheet.sheet_state = "hidden" if hidden else "visible"
    book["说明"]["A1"] = "备注"
    book.save(shop.path / "in.xlsx")
    result = shop.run("stock", "import", "in.xlsx", "--as", "set")
    assert "旧价" in result.stderr
    assert "说明" in result.stderr
    assert shelves.on_hand() == {"A-1": 5}


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "Артикул;Остаток\nШина-1;5\n"), ("cp1250", "SKU;Qty\nčaj-1;5\n")]
)
def test_other_encodings_on_request(shop, shelves, encoding, text):
    shop.toml(f'[stock.sources.old]\nencoding = "{encoding}"')
    shop.write("in.csv", text, encoding)
    imported(shop, "in.csv", "--source", "old")
    assert list(shelves.on_hand().values()) == [5]
    assert set(shelves.on_hand()) <= {"Шина-1", "čaj-1"}


@pytest.mark.parametrize(
    ("cell", "pieces"),
    [("1,234", 1234), ("１２", 12), ("500g*20袋", 20), ("2箱*12件", 24), ("3打", 36), ("12 件", 12), ("7.0", 7)],
)
def test_quantities_as_they_are_written(shop, shelves, cell, pieces):
    shop.write("in.csv", f'SKU,Qty\nA-1,"{cell}"\n')
    imported(shop, "in.csv")
    assert shelves.on_hand() == {"A-1": pieces}


@pytest.mark.parametrize(
    ("cell", "pack"), [("12件/箱", 12), ("500g*20袋", 20), ("20袋*500g", 20), ("1*24", 24), ("6", 6)]
)
def test_case_packs_become_pieces_and_the_pack_is_kept(shop, shelves, cell, pack):
    shop.write("in.csv", f"货号,数量,单位,箱规\nA-1,5,箱,{cell}\n")
    imported(shop, "in.csv")
    assert (shelves("A-1")["on_hand"], shelves("A-1")["pack"]) == (5 * pack, pack)


def test_words_mean_what_the_source_declares(shop, shelves):
    shop.toml('[stock.sources.s]\nwords = { "有货" = 10, "缺货" = 0 }\nat_least = true')
    shop.write("in.csv", "货号,库存\nA,有货\nB,缺货\nC,>20\nD,50+\nE,4\n")
    imported(shop, "in.csv", "--source", "s")
    assert shelves.on_hand() == {"A": 10, "B": 0, "C": 20, "D": 50, "E": 4}


@pytest.mark.parametrize(
    ("cell", "tiers"),
    [
        ("1-9件 25; 10-99件 22; 100+ 19", [(1, "25.00"), (10, "22.00"), (100, "19.00")]),
        ("1-9:25.5/10-99:22", None),
        ("1件 25；10件以上 22.50", [(1, "25.00"), (10, "22.50")]),
        ("≥1 ¥25\n≥50 ¥20", [(1, "25.00"), (50, "20.00")]),
    ],
)
def test_tier_prices_are_kept(shop, shelves, cell, tiers):
    shop.write("in.csv", f'SKU,Price\nA,"{cell}"\n')
    if tiers is None:
        assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 5
        return
    imported(shop, "in.csv")
    assert [(one["from"], one["price"]) for one in shelves("A")["tiers"]] == tiers
    assert shelves("A")["price"] == tiers[0][1]


def test_a_plain_price_ends_the_tiers_and_an_undo_brings_them_back(shop, shelves):
    shop.write("in.csv", "SKU,Price\nA,1-9件 25; 10+ 22\n")
    shop.write("new.csv", "SKU,Price\nA,24\n")
    imported(shop, "in.csv")
    before = shop.dump()
    imported(shop, "new.csv")
    assert (shelves("A")["tiers"], shelves("A")["price"]) == ([], "24.00")
    assert shop.run("undo", "2").exit_code == 0
    assert shop.dump() == before


def test_a_range_of_prices_is_settled_by_the_source(shop, shelves):
    shop.toml('[stock.sources.s]\nprice_range = "high"')
    shop.write("in.csv", "SKU,Price\nA,19.90-29.90\nB,5\n")
    imported(shop, "in.csv", "--source", "s")
    assert (shelves("A")["price"], shelves("B")["price"]) == ("29.90", "5.00")


def test_a_matrix_of_sizes_becomes_variants(shop, shelves, workbook):
    rows = [
        ["款号", "品名", "颜色", "S", "M", "L", "XL", "合计", "进价"],
        ["T100", "羊毛衫", "红", 1, 2, None, 0, 3, 39.5],
        ["T100", "羊毛衫", "黑", 4, None, 6, None, 10, 39.5],
        ["合计", None, None, 5, 2, 6, 0, 13, None],
    ]
    workbook(shop.path / "in.xlsx", rows)
    file = imported(shop, "in.xlsx")
    assert shelves.on_hand() == {"T100-红-S": 1, "T100-红-M": 2, "T100-红-XL": 0, "T100-黑-S": 4, "T100-黑-L": 6}
    item = shelves("T100-黑-L")
    assert (item["name"], item["option1"], item["option2"], item["cost"]) == ("羊毛衫", "黑", "L", "39.50")
    assert (file["rows"], file["columns"]["quantity"]) == (5, "S, M, L, XL")


def test_a_matrix_of_shoe_sizes_with_a_declared_pattern(shop, shelves):
    shop.toml('[stock.sources.shoes]\nsizes = ["36", "37"]\nsize_pattern = "{style}{size}/{color}"')
    shop.write("in.csv", "货号,颜色,36,37,38\nB7,白,2,3,9\n")
    imported(shop, "in.csv", "--source", "shoes")
    assert shelves.on_hand() == {"B736/白": 2, "B737/白": 3}


def test_a_bad_cell_of_a_matrix_is_named_by_its_size(shop):
    shop.write("in.csv", "款号,颜色,S,M,L\nT1,红,1,many,3\nT2,红,1,2,3\n")
    before = shop.dump()
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    (problem,) = result.json["error"]["problems"]
    assert (problem["code"], problem["row"], problem["column"], problem["value"]) == ("not-a-number", 2, "M", "many")
    assert shop.dump() == before
