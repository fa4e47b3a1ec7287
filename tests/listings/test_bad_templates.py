"""A marketplace's template that cannot be filled: named as a seller understands it, the other channels built."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.listings.taobao_files import KEYS, records, template

GOOD = '[listings.channels.good]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
BOOK = '[listings.channels.bad]\nformat = "workbook"\ntemplate = "t.xlsx"\nprice = { markup = "35%" }\n'
TAOBAO = """[listings.channels.bad]
format = "taobao-csv"
template = "taobao.csv"
description = "d.md"
price = { markup = "35%" }
"""
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def built(shop: Any, shelf: Any, toml: str) -> tuple[Any, Any]:
    """The result, and what is said of the bad channel; the good one is there."""
    shelf.add("D-500", "临县红枣")
    shop.write("d.md", "黄河边上的红枣，自然晒干。")
    shop.toml(toml + GOOD)
    result = shop.run("listings", "build", "--json")
    bad, good = result.json
    assert good["skipped_skus"] == [] and (shop.path / "out/listings/good.csv").is_file()
    return result, bad


def refused(shop: Any, shelf: Any, toml: str) -> Any:
    """The one finding of a channel that wrote nothing."""
    result, bad = built(shop, shelf, toml)
    assert (result.exit_code, bad["files"], bad["skipped_skus"]) == (3, [], ["D-500"])
    (problem,) = bad["problems"]
    assert problem["sku"] is None and str(shop.path) not in problem["message"]
    return problem


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        (b"", "is empty", ""),
        (b"SKU,Price\n", "no .xlsx workbook", "save it as .xlsx"),
        (b"<html><table><tr><td>SKU</td></tr></table></html>", "a web page", ""),
        (CFB + "EncryptedPackage".encode("utf-16-le") + bytes(1000), "protected by a password", "Remove the password"),
        (CFB + "Workbook".encode("utf-16-le") + bytes(1000), "damaged or incomplete", ""),
        (None, "There is no file", ""),
    ],
    ids=["empty", "a table", "a web page", "encrypted", "old and broken", "missing"],
)
def test_what_is_no_workbook_is_named_by_what_it_is(
    shop: Any, shelf: Any, data: bytes | None, said: str, hint: str
) -> None:
    if data is not None:
        shop.write("t.xlsx", data)
    problem = refused(shop, shelf, BOOK)
    assert problem["code"] == "template-unreadable"
    assert said in problem["message"] and hint in problem["hint"]


def test_an_archive_of_something_else_is_no_workbook(shop: Any, shelf: Any) -> None:
    with zipfile.ZipFile(shop.path / "t.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "an archive" in refused(shop, shelf, BOOK)["message"]


@pytest.mark.parametrize("name", ["t.xls", "t.csv", "t"])
def test_only_workbooks_of_today_are_filled(shop: Any, shelf: Any, name: str) -> None:
    shop.write(name, CFB)
    problem = refused(shop, shelf, BOOK.replace("t.xlsx", name))
    assert "only .xlsx and .xlsm" in problem["message"] and "save it as .xlsx" in problem["hint"]


@pytest.mark.parametrize("headings", [["甲", "乙"], [None], ["商品标题"]])
def test_a_workbook_without_a_heading_we_know_says_how_to_declare_one(
    shop: Any, shelf: Any, headings: Sequence[str | None]
) -> None:
    workbook(shop.path / "t.xlsx", headings)
    problem = refused(shop, shelf, BOOK)
    assert problem["code"] == "template-headings" and 'header_row = "3"' in problem["hint"]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(shop: Any, shelf: Any) -> None:
    workbook(shop.path / "t.xlsx", ["商品标题", "价格"])
    problem = refused(shop, shelf, BOOK + 'fields = { sheet = "商品" }\n')
    assert (problem["code"], problem["hint"]) == ("template-sheet", "It has: 模板")


@pytest.mark.parametrize("toml", [BOOK, TAOBAO])
@pytest.mark.parametrize("path", ["../t.xlsx", "/etc/passwd"])
def test_a_template_outside_the_shop_is_refused(shop: Any, shelf: Any, toml: str, path: str) -> None:
    (shop.path.parent / "t.xlsx").write_bytes(b"secret")
    problem = refused(shop, shelf, toml.replace("t.xlsx", path).replace("taobao.csv", path))
    assert (problem["code"], problem["value"]) == ("path-outside", path)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "template-unreadable"),
        (b"\xff\xfe", "template-unreadable"),
        (b"\x00" * 501, "template-unreadable"),
        (b"SKU,Price\nD-500,1\n", "template-unreadable"),
        (None, "template-unreadable"),
        ("version 1.00\ntitle\tcid\n宝贝名称\t宝贝类目\n".encode("utf-16"), "template-empty"),
    ],
)
def test_what_is_no_file_of_taobaos_assistant_is_named(shop: Any, shelf: Any, data: bytes | None, code: str) -> None:
    if data is not None:
        shop.write("taobao.csv", data)
    problem = refused(shop, shelf, TAOBAO)
    assert problem["code"] == code and "taobao.csv" in problem["message"] and "淘宝助理" in problem["hint"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_that_another_program_saved_again_is_understood(
    shop: Any, shelf: Any, encoding: str, line_end: str
) -> None:
    text = template(shop.path).read_bytes()[2:].decode("utf-16-le").replace("\r\n", line_end)
    shop.write("taobao.csv", text, encoding)
    built(shop, shelf, TAOBAO)
    (item,) = filled(shop)
    assert (item["title"], item["cid"], item["location_state"]) == ("临县红枣", "50009881", "山西")


def test_an_older_file_with_other_columns_is_filled_by_its_second_line(shop: Any, shelf: Any) -> None:
    old = [key for key in reversed(KEYS) if key not in ("features", "own_key")] + [f"old_{n}" for n in range(46)]
    rows = [["version 1.00"], old, old, [KEYS[key][1].strip('"') if key in KEYS else key for key in old]]
    assert len(old) == 58
    shop.write("taobao.csv", "\ufeff" + "".join("\t".join(row) + "\n" for row in rows), "utf-16-le")
    built(shop, shelf, TAOBAO)
    (item,) = filled(shop)
    assert (item["cid"], item["location_state"], item["user_name"]) == ("50009881", "山西", "某某小店")
    assert (item["price"], item["old_45"], item["features"]) == ("13.50", "old_45", "")


def test_a_product_with_options_does_not_go_into_another_categorys_template(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "围巾", option1="红色")
    shelf.add("S-2", "围巾", option1="蓝色")
    template(shop.path, cateProps='"20000:1;"', skuProps='""')
    result, bad = built(shop, shelf, TAOBAO)
    errors = [one for one in bad["problems"] if one["severity"] == "error"]
    assert (result.exit_code, bad["skipped_skus"]) == (3, ["S-1", "S-2"])
    assert [(one["code"], one["sku"]) for one in errors] == [("taobao-sale-props", "S-1")]
    assert [item["title"] for item in filled(shop)] == ["临县红枣"]


def workbook(path: Path, headings: Sequence[str | None]) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "模板"
    page.append(headings)
    book.save(path)


def filled(shop: Any) -> list[dict[str, str]]:
    _version, keys, _labels, *rows = records((shop.path / "out/listings/bad.csv").read_bytes())
    return [dict(zip(keys, row, strict=True)) for row in rows]
