"""Workbooks: what was put in is what a spreadsheet program and our own reader find, and nothing in it runs."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.base.language import set_language
from sellerkit.base.money import Money
from sellerkit.output import Column, Output, Table, View
from sellerkit.output.workbook import sheet_name, write_rejected, write_workbook

LEGAL = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=40)


def cells_of(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows()]


def values_of(path):
    return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.one_of(LEGAL, st.sampled_from(["=1+1", "+1", "-2", "@a", "#REF!", "007", "true"])), min_size=1, max_size=5
    )
)
def test_any_text_stays_that_text(texts, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    write_workbook(path, [Table([Column("a", "A"), Column("end", "End")], [{"a": text, "end": "."} for text in texts])])
    cells = [row[0] for row in cells_of(path)[1:]]
    assert [cell.value or "" for cell in cells] == texts
    assert all(cell.value is None or cell.data_type == "s" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if (cell.value or "").startswith(("=", "+", "-", "@")))


def test_ids_are_text_and_numbers_are_numbers(tmp_path):
    columns = [
        Column("id", "订单号"),
        Column("n", "Qty", "right"),
        Column("p", "Price", "right"),
        Column("m", "Paid", "right"),
    ]
    rows = [{"id": "0012345678901234567890", "n": 3, "p": "29.90", "m": Money(-1250, "CNY")}]
    write_workbook(tmp_path / "a.xlsx", [Table(columns, rows, "Orders")])
    heading, first = cells_of(tmp_path / "a.xlsx")
    assert all(cell.font.b for cell in heading)
    assert (first[0].value, first[0].number_format) == ("0012345678901234567890", "@")
    assert [cell.value for cell in first[1:]] == [3, 29.9, -12.5]
    assert [cell.number_format for cell in first[2:]] == ["0.00", "0.00"]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Orders", "A2", "A1:D2")
    assert sheet.column_dimensions["A"].width >= 22


def test_what_a_workbook_cannot_hold_is_left_out_or_kept_as_text(tmp_path):
    now = datetime(2026, 11, 11, 8, tzinfo=UTC)
    row = {"a": "bell\x07\x0b", "b": "x" * 40_000, "c": 12345678901234567890, "d": now, "e": Decimal("1.5")}
    write_workbook(tmp_path / "a.xlsx", [Table([Column(key, key) for key in row], [row])])
    cells = cells_of(tmp_path / "a.xlsx")[1]
    assert [cells[0].value, len(cells[1].value), cells[2].value] == ["bell", 32_767, "12345678901234567890"]
    assert (cells[3].value, cells[4].value) == (datetime(2026, 11, 11, 8), 1.5)


def test_sheet_names_are_allowed_and_different():
    taken: set[str] = set()
    names = [sheet_name(name, taken) for name in ("a/b:c", "A b c", "", "History", "'x'", "长" * 40, "长" * 40)]
    assert names == ["a b c", "A b c (2)", "Sheet", "History 1", "x", "长" * 31, "长" * 27 + " (2)"]


def test_output_to_xlsx_has_a_sheet_for_each_table(tmp_path):
    tables = [Table([Column("a", "A")], [{"a": 1}], "One"), Table([Column("b", "B")], [], "Two")]
    Output(file=tmp_path / "a.xlsx", quiet=True).show(View({}, tables))
    assert python_calamine.load_workbook(tmp_path / "a.xlsx").sheet_names == ["One", "Two"]


@pytest.fixture
def chinese():
    set_language("zh")
    yield
    set_language("en")


ROWS = [(14, ["M-02", "十", datetime(2026, 5, 1)], "not a number", {"库存数"}), (15, ["=M", 5.0], "no name", set())]


def test_a_rejected_file_has_the_same_columns_then_row_and_reason(tmp_path):
    path = tmp_path / "out" / "rejected" / "spring.xlsx"
    write_rejected(path, "spring.csv", "库存", ["货号", "库存数", "日期"], ROWS)
    heading, first, second = cells_of(path)
    assert [cell.value for cell in heading] == ["货号", "库存数", "日期", "row", "reason"]
    assert [cell.value for cell in first] == ["M-02", "十", datetime(2026, 5, 1), 14, "not a number"]
    assert [cell.value for cell in second] == ["=M", 5, None, 15, "no name"]
    assert second[0].data_type == "s"
    coloured = [cell.coordinate for row in (first, second) for cell in row if cell.fill.fill_type == "solid"]
    assert coloured == ["B2"]
    assert openpyxl.load_workbook(path).worksheets[0].merged_cells.ranges == set()


def test_a_rejected_file_that_is_rejected_again_does_not_grow(tmp_path):
    write_rejected(tmp_path / "a.xlsx", "a.csv", "", ["货号", "库存数"], [(2, ["M", "十"], "bad", {"库存数"})])
    headings, row = values_of(tmp_path / "a.xlsx")
    write_rejected(tmp_path / "b.xlsx", "a.xlsx", "", headings, [(2, row, "still bad", {"库存数"})])
    assert values_of(tmp_path / "b.xlsx") == [["货号", "库存数", "row", "reason"], ["M", "十", 2.0, "still bad"]]


def test_a_rejected_file_of_another_language_is_known_too(tmp_path, chinese):
    write_rejected(tmp_path / "b.xlsx", "a.xlsx", "", ["货号", "行号", "原因"], [(2, ["M", 7, "old"], "new", {"货号"})])
    assert len(values_of(tmp_path / "b.xlsx")[0]) == 3
