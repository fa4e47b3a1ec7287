"""Random damage to an order file: named by its cell, nothing taken, and right once the rejected rows are mended."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from .layouts import workbook

HEADINGS = ["订单号", "姓名", "电话", "地址", "货号", "数量", "单价", "备注"]
quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
long = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
rows = st.lists(
    st.tuples(
        st.integers(1, 99).map("K-{}".format), st.sampled_from(["张三", "李四"]), st.just("13800000000"),
        st.sampled_from(["浙江省杭州市余杭区某某街道1号", "山西省太原市小店区平阳路2号"]), st.sampled_from(["DATE-500", "WALNUT-250"]),
        st.integers(1, 4), st.sampled_from(["25.00", "18.5", "7"]), st.sampled_from(["", "不要辣", "a,b;\"c\""]),
    ),
    min_size=1, max_size=6, unique_by=lambda row: row[0],
)  # fmt: skip
WRONG = [("数量", value) for value in ("many", "😀", "-3", "2.5", "0", "9" * 40, "#REF!")] + [
    ("单价", value) for value in ("dear", "1e5", "12.5.5", "#DIV/0!", "9" * 40)
]
hits = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(WRONG)), min_size=1, max_size=3, unique_by=lambda one: one[0])  # fmt: skip
kinds = st.sampled_from(["xlsx", "csv"])


def copied(shop: Any, folder: str, name: str) -> Any:
    shutil.copytree(shop.path, Path(folder) / name)
    return type(shop)(Path(folder) / name)


def written(here: Any, table: Any, kind: str) -> str:
    if kind == "xlsx":
        here.write("in.xlsx", workbook(HEADINGS, table))
        return "in.xlsx"
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *table])
    here.write("in.csv", out.getvalue().encode("gb18030"))
    return "in.csv"


def damaged(table: Any, wrong: Any) -> tuple[list[list[Any]], dict[tuple[int, str], Any]]:
    changed, good = [list(row) for row in table], {}
    for at, (heading, value) in wrong:
        if at < len(changed):
            column = HEADINGS.index(heading)
            good[at + 2, heading] = changed[at][column]
            changed[at][column] = value
    return changed, good


def listed(here: Any) -> list[dict[str, Any]]:
    orders = here.run("orders", "list", "--json", "--show-personal").json
    return sorted(
        ({key: value for key, value in order.items() if key not in ("file", "row", "batch")} for order in orders),
        key=lambda order: order["order_id"],
    )


def mended(here: Any, rejected: str, good: dict[tuple[int, str], Any]) -> str:
    book = load_workbook(here.path / rejected)
    page = book.active
    headings = [cell.value for cell in page[1]]
    assert headings == [*HEADINGS, "row", "reason"]
    marked = {}
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if cell.fill.fill_type == "solid":
                marked[row[-2].value, headings[cell.column - 1]] = cell
    assert set(marked) == set(good)
    for place, cell in marked.items():
        cell.value = good[place]
    book.save(here.path / "mended.xlsx")
    return "mended.xlsx"


def judged(stocked: Any, table: Any, wrong: Any, kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole, here = copied(stocked, folder, "whole"), copied(stocked, folder, "here")
        assert whole.run("orders", "import", written(whole, table, kind)).exit_code in (0, 3)
        changed, good = damaged(table, wrong)
        name, before = written(here, changed, kind), here.dump()
        refused = here.run("orders", "import", name, "--json")
        if good:
            assert (refused.exit_code, here.dump()) == (5, before), refused.stdout
            problems = refused.json["error"]["problems"]
            assert {(one["row"], one["column"]) for one in problems} == set(good), problems
            taken = here.run("orders", "import", name, "--skip-bad-rows", "--json")
            assert taken.exit_code == 3, taken.stdout
            again = here.run("orders", "import", mended(here, taken.json[0]["rejected_file"], good), "--json")
            assert again.exit_code in (0, 3), again.stdout
        assert listed(here) == listed(whole)


@quick
@given(table=rows, wrong=hits, kind=kinds)
def test_wrong_cells_of_orders_are_named_and_right_once_mended(stocked: Any, table: Any, wrong: Any, kind: str) -> None:
    judged(stocked, table, wrong, kind)


@pytest.mark.slow
@long
@given(table=rows, wrong=hits, kind=kinds)
def test_wrong_cells_of_orders_for_longer(stocked: Any, table: Any, wrong: Any, kind: str) -> None:
    judged(stocked, table, wrong, kind)
