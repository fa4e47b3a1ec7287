"""Headings and cells that would be misread without a word of the person: refused, never guessed."""

from __future__ import annotations

import pytest


def imported(shop, name, *more):
    result = shop.run("stock", "import", name, "--as", "set", "--json", *more)
    assert result.exit_code == 0, result.stdout + result.stderr
    return result.json[0]


def error_of(shop, name, *more):
    before = shop.dump()
    result = shop.run("stock", "import", name, "--as", "set", "--json", *more)
    assert result.exit_code == 5, result.stdout
    assert shop.dump() == before
    return result.json["error"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Price (USD)", "wrong-currency"), ("单价/美元", "wrong-currency"), ("单价（港币）", "wrong-currency"), ("Цена, руб.", "wrong-currency"),
        ("进价(万元)", "unit-in-heading"), ("毛重(kg/箱)", "unit-in-heading"),
    ],
)  # fmt: skip
def test_a_heading_in_another_measure_is_refused(shop, heading, code):
    shop.write("in.csv", f'货号,库存,"{heading}"\nA,1,2\n')
    assert error_of(shop, "in.csv")["code"] == code


def test_a_declared_currency_agrees_with_the_heading(shop, shelves):
    shop.toml('[stock.sources.s]\ncurrency = "USD"')
    shop.write("in.csv", "SKU,Qty,Price (USD)\nA,1,2.50\n")
    imported(shop, "in.csv", "--source", "s")
    assert (shelves("A")["price"], shelves("A")["currency"]) == ("2.50", "USD")


@pytest.mark.parametrize(
    ("heading", "cell", "on_hand", "unit"),
    [
        ("库存(斤)", "0.5", 250, "g"),
        ("库存（箱）", "3", 36, "piece"),
        ("库存/打", "2", 24, "piece"),
        ("库存(件)", "7", 7, "piece"),
    ],
)
def test_the_unit_in_the_heading_of_a_quantity_counts(shop, shelves, heading, cell, on_hand, unit):
    shop.write("in.csv", f"货号,{heading},箱规\nA,{cell},12\n")
    imported(shop, "in.csv")
    assert (shelves("A")["on_hand"], shelves("A")["unit"]) == (on_hand, unit)


@pytest.mark.parametrize("heading", ["重量(kg)", "重量/kg", "重量（KG）", "Weight, kg"])
def test_the_unit_in_the_heading_of_a_weight_counts(shop, shelves, heading):
    shop.write("in.csv", f'货号,库存,"{heading}"\nA,1,0.5\n')
    imported(shop, "in.csv")
    assert shelves("A")["weight_g"] == 500


def test_a_row_of_units_below_the_headings_belongs_to_them(shop, shelves):
    shop.write("in.csv", "货号,库存,重量,箱规\n(必填),(箱),(kg),(件)\nA,3,0.5,12\n")
    imported(shop, "in.csv")
    assert (shelves("A")["on_hand"], shelves("A")["weight_g"]) == (36, 500)


@pytest.mark.parametrize(("heading", "code"), [("重量", "weight-unit"), ("长", "length-unit")])
def test_a_bare_fraction_of_a_gram_or_a_millimetre_is_never_rounded(shop, heading, code):
    shop.write("in.csv", f"货号,库存,{heading}\nA,1,0.5\n")
    assert [one["code"] for one in error_of(shop, "in.csv")["problems"]] == [code]


@pytest.mark.parametrize("cell", ["3k", "2千", "1.2万", "30左右", "100多", "20余", "5w", "10起"])
def test_a_multiple_or_a_guess_is_no_unit(shop, cell):
    shop.write("in.csv", f"货号,库存\nA,{cell}\n")
    assert [one["code"] for one in error_of(shop, "in.csv")["problems"]] == ["not-a-number"]


def test_a_quantity_merged_over_several_goods_is_refused_at_its_cell(shop, workbook):
    workbook(shop.path / "in.xlsx", [["货号", "库存"], ["A", 30], ["B", None], ["C", 4]], merges=["B2:B3"])
    error = error_of(shop, "in.xlsx")
    assert error["code"] == "merged-quantity"
    assert [(one["row"], one["column"]) for one in error["problems"]] == [(2, "库存")]


def test_a_price_merged_over_several_goods_is_the_price_of_each(shop, shelves, workbook):
    workbook(shop.path / "in.xlsx", [["货号", "库存", "单价"], ["A", 3, 9.9], ["B", 4, None]], merges=["C2:C3"])
    imported(shop, "in.xlsx")
    assert (shelves("A")["price"], shelves("B")["price"]) == ("9.90", "9.90")


def test_a_number_merged_in_a_column_of_the_key_stands_for_all_rows(shop, shelves, workbook):
    shop.toml('[stock.sources.s]\nkey = ["款号", "颜色"]')
    workbook(shop.path / "in.xlsx", [["款号", "颜色", "库存"], [1001, "红", 3], [None, "黑", 4]], merges=["A2:A3"])
    imported(shop, "in.xlsx", "--source", "s")
    assert shelves.on_hand() == {"1001-红": 3, "1001-黑": 4}


def test_two_tables_side_by_side_are_not_read_by_half(shop):
    shop.write("in.csv", "货号,库存,,货号,库存\nA,3,,B,5\n")
    assert error_of(shop, "in.csv")["code"] == "side-by-side"


def test_a_total_that_nothing_adds_up_to_is_said(shop):
    shop.write("in.csv", "货号,品名,库存\nA,枣,3\nB,桃,4\n小计,,7\nC,杏,5\n总计,,120\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set")
    assert result.exit_code == 0
    assert "row 6" in result.stderr
    assert "120" in result.stderr
    assert "row 4" not in result.stderr.replace('row 4 "小计"', "")


@pytest.mark.parametrize(
    "footer",
    [
        "制表：李四,,审核：王五",
        "备注,量大从优,随时更新",
        "收货人：张三,,日期：2026-11-01",
        "Signature: ,,Date:",
        "Подпись:,,дата",
        "Summe,,7",
        "Gesamt:,,7",
    ],
)
def test_signatures_and_remarks_below_the_goods_are_no_goods(shop, shelves, footer):
    shop.write("in.csv", f"货号,品名,库存\nA,枣,3\nB,桃,4\n{footer}\n")
    assert imported(shop, "in.csv")["ignored"] == 1
    assert shelves.on_hand() == {"A": 3, "B": 4}


def test_a_row_that_tells_how_to_fill_the_sheet_in_is_no_goods(shop, shelves):
    shop.write("in.csv", "*货号,*库存,进价\n必填，不超过20字,必填，整数,选填\nA,3,2\n")
    imported(shop, "in.csv")
    assert shelves.on_hand() == {"A": 3}


@pytest.mark.parametrize(
    ("cell", "pack", "grams"),
    [
        ("500g*20袋", 20, 500),
        ("2.5kg/箱", 1, 2500),
        ("5斤装*4", 4, 2500),
        ("24瓶/箱", 24, None),
        ("1kg×10包/件", 10, 1000),
    ],
)
def test_the_words_of_a_pack_also_say_what_a_piece_weighs(shop, shelves, cell, pack, grams):
    shop.write("in.csv", f"货号,库存,箱规\nA,3,{cell}\n")
    imported(shop, "in.csv")
    assert (shelves("A")["on_hand"], shelves("A")["pack"], shelves("A")["weight_g"]) == (3, pack, grams)


def test_a_weight_column_says_more_than_the_words_of_a_pack(shop, shelves):
    shop.write("in.csv", "货号,库存,箱规,重量(g)\nA,3,500g*20袋,530\nB,3,500g*20袋,\n")
    imported(shop, "in.csv")
    assert (shelves("A")["weight_g"], shelves("B")["weight_g"]) == (530, 500)


def test_headings_that_say_it_in_two_languages_in_one_cell(shop, shelves, workbook):
    rows = [["货号\nItem No.", "数量\nQty", "单价\nUnit Price (CNY)", "箱规\nPCS/CTN"], ["A", 3, 2.5, 12]]
    workbook(shop.path / "in.xlsx", rows)
    imported(shop, "in.xlsx")
    assert (shelves("A")["on_hand"], shelves("A")["price"], shelves("A")["pack"]) == (3, "2.50", 12)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('weight_unit = "stone"', "weight_unit"), ('length_unit = "ell"', "length_unit"), ('currency = "RMB"', "currency"), ("header = -1", "header"),
        ('encoding = "gbkk"', "encoding"), ('delimiter = "TABS"', "delimiter"), ("words = { a = -1 }", "words.a"), ('size_pattern = "{x}"', "size_pattern"),
        ('columns = { sku = "" }', "columns.sku"), ('columns = { skew = "A" }', "columns.skew"), ('columns = "A"', "columns"), ("sizes = 5", "sizes"),
        ('unit = "2kg"', "unit"), ("weight_unit = 5", "weight_unit"), ('decimal_comma = "yes"', "decimal_comma"), ("key = [5]", "key[0]"),
    ],
)  # fmt: skip
def test_every_key_of_a_source_is_checked_before_a_file_is_opened(shop, line, key):
    shop.toml(f"[stock.sources.s]\n{line}")
    shop.write("in.csv", "SKU,Qty\nA,1\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--source", "s", "--json")
    assert result.exit_code == 4, result.stdout
    (problem,) = result.json["error"]["problems"]
    assert problem["column"] == f"stock.sources.s.{key}"
    assert problem["hint"]


def test_a_source_that_is_no_table_is_a_mistake_of_shop_toml(shop):
    shop.toml("[stock.sources]\ns = 5")
    assert shop.run("stock", "list").exit_code == 4


@pytest.mark.parametrize("cell", ["12three", "１２three", "5 tons", "12 gross", "3K", "三十", "8半"])
def test_a_word_that_is_no_unit_is_not_taken_for_one(shop, cell):
    shop.write("in.csv", f"货号,品名,库存\nA-1,杯子,{cell}\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    assert (result.exit_code, result.json["error"]["problems"][0]["code"]) == (5, "not-a-number")


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [
        ("12 pcs", 12), ("7 Stück", 7), ("3坛", 3), ("5 шт.", 5), ("12 szt.", 12), ("4 ks", 4), ("5 adet", 5), ("6 PCE", 6),
        ("8 nos", 8), ("9 Kisten", 9), ("7 упаковок", 7), ("2 docenas", 24), ("3 Dutzend", 36), ("12 dozens", 144),
    ],
)  # fmt: skip
def test_units_in_many_languages_count_pieces(shop, cell, quantity):
    shop.write("in.csv", f"货号,品名,库存\nA-1,杯子,{cell}\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert shop.run("stock", "list", "--json").json[0]["on_hand"] == quantity


def test_dozens_and_cartons_of_other_languages_are_as_many_pieces(shop):
    shop.write(
        "in.csv", "SKU,Name,Qty,Unit,Pcs/carton\nA-1,eggs,12,docena,\nA-2,cups,4,Karton,12\nA-3,jars,3,cajas,6\n"
    )
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert [one["on_hand"] for one in shop.run("stock", "list", "--json").json] == [144, 48, 18]


@pytest.mark.parametrize("heading", ["Unidad", "Einheit", "Unité", "Unità", "Jednostka", "Ед. измерения", "数量单位"])
def test_a_column_of_units_is_known_in_other_languages(shop, heading):
    shop.write("in.csv", f"SKU,Name,Qty,{heading}\nA-1,eggs,2,dozen\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert shop.run("stock", "list", "--json").json[0]["on_hand"] == 24


def test_thousands_grouped_by_apostrophes(shop, shelves):
    shop.write("in.csv", "SKU;Name;Qty;Price\nA-1;Uhr;5;1'299.50\nA-2;Tasse;1'200 Stk;8.00\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert (shelves("A-1")["price"], shelves("A-2")["on_hand"]) == ("1299.50", 1200)


@pytest.mark.parametrize("column", ["货号", "品名", "库存"])
@pytest.mark.parametrize("kind", ["#N/A", "#REF!", "#DIV/0!", "#ССЫЛКА!", "#NV", "########"])
def test_an_error_that_a_spreadsheet_program_wrote_into_a_text_file_is_named_by_cell(shop, column, kind):
    cells = {"货号": "A-1", "品名": "杯子", "库存": "3"} | {column: kind}
    shop.write("in.csv", f"货号,品名,库存\n{','.join(cells.values())}\nA-2,碗,4\n")
    problems = shop.run("stock", "import", "in.csv", "--as", "set", "--json").json["error"]["problems"]
    assert [(one["row"], one["column"], one["code"]) for one in problems] == [(2, column, problems[0]["code"])]
    assert problems[0]["code"] in ("error-cell", "not-a-number")


def test_a_quantity_that_stands_twice_is_refused_unless_both_agree_or_one_is_declared(shop):
    shop.write("in.csv", "货号,库存,品名,库存\nA-1,3,杯子,3\nA-2,4,碗,9\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "column-twice")
    shop.write("same.csv", "货号,库存,品名,库存\nA-1,3,杯子,3\n")
    assert shop.run("stock", "import", "same.csv", "--as", "set").exit_code == 0
    shop.toml('[stock.sources.two]\nas = "set"\ncolumns = { quantity = "库存 (2)" }\n')
    assert shop.run("stock", "import", "in.csv", "--source", "two").exit_code == 0
    assert [one["on_hand"] for one in shop.run("stock", "list", "--json").json] == [3, 9]


def test_orders_with_two_columns_of_quantities_are_refused(shop):
    shop.write("in.csv", "订单号,收件信息,货号,数量,数量\n1,张三 13800000000 浙江省杭州市余杭区某路1号,A-1,1,2\n")
    result = shop.run("orders", "import", "in.csv", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "column-twice")


@pytest.mark.parametrize("mode", ["set", "add"])
@pytest.mark.parametrize("row", ["A-1,2箱,20", "A-1,40件,20"])
def test_cartons_counted_one_by_one_are_not_mixed_with_pieces(shop, mode, row):
    shop.write("first.csv", "货号,库存\nA-1,3箱\n")
    assert shop.run("stock", "import", "first.csv", "--as", "set").exit_code == 0
    shop.write("in.csv", f"货号,库存,箱规\n{row}\n")
    result = shop.run("stock", "import", "in.csv", "--as", mode, "--json")
    assert (result.exit_code, result.json["error"]["problems"][0]["code"]) == (5, "unit-changed")
    shop.write("again.csv", "货号,库存\nA-1,2箱\n")
    assert shop.run("stock", "import", "again.csv", "--as", mode).exit_code == 0
