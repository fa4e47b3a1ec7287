"""`listings diff` for channels that write files of their own: against our last build and the marketplace's export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.listings.changed_files import change
from tests.listings.taobao_files import template as taobao_template
from tests.listings.test_diff import differing

PRICE = 'price = { markup = "35%" }\n'
FORMATS = ("workbook", "taobao-csv", "schema-org", "copy-sheet")
ITEM = {
    "title": '"围巾"', "cid": "50009881", "num": "10", "price": "13.5", "outer_id": '""', "sku_barcode": '"6901234567892;;"',
    "skuProps": '"13.5:9:S-1:1627207:28320;13.50:10:S-2:1627207:-1001;5.00:1:S-9:1627207:-1002;"',
}  # fmt: skip
HEADINGS = ["商品标题", "颜色", "价格（元）", "库存", "商家编码", "条码"]


def sheet(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["导出时间", "2026-11-09"])
    for row in (HEADINGS, *rows):
        page.append(row)
    book.save(path)
    return path


def two_scarves(shop: Any, shelf: Any, format: str, fields: str = "") -> None:
    shelf.add("S-1", "围巾", option1="红色", barcode="6901234567892")
    shelf.add("S-2", "围巾", option1="蓝色")
    sheet(shop.path / "t.xlsx")
    taobao_template(shop.path)
    shop.write("d.md", "红色和蓝色的羊毛围巾。")
    template = {"workbook": 'template = "t.xlsx"\n', "taobao-csv": 'template = "taobao.csv"\n'}.get(format, "")
    shop.toml(f'[listings.channels.it]\nformat = "{format}"\ndescription = "d.md"\n{PRICE}{template}{fields}')


def exported(shop: Any, **changed: str) -> None:
    """What 淘宝助理 gives of the scarf."""
    row = ITEM | changed
    lines = ["version 1.00", "\t".join(row), "\t".join(row), "\t".join(row.values())]
    shop.write("e.csv", ("\ufeff" + "\n".join(lines) + "\n").encode("utf-16-le"))


@pytest.mark.parametrize("format", FORMATS)
def test_every_field_is_named_with_what_it_was_and_what_it_would_be(shop: Any, shelf: Any, format: str) -> None:
    two_scarves(shop, shelf, format)
    assert {one[0] for one in differing(shop)} == {"added"}
    shop.run("listings", "build")
    assert differing(shop) == []
    change(shop, "UPDATE items SET cost_minor = 2000, barcode = '4006381333931' WHERE sku = 'S-2'")
    change(shop, "UPDATE movements SET delta = 3 WHERE item_id = 1")
    shelf.add("T-1", "茶")
    assert differing(shop) == [
        ("changed", "S-1", "Stock", "10", "3"),
        ("changed", "S-2", "Price", "13.50", "27.00"),
        ("changed", "S-2", "Barcode", "", "4006381333931"),
        ("added", "T-1", "", "", ""),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_what_would_not_stand_there_any_more_ends_with_3(shop: Any, shelf: Any, format: str) -> None:
    two_scarves(shop, shelf, format)
    shop.run("listings", "build")
    shop.toml("[listings.products.S-2]\nskip = true\n")
    assert differing(shop, exit_code=3) == [("removed", "S-2", "", "", "")]
    assert not [path for path in shop.path.iterdir() if path.name.startswith(".")]


def test_a_template_that_broke_is_no_difference(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "workbook")
    shop.run("listings", "build")
    (shop.path / "t.xlsx").write_bytes(b"")
    assert differing(shop) == []
    assert "errors keep something out (1)" in shop.run("listings", "diff").stderr


def test_an_export_of_taobaos_assistant_is_understood(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "taobao-csv")
    exported(shop, title='"厚围巾"')
    assert differing(shop, "--against", "e.csv", exit_code=3) == [
        ("changed", "S-1", "Stock", "9", "10"),
        ("changed", "S-1", "Title", "厚围巾", "围巾"),
        ("removed", "S-9", "", "", ""),
    ]


def test_an_exported_item_without_options_is_found_by_its_own_code(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "taobao-csv")
    shelf.add("T-1", "茶", cost_minor=2000)
    exported(shop, title='"茶"', outer_id='"T-1"', skuProps='""', price="25.00", sku_barcode='""')
    assert [one for one in differing(shop, "--against", "e.csv") if one[1] == "T-1"] == [
        ("changed", "T-1", "Price", "25.00", "27.00")
    ]


def test_an_exported_workbook_is_read_by_its_headings(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "workbook")
    sheet(
        shop.path / "e.xlsx",
        ["围巾", "红色", 15, 10, "S-1", "6901234567892"],
        [None, "蓝色", 13.5, 10, "S-2", None],
        ["帽子", None, 1, 1, "X-1", None],
    )
    assert differing(shop, "--against", "e.xlsx") == [("changed", "S-1", "Price", "15", "13.50")]


def test_headings_that_are_declared_for_the_template_are_understood_in_the_export(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "workbook", 'fields = { columns = "我的编号 = sku" }\n')
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["我的编号", "价格"], ["S-1", 13.5], ["S-2", 14]):
        page.append(row)
    book.save(shop.path / "e.xlsx")
    assert differing(shop, "--against", "e.xlsx") == [("changed", "S-2", "Price", "14", "13.50")]


@pytest.mark.parametrize(
    ("format", "name", "code"),
    [
        ("taobao-csv", "t.xlsx", "unknown-export"),
        ("taobao-csv", "no.csv", "unreadable-export"),
        ("workbook", "d.md", "unknown-export"),
        ("workbook", "taobao.csv", "unknown-export"),
        ("workbook", "no.xlsx", "no-such-file"),
        ("schema-org", "t.xlsx", "unknown-export"),
        ("copy-sheet", "t.xlsx", "unknown-export"),
    ],
)
def test_a_file_that_cannot_be_held_against_it_is_refused(
    shop: Any, shelf: Any, format: str, name: str, code: str
) -> None:
    two_scarves(shop, shelf, format)
    result = shop.run("listings", "diff", "--against", name, "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, code)
    assert code == "unreadable-export" or result.json["error"]["hint"]
