"""Promises over any table: it comes back as it was written, however it was written; damage is named by its cell."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEADINGS = ["货号", "品名", "库存数", "进价", "颜色"]
letters = st.sampled_from("ABCXYZ红枣核桃09")
skus = st.builds(
    lambda head, tail: f"{head}{tail}", st.sampled_from(["A", "红", "Z-"]), st.text(letters, min_size=1, max_size=6)
)
names = st.text(st.sampled_from('红枣核桃 小米Mug’s;,"é|'), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
prices = st.decimals(min_value=0, max_value=99999, places=2)
rows = st.lists(
    st.tuples(skus, names, st.integers(0, 99999), prices, st.sampled_from(["红", "黑", "白"])),
    min_size=1, max_size=8, unique_by=lambda row: row[0],
)  # fmt: skip
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


def items(here):
    return {
        one["sku"]: (one["name"], one["on_hand"], Decimal(one["cost"]), one["option1"])
        for one in here.run("stock", "list", "--json").json
    }


def expected(table):
    return {sku: (name, quantity, cost, colour) for sku, name, quantity, cost, colour in table}


@quick
@given(table=rows)
def test_a_workbook_comes_back_equal(new_shop, workbook, table):
    here = new_shop()
    workbook(here.path / "in.xlsx", [HEADINGS, *([*row[:3], float(row[3]), row[4]] for row in table)])
    result = here.run("stock", "import", "in.xlsx", "--as", "set")
    assert result.exit_code == 0, result.stderr
    assert items(here) == expected(table)


@quick
@given(table=rows, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_a_csv_in_each_encoding_comes_back_equal(new_shop, csv_text, table, encoding):
    here = new_shop()
    here.write("in.csv", csv_text([HEADINGS, *table]), encoding)
    result = here.run("stock", "import", "in.csv", "--as", "set")
    assert result.exit_code == 0, result.stderr
    assert items(here) == expected(table)


@quick
@given(
    styles=st.lists(
        st.tuples(st.sampled_from(["T1", "T2", "款3"]), st.sampled_from(["红", "黑"])), min_size=1, unique=True
    ),
    data=st.data(),
)
def test_a_matrix_comes_back_equal(new_shop, workbook, styles, data):
    here = new_shop()
    sizes = ["S", "M", "L", "XL"]
    cells = {
        key: data.draw(st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=4, max_size=4)) for key in styles
    }
    workbook(here.path / "in.xlsx", [["款号", "颜色", *sizes], *([*key, *values] for key, values in cells.items())])
    result = here.run("stock", "import", "in.xlsx", "--as", "set")
    assert result.exit_code == 0, result.stderr
    there = {one["sku"]: one["on_hand"] for one in here.run("stock", "list", "--json").json}
    assert there == {
        f"{style}-{colour}-{size}": value
        for (style, colour), values in cells.items()
        for size, value in zip(sizes, values, strict=True)
        if value is not None
    }


def damaged(here, csv_text, table, at, column, junk):
    """One cell of a good file is made wrong: refused whole at that cell, or (when it happens to be right) taken whole."""
    rows = [list(map(str, row)) for row in table]
    at %= len(rows)
    rows[at][column] = junk
    here.write("in.csv", csv_text([HEADINGS, *rows]))
    before = here.dump()
    result = here.run("stock", "import", "in.csv", "--as", "set", "--json")
    assert result.exit_code in (0, 5), result.stderr
    if result.exit_code == 0:
        assert result.json[0]["rows"] + result.json[0]["ignored"] == len(rows)
        return
    assert here.dump() == before
    problems = result.json["error"]["problems"]
    assert {problem["column"] for problem in problems if problem["row"] == at + 2} >= {HEADINGS[column]}
    assert all(problem["row"] == at + 2 or problem["code"] == "duplicate-sku" for problem in problems)


junks = st.sampled_from(
    [
        "many",
        "-3",
        "6.92E+12",
        "#REF!",
        "2.5.5",
        "12,3",
        "有货",
        ">20",
        "￥",
        "1-Nov",
        "NaN",
        "1e400",
        "=1+1",
        "9" * 30,
        "½",
    ]
)
places = {"table": rows, "at": st.integers(0, 7), "column": st.sampled_from([0, 2, 3]), "junk": junks}


@quick
@given(**places)
def test_random_damage_is_reported_at_its_cell_and_nothing_is_half_taken(new_shop, csv_text, table, at, column, junk):
    damaged(new_shop(), csv_text, table, at, column, junk)


@pytest.mark.slow
@long
@given(**places)
def test_random_damage_for_longer(new_shop, csv_text, table, at, column, junk):
    damaged(new_shop(), csv_text, table, at, column, junk)


def test_a_column_at_a_time_is_what_row_by_row_is(new_shop, csv_text):
    """Two thousand rows with something unusual in a few of them: the same items as one file for each row."""
    chance = random.Random(7)
    headings = ["SKU", "Qty", "Unit", "Pack", "Cost", "Price", "Expires", "Lot"]
    pick = {
        "Qty": ["", "3", "12件", "1,200", "2.5"], "Unit": ["", "件", "箱", "斤", "打"], "Pack": ["", "12"], "Cost": ["", "5", "0.333", "¥7.10"],
        "Price": ["", "9.90", "1-9件 25; 10+ 22"], "Expires": ["", "2027-01-01"], "Lot": ["", "L1"],
    }  # fmt: skip
    table = [[f"A-{n}", *(chance.choice(values) for values in pick.values())] for n in range(300)]
    whole, single = new_shop(), new_shop()
    whole.write("in.csv", csv_text([headings, *table]))
    whole.run("stock", "import", "in.csv", "--as", "set", "--skip-bad-rows")
    for n in range(0, 300, 5):
        single.write(f"{n}.csv", csv_text([headings, table[n]]))
        single.run("stock", "import", f"{n}.csv", "--as", "set", "--skip-bad-rows")
    there = {one["sku"]: one for one in whole.run("stock", "list", "--json").json}
    alone = single.run("stock", "list", "--json").json
    assert alone
    assert all(there[one["sku"]] == one for one in alone)
