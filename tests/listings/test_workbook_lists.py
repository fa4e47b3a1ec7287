"""Lists of a template are kept to, and kept, whichever program wrote them."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.listings.channel_products import dates, scarves, variant
from tests.listings.workbook_files import add_list, filled, template


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
