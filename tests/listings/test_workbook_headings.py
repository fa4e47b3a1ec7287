"""Which row of a template holds its headings, and what they mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.listings.channel_products import dates, scarves, variant
from tests.listings.workbook_files import filled, rules, save, template

from sellerkit.listings.channels.workbook_headings import field_of, heading_of
from sellerkit.listings.product import Tier


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
        ("Quantity (Tier 2)", "quantity2"), ("Ladder Price 1", "price1"), ("起批量3", "quantity3"), ("批发价3（元）", "price3"),
        ("阶梯价2", "price2"), ("MOQ", ""), ("Main Image 1*", "image1"), ("SKU Stock", "stock"), ("规格类型1", "option1_name"),
        ("包裹长(cm)*", "length"), ("Package Size H (cm)", "height"), ("数量(5)", "stock"),
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


def row_of(path: Path, *products: Any, **fields: str) -> tuple[Any, list[object]]:
    result, book = filled(path, *products, **fields)
    return result, [cell.value for cell in book["模板"][4]] if book else []


def test_prices_by_quantity_stand_below_their_steps(tmp_path: Path) -> None:
    steps = ["Quantity (Tier 1)", "Price (Tier 1)", "Quantity (Tier 2)", "Price (Tier 2)", "起批量3", "批发价3"]
    path = template(tmp_path, headings=["Product Name", "SKU", "Price", *steps])
    one = variant("D-1", tiers=(Tier(10, 1100),))
    result, row = row_of(path, dates(variants=(one,)))
    assert row[:9] == ["Red dates", "D-1", 12.5, 1, 12.5, 10, 11, None, None]
    assert rules(result) == []


def test_steps_that_no_column_takes_are_told(tmp_path: Path) -> None:
    path = template(tmp_path, headings=["Product Name", "SKU", "Price", "Price 2"])
    result, row = row_of(path, dates(variants=(variant("D-1", tiers=(Tier(10, 1100),)),)))
    assert row[:4] == ["Red dates", "D-1", 12.5, None]
    assert rules(result) == ["template-heading", "template-steps"]


def test_sizes_are_written_in_the_unit_of_their_heading(tmp_path: Path) -> None:
    path = template(tmp_path, headings=["Product Name", "SKU", "Price", "Length", "宽(mm)", "Height (in)"])
    one = variant("D-1")
    sized = replace(one, item=replace(one.item, length_mm=205, width_mm=150, height_mm=127))
    result, row = row_of(path, dates(variants=(sized,)))
    assert (row[3:6], rules(result)) == ([20.5, 150, 5], [])
    _, row = row_of(path, dates(variants=(replace(sized, case=2),)))
    assert row[3:6] == [None, None, None]


def test_a_length_alone_may_be_a_dresss(tmp_path: Path) -> None:
    result, _ = filled(template(tmp_path, headings=["Product Name", "SKU", "Price", "Length"]), dates())
    assert (rules(result), result.findings[0].value) == (["template-heading"], "Length")


@pytest.mark.parametrize("heading", ["Price (RMB)", "单价（人民币）", "SKU Price (EUR)"])
def test_a_price_never_stands_in_a_column_of_another_currency(tmp_path: Path, heading: str) -> None:
    result, _ = filled(template(tmp_path, headings=["Product Name", "SKU", heading]), dates())
    assert (rules(result), result.files) == (["template-currency"], ())
