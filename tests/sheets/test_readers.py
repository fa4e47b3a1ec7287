"""What stands in a file comes back cell by cell, with the row numbers that the spreadsheet program shows."""

from __future__ import annotations

import csv
import functools
import io
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.sheets import ReadOptions, read_tables
from sellerkit.sheets.readers import READERS


def rows_of(path, options=None):
    (table,) = read_tables(path, options or ReadOptions())
    return [(number, list(cells)) for number, cells in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_text_is_read_in_every_encoding(text_file, encoding):
    path = text_file("SKU,Name,Qty\nM-1,红枣特级,5\nM-2,核桃,7\n", encoding=encoding)
    assert rows_of(path) == [(1, ["SKU", "Name", "Qty"]), (2, ["M-1", "红枣特级", "5"]), (3, ["M-2", "核桃", "7"])]


def test_cyrillic_is_read_when_it_is_declared(text_file):
    path = text_file("Артикул;Остаток\nА-1;5\n", encoding="cp1251")
    assert rows_of(path, ReadOptions(encoding="cp1251")) == [(1, ["Артикул", "Остаток"]), (2, ["А-1", "5"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_below_a_preamble(text_file, delimiter):
    lines = [
        "Supplier, Linxian; spring",
        "",
        delimiter.join(["SKU", "Price", "Qty"]),
        delimiter.join(["M-1", "3", "5"]),
    ]
    assert rows_of(text_file("\n".join(lines)))[-1] == (4, ["M-1", "3", "5"])


def test_a_decimal_comma_does_not_make_the_comma_a_delimiter(text_file):
    path = text_file("SKU;Price;Cost\nM-1;12,50;9,10\nM-2;13,50;9,20\n")
    assert rows_of(path)[1] == (2, ["M-1", "12,50", "9,10"])


def test_excels_sep_line_names_the_delimiter_and_is_no_row(text_file):
    assert rows_of(text_file("sep=|\nSKU|Qty\nM,1|5\n")) == [(1, ["SKU", "Qty"]), (2, ["M,1", "5"])]


def test_a_cell_with_line_breaks_is_one_row_as_on_the_screen(text_file):
    path = text_file('SKU,Name\r\nM-1,"two\r\nlines"\r\n\r\nM-2,"say ""hi"""\r\n')
    assert rows_of(path) == [(1, ["SKU", "Name"]), (2, ["M-1", "two\r\nlines"]), (3, []), (4, ["M-2", 'say "hi"'])]


def test_a_csv_named_xls_is_a_csv_and_a_workbook_named_csv_a_workbook(text_file, workbook):
    assert rows_of(text_file("SKU\tQty\nM-1\t5\n", "stock.xls"))[1] == (2, ["M-1", "5"])
    assert rows_of(workbook([["SKU"], ["M-1"]], name="book.csv")) == [(1, ["SKU"]), (2, ["M-1"])]


def test_row_numbers_never_shift_when_the_first_rows_and_columns_are_empty(workbook):
    path = workbook([[], [], [None, None, "SKU", "Qty"], [], [None, None, "M-1", 5]])
    assert rows_of(path)[2:] == [(3, ["", "", "SKU", "Qty"]), (4, [""] * 4), (5, ["", "", "M-1", 5.0])]


def test_rows_can_be_walked_again(workbook, text_file):
    for path in (workbook([["SKU"], ["M-1"]]), text_file("SKU\nM-1\n")):
        (table,) = read_tables(path)
        assert list(table.rows) == list(table.rows)


def test_hidden_sheets_are_flagged_and_merges_are_told(workbook):
    path = workbook({"a": [["x", "y"], ["1"]], "b": [["z"]]}, merges=["A1:A2"], hidden=["b"])
    first, second = read_tables(path)
    assert (first.hidden, second.hidden) == (False, True)
    assert first.merges == (((1, 0), (2, 0)),)


def test_a_workbook_of_many_small_sheets_is_read(workbook):
    path = workbook({f"{n}月": [["货号", "库存数"], [f"M-{n}", n]] for n in range(1, 71)})
    assert [len(list(table.rows)) for table in read_tables(path)] == [2] * 70


def test_error_cells_and_formulas_without_a_value_are_found_where_calamine_shows_nothing(raw_xlsx):
    path = raw_xlsx(
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>1+1</f></c><c r="D2"><f>1+1</f><v>2</v></c>'
        '<c r="E2" t="str"><f>""</f><v></v></c></row>'
    )
    (table,) = read_tables(path)
    assert table.error_cells == {(2, 1): "#REF!", (2, 2): "="}


def test_error_cells_of_an_ods_are_found(tmp_ods):
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    (table,) = read_tables(tmp_ods(f"<table:table-row><table:table-cell/>{error}</table:table-row>"))
    assert table.error_cells == {(1, 1): "#DIV/0!"}


def test_every_registered_reader_is_there():
    from sellerkit.base.registry import load

    assert all(callable(load(target)) for target in READERS.values())


def test_the_calamine_that_turns_codes_into_dates_is_not_installed():
    from importlib.metadata import version

    assert version("python-calamine") != "0.9.1"


CELL = st.text(
    st.characters(codec="gb18030", exclude_characters="\x00\x1a\ue000", exclude_categories=("Cs", "Co", "Cn")),
    max_size=8,
)
TABLE = st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(TABLE, st.sampled_from([("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("gb18030", ",")]))
def test_any_table_that_csv_writes_comes_back_equal(tmp_path_factory, table, form):
    encoding, delimiter = form
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    path.write_bytes(written.getvalue().encode(encoding))
    options = ReadOptions(encoding=encoding, delimiter=delimiter)
    assert rows_of(path, options) == list(enumerate(table, 1))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_rejection_or_a_table_never_a_crash(tmp_path_factory, data):
    from sellerkit.base.errors import InputRejected

    path = tmp_path_factory.mktemp("damaged") / "book.xlsx"
    content = bytearray(_sample())
    for _hit in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        for table in read_tables(path):
            list(table.rows)
    except InputRejected as error:
        assert error.code and error.hint


@functools.cache  # openpyxl writes the time of day, and hypothesis wants the same bytes in every example
def _sample():
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["货号", "库存数"], ["M-1", 5], ["M-2", 7.5]):
        book.active.append(row)
    content = io.BytesIO()
    with warnings.catch_warnings():
        book.save(content)
    return content.getvalue()
