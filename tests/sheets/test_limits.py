"""A hostile or broken workbook costs no more than its limits: it is refused before it is laid out in memory."""

from __future__ import annotations

import struct
import time
import zipfile

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.sheets import limits, read_tables

CELL = '<c r="%s"><v>1</v></c>'
REPEATED = (
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="%d">'
    "<text:p>1</text:p></table:table-cell>"
)


def code_of(path):
    start = time.monotonic()
    with pytest.raises(InputRejected) as caught:
        for table in read_tables(path):
            list(table.rows)
    assert time.monotonic() - start < 10
    return caught.value.code


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + CELL % "A1" + '</row><row r="1048576">' + CELL % "XFD1048576" + "</row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c t='n' r='XFD1048576'><v>1</v></c></row>",
        '<row r="1">' + "<c><v>1</v></c>" * 9000 + "</row>" + "<row><c><v>1</v></c></row>" * 2000,
    ],
)
def test_two_cells_in_far_corners_are_not_laid_out(raw_xlsx, rows):
    assert code_of(raw_xlsx(rows)) == "too-many-cells"


@pytest.mark.parametrize("place", ["A4294967295", "ZZZZZZ1", "A99999999999999999999", "A0"])
def test_a_cell_that_no_sheet_can_have_is_damage(raw_xlsx, place):
    assert code_of(raw_xlsx('<row r="1">' + CELL % place + "</row>")) == "damaged-file"


def test_a_far_cell_without_content_does_no_harm(raw_xlsx):
    path = raw_xlsx('<row r="1">' + CELL % "A1" + '</row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert [list(table.rows) for table in read_tables(path)] == [[(1, [1.0])]]


def test_one_long_text_shared_by_many_cells_is_counted_as_often(raw_xlsx):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40_001))
    assert code_of(raw_xlsx(cells, strings=f"<si><t>{'x' * 32_000}</t></si>")) == "expands-too-much"


def test_a_text_that_never_ends_is_refused(raw_xlsx):
    assert code_of(raw_xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{" " * 9_000_000}')) == "expands-too-much"


def test_what_the_archive_states_is_believed_only_when_it_is_small(raw_xlsx):
    path = raw_xlsx('<row r="1">' + CELL % "A1" + "</row>", extra={"xl/media/big.bin": bytes(1000)})
    _state_size(path, "xl/media/big.bin", limits.MAX_EXPANDED_BYTES)
    assert code_of(path) == "expands-too-much"


def test_a_member_bigger_than_the_archive_states_is_refused_where_it_passes_the_size(raw_xlsx):
    path = raw_xlsx('<row r="1">' + CELL % "A1" + "</row>" * 200_000)
    _state_size(path, "xl/worksheets/sheet1.xml", 1000)
    assert code_of(path) == "expands-too-much"


def _state_size(path, member, size):
    data = bytearray(path.read_bytes())
    record = data.rfind(b"PK\x01\x02", 0, data.rfind(member.encode()))
    struct.pack_into("<I", data, record + 24, size)
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo(member).file_size == size


def test_entities_and_endless_nesting_are_damage(raw_xlsx):
    doctype = (
        '<!DOCTYPE a [<!ENTITY b "cccccccccc">]><worksheet><sheetData><row r="1"><c r="A1" t="e"><v>&b;</v></c></row>'
    )
    assert code_of(raw_xlsx("", whole=doctype)) == "damaged-file"
    assert code_of(raw_xlsx("", whole='<worksheet><c t="e"/>' + "<a>" * 300_000)) == "damaged-file"


def test_too_many_files_inside(raw_xlsx):
    members = {f"xl/media/{n}": b"" for n in range(limits.MAX_MEMBERS + 1)}
    assert code_of(raw_xlsx("", extra=members)) == "expands-too-much"


def test_repeated_cells_of_an_ods_are_counted(tmp_ods):
    bomb = '<table:table-row table:number-rows-repeated="1048576">' + REPEATED % 16384 + "</table:table-row>"
    assert code_of(tmp_ods(bomb)) in ("too-many-cells", "expands-too-much")
    empty_tail = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    path = tmp_ods("<table:table-row>" + REPEATED % 2 + "</table:table-row>" + empty_tail)
    assert [list(table.rows) for table in read_tables(path)] == [[(1, [1.0, 1.0])]]


def test_a_line_without_end_and_a_row_of_commas(text_file):
    assert code_of(text_file(b"a" * (limits.MAX_LINE_BYTES + 2))) == "cell-too-long"
    assert code_of(text_file("a,b\n" + "," * (limits.MAX_COLUMNS + 1))) == "too-many-columns"
    assert code_of(text_file('a,b\n"' + "x" * (limits.MAX_CELL_CHARS + 1) + '",2\n')) == "cell-too-long"
