"""`stock list`, `stock low`, `stock adjust`."""

from __future__ import annotations

import pytest


@pytest.fixture
def stocked(shop):
    shop.write(
        "in.csv", "SKU,Name,Qty,Cost,Pack,Barcode\nM-1,Mug,50,12.50,12,6901234567892\nM-2,Plate,20,3,,\nM-3,红枣,0,,,\n"
    )
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    return shop


def test_list_shows_the_items_asked_for(stocked):
    assert [item["sku"] for item in stocked.run("stock", "list", "M-2", "M-1", "--json").json] == ["M-1", "M-2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("mug", ["M-1"]), ("红", ["M-3"]), ("69012", ["M-1"]), ("m-", ["M-1", "M-2", "M-3"]), ("zz", [])],
)
def test_list_searches_codes_names_and_barcodes(stocked, text, found):
    assert [item["sku"] for item in stocked.run("stock", "list", "--search", text, "--json").json] == found


def test_list_names_what_it_does_not_have(stocked):
    result = stocked.run("stock", "list", "M-1", "M-11")
    assert result.exit_code == 3
    assert "M-11" in result.stderr
    assert "Mug" in result.stdout


def test_list_of_an_empty_shop_says_what_to_do(shop):
    result = shop.run("stock", "list")
    assert result.exit_code == 0
    assert "stock import" in result.stdout


def test_low_lists_what_is_at_or_below_its_level_and_how_much_to_buy(stocked):
    result = stocked.run("stock", "low", "--json")
    assert result.exit_code == 0
    assert [(low["sku"], low["available"], low["low"], low["suggested"]) for low in result.json] == [
        ("M-3", 0, 20, 40),
        ("M-2", 20, 20, 20),
    ]


def test_an_items_own_level_wins_and_packs_are_bought_whole(stocked):
    stocked.write("levels.csv", "SKU,Low stock level\nM-1,60\nM-2,5\n")
    stocked.run("stock", "import", "levels.csv", "--as", "set")
    assert [(low["sku"], low["suggested"]) for low in stocked.run("stock", "low", "--json").json] == [
        ("M-3", 40),
        ("M-1", 72),
    ]


@pytest.mark.parametrize(("quantity", "after"), [("-3", 47), ("+3", 53), ("8", 8), ("-50", 0), ("50", 50)])
def test_adjust_adds_takes_or_states(stocked, shelves, quantity, after):
    result = stocked.run("stock", "adjust", "M-1", quantity, "--reason", "broken", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.json["after"] == after
    assert shelves("M-1")["on_hand"] == after


def test_adjust_never_goes_below_zero(stocked):
    before = stocked.dump()
    result = stocked.run("stock", "adjust", "M-1", "-51", "--reason", "broken", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "stock-negative")
    assert stocked.dump() == before


@pytest.mark.parametrize(
    "args",
    [
        ("M-1", "-3"),
        ("M-1", "-3", "--reason", " "),
        ("M-1", "three", "--reason", "x"),
        ("M-1", "1.5", "--reason", "x"),
        ("M-1", "-3斤", "--reason", "x"),
    ],
)
def test_adjust_needs_a_reason_and_a_quantity(stocked, args):
    before = stocked.dump()
    assert stocked.run("stock", "adjust", *args).exit_code == 2
    assert stocked.dump() == before


def test_adjust_names_the_nearest_item(stocked):
    result = stocked.run("stock", "adjust", "M-9", "-3", "--reason", "x")
    assert result.exit_code == 5
    assert "Did you mean M-" in result.stderr


def test_adjust_one_lot(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Lot,Expires\nA,10,L1,2026-12-01\nA,20,L2,2027-06-01\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    assert shop.run("stock", "adjust", "A", "-2", "--lot", "L2", "--reason", "mouldy").exit_code == 0
    assert shop.run("stock", "adjust", "A", "5", "--lot", "2026-12-01", "--reason", "counted").exit_code == 0
    assert shop.run("stock", "adjust", "A", "-6", "--reason", "eaten").exit_code == 0
    assert [(lot["lot"], lot["on_hand"]) for lot in shelves("A")["lots"]] == [("L2", 17)]
    assert shop.run("stock", "adjust", "A", "-1", "--lot", "L9", "--reason", "x").exit_code == 5


def test_adjust_can_be_tried_and_undone(stocked):
    before = stocked.dump()
    assert stocked.run("stock", "adjust", "M-1", "-3", "--reason", "broken", "-n").exit_code == 0
    assert stocked.dump() == before
    stocked.run("stock", "adjust", "M-1", "-3", "--reason", "broken")
    undone = stocked.run("undo", "2")
    assert undone.exit_code == 0, undone.stderr
    assert stocked.dump() == before


def test_goods_by_weight_are_adjusted_with_their_unit(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Unit\nA,10,斤\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    assert shop.run("stock", "adjust", "A", "-2.5斤", "--reason", "tasting").exit_code == 0
    assert shop.run("stock", "adjust", "A", "-2", "--reason", "tasting").exit_code == 2
    assert shelves("A")["on_hand"] == 3750
