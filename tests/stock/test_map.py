"""`stock map`: from a sheet nobody has seen to a saved source."""

from __future__ import annotations

import tomllib

import pytest

UNSEEN = (
    "某某批发部 2026年11月报价\n"
    "款码,款名,当前库存数(件),批发价(元),国际码,失效,备忘\n"
    "Q-1,玻璃杯子,12,¥3.50,6901234567892,2027-01-01,\n"
    "Q-2,白瓷盘子,7,¥5.00,4006381333931,2027-02-01,易碎\n"
    "Q-3,蓝花大碗,x,¥2.20,6920152400012,2027-03-01,\n"
    "合计,,19,,,,\n"
)
KNOWN = "货号,品名,库存数（件）,进价\nA-1,杯子,3,2\nA-2,盘子,4,1.5\n"


@pytest.fixture
def sheets(shop):
    shop.write("unseen.csv", UNSEEN, "gb18030")
    shop.write("known.csv", KNOWN)
    return shop


def found(result) -> dict[str, tuple[str, str]]:
    return {one["field"]: (one["heading"], one["sure"]) for one in result.json["columns"] if one["field"]}


def test_known_headings_are_known_and_brackets_make_them_alike(sheets):
    result = sheets.run("stock", "map", "known.csv", "--json")
    assert result.exit_code == 0
    assert found(result) == {
        "sku": ("货号", "exact"), "name": ("品名", "exact"), "quantity": ("库存数（件）", "alike"), "cost": ("进价", "exact"),
    }  # fmt: skip
    assert not any(one["confirm"] for one in result.json["columns"])


def test_unknown_headings_are_proposed_by_likeness_and_by_their_values(sheets):
    result = sheets.run("stock", "map", "unseen.csv", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.json["header_row"] == 2
    assert found(result) == {
        "sku": ("款码", "values"), "name": ("款名", "values"), "quantity": ("当前库存数(件)", "alike"),
        "cost": ("批发价(元)", "alike"), "barcode": ("国际码", "values"), "expires": ("失效", "values"),
    }  # fmt: skip
    assert all(one["confirm"] for one in result.json["columns"] if one["field"] not in (None, "cost"))
    assert result.json["unmapped"] == ["备忘"]


def test_the_first_rows_are_shown_as_they_would_be_understood_and_problems_beside_them(sheets):
    result = sheets.run("stock", "map", "unseen.csv", "--json")
    first, _second, bad = result.json["preview"]
    assert (first["row"], first["sku"], first["quantity"], first["cost"], first["expires"]) == (
        3,
        "Q-1",
        12,
        "3.50",
        "2027-01-01",
    )
    assert (bad["row"], bad["sku"], bad["problems"][0]["code"]) == (5, "Q-3", "not-a-number")
    assert result.json["rows"] == {"good": 2, "bad": 1, "ignored": 1}
    assert result.json["ignored"] == [{"row": 6, "kind": "total", "text": "合计"}]


def test_looking_changes_nothing(sheets):
    before, toml = sheets.dump(), (sheets.path / "shop.toml").read_bytes()
    sheets.run("stock", "map", "unseen.csv")
    sheets.run("stock", "map", "known.csv", "--as", "set", "--save", "known", "--dry-run")
    assert sheets.dump() == before
    assert (sheets.path / "shop.toml").read_bytes() == toml


def test_three_commands_lead_from_an_unseen_file_to_a_saved_source(sheets, shelves):
    sheets.write("unseen.csv", UNSEEN.replace(",x,", ",9,"), "gb18030")
    looked = sheets.run("stock", "map", "unseen.csv")
    typed = looked.stdout.split("Next: sellerkit ")[1].strip().replace("NAME", "pots")
    words = [word.strip('"') for word in typed.split()]
    saved = sheets.run(*words)
    assert saved.exit_code == 0, saved.stderr
    imported = sheets.run("stock", "import", "unseen.csv", "--source", "pots")
    assert imported.exit_code == 0, imported.stderr
    assert shelves.on_hand() == {"Q-1": 12, "Q-2": 7, "Q-3": 9}


def test_a_saved_source_is_a_whole_table_at_the_end_and_not_a_byte_else_changed(sheets):
    path = sheets.path / "shop.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + "# 我的店\r\n".encode())
    before = path.read_bytes()
    args = ("stock", "map", "known.csv", "--as", "add", "--save", "farm", "--files", "inbox/known*.csv", "--unit", "件")
    assert sheets.run(*args).exit_code == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert tomllib.loads(after.decode())["stock"]["sources"]["farm"] == {
        "as": "add", "files": "inbox/known*.csv", "unit": "件",
        "columns": {"sku": "货号", "name": "品名", "quantity": "库存数（件）", "cost": "进价"},
    }  # fmt: skip
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_a_name_that_is_taken_or_none_is_refused(sheets):
    assert sheets.run("stock", "map", "known.csv", "--as", "set", "--save", "farm").exit_code == 0
    toml = (sheets.path / "shop.toml").read_bytes()
    again = sheets.run("stock", "map", "known.csv", "--as", "set", "--save", "farm", "--json")
    assert (again.exit_code, again.json["error"]["code"]) == (4, "source-exists")
    assert sheets.run("stock", "map", "known.csv", "--as", "set", "--save", "a b").exit_code == 2
    assert (sheets.path / "shop.toml").read_bytes() == toml


def test_nothing_is_guessed_into_shop_toml(sheets):
    toml = (sheets.path / "shop.toml").read_bytes()
    unsure = sheets.run("stock", "map", "unseen.csv", "--as", "set", "--save", "pots")
    assert unsure.exit_code == 2
    assert "--column sku=款码" in unsure.stderr
    no_mode = sheets.run("stock", "map", "known.csv", "--save", "farm")
    assert no_mode.exit_code == 2
    assert "--as" in no_mode.stderr
    assert (sheets.path / "shop.toml").read_bytes() == toml
    assert sheets.run("stock", "map", "unseen.csv", "--as", "set", "--save", "pots", "--yes").exit_code == 0


def test_a_person_corrects_by_heading_or_letter(sheets):
    result = sheets.run("stock", "map", "unseen.csv", "--column", "price=批发价(元)", "--column", "lot=G", "--json")
    assert found(result)["price"] == ("批发价(元)", "declared")
    assert found(result)["lot"] == ("备忘", "declared")
    assert "cost" not in found(result)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("quantiy=款码", "Did you mean quantity?"),
        ("sku=款吗", "Did you mean 款码?"),
        ("sku", "--column FIELD=HEADING"),
        ("=x", "--column"),
    ],
)
def test_a_correction_that_means_nothing_is_refused(sheets, column, said):
    result = sheets.run("stock", "map", "unseen.csv", "--column", column)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_a_code_column_the_name_is_proposed_as_the_key(shop):
    shop.write("in.csv", "品名,颜色,库存\n杯子,红,3\n杯子,蓝,4\n盘子,红,5\n")
    result = shop.run("stock", "map", "in.csv", "--json")
    assert (result.exit_code, result.json["key"], result.json["key_proposed"]) == (0, ["品名", "颜色"], True)
    assert [row["sku"] for row in result.json["preview"]] == ["杯子-红", "杯子-蓝", "盘子-红"]
    assert shop.run("stock", "map", "in.csv", "--as", "set", "--save", "a").exit_code == 2
    assert (
        shop.run("stock", "map", "in.csv", "--as", "set", "--save", "a", "--key", "品名", "--key", "颜色").exit_code
        == 0
    )
    assert shop.run("stock", "import", "in.csv", "--source", "a").exit_code == 0


def test_a_sheet_in_which_nothing_is_a_code_ends_with_3_and_says_what_to_do(shop):
    shop.write("in.csv", "品名,库存\n杯子,3\n杯子,4\n")
    result = shop.run("stock", "map", "in.csv")
    assert result.exit_code == 3
    assert "--column sku=HEADING" in result.stderr
    assert "--column sku=HEADING" in result.stdout


def test_a_sheet_without_headings_is_read_by_letters(shop, shelves):
    shop.write("in.csv", "玻璃杯子,GLS-001,12\n白瓷盘子,PLT-002,7\n蓝花大碗,BWL-003,12\n木筷子,STK-004,30\n")
    result = shop.run("stock", "map", "in.csv", "--json")
    assert result.json["header_row"] == 0
    assert found(result) == {"name": ("A", "values"), "sku": ("B", "values"), "quantity": ("C", "values")}
    assert shop.run("stock", "map", "in.csv", "--as", "set", "--save", "plain", "--yes").exit_code == 0
    assert shop.run("stock", "import", "in.csv", "--source", "plain").exit_code == 0
    assert shelves.on_hand() == {"GLS-001": 12, "PLT-002": 7, "BWL-003": 12, "STK-004": 30}


def test_a_decimal_comma_is_noticed_said_and_saved(shop):
    shop.write("in.csv", "SKU;Qty;Price\nA;1;12,50\nB;2;7,00\n")
    result = shop.run("stock", "map", "in.csv", "--json")
    assert (result.json["decimal_comma"], result.json["preview"][0]["price"]) == (True, "12.50")
    assert shop.run("stock", "map", "in.csv", "--as", "set", "--save", "comma").exit_code == 0
    assert "decimal_comma = true" in (shop.path / "shop.toml").read_text()


def test_the_sheets_of_a_workbook_are_named(shop):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "说明"
    for name in ("库存", "旧库存"):
        for row in (("货号", "数量"), (name, 1)):
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    book.save(shop.path / "in.xlsx")
    result = shop.run("stock", "map", "in.xlsx", "--json")
    assert (result.json["sheet"], [one["name"] for one in result.json["sheets"]]) == (
        "库存",
        ["说明", "库存", "旧库存"],
    )
    assert shop.run("stock", "map", "in.xlsx", "--sheet", "旧库存", "--json").json["preview"][0]["sku"] == "旧库存"
    assert "旧库存" in shop.run("stock", "map", "in.xlsx").stdout


def test_a_file_that_cannot_be_read_is_refused(shop):
    shop.write("in.csv", "")
    assert shop.run("stock", "map", "in.csv").exit_code == 5
    assert shop.run("stock", "map", "none.csv").exit_code == 5


def test_a_column_that_groups_rows_is_used_but_never_saved(shop):
    shop.write(
        "in.csv", "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Weight Unit\na,Mug,M-1,3,kg\na,,M-2,4,kg\n"
    )
    result = shop.run("stock", "map", "in.csv", "--as", "set", "--save", "shopify", "--json")
    assert result.exit_code == 0, result.stdout
    assert [row["name"] for row in result.json["preview"]] == ["Mug", "Mug"]
    assert "Variant Weight Unit" in result.json["unmapped"]  # a unit of weights is none of quantities
    assert shop.run("stock", "import", "in.csv", "--source", "shopify").exit_code == 0


@pytest.mark.parametrize("flags", [("--weight-unit", "stone"), ("--length-unit", "ell"), ("--currency", "Yuan")])
def test_a_source_that_would_break_shop_toml_is_never_saved(sheets, flags):
    assert sheets.run("stock", "map", "known.csv", "--as", "set", "--save", "farm", *flags).exit_code == 2
    assert sheets.run("stock", "list").exit_code == 0


def test_a_row_of_headings_that_is_not_there_is_refused(sheets):
    assert sheets.run("stock", "map", "known.csv", "--header", "9").exit_code == 5
    assert sheets.run("stock", "map", "known.csv", "--header", "0", "--json").json["header_row"] == 0


def toml_of(shop, name):
    return tomllib.loads((shop.path / "shop.toml").read_text("utf-8"))["stock"]["sources"][name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("货号,库存\nA,有货\nB,缺货\nC,>20\nD,4\n", {"words": {"有货": 1, "缺货": 0}, "at_least": True}),
        ("SKU,Qty,Price\nA,1,19.90-29.90\nB,2,5\n", {"price_range": "high"}),
        ("SKU,Qty,Price (USD)\nA,1,2.50\n", {"currency": "USD"}),
        ('SKU;Qty;Price\nA;1;"12,50"\nB;1;7\n', {"decimal_comma": True}),
        ("SKU,Qty,Expiry date\nA,1,05/06/2027\nB,2,13/06/2027\n", {"date_order": "dmy"}),
        ("款号,颜色,S,M,L\nT1,红,1,2,3\n", {"sizes": ["S", "M", "L"]}),
        ("条码,品名,库存\n6901234567892,枣,3\n4006381333931,桃,4\n", {"key": ["条码"]}),
        ("款号,颜色,尺码,库存\n1001,红,S,3\n1001,红,M,4\n1002,黑,S,5\n", {"key": ["款号", "颜色", "尺码"]}),
    ],
)
def test_what_the_cells_say_is_proposed_saved_and_read(shop, text, found):
    shop.write("in.csv", text)
    saved = shop.run("stock", "map", "in.csv", "--as", "set", "--save", "s", "--yes", "--json")
    assert saved.exit_code == 0, saved.stdout + saved.stderr
    assert saved.json["rows"]["bad"] == 0
    assert {key: toml_of(shop, "s").get(key) for key in found} == found
    assert shop.run("stock", "import", "in.csv", "--source", "s").exit_code == 0


def test_a_guess_about_words_is_confirmed_by_the_next_command(shop, shelves):
    shop.write("in.csv", "货号,库存\nA,有货\nB,>20\n")
    refused = shop.run("stock", "map", "in.csv", "--as", "set", "--save", "s")
    assert refused.exit_code == 2
    assert "--word" in refused.stderr
    looked = shop.run("stock", "map", "in.csv", "--word", "有货=10", "--json")
    assert looked.json["words"] == {"有货": 10}
    typed = looked.json["next"].removeprefix("sellerkit ").replace("NAME", "s")
    assert shop.run(*[word.strip('"') for word in typed.split()]).exit_code == 0
    assert shop.run("stock", "import", "in.csv", "--source", "s").exit_code == 0
    assert shelves.on_hand() == {"A": 10, "B": 20}


def test_a_word_without_a_number_is_refused(shop):
    shop.write("in.csv", "货号,库存\nA,有货\n")
    assert shop.run("stock", "map", "in.csv", "--word", "有货").exit_code == 2
