"""`stock list SKU --movements`: the ledger of one item."""

from __future__ import annotations

import pytest


@pytest.fixture
def moved(shop):
    shop.write("in.csv", "SKU,Name,Qty,Lot,Expires\nA,红枣,10,L1,2026-12-01\nB,杯子,3,,\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    shop.write("more.csv", "SKU,Qty\nA,5\n")
    shop.run("stock", "import", "more.csv", "--as", "add")
    assert shop.run("stock", "adjust", "A", "-4", "--reason", "eaten").exit_code == 0
    return shop


def test_each_movement_says_when_why_and_what_was_there_then(moved):
    found = moved.run("stock", "list", "A", "--movements", "--json").json
    keys = ("batch", "kind", "delta", "balance", "lot", "reason", "file", "row")
    assert [tuple(one[key] for key in keys) for one in found] == [
        (1, "set", 10, 10, "L1", "", "in.csv", 2),
        (2, "add", 5, 15, None, "", "more.csv", 2),
        (3, "adjust", -4, 11, "L1", "eaten", None, None),
    ]
    assert found[0]["at"] == "2026-11-10T20:00:00+08:00"


def test_the_last_balance_is_what_is_on_hand(moved, shelves):
    assert moved.run("stock", "list", "A", "--movements", "--json").json[-1]["balance"] == shelves("A")["on_hand"]


def test_a_movement_names_its_file_and_row(moved):
    out = moved.run("stock", "list", "A", "--movements").stdout
    assert "in.csv, row 2" in out
    assert "eaten" in out


def test_several_items_stand_one_below_the_other(moved):
    found = moved.run("stock", "list", "--search", "", "A", "B", "--movements", "--json").json
    assert [one["sku"] for one in found] == ["A", "A", "A", "B"]


def test_what_was_undone_is_gone(moved):
    moved.run("undo", "3")
    assert [one["batch"] for one in moved.run("stock", "list", "A", "--movements", "--json").json] == [1, 2]


def test_an_item_must_be_named_and_be_there(moved):
    assert moved.run("stock", "list", "--movements").exit_code == 2
    result = moved.run("stock", "list", "AA", "--movements")
    assert result.exit_code == 3
    assert "There is no item AA" in result.stderr


def test_a_correction_says_which_lots_it_touched(moved):
    result = moved.run("stock", "adjust", "A", "-8", "--reason", "mouldy")
    assert result.stdout == "A: 11 → 3 (L1 −6, without a lot −2)\n"
    found = moved.run("stock", "adjust", "A", "+2", "--lot", "L1", "--reason", "found behind the shelf", "--json")
    assert found.exit_code == 0, found.stderr
    assert found.json["lots"] == [{"lot": "L1", "expires": "2026-12-01", "change": 2}]
