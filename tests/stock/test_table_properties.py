"""Promises over any table and any damage: equal when it is good, named by its cell when it is not, and right once mended."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

HEADINGS = ["货号", "品名", "库存数", "进价", "颜色"]
WESTERN = ["SKU", "Name", "Qty", "Cost", "Color"]
SIZES = ["S", "M", "L", "XL"]
quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CHINESE = '红枣核桃 小米Mug’s;,"é|\n'
LETTERS = {"cp1251": 'Финики чёрный,;"|№', "cp1250": 'Šťavnaté žluťoučký kůň łąśź,;"|'}


def rows_of(letters: str) -> Any:
    names = st.text(st.sampled_from(letters), min_size=1, max_size=12).filter(lambda text: text.strip() == text and any(c.isalpha() for c in text))  # fmt: skip
    skus = st.builds("{}{}".format, st.sampled_from(["A", "Z-"]), st.text(st.sampled_from("ABXYZ09-"), min_size=1, max_size=6))  # fmt: skip
    row = st.tuples(
        skus, names, st.integers(0, 99999), st.decimals(0, 99999, places=2), st.sampled_from(["red", "black"])
    )
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda one: one[0])


tables = rows_of(CHINESE)


@pytest.fixture
def new_shop(shop, tmp_path: Path):
    from sellerkit.store.store import open_store

    made = []

    def make():
        folder = tmp_path / f"shop{len(made)}"
        folder.mkdir()
        (folder / "shop.toml").write_bytes((shop.path / "shop.toml").read_bytes())
        open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
        made.append(folder)
        return type(shop)(folder)

    return make


def stock(here: Any) -> dict[str, dict[str, Any]]:
    return {one["sku"]: one for one in here.run("stock", "list", "--json").json}


def stated(here: Any) -> dict[str, tuple[object, ...]]:
    return {
        sku: (one["name"], one["on_hand"], Decimal(one["cost"]), one["option1"]) for sku, one in stock(here).items()
    }


def expected(table: Any) -> dict[str, tuple[object, ...]]:
    return {sku: (" ".join(name.split()), quantity, cost, colour) for sku, name, quantity, cost, colour in table}


def as_read(here: Any) -> dict[str, tuple[object, ...]]:
    return {sku: (" ".join(str(name).split()), *rest) for sku, (name, *rest) in stated(here).items()}


def csv_bytes(rows: Any, delimiter: str, encoding: str) -> bytes:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@quick
@given(
    table=tables,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from(",;\t|"),
)
def test_a_text_file_in_each_encoding_and_delimiter_comes_back_equal(new_shop, table, encoding, delimiter):
    here = new_shop()
    here.write("in.csv", csv_bytes([HEADINGS, *table], delimiter, encoding))
    result = here.run("stock", "import", "in.csv", "--as", "set")
    assert result.exit_code == 0, result.stderr
    assert as_read(here) == expected(table)


@quick
@given(data=st.data(), encoding=st.sampled_from(["cp1251", "cp1250"]), delimiter=st.sampled_from(",;\t|"))
def test_a_text_file_in_a_declared_encoding_comes_back_equal(new_shop, data, encoding, delimiter):
    table = data.draw(rows_of(LETTERS[encoding]))
    here = new_shop()
    here.toml(f'[stock.sources.farm]\nas = "set"\nencoding = "{encoding}"')
    here.write("in.csv", csv_bytes([WESTERN, *table], delimiter, encoding))
    result = here.run("stock", "import", "in.csv", "--source", "farm")
    assert result.exit_code == 0, result.stderr
    assert as_read(here) == expected(table)


styles = st.lists(
    st.tuples(
        st.sampled_from(["T1", "T2", "K3"]), st.sampled_from(["red", "黑"]), *[st.none() | st.integers(0, 50)] * 4
    ),
    min_size=1, max_size=5, unique_by=lambda row: row[:2],
)  # fmt: skip


def variants(table: Any) -> dict[str, int]:
    return {
        f"{style}-{colour}-{size}": quantity
        for style, colour, *row in table
        for size, quantity in zip(SIZES, row, strict=True)
        if quantity is not None
    }


@quick
@given(table=styles, encoding=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]), delimiter=st.sampled_from(",;\t"))
def test_a_matrix_as_text_comes_back_equal(new_shop, table, encoding, delimiter):
    here = new_shop()
    here.write("in.csv", csv_bytes([["款号", "颜色", *SIZES], *table], delimiter, encoding))
    result = here.run("stock", "import", "in.csv", "--as", "set")
    assert result.exit_code == 0, result.stderr
    assert {sku: one["on_hand"] for sku, one in stock(here).items()} == variants(table)


WRONG: dict[str, list[Any]] = {
    "库存数": ["many", "😀", "9" * 40, "-3", "2.5", -7, 2.5, 1e39, "#REF!", datetime.date(2026, 11, 1), "１２three", "\u202e12", "--5"],
    "进价": ["dear", "😀", "-0.01", "$5", -1.5, "1e5", "#DIV/0!", datetime.datetime(2026, 11, 1, 8), "12.5.5", "9" * 40],
    "货号": ["6.92E+12", "#N/A", "690123456789012000", "1-Mar"],
}  # fmt: skip
CONTROL = ["\x01", "7\x07", "\x1b[31m7", "5\x005"]
damages = st.sampled_from([(heading, value) for heading, values in WRONG.items() for value in values])
many = st.lists(st.tuples(st.integers(0, 5), damages), min_size=1, max_size=3, unique_by=lambda one: one[0])


def with_damage(
    table: Any, hits: Any, headings: list[str] = HEADINGS
) -> tuple[list[list[Any]], dict[tuple[int, str], Any]]:
    """The table's rows with wrong cells, and the good value of each place (row number, heading)."""
    rows = [list(row) for row in table]
    good: dict[tuple[int, str], Any] = {}
    for at, (heading, value) in hits:
        if at < len(rows):
            column = headings.index(heading)
            good[at + 2, heading] = rows[at][column]
            rows[at][column] = value
    return rows, good


def written(here: Any, rows: Any, kind: str, headings: list[str] = HEADINGS) -> str:
    if kind == "csv":
        here.write("in.csv", csv_bytes([headings, *rows], ",", "utf-8-sig"))
        return "in.csv"
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    book.save(here.path / "in.xlsx")
    return "in.xlsx"


def refused_exactly_there(here: Any, table: Any, hits: Any, kind: str) -> None:
    rows, good = with_damage(table, hits)
    name = written(here, rows, kind)
    before = here.dump()
    result = here.run("stock", "import", name, "--as", "set", "--json")
    assert (result.exit_code, here.dump()) == ((5, before) if good else (0, here.dump())), (result.stdout, rows)
    if good:
        problems = result.json["error"]["problems"]
        assert {(problem["row"], problem["column"]) for problem in problems} == set(good), (problems, rows)
        assert all(problem["message"] and problem["file"] == name for problem in problems)


@quick
@given(table=tables, hits=many, kind=st.sampled_from(["xlsx", "csv"]))
def test_wrong_cells_are_named_each_and_nothing_is_taken(new_shop, table, hits, kind):
    refused_exactly_there(new_shop(), table, hits, kind)


@pytest.mark.slow
@long
@given(table=tables, hits=many, kind=st.sampled_from(["xlsx", "csv"]))
def test_wrong_cells_for_longer(new_shop, table, hits, kind):
    refused_exactly_there(new_shop(), table, hits, kind)


@quick
@given(table=tables, at=st.integers(0, 5), junk=st.sampled_from(CONTROL), heading=st.sampled_from(["库存数", "进价"]))
def test_control_characters_in_a_number_are_named_by_their_cell(new_shop, table, at, junk, heading):
    refused_exactly_there(new_shop(), table, [(at % len(table), (heading, junk))], "csv")


def coloured(page: Any) -> list[tuple[int, int]]:
    """The cells (row, column of the page) that are marked."""
    return [(cell.row, cell.column) for row in page.iter_rows(min_row=2) for cell in row if cell.fill.fill_type == "solid"]  # fmt: skip


def mended(here: Any, rejected: str, good: dict[tuple[int, str], Any]) -> str:
    """The rejected workbook with good values in the coloured cells and nothing else touched."""
    book = load_workbook(here.path / rejected)
    page = book.active
    headings = [cell.value for cell in page[1]]
    number = headings.index("row") + 1
    assert headings[-2:] == ["row", "reason"]
    marked = {(page.cell(row, number).value, headings[column - 1]) for row, column in coloured(page)}
    assert marked == set(good)
    for row, column in coloured(page):
        value = good[page.cell(row, number).value, headings[column - 1]]
        page.cell(row, column).value = float(value) if isinstance(value, Decimal) else value
    book.save(here.path / "mended.xlsx")
    return "mended.xlsx"


def mended_gives_the_undamaged_store(
    whole: Any, here: Any, table: Any, hits: Any, kind: str, headings: list[str]
) -> None:
    assert whole.run("stock", "import", written(whole, table, kind, headings), "--as", "set").exit_code == 0
    rows, good = with_damage(table, hits, headings)
    result = here.run(
        "stock", "import", written(here, rows, kind, headings), "--as", "set", "--skip-bad-rows", "--json"
    )
    assert result.exit_code == (3 if good else 0), result.stdout
    if good:
        again = here.run(
            "stock", "import", mended(here, result.json[0]["rejected_file"], good), "--as", "set", "--json"
        )
        assert again.exit_code == 0, again.stdout
    assert stock(here) == stock(whole)


@quick
@given(table=tables, hits=many, kind=st.sampled_from(["xlsx", "csv"]))
def test_rejected_rows_once_mended_give_the_store_of_the_undamaged_file(new_shop, table, hits, kind):
    mended_gives_the_undamaged_store(new_shop(), new_shop(), table, hits, kind, HEADINGS)


sizes_wrong = st.tuples(st.sampled_from(SIZES), st.sampled_from(["many", "-3", "2.5", "😀", "#REF!", "9" * 40]))
hits_in_sizes = st.lists(st.tuples(st.integers(0, 4), sizes_wrong), min_size=1, max_size=3, unique_by=lambda one: one[0])  # fmt: skip


@quick
@given(table=styles, hits=hits_in_sizes, kind=st.sampled_from(["xlsx", "csv"]))
def test_rejected_rows_of_a_matrix_once_mended_give_the_store_of_the_undamaged_file(new_shop, table, hits, kind):
    mended_gives_the_undamaged_store(new_shop(), new_shop(), table, hits, kind, ["款号", "颜色", *SIZES])


@pytest.mark.slow
@long
@given(table=tables, hits=many, kind=st.sampled_from(["xlsx", "csv"]))
def test_mending_for_longer(new_shop, table, hits, kind):
    mended_gives_the_undamaged_store(new_shop(), new_shop(), table, hits, kind, HEADINGS)
