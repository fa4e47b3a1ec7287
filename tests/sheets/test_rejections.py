"""Every file that cannot be read ends with one stable code, its name, and what to do."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.sheets import ReadOptions, find_table, read_tables

WANTED = [("SKU", "货号"), ("Qty", "库存数"), ("Price", "进价")]


def refused(path: Path, options: ReadOptions | None = None) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        for table in read_tables(path, options or ReadOptions()):
            list(table.rows)
    assert path.name in caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_missing_file_is_named(tmp_path):
    assert refused(tmp_path / "nothing.xlsx").code == "no-such-file"


def test_a_folder_is_not_a_file(tmp_path):
    assert refused(tmp_path).code == "is-a-folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_we_may_not_read(text_file):
    path = text_file("SKU,Qty\n")
    path.chmod(0)
    assert refused(path).code == "no-permission"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "empty-file"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), "not-a-spreadsheet"),
        ("scan.xlsx", b"%PDF-1.7\n...", "not-a-spreadsheet"),
        ("page.xls", b"\xef\xbb\xbf\r\n<html><table><tr><td>SKU</td></tr></table></html>", "web-page"),
        ("page2.xls", b"<meta charset=gbk><table><tr><td>SKU", "web-page"),
        ("xml.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "not-a-spreadsheet"),
        ("data.csv", b'{"orders": [1, 2]}', "not-a-spreadsheet"),
        ("short.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "damaged-file"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40, "password-protected"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(60), "damaged-file"),
        ("binary.csv", bytes(range(256)) * 4, "not-a-spreadsheet"),
        ("latin.csv", "naïve,café,Größe\nlà,où,ça\n".encode("cp1252"), "unknown-encoding"),
        ("russian.csv", "Артикул;Остаток;Цена\nабв;12;3\n".encode("cp1251"), "unknown-encoding"),
        ("broken.csv", "货号,品名\n红枣特级一等品五百克,山西".encode() + b"\xff,1\n", "wrong-encoding"),
        ("quote.csv", b'SKU,Name,Qty\nM-1,"12 inch,5\nM-2,Mug,6\n', "open-quote"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_code(text_file, name, content, code):
    assert refused(text_file(content, name)).code == code


def test_a_truncated_workbook_is_damaged(workbook):
    path = workbook([["货号", "库存数"], ["M-1", 3]])
    path.write_bytes(path.read_bytes()[:-400])
    assert refused(path).code == "damaged-file"


def test_an_archive_of_files_is_to_be_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "bill.zip", "w") as archive:
        archive.writestr("bill.csv", "a,b\n")
    assert refused(tmp_path / "bill.zip").code == "archive"


def test_a_declared_encoding_that_fails_is_named_with_the_byte(text_file):
    path = text_file("货号,库存数\n红枣,1\n", encoding="gb18030")
    error = refused(path, ReadOptions(encoding="utf-8"))
    assert error.code == "wrong-encoding"
    assert "byte 0" in error.message
    assert refused(path, ReadOptions(encoding="no-such")).code == "wrong-encoding"


def test_a_declared_delimiter_is_one_character(text_file):
    assert refused(text_file("a,b\n"), ReadOptions(delimiter="::")).code == "wrong-delimiter"


def test_a_sheet_without_rows(workbook):
    with pytest.raises(InputRejected) as caught:
        find_table(workbook([]), WANTED)
    assert caught.value.code == "no-rows"


def test_a_sheet_that_is_not_there_lists_those_that_are(workbook):
    path = workbook({"春季": [["货号", "库存数"]], "秋季": [["货号", "库存数"]]})
    with pytest.raises(InputRejected) as caught:
        find_table(path, WANTED, ReadOptions(sheet="冬季"))
    assert caught.value.code == "no-such-sheet"
    assert "春季, 秋季" in caught.value.hint


def test_without_headings_it_says_what_it_looked_for_and_what_is_there(text_file):
    with pytest.raises(InputRejected) as caught:
        find_table(text_file("M-1,Mug,5\nM-2,Cup,6\n"), WANTED)
    assert caught.value.code == "no-header"
    assert "SKU, Qty, Price" in caught.value.message
    assert "M-1 | Mug | 5" in caught.value.hint
