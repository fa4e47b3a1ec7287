"""`peak cartons` on files as people make them: what is bad is named by row and column, the rest is packed."""

from __future__ import annotations

import csv
import importlib.util
import json
import random
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sellerkit.base.errors import InputRejected
from sellerkit.output.progress import NoProgress
from sellerkit.peak.cartons_view import Shown, packings_view
from sellerkit.peak.plain import Wanted, pack_files
from sellerkit.peak.plain_rows import CARTON_COLUMNS, ORDER_COLUMNS

ORDERS = ",".join((*ORDER_COLUMNS, "keep_upright"))
CARTONS = ",".join(CARTON_COLUMNS)
GOOD_CARTONS = f"{CARTONS}\nC1,60,200,150,100,3000\nC2,150,300,200,180,8000\n"
BAD = ("0", "-4", "NaN", "inf", "1e308", "ten", "1.5", "１２a", "10 mm", "=1+1", "99999999999999999999", "1,5", "0x10", " ", "é", "½", "①")  # fmt: skip


def _judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plain_judge", Path(__file__).with_name("judge.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


judge = _judge()


def cartons(peak: Any, *options: str) -> Any:
    return peak.run("peak", "cartons", "--orders", "orders.csv", "--cartons", "cartons.csv", *options)


def lines(result: Any) -> dict[str, Any]:
    return {line["order_id"]: line for line in map(json.loads, result.stdout.splitlines())}


@pytest.fixture
def files(bare: Any) -> Any:
    bare.write("cartons.csv", GOOD_CARTONS)
    bare.write("orders.csv", f"{ORDERS}\nA,x,2,100,80,60,300,0\nB,y,1,190,140,90,900,1\n")
    return bare


@pytest.mark.parametrize("column", ORDER_COLUMNS[2:])
def test_a_bad_cell_leaves_its_order_out_by_row_and_column_and_the_rest_is_packed(files: Any, column: str) -> None:
    columns = (*ORDER_COLUMNS, "keep_upright")
    values = [value for value in BAD if column != "weight_g" or value != "0"]
    rows = [{**dict(zip(columns, ("A", "x", 2, 100, 80, 60, 300, 0), strict=True)), "order_id": f"A{n}", column: value} for n, value in enumerate(values)]  # fmt: skip
    more = [(f"A{n}", "z", 1, 10, 10, 10, 5, 0) for n in range(len(values))] + [("B", "y", 1, 190, 140, 90, 900, 1)]
    judge.write_csv(files.path / "orders.csv", columns, [*(row.values() for row in rows), *more])
    result = cartons(files, "--format", "jsonl")
    assert result.exit_code == 3, result.stderr
    found = lines(result)
    assert all(found[f"A{n}"] == {"order_id": f"A{n}", "proven": False, "cartons": [], "left_over": [], "left_out": "bad-rows"} for n in range(len(values)))  # fmt: skip
    assert len(found["B"]["cartons"]) == 1 and result.stderr.count(column) == len(values)


def test_a_carton_that_cannot_be_is_named_and_the_others_are_used(files: Any) -> None:
    files.write(
        "cartons.csv",
        GOOD_CARTONS + "C3,60,,150,100,3000\nC4,60,-1,150,100,3000\nC2,1,900,900,900,9000\n,1,10,10,10,90\n",
    )
    result = cartons(files, "--format", "jsonl")
    assert result.exit_code == 3 and len(lines(result)) == 2
    assert all(name in result.stderr for name in ("inner_length_mm", "stands there twice", "carton_id"))


@pytest.mark.parametrize(
    ("orders", "boxes"),
    [
        ("", GOOD_CARTONS),
        (ORDERS, ""),
        (ORDERS, CARTONS),
        ("order_id,sku\nA,x\n", GOOD_CARTONS),
        (f"{ORDERS}\nA,x,0,1,1,1,1,0\n", GOOD_CARTONS),
    ],
)
def test_files_without_anything_to_go_on_are_refused_in_words(files: Any, orders: str, boxes: str) -> None:
    files.write("orders.csv", orders)
    files.write("cartons.csv", boxes)
    result = cartons(files)
    assert (
        result.exit_code == 5
        and "Traceback" not in result.stderr
        and "orders.csv" in result.stderr + "orders.csv" * (boxes != GOOD_CARTONS)
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_files_of_spreadsheet_programs_are_read(files: Any, encoding: str) -> None:
    files.write("orders.csv", f"{ORDERS}\r\n订单一,红枣,1,10,10,10,5,0\r\n", encoding)
    files.write("cartons.csv", GOOD_CARTONS.replace("C1", "五号纸箱"), encoding)
    found = lines(cartons(files, "--format", "jsonl"))
    assert found["订单一"]["cartons"][0]["carton"] == "五号纸箱"


def test_centimetres_and_kilograms_in_the_headings_are_understood(files: Any) -> None:
    files.write(
        "orders.csv",
        "order_id,sku,qty,length_cm,width_cm,height_cm,weight_kg\nA,x,2,10,8,6.5,0.3\nB,x,1,10,8,6.55,0.3\nC,x,1,10,8,6.555,0.3\n",
    )
    result = cartons(files, "--format", "jsonl")
    item = lines(result)["A"]["cartons"][0]["items"][0]
    assert sorted(item[key] for key in ("dx_mm", "dy_mm", "dz_mm")) == [65, 80, 100]
    assert result.exit_code == 3 and "height_cm" in result.stderr and "orders.csv" in result.stderr


def test_limited_cartons_are_used_up_in_the_order_of_the_file(files: Any) -> None:
    files.write("cartons.csv", f"{CARTONS},in_stock\nC1,60,200,150,100,3000,1\nC2,150,300,200,180,8000,1\n")
    files.write("orders.csv", f"{ORDERS}\n" + "".join(f"{n},x,1,100,80,60,300,0\n" for n in "ABC"))
    result = cartons(files, "--format", "jsonl")
    found = {number: [one["carton"] for one in line["cartons"]] for number, line in lines(result).items()}
    assert result.exit_code == 3 and found == {"A": ["C1"], "B": ["C2"], "C": []}
    assert lines(result)["C"]["left_over"] == [{"sku": "x", "quantity": 1, "reason": "no-carton-left"}]


def test_wishes_of_items_stand_in_columns(files: Any) -> None:
    head = f"{ORDERS},fragile,group,not_with,max_per_carton,units_per_carton"
    files.write(
        "orders.csv",
        f"{head}\nA,tea,1,50,50,50,100,0,0,food,,,\nA,soap,2,50,50,50,100,0,0,,food,,\nB,cup,5,50,50,50,100,0,1,,,2,\nC,shirt,4,,,,200,0,,,,,C1=3; C2=9\n",
    )
    found = lines(cartons(files, "--format", "jsonl"))
    assert [len(found[number]["cartons"]) for number in "ABC"] == [2, 3, 1]
    assert found["C"]["cartons"][0]["carton"] == "C2"


def test_money_decides_with_a_rate_card(files: Any) -> None:
    files.write("cartons.csv", f"{CARTONS},cost\nC1,60,200,150,100,3000,0.45\nC2,150,300,200,180,8000,1.40\n")
    files.write("zto.csv", "省份,首重(kg),首重价格,续重价格\n浙江,1,3.00,9.00\n")
    files.write("orders.csv", f"{ORDERS}\nA,jar,2,90,90,95,900,0\n")
    assert len(lines(cartons(files, "--format", "jsonl"))["A"]["cartons"]) == 1
    priced = ("--objective", "cost", "--rates", "zto.csv", "--to", "浙江")
    line = lines(cartons(files, "--format", "jsonl", *priced))["A"]
    assert [one["carton"] for one in line["cartons"]] == ["C1", "C1"] and line["cost"] == "6.90" and line["proven"]
    assert "6.90 CNY" in cartons(files, *priced).stdout
    filler = lines(cartons(files, "--format", "jsonl", *priced, "--filler-cost", "1"))["A"]
    assert Decimal(filler["cost"]) == Decimal("6.90") + 2 * Decimal("2.23")
    assert cartons(files, "--rates", "zto.csv").exit_code == 2
    assert cartons(files, "--objective", "cost", "--rates", "zto.csv").exit_code == 2
    assert cartons(files, "--objective", "cost", "--filler-cost", "NaN").exit_code == 2


def test_full_cartons_first_and_a_most_of_pieces(files: Any) -> None:
    files.write("orders.csv", f"{ORDERS}\nA,x,9,50,50,50,100,0\nA,y,1,50,50,50,100,0\n")
    found = lines(cartons(files, "--format", "jsonl", "--max-items", "4"))["A"]
    assert sorted(len(one["items"]) for one in found["cartons"])[-1] == 4
    found = lines(cartons(files, "--format", "jsonl", "--max-items", "4", "--full-first"))["A"]
    assert (
        sum({item["sku"] for item in one["items"]} == {"x"} and len(one["items"]) == 4 for one in found["cartons"]) == 2
    )


@pytest.mark.parametrize(("language", "words"), [("en", "at the bottom"), ("zh", "放箱底")])
def test_a_person_reads_figures_steps_and_the_box_that_would_do(files: Any, language: str, words: str) -> None:
    files.write("orders.csv", f"{ORDERS}\nA,x,2,100,80,60,300,0\nB,sofa,1,900,300,200,900,0\n")
    result = cartons(files, "--steps", "--how-big", "--language", language)
    assert result.exit_code == 3 and words in result.stdout and "900 × 300 × 200" in result.stdout
    assert "3.0" in result.stdout and "50.0 %" in result.stdout


def test_without_a_shop_it_works_as_well(files: Any) -> None:
    (files.path / "shop.toml").unlink()
    assert cartons(files).exit_code == 0


numbers = st.sampled_from([*BAD, "", "1", "7", "40", "120", "260"])
rows = st.lists(st.tuples(st.sampled_from(["A", "B", "C", "", "D"]), st.sampled_from(["x", "y", ""]), numbers, numbers, numbers, numbers, numbers, st.sampled_from(["", "0", "1", "maybe"])), max_size=8)  # fmt: skip
boxes_ = st.lists(st.tuples(st.sampled_from(["C1", "C2", "C3", ""]), *[numbers] * 5), max_size=4)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, boxes_)
def test_whatever_stands_in_the_files_every_order_is_packed_or_named(orders: Any, boxes: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "orders.csv", Path(folder) / "cartons.csv"
        for path, head, body in zip(paths, (ORDERS, CARTONS), (orders, boxes), strict=True):
            with path.open("w", newline="", encoding="utf-8") as file:
                file.write(head + "\n")
                csv.writer(file).writerows(body)
        try:
            found = pack_files(*paths, Wanted(), progress=lambda _total, _label: NoProgress())
        except InputRejected as error:
            assert error.problems or not any(any(row) for row in boxes)
            return
    named = {(problem.place.file, problem.place.row) for problem in found.problems}
    assert {order for order, _packing in found.packings} == {row[0] for row in orders if row[0]}
    for order, packing in found.packings:
        own = [n for n, row in enumerate(orders, 2) if row[0] == order]
        assert (packing is None) == any(("orders.csv", n) in named for n in own)
    view = packings_view(found, Wanted(), Shown(steps=True, how_big=True))
    assert view.exit_code == (3 if view.problems else 0)


def test_the_judge_finds_no_fault_in_what_is_left_of_damaged_files(files: Any) -> None:
    chance, rows = random.Random(3), []
    for n in range(120):
        for sku in chance.sample("abcdefgh", chance.choice([1, 1, 2, 4])):
            size = [20 + 17 * (ord(sku) - 96), 30 + 11 * (ord(sku) - 96), 25 + 9 * (ord(sku) - 96)]
            rows.append([f"{n:03}", sku, chance.choice([1, 2, 3]), *size, 200, int(sku == "d")])
    good = [dict.fromkeys([row[0] for row in rows])]
    for row in chance.sample(rows, 12):
        row[chance.randint(2, 6)] = chance.choice(BAD[1:])
    bad = {
        row[0]
        for row in rows
        if not all(str(cell).isascii() and str(cell).isdigit() and len(str(cell)) < 8 for cell in row[2:])
    }
    judge.write_csv(files.path / "orders.csv", judge.ORDER_COLUMNS, rows)
    result = cartons(files, "--format", "jsonl")
    assert result.exit_code == 3
    found = lines(result)
    assert set(found) == set(good[0]) and {n for n, line in found.items() if "left_out" in line} == bad
    kept = judge.write_csv(files.path / "kept.csv", judge.ORDER_COLUMNS, [row for row in rows if row[0] not in bad])
    text = "\n".join(json.dumps(line) for n, line in found.items() if n not in bad)
    figures = judge.judged(kept, files.path / "cartons.csv", text)
    assert figures["faulty_orders"] == {}
