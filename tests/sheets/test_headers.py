"""The header is found below letterheads, over several rows, and in the sheet that fits best."""

from __future__ import annotations

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.sheets import ReadOptions, find_table, headings_of, table_at

WANTED = [("SKU", "货号", "区域"), ("Qty", "库存数", "数量"), ("Price", "进价", "首重"), ("续重",)]


def test_the_header_is_found_below_a_letterhead(workbook):
    letterhead = [["临县红枣合作社"], ["电话", "13800000000"], [], ["货号", "品名", "库存数"], ["M-1", "红枣", 5]]
    table = find_table(workbook(letterhead, merges=["A1:C1"]), WANTED)
    assert (table.header_row, table.headings) == (4, ("货号", "品名", "库存数"))
    assert [row.number for row in table.rows] == [5]
    assert [number for number, _cells in table.preamble] == [1, 2, 3]


def test_the_sheet_that_fits_best_wins_and_hidden_ones_do_not_count(workbook):
    sheets = {
        "说明": [["货号", "说明"], ["M-1", "红枣"]],
        "旧库存": [["货号", "库存数", "进价"], ["M-1", 1, 2]],
        "库存": [["货号", "库存数", "进价"], ["M-2", 1, 2]],
    }
    path = workbook(sheets, hidden=["旧库存"])
    assert find_table(path, WANTED).sheet == "库存"
    assert find_table(path, WANTED, ReadOptions(sheet="旧库存")).sheet == "旧库存"
    assert find_table(path, WANTED, ReadOptions(sheet="1")).sheet == "说明"


def test_headings_are_cleaned_and_duplicates_numbered(text_file):
    path = text_file('\u200b货号 ,"库存\r\n数",店仓,店仓,\u00a0进价\u00a0,1\nM-1,5,A,B,3,x\n')
    table = find_table(path, WANTED)
    assert table.headings == ("货号", "库存 数", "店仓", "店仓 (2)", "进价", "1")
    row = next(iter(table.rows))
    assert (row["店仓 (2)"], row["nothing"], row.text("1")) == ("B", None, "x")


def test_a_number_as_a_heading_is_its_text(workbook):
    assert find_table(workbook([["货号", "库存数", 1.0], ["M-1", 5, 2]]), WANTED).headings[2] == "1"


def test_a_header_over_two_rows_is_joined(text_file):
    path = text_file("圆通价格表,,,,\n区域,3kg以内,,3kg以上,\n,首重,续重,首重,续重\n江苏,3.5,0.5,3.7,0.7\n")
    table = find_table(path, WANTED)
    assert (table.header_row, table.header_end) == (2, 3)
    assert table.headings == ("区域", "3kg以内 首重", "3kg以内 续重", "3kg以上 首重", "3kg以上 续重")
    assert next(iter(table.rows)).text("3kg以上 首重") == "3.7"


def test_a_header_merged_with_the_row_below_ends_there(workbook):
    rows = [["货号", "库存数", "进价"], [None, None, "元"], ["M-1", 5, 3]]
    table = find_table(workbook(rows, merges=["A1:A2", "B1:B2"]), WANTED)
    assert [row.number for row in table.rows] == [3]


def test_a_sheet_without_headings_is_read_by_letter_on_request(text_file):
    table = find_table(text_file("M-1,Mug,5\nM-2,Cup,6\n"), WANTED, ReadOptions(header=0))
    assert table.headings == ("A", "B", "C")
    assert [row.text("B") for row in table.rows] == ["Mug", "Cup"]


def test_the_row_of_the_headings_can_be_stated(text_file):
    path = text_file("x,y\nSKU,Qty\nM-1,5\n")
    assert find_table(path, WANTED, ReadOptions(header=1)).headings == ("x", "y")
    with pytest.raises(InputRejected, match="row 50"):
        find_table(path, WANTED, ReadOptions(header=50))


def test_a_format_is_recognised_by_its_headings(text_file):
    path = text_file("# bill\nOrder ID , Type,Amount\n1,sale,5\n")
    table = table_at(path, ["Order ID", "Amount"])
    assert table is not None and table.header_row == 2
    assert table_at(path, ["Order ID", "Fee"]) is None
    assert ("", 2, ("Order ID", "Type", "Amount")) in headings_of(path)


def test_a_scoring_function_may_choose_the_header(text_file):
    table = find_table(text_file("a,b\nc,d\n1,2\n"), lambda headings: 5 if "c" in headings else 0)
    assert table.header_row == 2
