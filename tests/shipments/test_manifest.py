"""A courier without an API that takes a workbook: written once, waiting in between, its answer read back."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill


@pytest.fixture
def zto(seller):
    seller.toml('[carriers.zto]\nservice = "manifest"\nwaybills = "workbook"')
    return seller.stocked().ordered()


def handed_in(seller, *args: str):
    """Create, and the rows of the workbook that it wrote."""
    result = seller.run("shipments", "create", "--yes", "--json", *args)
    assert result.exit_code == 3, result.stdout + result.stderr
    files = sorted(seller.path.glob("out/*-import-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    sheet = load_workbook(files[-1]).active
    return result.json, [[cell.value for cell in row] for row in sheet.iter_rows()]


def answer(seller, text: str, *args: str, name: str = "answer.csv"):
    seller.write(name, text)
    return seller.run("shipments", "adopt", name, "--carrier", "zto", "--json", *args)


def test_parcels_are_written_into_a_workbook_and_wait(zto) -> None:
    before = zto.lots()
    created, rows = handed_in(zto)
    assert (created["confirmed"], created["waiting"], created["unknown"]) == (0, 3, 0)
    assert rows[0] == ["订单号", "收件人", "电话", "地址", "重量", "备注"]
    assert rows[1][:5] == ["C-1", "张三丰", "13800001234", "山东省济南市历下区人民路1号", 1.06]
    assert len(rows) == 4
    assert zto.statuses() == {"C-1": "to-ship", "C-2": "to-ship", "C-3": "to-ship"} and zto.lots() == before


def test_a_second_run_writes_no_second_workbook_and_says_what_waits(zto) -> None:
    handed_in(zto)
    before = zto.dump()
    again = zto.run("shipments", "create", "--yes", "--json")
    assert (again.exit_code, again.json["waiting"]) == (3, 3)
    assert {p["problem"]["code"] for p in again.json["parcels"]} == {"waits-for-answer"}
    assert len(list(zto.path.glob("out/*-import-*.xlsx"))) == 1 and zto.dump() == before
    assert zto.run("shipments", "resume").exit_code == 3
    zto.ordered([("C-9", "NUT-1", 1)], name="more.csv")
    _created, rows = handed_in(zto)
    assert [row[0] for row in rows[1:]] == ["C-9"]


def test_the_answer_ships_the_orders_and_the_same_file_twice_changes_nothing(zto) -> None:
    handed_in(zto)
    text = "订单号,运单号,失败原因\nC-1,75000000000001,\nC-2,75000000000002,成功\n"
    taken = answer(zto, text)
    assert taken.exit_code == 0, taken.stderr
    assert (taken.json[0]["created"], taken.json[0]["unchanged"]) == (2, 0)
    assert zto.waybills() == {"C-1": "75000000000001", "C-2": "75000000000002"}
    assert zto.parcels() == {"C-1": "confirmed", "C-2": "confirmed", "C-3": "intended"}
    before = zto.dump()
    assert answer(zto, text).exit_code == 0
    assert answer(zto, text + "\n", name="again.csv").json[0]["unchanged"] == 2
    assert zto.dump() == before
    assert answer(zto, text + "C-3,75000000000003,\n", name="rest.csv").json[0]["created"] == 1
    assert zto.good("shipments", "create", "--yes")["parcels"] == []


def test_a_refused_line_frees_its_order_and_keeps_its_reason(zto) -> None:
    handed_in(zto)
    refused = answer(zto, "订单号,运单号,失败原因\nC-1,75000000000001,\nC-2,,地址不详 13800001234\n")
    assert refused.exit_code == 3
    (problem,) = refused.json[0]["problems"]
    assert (problem["code"], problem["row"], problem["value"]) == ("refused-by-courier", 3, "C-2")
    assert "13800001234" not in refused.stdout and "地址不详" in problem["message"]
    assert zto.parcels() == {"C-1": "confirmed", "C-2": "refused", "C-3": "intended"}
    _created, rows = handed_in(zto, "C-2")
    assert [row[0] for row in rows[1:]] == ["C-2"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("货号,数量\nA,1\nB,2\n", ""),
        ("订单号,备注\nC-1,x\n", "missing-column"),
        ("订单号,运单号\nX-1,75000000000001\n", "bad-rows"),
        ("订单号,运单号\nC-1,7.5E+13\n", "bad-rows"),
        ("订单号,运单号\nC-1,75000000000001\nC-2,75000000000001\n", "bad-rows"),
        ("订单号,运单号\nC-1,75000000000001 75000000000002\n", "bad-rows"),
    ],
)  # fmt: skip
def test_a_wrong_answer_changes_nothing(zto, text, code) -> None:
    handed_in(zto)
    before = zto.dump()
    result = answer(zto, text)
    assert result.exit_code == 5 and code in result.json["error"]["code"]
    assert zto.dump() == before


def test_the_workbook_that_was_written_is_no_answer(zto) -> None:
    handed_in(zto)
    (file,) = zto.path.glob("out/*-import-*.xlsx")
    result = zto.run("shipments", "adopt", str(file), "--carrier", "zto")
    assert result.exit_code == 5 and "waybills" in result.stderr
    assert zto.run("shipments", "adopt", str(file), "--carrier", "zt").exit_code == 2


def test_a_parcel_that_the_courier_never_got_goes_into_the_next_workbook_under_a_new_number(zto) -> None:
    handed_in(zto)
    resumed = zto.run("shipments", "resume", "--not-bought", "C-1", "--json")
    assert resumed.exit_code == 3 and resumed.json["waiting"] == 3
    newest = max(zto.path.glob("out/*-import-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    assert [row[0].value for row in load_workbook(newest).active.iter_rows(min_row=2)] == ["C-1-2"]
    assert answer(zto, "订单号,运单号\nC-1-2,75000000000009\n").exit_code == 0
    assert zto.waybills() == {"C-1": "75000000000009"}


def test_a_run_that_died_before_its_workbook_writes_the_same_one(zto) -> None:
    handed_in(zto)
    (file,) = zto.path.glob("out/*-import-*.xlsx")
    db = zto.shop.store()
    db.execute("UPDATE parcels SET problem_code = '', problem = ''")
    db.commit()
    db.close()
    file.unlink()
    again = zto.run("shipments", "resume", "--json")
    assert again.json["waiting"] == 3 and list(zto.path.glob("out/*-import-*.xlsx")) == [file]
    assert len(list(load_workbook(file).active.iter_rows())) == 4


def test_two_channels_with_one_order_number_get_numbers_that_differ(zto) -> None:
    zto.toml('[orders.channels.shop2]\nfiles = "x*.csv"\nformat = "plain"')
    zto.ordered([("C-1", "NUT-1", 1)], name="other.csv", channel="shop2")
    _created, rows = handed_in(zto)
    numbers = [row[0] for row in rows[1:]]
    assert len(set(numbers)) == 4
    text = "订单号,运单号\n" + "".join(f"{number},7500000000000{n}\n" for n, number in enumerate(numbers))
    assert answer(zto, text).exit_code == 0 and len(zto.rows("SELECT 1 FROM orders WHERE waybill <> ''")) == 4


def test_an_order_held_while_it_waits_is_named_when_its_waybill_comes(zto) -> None:
    handed_in(zto)
    zto.good("orders", "hold", "C-1", "--reason", "wait")
    found = answer(zto, "订单号,运单号\nC-1,75000000000001\n")
    assert found.exit_code == 3 and "shipped-but-not-to-ship" in found.stdout


def test_an_answer_for_orders_that_nobody_handed_in_is_taken_too(zto) -> None:
    assert answer(zto, "订单号,运单号\nC-1,75000000000001\n").exit_code == 0
    assert zto.rows("SELECT carrier FROM parcels") == [("zto",)]
    assert zto.good("shipments", "labels")["labels"] == 1


def test_void_frees_the_order_and_it_gets_a_new_number(zto) -> None:
    handed_in(zto)
    answer(zto, "订单号,运单号\nC-1,75000000000001\n")
    assert zto.good("shipments", "void", "75000000000001", "--yes")["waybills"][0]["state"] == "voided"
    _created, rows = handed_in(zto, "C-1")
    assert [row[0] for row in rows[1:]] == ["C-1-2"]


def form(seller) -> None:
    """A courier's form: a title, merged cells, headings with a colour, an example row in red, a sheet of notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "下单模板"
    sheet["A1"] = "批量下单模板（请勿修改表头）"
    sheet.merge_cells("A1:G1")
    for n, heading in enumerate(
        ["客户订单号", "收件人姓名", "收件人手机", "省", "市", "区", "详细地址", "付款方式", "预估重量"], 1
    ):
        sheet.cell(2, n, heading).fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet.cell(3, n, "示例").font = Font(color="FFFF0000", bold=True)
        sheet.cell(4, n, "示例2")
    sheet.column_dimensions["G"].width = 55
    book.create_sheet("说明")["A1"] = "不要删除"
    book.save(seller.path / "form.xlsx")


def test_the_sellers_own_form_is_filled_and_keeps_its_styles(seller) -> None:
    form(seller)
    seller.toml(
        '[carriers.zto]\nservice = "manifest"\nwaybills = "workbook"\nform = "form.xlsx"\nfixed = { "付款方式" = "寄付" }'
    )
    seller.stocked().ordered([("=1+1", "NUT-1", 1), ("C-2", "NUT-1", 1)])
    handed_in(seller)
    (file,) = seller.path.glob("out/*-import-*.xlsx")
    book = load_workbook(file)
    sheet = book["下单模板"]
    assert book.sheetnames == ["下单模板", "说明"] and sheet["A1"].value.startswith("批量下单模板")
    assert sheet["A2"].fill.fgColor.rgb == "FFFFFF00" and sheet.column_dimensions["G"].width == 55
    rows = {row[0]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert (
        rows["C-2"][1:8] == ("张三丰", "13800001234", "山东省", "济南市", "历下区", "人民路1号", "寄付")
        and rows["C-2"][8] == 1.07
    )
    assert "示例" not in rows and "示例2" not in rows and sheet["A3"].font.b and sheet["A3"].data_type == "s"


@pytest.mark.parametrize(
    "more",
    [
        'form = "absent.xlsx"', 'form = "stock.csv"', 'form = "plain.xlsx"', 'columns = { ordr = "订单号" }',
        'form = "form.xlsx"\ncolumns = { name = "收货姓名" }', 'form = "form.xlsx"\nfixed = { "保价" = "0" }', 'form = "broken.xlsx"',
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_filled_ends_with_4_before_anything_is_written(seller, more) -> None:
    form(seller)
    book = Workbook()
    book.active.append(["A", "B"])
    book.save(seller.path / "plain.xlsx")
    seller.write("broken.xlsx", "no workbook")
    seller.toml(f'[carriers.zto]\nservice = "manifest"\nwaybills = "workbook"\n{more}')
    seller.stocked().ordered()
    before = seller.dump()
    result = seller.run("shipments", "create", "--yes")
    assert result.exit_code == 4, result.stderr
    assert seller.dump() == before and not list(seller.path.glob("out/*-import-*"))


def test_declared_headings_make_the_workbook_and_read_the_answer(seller) -> None:
    seller.toml(
        '[carriers.zto]\nservice = "manifest"\nwaybills = "workbook"\n'
        'columns = { order = "大客户单号", name = "姓名", phone = "手机", address = "住址", goods = "内件" }'
    )
    seller.stocked().ordered()
    _created, rows = handed_in(seller)
    assert rows[0] == ["大客户单号", "姓名", "手机", "住址", "内件"] and rows[1][4] == "红枣 500g ×2"
    assert answer(seller, "大客户单号,运单号\nC-1,75000000000001\n").exit_code == 0


def test_the_workbook_is_forgotten_with_its_buyers_and_is_its_owners_alone(zto) -> None:
    handed_in(zto)
    (file,) = zto.path.glob("out/*-import-*.xlsx")
    assert file.stat().st_mode & 0o077 == 0


def test_a_copied_store_asks_before_it_writes_an_order_into_a_workbook(zto) -> None:
    copy = zto.good("backup")["file"]
    zto.good("restore", copy, "--yes")
    result = zto.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and {p["problem"]["code"] for p in result.json["parcels"]} == {"ask-a-person"}
    assert not list(zto.path.glob("out/*-import-*"))
    _resumed = zto.run("shipments", "resume", "--not-bought", "C-1", "--json")
    assert len(list(zto.path.glob("out/*-import-*"))) == 1


def test_undo_never_takes_a_workbook_back(zto) -> None:
    created, _rows = handed_in(zto)
    assert zto.run("undo", str(created["batch"])).exit_code == 5
