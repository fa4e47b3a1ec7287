"""`peak cartons` on plain files, and the cartons of a plan before the judge of packings."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

CARTONS = [("C1", 60, 200, 150, 100, 3000), ("C2", 150, 300, 200, 180, 8000), ("C3", 300, 400, 300, 250, 15000)]


def _judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peak_judge", Path(__file__).with_name("judge.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


judge = _judge()


def random_orders(seed: int, count: int) -> list[tuple[str, str, int, int, int, int, int, int]]:
    chance = random.Random(seed)
    goods = [
        (f"S{n}", *(chance.randint(20, 190) for _side in range(3)), chance.randint(50, 1500), n % 4 == 0)
        for n in range(25)
    ]
    rows = []
    for order in range(count):
        for sku, *about, upright in chance.sample(goods, chance.choice([1, 1, 1, 2, 3, 4])):
            rows.append((f"{order:05}", sku, chance.choice([1, 1, 2, 3]), *about, int(upright)))
    return rows  # type: ignore[return-value]


@pytest.fixture
def files(peak: Any) -> Any:
    judge.write_csv(peak.path / "orders.csv", judge.ORDER_COLUMNS, random_orders(11, 60))
    judge.write_csv(peak.path / "cartons.csv", judge.CARTON_COLUMNS, CARTONS)
    return peak


def cartons(peak: Any, *options: str) -> Any:
    return peak.run("peak", "cartons", "--orders", "orders.csv", "--cartons", "cartons.csv", *options)


@pytest.mark.parametrize(
    ("ours", "its"), [((), ()), (("--upright",), ("--upright",)), (("--no-support",), ("--support", "0"))]
)
def test_the_judge_finds_no_fault_in_peak_cartons(files: Any, ours: tuple[str, ...], its: tuple[str, ...]) -> None:
    result = cartons(files, "--format", "jsonl", *ours)
    assert result.exit_code == 0, result.stderr
    figures = judge.judged(files.path / "orders.csv", files.path / "cartons.csv", result.stdout, *its)
    assert figures["orders"] == 60 and figures["faulty_orders"] == {}


def test_the_judge_finds_no_fault_in_the_cartons_of_a_plan(peak: Any) -> None:
    peak.item("BIG", (310, 150, 120), weight=1800)
    chance, rows = random.Random(5), []
    sizes = {
        "DATE": (100, 80, 60, 400),
        "NUT": (60, 60, 60, 200),
        "VASE": (350, 250, 200, 2500),
        "BIG": (310, 150, 120, 1800),
    }
    for n in range(80):
        items = {
            sku: chance.choice([1, 1, 2, 3, 7]) for sku in chance.sample(sorted(sizes), chance.choice([1, 1, 2, 3]))
        }
        peak.order(f"{n:04}", items)
        rows += [(f"{n:04}", sku, quantity, *sizes[sku], 0) for sku, quantity in items.items()]
    plan = peak.plan()
    orders = judge.write_csv(peak.path / "orders.csv", judge.ORDER_COLUMNS, rows)
    boxes = judge.write_csv(
        peak.path / "cartons.csv",
        judge.CARTON_COLUMNS,
        [("small", 60, 200, 150, 100, 3000), ("large", 300, 400, 300, 250, 15000)],
    )
    packings = [{key: parcel[key] for key in ("order_id", "proven", "cartons")} for parcel in plan["parcels"]]
    figures = judge.judged(orders, boxes, "\n".join(json.dumps(p) for p in packings))
    assert figures["orders"] == 80
    assert figures["cartons"] == sum(carton["needed"] for carton in plan["cartons"].values())


def test_rows_of_one_order_need_not_stand_together_and_orders_keep_their_order(files: Any) -> None:
    files.write(
        "orders.csv",
        ",".join(judge.ORDER_COLUMNS)
        + "\nB,x,1,10,10,10,5,\nA,x,1,10,10,10,5,0\nB,y,2,20,20,20,5,1\nB,x,1,10,10,10,5,0\n",
    )
    lines = [json.loads(line) for line in cartons(files, "--format", "jsonl").stdout.splitlines()]
    assert [line["order_id"] for line in lines] == ["B", "A"]
    assert sorted(item["sku"] for item in lines[0]["cartons"][0]["items"]) == ["x", "x", "y", "y"]


def test_an_item_that_fits_nothing_is_named_and_ends_with_3(files: Any) -> None:
    files.write("orders.csv", ",".join(judge.ORDER_COLUMNS) + "\nA,sofa,2,2000,900,800,50000,0\nA,x,1,10,10,10,5,0\n")
    result = cartons(files, "--format", "jsonl")
    assert result.exit_code == 3
    line = json.loads(result.stdout)
    assert line["left_over"] == [{"sku": "sofa", "quantity": 2, "reason": "too-big"}] and len(line["cartons"]) == 1
    said = cartons(files).stderr
    assert "order A: sofa × 2 fits no carton" in said
    assert "Add a carton of at least 2000 × 900 × 800 mm inside" in said


def test_a_packing_that_is_not_proven_says_how_far_it_may_be_from_the_best(files: Any) -> None:
    for line in map(json.loads, cartons(files, "--format", "jsonl").stdout.splitlines()):
        assert line["proven"] == ("gap" not in line)
        assert line["proven"] or line["gap"]["cartons"] > 0 or line["gap"]["mm3"] > 0


def test_every_bad_cell_of_both_files_is_named_at_once(files: Any) -> None:
    files.write("orders.csv", ",".join(judge.ORDER_COLUMNS) + "\nA,x,0,10,10,10,5,0\n,x,1,-4,ten,1.5,5,maybe\n")
    files.write(
        "cartons.csv", ",".join(judge.CARTON_COLUMNS) + "\nC1,60,0,150,100,3000\nC1,,200,150,100,99999999999999\n"
    )
    result = cartons(files, "--json")
    assert result.exit_code == 5
    error = json.loads(result.stdout)["error"]
    found = {(p["file"], p["row"], p["column"]) for p in error["problems"]}
    assert found == {
        ("orders.csv", 2, "qty"), ("orders.csv", 3, "order_id"), ("orders.csv", 3, "length_mm"), ("orders.csv", 3, "width_mm"),
        ("orders.csv", 3, "height_mm"), ("orders.csv", 3, "keep_upright"), ("cartons.csv", 2, "inner_length_mm"),
        ("cartons.csv", 3, "carton_id"), ("cartons.csv", 3, "tare_g"), ("cartons.csv", 3, "max_gross_g"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ("", "orders.csv"),
        ("order_id,sku,qty\nA,x,1\n", "length_mm"),
        (",".join(judge.ORDER_COLUMNS) + "\nA,x,999999,10,10,10,5,0\n", "10000 pieces"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(files: Any, orders: str, words: str) -> None:
    files.write("orders.csv", orders)
    result = cartons(files)
    assert result.exit_code == 5 and words in result.stderr


def test_a_missing_file_and_a_file_without_cartons_are_refused(files: Any) -> None:
    files.write("cartons.csv", ",".join(judge.CARTON_COLUMNS) + "\n")
    assert cartons(files).exit_code == 5
    (files.path / "orders.csv").unlink()
    result = cartons(files)
    assert result.exit_code == 5 and "orders.csv" in result.stderr


def test_a_file_from_a_chinese_spreadsheet_program_is_read(files: Any) -> None:
    files.write("orders.csv", ",".join(judge.ORDER_COLUMNS) + "\n订单1,红枣,1,10,10,10,5,0\n", "gb18030")
    assert json.loads(cartons(files, "--format", "jsonl").stdout)["order_id"] == "订单1"


def test_no_orders_are_no_exception(files: Any) -> None:
    files.write("orders.csv", ",".join(judge.ORDER_COLUMNS) + "\n")
    result = cartons(files)
    assert result.exit_code == 0 and "nothing to pack" in result.stdout
