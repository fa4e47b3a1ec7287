"""Channels that write files of their own: check and a dry run say what a build would, and no old file is left behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from tests.listings.changed_files import change
from tests.listings.taobao_files import template as taobao_template

PRICE = 'price = { markup = "35%" }\n'
BOOK = f'[listings.channels.book]\nformat = "workbook"\ntemplate = "t.xlsx"\n{PRICE}'
TAOBAO = f'[listings.channels.taobao]\nformat = "taobao-csv"\ntemplate = "taobao.csv"\ndescription = "d.md"\nimages = "images"\n{PRICE}'
PAGES = (
    f'[listings.channels.site]\nformat = "schema-org"\n{PRICE}[listings.channels.etsy]\nformat = "copy-sheet"\n{PRICE}'
)


def book(path: Path) -> None:
    """A template whose colours are red and blue."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(["商品标题", "颜色", "价格", "库存", "商家编码"])
    rule = DataValidation("list", formula1='"红色,蓝色"', allow_blank=True)
    rule.add("B2:B99")
    page.add_data_validation(rule)
    made.save(path)


def two_scarves(shop: Any, shelf: Any, *colours: str, toml: str = BOOK) -> None:
    for number, colour in enumerate(colours, 1):
        shelf.add(f"S-{number}", "Scarf", option1=colour)
    book(shop.path / "t.xlsx")
    shop.toml(toml)


def files(shop: Any) -> list[str]:
    """What stands below out/, without folders."""
    return sorted(path.relative_to(shop.path).as_posix() for path in (shop.path / "out").rglob("*") if path.is_file())


def codes(channel: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["sku"]) for one in channel["problems"]]


def test_check_finds_what_the_template_would_not_take(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色", "紫色")
    result = shop.run("listings", "check", "--json")
    (checked,) = result.json
    assert (result.exit_code, checked["variants"], checked["skipped_skus"]) == (3, 1, ["S-2"])
    assert ("template-not-listed", "S-2") in codes(checked)
    assert not (shop.path / "out").exists()


@pytest.mark.parametrize("colours", [("红色", "蓝色"), ("红色", "紫色"), ("紫色",)])
def test_check_dry_run_and_build_say_the_same(shop: Any, shelf: Any, colours: tuple[str, ...]) -> None:
    two_scarves(shop, shelf, *colours, toml=BOOK + PAGES)
    before = shop.dump()
    checked = shop.run("listings", "check", "--json")
    tried = shop.run("listings", "build", "--dry-run", "--json")
    assert shop.dump() == before and not (shop.path / "out").exists()
    built = shop.run("listings", "build", "--json")
    assert checked.exit_code == tried.exit_code == built.exit_code
    for one, two, three in zip(checked.json, tried.json, built.json, strict=True):
        assert codes(one) == codes(two) == codes(three)
        assert one["skipped_skus"] == two["skipped_skus"] == three["skipped_skus"]
        assert two["files"] == three["files"] and two["variants"] == three["variants"]
    assert files(shop) == sorted(name for channel in built.json for name in channel["files"])


def dates_for_taobao(shop: Any, shelf: Any) -> None:
    """One product with a picture, which goes into a folder beside the file."""
    taobao_template(shop.path)
    shelf.add("D-500", "临县红枣", price_minor=2990)
    shelf.picture("images/D-500.jpg", (800, 800))
    shop.write("d.md", "黄河边上的红枣，自然晒干。")
    shop.toml(TAOBAO)


def test_a_dry_run_names_the_pictures_that_would_lie_beside(shop: Any, shelf: Any) -> None:
    dates_for_taobao(shop, shelf)
    (tried,) = shop.run("listings", "build", "--dry-run", "--json").json
    assert not (shop.path / "out").exists()
    (built,) = shop.run("listings", "build", "--json").json
    assert tried["files"] == built["files"]
    assert len(built["files"]) == 2 and built["files"][1].endswith(".tbi")


def test_a_template_that_cannot_be_used_is_found_by_check(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色")
    (shop.path / "t.xlsx").unlink()
    result = shop.run("listings", "check", "--json")
    assert (result.exit_code, codes(result.json[0])) == (3, [("template-unreadable", None)])
    assert result.json[0]["variants"] == 0


@pytest.mark.parametrize("toml", [BOOK, PAGES])
def test_when_there_is_nothing_to_list_any_more_the_old_file_goes(shop: Any, shelf: Any, toml: str) -> None:
    two_scarves(shop, shelf, "红色", toml=toml)
    shop.run("listings", "build")
    old = files(shop)
    change(shop, "UPDATE items SET cost_minor = NULL")
    assert "would be taken away" in shop.run("listings", "build", "--dry-run").stderr
    assert files(shop) == old
    result = shop.run("listings", "build")
    assert (result.exit_code, files(shop)) == (3, [])
    assert all(f"was taken away, it did not hold any more: {name}" in result.stderr for name in old)


def test_a_table_that_has_no_rows_any_more_goes_too(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色", toml=f"[listings.channels.shopify]\n{PRICE}")
    shop.run("listings", "build")
    change(shop, "UPDATE items SET cost_minor = NULL")
    assert "was taken away" in shop.run("listings", "build").stderr
    assert files(shop) == []


def test_the_pictures_go_with_the_file(shop: Any, shelf: Any) -> None:
    dates_for_taobao(shop, shelf)
    shop.run("listings", "build")
    assert len(files(shop)) == 2
    change(shop, "UPDATE items SET cost_minor = NULL, price_minor = NULL")
    shop.run("listings", "build")
    assert files(shop) == []


def test_a_template_that_broke_leaves_the_old_file_and_says_so(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色")
    shop.run("listings", "build")
    old = (shop.path / "out/listings/book.xlsx").read_bytes()
    shop.write("t.xlsx", b"broken")
    result = shop.run("listings", "build")
    assert result.exit_code == 3 and "stays as it was: out/listings/book.xlsx" in result.stderr
    assert (shop.path / "out/listings/book.xlsx").read_bytes() == old


def test_a_template_with_macros_instead_takes_the_place_of_the_one_without(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色")
    shop.run("listings", "build")
    (shop.path / "t.xlsm").write_bytes((shop.path / "t.xlsx").read_bytes())
    toml = (shop.path / "shop.toml").read_text("utf-8")
    (shop.path / "shop.toml").write_text(toml.replace("t.xlsx", "t.xlsm"), "utf-8")
    result = shop.run("listings", "build")
    assert files(shop) == ["out/listings/book.xlsm"] and "book.xlsx" in result.stderr


def test_with_nothing_changed_the_small_file_of_last_time_goes(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色")
    shop.run("listings", "build", "--changed")
    assert files(shop) == ["out/listings/book-changed.xlsx"]
    result = shop.run("listings", "build", "--changed")
    assert (result.exit_code, files(shop)) == (0, [])
    assert "nothing has changed" in result.stderr


def test_what_a_template_left_out_is_told_when_it_fits(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, "红色", "紫色")
    shop.run("listings", "build")
    change(shop, "UPDATE items SET option1 = '蓝色' WHERE sku = 'S-2'")
    (channel,) = shop.run("listings", "diff", "--json").json
    assert [(one["kind"], one["sku"]) for one in channel["differences"]] == [("added", "S-2")]
    assert shop.run("listings", "build", "--changed").exit_code == 0
    page = load_workbook(shop.path / "out/listings/book-changed.xlsx").active
    assert page is not None and [row[4] for row in page.values] == ["商家编码", "S-1", "S-2"]


@pytest.mark.parametrize("sql", ["weight_g = 450", "origin = '山西'", "length_mm = 100, price_minor = 99"])
def test_a_change_of_weight_or_origin_alone_is_a_change(shop: Any, shelf: Any, sql: str) -> None:
    two_scarves(shop, shelf, "红色", toml=PAGES.replace('markup = "35%"', ""))
    change(shop, "UPDATE items SET price_minor = 100")
    assert shop.run("listings", "build", "--json").exit_code == 0
    change(shop, f"UPDATE items SET {sql}")
    again = shop.run("listings", "build", "--changed", "--json").json
    assert [channel["variants"] for channel in again] == [1, 1]
    assert [channel["variants"] for channel in shop.run("listings", "build", "--changed", "--json").json] == [0, 0]
