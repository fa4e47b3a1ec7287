"""workbook: a marketplace's own template, filled by its headings and otherwise left as it was."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from tests.listings.channel_products import HOSTILE, dates, scarves, variant

from sellerkit.listings.channels.contract import Target, Written
from sellerkit.listings.channels.workbook import write
from sellerkit.listings.channels.workbook_headings import field_of, heading_of
from sellerkit.output.sheet_cells import legal

HEADINGS = ["*商品标题", "颜色", "规格2", "价格（元）*", "库存", "商家编码", "重量(kg)", "条码", "主图", "图片2", "类目", "合计", "备注"]  # fmt: skip


def template(folder: Path, name: str = "t.xlsx", headings: list[str] = HEADINGS, rows: Any = ()) -> Path:
    """A letterhead, the headings in row 3, a list on a hidden sheet, a formula, colours and widths."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "模板"
    page["A1"] = "批量发布模板 V3"
    page.merge_cells("A1:D1")
    page.append([])
    page.append(headings)
    for row in rows:
        page.append(row)
    page["A3"].font = Font(bold=True, color="FF0000")
    page["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    page.column_dimensions["A"].width = 41
    hidden = book.create_sheet("字典")
    hidden.sheet_state = "hidden"
    for number, word in enumerate(("红色", "蓝色", "绿色"), 1):
        hidden.cell(number, 1, word)
    book.defined_names["colours"] = DefinedName("colours", attr_text="'字典'!$A$1:$A$3")
    return save(book, folder / name)


def save(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def add_list(path: Path, formula: str, area: str) -> None:
    book = load_workbook(path)
    rule = DataValidation("list", formula1=formula, allow_blank=True)
    rule.add(area)
    book["模板"].add_data_validation(rule)
    book.save(path)


def filled(path: Path, *products: Any, **fields: str) -> tuple[Written, Any]:
    folder = path.parent
    result = write(products, Target(folder / "out" / "x.xlsx", folder, "CNY", path, fields))
    return result, load_workbook(result.files[0]) if result.files else None


def rules(result: Written) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_every_variant_is_a_row_below_the_headings(tmp_path: Path) -> None:
    result, book = filled(template(tmp_path), scarves())
    page = book["模板"]
    assert [cell.value for cell in page[4]][:11] == [
        "Scarf", "红色", "斜纹, 细", 12.5, 0, "S-1", 0.52, None, "https://img.example/front.jpg",
        "https://img.example/side,1.jpg", "Food > Dried fruit",
    ]  # fmt: skip
    assert [page["F5"].value, page["H5"].value, page["H5"].data_type] == ["S-2", "2001234567893", "s"]
    assert result.skus == {"S-1", "S-2"}
    assert rules(result) == ["template-heading"]
    assert result.findings[0].value == "合计, 备注"


def test_everything_else_in_the_workbook_stays_as_it_was(tmp_path: Path) -> None:
    path = template(tmp_path)
    add_list(path, "colours", "B4:B200")
    book = load_workbook(path)
    book["模板"].protection.sheet = True
    book.save(path)
    result, after = filled(path, scarves())
    page = after["模板"]
    assert (page["A1"].value, page["A3"].font.b, page.column_dimensions["A"].width) == ("批量发布模板 V3", True, 41)
    assert (after["字典"].sheet_state, page.protection.sheet) == ("hidden", True)
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ["colours"]
    with ZipFile(path) as old, ZipFile(result.files[0]) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert set(changed) <= {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


@pytest.mark.parametrize("formula", ["colours", "字典!$A$1:$A$3", "'字典'!$A:$A", '"红色,绿色,蓝"'])
def test_a_value_that_the_list_does_not_have_is_named_with_the_nearest(tmp_path: Path, formula: str) -> None:
    path = template(tmp_path)
    add_list(path, formula, "B4:B200")
    product = dates(
        option_names=("颜色", "规格"),
        variants=(variant("S-1", "红色", "大"), variant("S-2", "蓝色的", "大")),
        currency="CNY",
    )
    result, book = filled(path, product)
    (wrong,) = [finding for finding in result.findings if finding.severity == "error"]
    assert (wrong.rule, wrong.sku, wrong.value) == ("template-not-listed", "S-2", "蓝色的")
    assert "蓝" in wrong.suggestion
    assert result.skus == {"S-1"} and book["模板"]["F5"].value is None


def test_lists_of_newer_excel_versions_are_kept_to_and_kept(tmp_path: Path) -> None:
    path = template(tmp_path)
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>字典!$A$2:$A$3</xm:f></x14:formula1><xm:sqref>B4:B99</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    with ZipFile(path) as old, ZipFile(tmp_path / "n.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name).decode() if name.endswith("sheet1.xml") else old.read(name)
            new.writestr(
                name, data.replace("</worksheet>", extension + "</worksheet>") if isinstance(data, str) else data
            )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it would lose the list
        result, _book = filled(tmp_path / "n.xlsx", scarves())
    assert [(f.rule, f.sku) for f in result.findings if f.severity == "error"] == [("template-not-listed", "S-1")]
    with ZipFile(result.files[0]) as archive:
        assert extension in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [(r"<(/?)(\w)", r"<\1x:\2"), (r'<(row|c) r="[A-Z]*\d+"', r"<\1")],
    ids=["names with a prefix", "cells without addresses"],
)
def test_sheets_that_other_programs_wrote_are_filled_too(tmp_path: Path, pattern: str, instead: str) -> None:
    path = template(tmp_path, headings=["商品标题", "价格", "SKU", "颜色", "规格2"])
    with ZipFile(path) as old, ZipFile(tmp_path / "n.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                text = re.sub(pattern, instead, data.decode()).replace("<?x:xml", "<?xml")
                data = (text.replace("xmlns=", "xmlns:x=") if "x:" in instead else text).encode()
            new.writestr(name, data)
    result, book = filled(tmp_path / "n.xlsx", scarves())
    assert list(book["模板"].values)[-2:] == [
        ("Scarf", 12.5, "S-1", "红色", "斜纹, 细"), ("Scarf", 12.5, "S-2", "蓝色", "平纹: 粗"),
    ]  # fmt: skip
    assert result.skus == {"S-1", "S-2"}


def test_an_empty_required_column_keeps_the_variant_out(tmp_path: Path) -> None:
    path = template(tmp_path, headings=["商品标题", "SKU", "价格", "*发货地", "*条码", "颜色", "规格2"])
    result, _ = filled(path, scarves())
    assert [(f.rule, f.sku, f.field) for f in result.findings if f.severity == "error"] == [
        ("template-required", "S-1", "*发货地"), ("template-required", "S-1", "*条码"), ("template-required", "S-2", "*发货地"),
    ]  # fmt: skip
    assert result.files == ()
    result, book = filled(path, scarves(fields={"发货地": "山西"}))
    assert result.skus == {"S-2"}
    assert [cell.value for cell in book["模板"][4]][:4] == ["Scarf", "S-2", 12.5, "山西"]


def test_fields_of_the_product_stand_on_its_first_row_where_that_is_declared(tmp_path: Path) -> None:
    _, book = filled(template(tmp_path), scarves(), rows="first")
    assert [book["模板"]["A4"].value, book["模板"]["A5"].value, book["模板"]["F5"].value] == ["Scarf", None, "S-2"]


def test_example_rows_stay_unless_they_are_declared(tmp_path: Path) -> None:
    path = template(tmp_path, rows=[["示例商品", "红色", None, 1, 1, "EX-1"], ["示例商品", "蓝色", None, 1, 1, "EX-2"]])
    result, book = filled(path, dates(currency="CNY"))
    assert "template-examples" in rules(result)
    assert [book["模板"][f"F{row}"].value for row in (4, 5, 6)] == ["EX-1", "EX-2", "D-1"]
    result, book = filled(path, dates(currency="CNY"), examples="clear")
    assert [book["模板"][f"F{row}"].value for row in (4, 5)] == ["D-1", None]
    assert "template-examples" not in rules(result)


def test_headings_can_be_declared(tmp_path: Path) -> None:
    path = template(tmp_path, headings=["名头", "现价", "SKU", "价目"])
    result, book = filled(path, dates(), columns="名头 = title; 现价=price", header_row="3")
    assert [cell.value for cell in book["模板"][4]][:3] == ["Red dates", 12.5, "D-1"]
    result, _ = filled(path, dates(), columns="名头 = titel")
    assert (rules(result), result.findings[0].suggestion, result.files) == (
        ["template-columns"],
        "Did you mean title?",
        (),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"rows": "some"},
        {"length_unit": "bytes"},
        {"header_row": "three"},
        {"columns": "现价"},
        {"limits": "title = long"},
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(tmp_path: Path, fields: dict[str, str]) -> None:
    result, _ = filled(template(tmp_path), dates(), **fields)
    assert (rules(result), result.files) == (["template-setting"], ())


def test_formulas_of_the_template_are_not_written_over(tmp_path: Path) -> None:
    path = template(tmp_path, rows=[[None] * 4 + ["=1+1"]])
    result, book = filled(path, dates(), first_row="4", examples="clear")
    assert book["模板"]["E4"].value == "=1+1"
    assert book["模板"]["F4"].value == "D-1" and "template-formula" in rules(result)


def test_a_number_in_a_text_column_is_text(tmp_path: Path) -> None:
    path = template(tmp_path)
    book = load_workbook(path)
    book["模板"]["D4"].number_format = "@"
    book.save(path)
    _, after = filled(path, dates())
    assert (after["模板"]["D4"].value, after["模板"]["D4"].data_type, after["模板"]["E4"].value) == ("12.50", "s", 7)


def test_a_header_over_two_rows_is_read_from_its_lower_one(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["商品标题", "价格", "销售规格", None, "SKU"], [None, None, "颜色", "规格2", None]):
        page.append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        page.merge_cells(area)
    result, after = filled(save(book, tmp_path / "t.xlsx"), scarves())
    assert [cell.value for cell in after.active[3]] == ["Scarf", 12.5, "红色", "斜纹, 细", "S-1"]
    assert rules(result) == []


def test_a_line_of_marks_below_the_headings_says_what_must_be_filled(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        headings=["Product Name", "Price", "Seller SKU", "GTIN"],
        rows=[["Mandatory", "Mandatory", "Optional", "Mandatory"]],
    )
    result, book = filled(path, dates(), dates(variants=(variant("N-1", barcode=""),)))
    assert [(f.rule, f.sku) for f in result.findings if f.severity == "error"] == [("template-required", "N-1")]
    assert [book["模板"]["A4"].value, book["模板"]["C5"].value] == ["Mandatory", "D-1"]


def test_limits_of_the_platform_are_declared(tmp_path: Path) -> None:
    result, _ = filled(template(tmp_path), dates(title="红枣" * 16), limits="title=60", length_unit="gb18030-bytes")
    assert [(f.rule, f.field) for f in result.findings if f.severity == "error"] == [
        ("template-cell-too-long", "*商品标题")
    ]
    assert result.files == ()


def test_macros_stay_in_the_file(tmp_path: Path) -> None:
    path = template(tmp_path)
    with ZipFile(path) as old, ZipFile(tmp_path / "m.xlsm", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macro")
    result = write([dates()], Target(tmp_path / "out.xlsx", tmp_path, "CNY", tmp_path / "m.xlsm"))
    assert result.files == (tmp_path / "out.xlsm",) and "template-macros" in rules(result)
    with ZipFile(tmp_path / "out.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == b"macro"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"no workbook", "template-unreadable"),
        (b"PK\x03\x04 broken", "template-unreadable"),
        (None, "template-unreadable"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes | None, rule: str) -> None:
    path = tmp_path / "t.xlsx"
    if data is not None:
        path.write_bytes(data)
    result, _ = filled(path, dates())
    assert (rules(result), result.files) == ([rule], ())


def test_a_template_without_headings_or_without_the_sheet_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path, headings=["甲", "乙"])
    assert rules(filled(path, dates())[0]) == ["template-headings"]
    assert rules(filled(path, dates(), sheet="商品")[0]) == ["template-sheet"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("* 商品标题（必填，60字内）", "title"), ("Product Name*", "title"), ("产品名称", "title"), ("单价(元)", "price"), ("Seller SKU", "sku"),
        ("货号", "sku"), ("Variation 1", "option1"), ("规格1", "option1"), ("重量(kg)", "weight"), ("GTIN", "barcode"), ("Image 9", "image9"),
        ("主图3", "image3"), ("商品标题\n不超过60个字符", "title"), ("ＳＫＵ", "sku"), ("发货地", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_mean_what_sellers_mean(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_a_heading_says_its_unit_and_whether_it_must_be_filled() -> None:
    assert (
        heading_of(0, "重量（g）").unit,
        heading_of(0, "*重量(kg)").required,
        heading_of(0, "非必填 条码").required,
    ) == ("g", True, False)


@settings(max_examples=25, deadline=None)
@given(HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_workbook_as_they_were(title: str, value: str) -> None:
    product = dates(title=title, option_names=("颜色",), variants=(variant("D-1", value), variant("D-2", value + "x")))
    with TemporaryDirectory() as name:
        folder = Path(name)
        _, book = filled(template(folder), product)
        page = book["模板"]
        for text, cell in ((title, page["A4"]), (value, page["B4"])):
            wanted = legal(text.replace("\r\n", "\n").replace("\r", "\n"))
            assert (cell.value or "") == wanted and (not wanted or cell.data_type == "s")


def test_a_text_that_looks_like_an_escape_of_the_format_stays_a_text(tmp_path: Path) -> None:
    result, _ = filled(template(tmp_path), dates(title="_x0041_ 红枣"))
    with ZipFile(result.files[0]) as archive:
        assert "_x005F_x0041_ 红枣" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_the_same_products_give_the_same_bytes(tmp_path: Path) -> None:
    path = template(tmp_path)
    first = filled(path, scarves())[0].files[0].read_bytes()
    assert filled(path, scarves())[0].files[0].read_bytes() == first
