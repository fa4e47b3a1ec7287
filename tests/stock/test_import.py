"""`stock import`: what comes in, what stays, and how it is said."""

from __future__ import annotations

import datetime

import pytest

SIMPLE = "SKU,Name,Qty,Cost\nM-1,Mug,10,12.50\nM-2,Plate,0,\n"


def test_a_plain_csv_makes_items_and_stock(shop, shelves):
    shop.write("stock.csv", SIMPLE)
    result = shop.run("stock", "import", "stock.csv", "--as", "set", "--json")
    assert result.exit_code == 0
    (file,) = result.json
    assert (file["file"], file["batch"], file["dry_run"]) == ("stock.csv", 1, False)
    assert (file["rows"], file["created"], file["changed"], file["unchanged"], file["rejected"]) == (2, 2, 0, 0, 0)
    assert (file["problems"], file["movements"]) == ([], 1)
    mug = shelves("M-1")
    assert (mug["name"], mug["on_hand"], mug["reserved"], mug["available"]) == ("Mug", 10, 0, 10)
    assert (mug["unit"], mug["cost"], mug["currency"], mug["barcode"], mug["lots"]) == (
        "piece",
        "12.50",
        "CNY",
        None,
        [],
    )


def test_a_gbk_csv_with_chinese_headings(shop, shelves):
    text = "货号,品名,库存数,进价,条码,箱规\nDATE-500,临县红枣 500克,120,19.9,6901234567892,12件/箱\n合计,,120,,,\n"
    shop.write("库存.csv", text, "gbk")
    result = shop.run("stock", "import", "库存.csv", "--as", "set", "--json")
    assert result.exit_code == 0
    assert (result.json[0]["rows"], result.json[0]["ignored"]) == (1, 1)
    item = shelves("DATE-500")
    assert (item["name"], item["on_hand"], item["cost"]) == ("临县红枣 500克", 120, "19.90")
    assert (item["barcode"], item["pack"]) == ("6901234567892", 12)


def test_a_messy_workbook_with_letterhead_groups_and_totals(shop, shelves, workbook):
    rows = [
        ["某某食品批发部 库存表", None, None, None, None],
        ["电话 13800000000", None, None, None, None],
        [None] * 5,
        ["商品编码", "商品名称", "库存\n数量", "进价 ", "到期日期"],
        ["干果类", None, None, None, None],
        ["0012", "葡萄干", 30, 8.5, datetime.date(2027, 3, 1)],
        ["0013", "无花果", "1,200", "¥9.90", None],
        [None] * 5,
        ["小计", None, 1230, None, None],
    ]
    workbook(shop.path / "in.xlsx", rows, merges=["A1:E1", "A5:E5"])
    result = shop.run("stock", "import", "in.xlsx", "--as", "set", "--json")
    assert result.exit_code == 0, result.stdout
    assert (result.json[0]["rows"], result.json[0]["created"]) == (2, 2)
    assert shelves.on_hand() == {"0012": 30, "0013": 1200}
    assert shelves("0012")["lots"][0]["expires"] == "2027-03-01"


def test_how_quantities_are_meant_is_never_guessed(shop):
    shop.write("stock.csv", SIMPLE)
    before = shop.dump()
    result = shop.run("stock", "import", "stock.csv")
    assert result.exit_code == 2
    assert "--as set" in result.stderr
    assert 'as = "set"' in result.stderr
    assert shop.dump() == before


def test_a_source_says_how_quantities_are_meant(shop, shelves):
    shop.toml('[stock.sources.wholesale]\nfiles = "inbox/wholesale*.csv"\nas = "add"')
    shop.write("inbox/wholesale-1.csv", SIMPLE)
    shop.write("inbox/wholesale-2.csv", SIMPLE.replace("10", "5"))
    assert shop.run("stock", "import").exit_code == 0
    assert shelves("M-1")["on_hand"] == 15
    again = shop.run("stock", "import", "--json")
    assert again.exit_code == 0
    assert [file["unchanged"] for file in again.json] == [2, 2]


def test_declared_columns_win_over_known_headings(shop, shelves):
    shop.toml('[stock.sources.odd]\nas = "set"\ncolumns = { sku = "款号", quantity = "可发", name = "描述" }')
    shop.write("odd.csv", "款号,货号,描述,库存,可发\nA-1,zzz,毛衣,9,4\n")
    assert shop.run("stock", "import", "odd.csv", "--source", "odd").exit_code == 0
    item = shelves("A-1")
    assert (item["on_hand"], item["name"]) == (4, "毛衣")


def test_a_declared_column_that_is_gone_refuses_the_file(shop):
    shop.toml('[stock.sources.odd]\nas = "set"\ncolumns = { sku = "货号", quantity = "可发数" }')
    shop.write("odd.csv", "货号,描述,可发数量\nA-1,毛衣,9\n")
    result = shop.run("stock", "import", "odd.csv", "--source", "odd")
    assert result.exit_code == 5
    assert "可发数" in result.stderr


def test_an_unknown_source_names_the_nearest(shop):
    shop.toml('[stock.sources.wholesale]\nas = "set"')
    shop.write("stock.csv", SIMPLE)
    result = shop.run("stock", "import", "stock.csv", "--source", "wholesal")
    assert result.exit_code == 4
    assert "wholesale" in result.stderr


def test_a_sheet_without_codes_takes_a_declared_key(shop, shelves, workbook):
    shop.toml('[stock.sources.price]\nas = "set"\nkey = ["Номенклатура", "Характеристика"]\ncurrency = "RUB"')
    rows = [
        ["Номенклатура", "Характеристика", "Единица измерения", "Цена", "Остаток"],
        ["Чехлы", "", "", "", ""],
        ["Чехол", 2.0, "шт", 150.0, 3.0],
        ["Чехол", 3.0, "шт", 150.0, ""],
    ]
    workbook(shop.path / "price.xlsx", rows)
    result = shop.run("stock", "import", "price.xlsx", "--source", "price", "--json")
    assert result.exit_code == 0, result.stdout
    assert (result.json[0]["rows"], result.json[0]["ignored"]) == (2, 1)
    item = shelves("Чехол-2")
    assert (item["on_hand"], item["price"], item["currency"]) == (3, "150.00", "RUB")
    assert shelves("Чехол-3")["on_hand"] == 0


def test_a_price_list_without_codes_is_refused_with_what_to_declare(shop, workbook):
    workbook(shop.path / "price.xlsx", [["名称", "价格", "供应商"], ["杯子", 0.6583505, "北京"], ["盘子", 2.5, "上海"]])
    before = shop.dump()
    result = shop.run("stock", "import", "price.xlsx", "--as", "set", "--json")
    assert result.exit_code == 5
    error = result.json["error"]
    assert error["code"] == "no-sku-column"
    assert "[stock.sources.NAME]" in error["hint"]
    assert "columns" in error["hint"]
    assert "key" in error["hint"]
    assert shop.dump() == before


def test_a_missing_column_changes_nothing_and_says_so(shop, shelves):
    shop.write("stock.csv", SIMPLE)
    shop.run("stock", "import", "stock.csv", "--as", "set")
    shop.write("names.csv", "SKU,Name\nM-1,Big mug\n")
    result = shop.run("stock", "import", "names.csv", "--as", "set")
    assert result.exit_code == 0
    assert "no quantity column" in result.stderr
    mug = shelves("M-1")
    assert (mug["name"], mug["on_hand"], mug["cost"]) == ("Big mug", 10, "12.50")


def test_an_empty_cell_leaves_the_old_value(shop, shelves):
    shop.write("stock.csv", SIMPLE)
    shop.run("stock", "import", "stock.csv", "--as", "set")
    shop.write("new.csv", "SKU,Name,Qty,Cost\nM-1,,,13\n")
    assert shop.run("stock", "import", "new.csv", "--as", "set").exit_code == 0
    mug = shelves("M-1")
    assert (mug["name"], mug["on_hand"], mug["cost"]) == ("Mug", 10, "13.00")


@pytest.mark.parametrize(("mode", "expected", "moved"), [("set", 4, 1), ("count", 4, 1), ("add", 14, 1)])
def test_set_and_count_state_what_is_there_and_add_adds(shop, shelves, mode, expected, moved):
    shop.write("first.csv", SIMPLE)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("second.csv", "SKU,Qty\nM-1,4\nM-2,0\n")
    result = shop.run("stock", "import", "second.csv", "--as", mode, "--yes", "--json")
    assert (result.json[0]["changed"], result.json[0]["unchanged"], result.json[0]["movements"]) == (1, 1, moved)
    assert shelves("M-1")["on_hand"] == expected


def test_the_same_file_twice_changes_nothing(shop, shelves):
    shop.write("stock.csv", SIMPLE)
    shop.run("stock", "import", "stock.csv", "--as", "add")
    before = shop.dump()
    result = shop.run("stock", "import", "stock.csv", "--as", "add", "--json")
    assert result.exit_code == 0
    assert (result.json[0]["batch"], result.json[0]["unchanged"]) == (None, 2)
    assert shop.dump() == before
    assert shop.run("stock", "import", "stock.csv", "--as", "add", "--again").exit_code == 0
    assert shelves("M-1")["on_hand"] == 20


def test_deliveries_of_one_item_in_several_rows_add_up(shop, shelves):
    shop.write("in.csv", "SKU,Qty\nM-1,3\nM-1,4\n")
    assert shop.run("stock", "import", "in.csv", "--as", "add").exit_code == 0
    assert shelves("M-1")["on_hand"] == 7


def test_goods_by_weight_are_grams_and_shown_in_the_sheets_unit(shop, shelves):
    shop.write("in.csv", "货号,品名,数量,单位,进价\nDATE-BULK,散枣,100,斤,12.50\nNUT,核桃,2.5公斤,,30\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    dates = shelves("DATE-BULK")
    assert (dates["unit"], dates["on_hand"], dates["cost"]) == ("g", 50_000, "0.025")
    assert shelves("NUT")["on_hand"] == 2500
    assert "100 斤" in shop.run("stock", "list").stdout


def test_cartons_of_a_known_size_and_dozens_become_pieces(shop, shelves):
    shop.write("in.csv", "货号,数量,单位,箱规,进价\nA,5,箱,12,60\nB,2打,,,\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert shelves.on_hand() == {"A": 60, "B": 24}
    assert shelves("A")["cost"] == "5.00"


def test_a_woocommerce_product_export(shop, shelves, csv_text):
    rows = [
        [
            "ID",
            "Type",
            "SKU",
            "Name",
            "Stock",
            "Weight (lbs)",
            "Length (in)",
            "Sale price",
            "Regular price",
            "Images",
            "Parent",
        ],
        [
            1,
            "variable",
            "tee",
            "Tee",
            "",
            ".5",
            24,
            "",
            "",
            "https://shop.example/a.jpg, https://shop.example/b.jpg",
            "",
        ],
        [2, "variation", "tee-blue", "Tee - Blue", 7, "", "", 15, 18, "", "tee"],
        [3, "simple, virtual", "album", "Album", "", "", "", "", 15, "", ""],
    ]
    shop.write("wc.csv", "\ufeff" + csv_text(rows))
    result = shop.run("stock", "import", "wc.csv", "--as", "set", "--json")
    assert (result.exit_code, result.json[0]["created"]) == (0, 3)
    assert (shelves("tee")["weight_g"], shelves("tee")["on_hand"]) == (227, 0)
    assert (shelves("tee-blue")["on_hand"], shelves("tee-blue")["price"]) == (7, "18.00")


def test_a_shopify_product_csv_shares_its_title_and_skips_picture_rows(shop, shelves, csv_text):
    rows = [
        [
            "Handle",
            "Title",
            "Option1 Value",
            "Variant SKU",
            "Variant Grams",
            "Variant Inventory Qty",
            "Variant Price",
            "Image Src",
        ],
        ["coat", "Field Coat", "S", "C-S", 900, 4, "188.00", "https://shop.example/1.jpg"],
        ["coat", "", "M", "C-M", 950, 0, "188.00", ""],
        ["coat", "", "", "", "", "", "", "https://shop.example/2.jpg"],
        ["hat", "Hat", "Default Title", "'4255", 100, 2, "48.00", ""],
    ]
    shop.write("products.csv", csv_text(rows))
    result = shop.run("stock", "import", "products.csv", "--as", "set", "--json")
    assert (result.exit_code, result.json[0]["rows"], result.json[0]["ignored"]) == (0, 3, 1)
    coat = shelves("C-M")
    assert (coat["name"], coat["option1"], coat["weight_g"]) == ("Field Coat", "M", 950)
    assert (shelves("4255")["name"], shelves("4255")["option1"]) == ("Hat", None)


def test_a_decimal_comma_is_read_as_declared(shop, shelves):
    shop.toml('[stock.sources.eu]\nas = "set"\ndecimal_comma = true\ndelimiter = ";"\ncurrency = "EUR"')
    shop.write("eu.csv", "SKU;Qty;Cost\nA;1.200;12,50\n")
    assert shop.run("stock", "import", "eu.csv", "--source", "eu").exit_code == 0
    item = shelves("A")
    assert (item["on_hand"], item["cost"], item["currency"]) == (1200, "12.50", "EUR")


def test_a_pattern_without_a_new_file_is_fine(shop):
    shop.toml('[stock.sources.wholesale]\nfiles = "inbox/*.csv"\nas = "add"')
    result = shop.run("stock", "import")
    assert result.exit_code == 0
    assert "no new file" in result.stdout


def test_without_a_file_and_without_a_source_the_command_was_called_wrongly(shop):
    assert shop.run("stock", "import", "--as", "set").exit_code == 2


def test_fractions_of_a_cent_are_rounded_and_said(shop, shelves):
    shop.write("in.csv", "SKU,Cost\nA,0.6583505\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set")
    assert "rounded" in result.stderr
    assert shelves("A")["cost"] == "0.66"
