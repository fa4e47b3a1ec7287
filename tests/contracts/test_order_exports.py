"""What every registered order export promises, and the sample that proves it beside its expected orders."""

from __future__ import annotations

import csv
import dataclasses
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sellerkit.base.clock import zone
from sellerkit.base.errors import InputRejected
from sellerkit.model.order import STATUSES, Order
from sellerkit.orders.exports import EXPORTS
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.recognise import reader, recognised
from sellerkit.sheets import ReadOptions, find_table
from sellerkit.sheets.text import stripped

SAMPLES = Path(__file__).parent / "orders"
CONTEXT = Context("sample", "CNY", zone("Asia/Shanghai"))

# A report that lists no items at all, not even their count.
WITHOUT_LINES = {"tmall-report"}

pytestmark = pytest.mark.parametrize("name", EXPORTS)


def sample(name: str) -> Path:
    return next(path for path in SAMPLES.glob(f"{name}.*") if path.suffix != ".json")


def read(path: Path, format: str = "") -> tuple[str, OrdersRead]:
    name, export, table = recognised(path, ReadOptions(), format)
    return name, reader(export)(table, CONTEXT)


def cells(path: Path) -> list[list[str]]:
    """The sample as texts, row by row."""
    table = find_table(path, lambda headings: len(headings))
    rows = [table.headings, *(row.cells for row in table.rows)]
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def as_json(orders: Sequence[Order]) -> list[dict[str, object]]:
    """Orders without what says nothing."""
    shown: list[dict[str, object]] = json.loads(json.dumps([dataclasses.asdict(order) for order in orders]))
    return [_filled(order) for order in shown]


def _filled(record: dict[str, object]) -> dict[str, object]:
    kept = {key: value for key, value in record.items() if value not in (None, "", False)}
    for key, value in kept.items():
        if isinstance(value, dict):
            kept[key] = _filled(value)
        elif isinstance(value, list):
            kept[key] = [_filled(one) for one in value]
    return kept


def test_the_sample_reads_as_its_expected_orders(name: str) -> None:
    found, result = read(sample(name))
    assert found == name
    assert not result.problems
    expected = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    assert as_json(result.orders) == expected


def test_every_row_is_counted_and_every_order_is_well_made(name: str) -> None:
    _found, result = read(sample(name))
    assert sum(result.sizes) == result.rows
    assert len({order.order_id for order in result.orders}) == len(result.orders) == len(result.sizes)
    for order in result.orders:
        assert order.channel == "sample"
        assert order.status in STATUSES
        assert bool(order.lines) is (name not in WITHOUT_LINES)
        assert [line.number for line in order.lines] == list(range(1, len(order.lines) + 1))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_copy_saved_as_csv_reads_the_same(name: str, encoding: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    with copy.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(cells(sample(name)))
    assert said(read(copy)[1]) == said(read(sample(name))[1])


def test_a_copy_saved_as_a_workbook_below_a_letterhead_reads_the_same(name: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某某商行"])
    sheet.append([])
    for row in cells(sample(name)):
        # A guard (="0012") is a csv habit; in a workbook it would be a formula.
        sheet.append([stripped(cell) or None for cell in row])
    book.save(tmp_path / "copy.xlsx")
    assert said(read(tmp_path / "copy.xlsx")[1]) == said(read(sample(name))[1])


def said(result: OrdersRead) -> list[Order]:
    """The orders without their places."""
    return [
        dataclasses.replace(
            order, row=None, sheet="", lines=tuple(dataclasses.replace(line, row=None) for line in order.lines)
        )
        for order in result.orders
    ]


def test_without_a_required_heading_it_is_not_this_export(name: str, tmp_path: Path) -> None:
    rows = cells(sample(name))
    for names in EXPORTS[name].required:
        left = [n for n, heading in enumerate(rows[0]) if heading not in names]
        copy = tmp_path / "copy.csv"
        with copy.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([row[n] for n in left if n < len(row)] for row in rows)
        with pytest.raises(InputRejected):
            read(copy, name)


def test_naming_it_imports_no_reader(name: str) -> None:
    code = "import sys, sellerkit.orders.recognise; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert EXPORTS[name].target.partition(":")[0] not in loaded
