"""`orders addresses`: what is not certain waits in a list, comes back mended, and never goes to a courier before."""

from __future__ import annotations

import os
import sys
from typing import Any

import openpyxl
import pytest

HEAD = "订单号,货号,数量,收件人信息\n"
CLEAR = "C-1,DATE-500,1,张三 13800000000 浙江省杭州市余杭区某某街道1号\n"
SEVERAL = "C-2,DATE-500,1,李四 13800000000 鼓楼区中山路1号\n"
NO_PHONE = "C-3,DATE-500,1,王五 北京市朝阳区建国路88号\n"
SHORT_PHONE = "C-4,DATE-500,1,赵六 1380000000 北京市朝阳区建国路88号\n"
MASKED = "C-5,DATE-500,1,张* 138****0000 浙江省杭州市余杭区****\n"
TOKEN = "C-6,DATE-500,1,~AgEAB3kJ9pQfVXoF1yZ2c3VwZXJzZWNyZXQ=\n"
LIST = "out/addresses-to-check.xlsx"


@pytest.fixture
def sold(stocked: Any) -> Any:
    """A shop with one clear address, three that are not, and two that their platform hides."""
    stocked.write("group.csv", HEAD + CLEAR + SEVERAL + NO_PHONE + SHORT_PHONE + MASKED + TOKEN)
    assert stocked.run("orders", "import", "group.csv").exit_code == 0
    return stocked


def waiting(shop: Any) -> list[str]:
    return [one["order_id"] for one in shop.run("orders", "addresses", "--dry-run", "--json").json["orders"]]


def fill(shop: Any, order: str, name: str = LIST, **cells: object) -> None:
    """Write into the row of an order, as a person does; headings by their English words."""
    book = openpyxl.load_workbook(shop.path / name)
    sheet = book.active
    headings = {cell.value: cell.column for cell in sheet[1]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if str(row[0].value) == order)
    for heading, value in cells.items():
        sheet.cell(row, headings[heading.replace("_", " ")], value)
    book.save(shop.path / name)


def test_the_import_says_how_many_addresses_wait(stocked: Any) -> None:
    stocked.write("group.csv", HEAD + CLEAR + SEVERAL + NO_PHONE)
    result = stocked.run("orders", "import", "group.csv")
    assert "Addresses that are not clear: 2. See them with: sellerkit orders addresses" in result.stdout


def test_what_is_not_certain_is_listed_with_the_reason_and_what_a_platform_hides_is_not(sold: Any) -> None:
    result = sold.run("orders", "addresses", "--json")
    assert result.exit_code == 3
    assert {one["order_id"]: one["reasons"] for one in result.json["orders"]} == {
        "C-2": ["several-places"],
        "C-3": ["no-phone"],
        "C-4": ["phone-wrong"],
    }
    sheet = openpyxl.load_workbook(sold.path / LIST).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("Order", "Channel", "As written", "Recipient")
    assert rows[1][2] == "李四 13800000000 鼓楼区中山路1号"
    if os.name == "posix":
        assert (sold.path / LIST).stat().st_mode & 0o077 == 0


def test_without_show_personal_nobody_is_shown(sold: Any) -> None:
    hidden = sold.run("orders", "addresses")
    assert "13800000000" not in hidden.stdout and "李四" not in hidden.stdout and "中山路1号" not in hidden.stdout
    assert "李四" in sold.run("orders", "addresses", "--show-personal").stdout


def test_a_mended_list_comes_back_as_one_batch_that_can_be_undone(sold: Any) -> None:
    sold.run("orders", "addresses")
    before = sold.dump()
    fill(sold, "C-2", Province="江苏省", City="南京市", District="鼓楼区", Street="中山路1号")
    fill(sold, "C-3", Phone="13900000000")
    tried = sold.run("orders", "addresses", "--from", LIST, "--dry-run")
    assert tried.exit_code == 0 and sold.dump() == before
    result = sold.run("orders", "addresses", "--from", LIST, "--json")
    assert result.exit_code == 0, result.stderr
    assert (result.json[0]["changed"], result.json[0]["unchanged"]) == (2, 1)
    assert waiting(sold) == ["C-4"]
    buyers = {one["order_id"]: one["buyer"] for one in sold.run("orders", "list", "--json", "--show-personal").json}
    assert buyers["C-2"]["city"] == "南京市" and buyers["C-3"]["phone"] == "13900000000"
    again = sold.run("orders", "addresses", "--from", LIST, "--json")
    assert (again.json[0]["changed"], waiting(sold)) == (0, ["C-4"])
    assert sold.run("undo", str(again.json[0]["batch"])).exit_code == 0
    assert sold.run("undo", str(result.json[0]["batch"])).exit_code == 0
    assert waiting(sold) == ["C-2", "C-3", "C-4"]
    assert sold.dump().split('INSERT INTO "orders"')[1:] == before.split('INSERT INTO "orders"')[1:]


def test_an_x_says_that_a_guess_is_right(stocked: Any) -> None:
    stocked.write("group.csv", HEAD + "C-7,DATE-500,1,张三 13800000000 杭州余杭某某街道1号\n")
    stocked.run("orders", "import", "group.csv")
    assert stocked.run("orders", "addresses").exit_code == 3
    fill(stocked, "C-7", **{"Right_as_it_is_(x)": "x"})
    assert stocked.run("orders", "addresses", "--from", LIST).exit_code == 0
    assert stocked.run("orders", "addresses", "--json").json == {
        "file": None,
        "dry_run": False,
        "count": 0,
        "orders": [],
    }


def test_the_same_file_again_does_not_take_a_mended_address_back_and_another_one_does(sold: Any) -> None:
    sold.run("orders", "addresses")
    fill(sold, "C-3", Phone="13900000000")
    sold.run("orders", "addresses", "--from", LIST)
    sold.write("again.csv", HEAD + NO_PHONE + CLEAR)
    assert sold.run("orders", "import", "again.csv", "--json").json[0]["changed"] == 0
    assert "C-3" not in waiting(sold)
    sold.write("moved.csv", HEAD + "C-3,DATE-500,1,王五 上海市徐汇区漕溪路1号\n")
    assert sold.run("orders", "import", "moved.csv", "--json").json[0]["changed"] == 1
    assert "C-3" in waiting(sold)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"Province": "江苏", "City": "南京市", "Street": "中山路1号"}, "no-such-place", "Province"),
        ({"Province": "江苏省", "City": "杭州市", "Street": "中山路1号"}, "no-such-place", "City"),
        ({"Province": "", "City": "南京市", "Street": "中山路1号"}, "missing-value", "Province"),
        ({"Province": "江苏省", "City": "南京市", "Street": "中山路1号", "Phone": "123"}, "phone-wrong", "Phone"),
        ({"Order": "C-99", "Street": "中山路1号"}, "no-such-order", "Order"),
    ],
)
def test_a_bad_row_is_named_and_nothing_changes(sold: Any, cells: dict[str, str], code: str, column: str) -> None:
    sold.run("orders", "addresses")
    before = sold.dump()
    fill(sold, "C-2", **cells)
    result = sold.run("orders", "addresses", "--from", LIST, "--json")
    assert result.exit_code == 5, result.stdout
    (problem,) = result.json["error"]["problems"]
    assert (problem["code"], problem["row"]) == (code, 2)
    assert column == "Order" or problem["column"] == column
    assert sold.dump() == before and (sold.path / "out/rejected/addresses-to-check.xlsx").is_file()


def test_columns_that_a_list_does_not_have_leave_what_is_known(sold: Any) -> None:
    sold.write("short.csv", "Order,Phone\nC-3,13900000000\n")
    assert sold.run("orders", "addresses", "--from", "short.csv", "--json").json[0]["changed"] == 1
    buyers = {one["order_id"]: one["buyer"] for one in sold.run("orders", "list", "--json", "--show-personal").json}
    assert (buyers["C-3"]["name"], buyers["C-3"]["phone"]) == ("王五", "13900000000")


def test_a_list_in_chinese_is_read_back_too(sold: Any) -> None:
    assert sold.run("orders", "addresses", "--language", "zh").exit_code == 3
    book = openpyxl.load_workbook(sold.path / LIST)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    phone = columns.get("电话", columns.get("Phone"))
    sheet.cell(3, phone, "13900000000")
    book.save(sold.path / LIST)
    assert sold.run("orders", "addresses", "--from", LIST, "--language", "zh", "--json").json[0]["changed"] == 1


def test_a_file_that_is_no_list_is_refused(sold: Any) -> None:
    sold.write("stock2.csv", "SKU,Name,Qty\nA,B,1\n")
    assert sold.run("orders", "addresses", "--from", "stock2.csv").exit_code == 5
    assert sold.run("orders", "addresses", "--from", "nothing.xlsx").exit_code == 5
    assert sold.run("orders", "addresses", "--from", LIST, "--try", "x").exit_code == 2


def test_one_text_can_be_tried(shop: Any) -> None:
    before = shop.dump()
    result = shop.run("orders", "addresses", "--try", "张三 13800000000 恩施州来凤县翔凤镇1号", "--json")
    assert (result.exit_code, result.json["city"], result.json["confidence"]) == (0, "恩施土家族苗族自治州", "exact")
    assert "Several places are called 鼓楼区" in shop.run("orders", "addresses", "--try", "鼓楼区1号").stdout
    assert shop.dump() == before


def test_forgotten_buyers_leave_the_list_too(sold: Any) -> None:
    sold.run("orders", "addresses")
    assert (sold.path / LIST).is_file()
    sold.run("orders", "cancel", "C-1", "C-2", "C-3", "C-4", "C-5", "C-6")
    later = {"SELLERKIT_NOW": "2027-11-10T20:00:00+08:00"}
    assert sold.run("orders", "forget", "--older-than", "180d", "--yes", env=later).exit_code == 0
    assert not (sold.path / LIST).exists()
    db = sold.store()
    assert list(db.execute("SELECT 1 FROM buyers WHERE written || doubts || name <> ''")) == []
    db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="colours of a terminal")
def test_help_shows_examples(shop: Any) -> None:
    assert "--try" in shop.run("orders", "addresses", "--help").stdout
