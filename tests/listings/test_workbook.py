"""workbook: a marketplace's own template, filled by its headings and otherwise left as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from tests.listings.channel_products import HOSTILE, dates, scarves, variant
from tests.listings.workbook_files import add_list, filled, rules, template

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.workbook import write
from sellerkit.output.sheet_cells import legal


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
