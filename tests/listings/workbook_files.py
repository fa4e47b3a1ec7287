"""A marketplace's template with everything that templates have, and what came of filling it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from sellerkit.listings.channels.contract import Target, Written
from sellerkit.listings.channels.workbook import write

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
