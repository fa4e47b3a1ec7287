"""`stock repack`: a sack into bags; lot, dates, origin and cost go with them, and the weights add up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SACKS = (
    "SKU,Name,Qty,Unit,Lot,Produced,Expires,Origin,Cost\n"
    "BULK,红枣散装,40,斤,L1,2026-10-01,2026-12-05,临县,8.33\n"
    "BULK,红枣散装,80,斤,L2,2026-11-01,2027-03-05,临县,7.77\n"
    "BULK,红枣散装,5,斤,L0,2026-01-01,2026-11-01,临县,1\n"
)
BAGS = "SKU,Name,Weight\nD-500,红枣500g,500g\nD-1K,红枣1kg,1kg\nD-BOX,礼盒,\n"


@pytest.fixture
def dates(shop):
    shop.write("sacks.csv", SACKS)
    shop.write("bags.csv", BAGS)
    for file in ("sacks.csv", "bags.csv"):
        assert shop.run("stock", "import", file, "--as", "set").exit_code == 0
    return shop


def test_a_sack_becomes_bags_of_the_same_lots(dates, shelves):
    result = dates.run(
        "stock", "repack", "BULK", "100斤", "--into", "D-500=60", "--into", "D-1K=19", "--loss", "2斤", "--json"
    )
    assert result.exit_code == 0, result.stderr
    assert [(one["sku"], one["lot"], one["expires"], one["quantity"]) for one in result.json["into"]] == [
        ("D-500", "L1", "2026-12-05", 40),
        ("D-500", "L2", "2027-03-05", 20),
        ("D-1K", "L2", "2027-03-05", 19),
    ]
    lot = shelves("D-500")["lots"][0]
    assert (lot["lot"], lot["produced"], lot["expires"], lot["origin"]) == ("L1", "2026-10-01", "2026-12-05", "临县")
    assert [(one["lot"], one["on_hand"]) for one in shelves("BULK")["lots"]] == [("L0", 2500), ("L2", 10000)]


def test_the_bags_cost_what_the_sack_did_to_the_cent(dates):
    done = dates.run("stock", "repack", "BULK", "100斤", "--into", "D-500=97", "--loss", "3斤", "--json").json
    assert done["cost"] == str(40 * Decimal("8.33") + 60 * Decimal("7.77"))
    assert sum(Decimal(one["cost"]) for one in done["into"]) == Decimal(done["cost"])
    db = dates.store()
    assert (
        db.execute(
            "SELECT sum(lots.cost_minor) FROM lots JOIN items ON items.id = item_id WHERE sku = 'D-500'"
        ).fetchone()[0]
        == 79940
    )
    db.close()


@pytest.mark.parametrize(
    ("bags", "loss", "said"),
    [("D-500=97", "2斤", "1 斤 is missing"), ("D-500=99", "2斤", "1 斤 too much"), ("D-500=98", "0", "--loss 2斤")],
)
def test_weights_that_do_not_add_up_are_refused_with_the_difference(dates, bags, loss, said):
    before = dates.dump()
    result = dates.run("stock", "repack", "BULK", "100斤", "--into", bags, "--loss", loss)
    assert result.exit_code == 5
    assert said in result.stderr
    assert dates.dump() == before


def test_what_has_expired_is_not_repacked(dates):
    result = dates.run("stock", "repack", "BULK", "125斤", "--into", "D-500=125", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "too-little-stock")
    assert "120 斤" in result.json["error"]["message"]


def test_what_a_box_holds_can_be_said(dates, shelves):
    assert dates.run("stock", "repack", "BULK", "50斤", "--into", "D-BOX=40").exit_code == 5
    result = dates.run("stock", "repack", "BULK", "50斤", "--into", "D-BOX=40x600g", "--loss", "1kg")
    assert result.exit_code == 0, result.stderr
    assert shelves("D-BOX")["on_hand"] == 40


def test_one_lot_alone(dates, shelves):
    assert dates.run("stock", "repack", "BULK", "10斤", "--into", "D-1K=5", "--lot", "L2").exit_code == 0
    assert [one["lot"] for one in shelves("D-1K")["lots"]] == ["L2"]


def test_pieces_are_repacked_by_their_weight(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Weight,Cost\nCRATE,10,6kg,60\nJAR,0,1kg,\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    result = shop.run("stock", "repack", "CRATE", "2", "--into", "JAR=11", "--loss", "1kg", "--json")
    assert result.exit_code == 0, result.stderr
    assert (result.json["cost"], result.json["loss_g"], shelves("CRATE")["on_hand"]) == ("120.00", 1000, 8)
    assert shelves("JAR")["lots"][0]["lot"] == f"R{result.json['batch']}"


def test_stock_without_lot_and_cost_stays_so(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Unit\nA,10,斤\nB,0,斤\n")
    shop.run("stock", "import", "in.csv", "--as", "set")
    result = shop.run("stock", "repack", "A", "4斤", "--into", "B=3.5斤", "--loss", "0.5斤")
    assert result.exit_code == 0
    assert "carry no cost" in result.stderr
    assert (shelves("B")["on_hand"], shelves("B")["lots"]) == (1750, [])


@pytest.mark.parametrize(
    "words",
    [
        ("100", "--into", "D-500=100"), ("-1斤", "--into", "D-500=1"), ("1斤", "--into", "D-500"), ("1斤", "--into", "D-500=x"),
        ("1斤", "--into", "D-500=0"), ("1斤", "--into", "D-500=1x9"), ("1斤", "--into", "BULK=1斤"), ("1斤",),
        ("1斤", "--into", "D-500=1", "--loss", "some"),
    ],
)  # fmt: skip
def test_words_that_say_no_quantity_end_with_2(dates, words):
    before = dates.dump()
    assert dates.run("stock", "repack", "BULK", *words).exit_code == 2
    assert dates.dump() == before


def test_a_try_changes_nothing_and_orders_that_hold_the_goods_are_named(dates):
    before = dates.dump()
    result = dates.run("stock", "repack", "BULK", "2斤", "--into", "D-1K=1", "-n")
    assert result.exit_code == 0
    assert "dry run" in result.stderr
    assert dates.dump() == before


bags = st.lists(st.tuples(st.sampled_from(["D-500", "D-1K"]), st.integers(1, 25)), min_size=1, max_size=4)
lots = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 9999)), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lots=lots, bags=bags, loss=st.integers(0, 700))
def test_no_gram_and_no_cent_is_lost_and_an_undo_takes_all_back(shop, tmp_path_factory, lots, bags, loss):
    here = _new_shop(shop, tmp_path_factory.mktemp("repack"))
    rows = [
        f"BULK,{half * 500},g,L{n},2027-0{n + 1}-01,{Decimal(cost) / 100000}\n" for n, (half, cost) in enumerate(lots)
    ]
    here.write("in.csv", "SKU,Qty,Unit,Lot,Expires,Cost\n" + "".join(rows))
    here.write("bags.csv", BAGS)
    assert here.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    here.run("stock", "import", "bags.csv", "--as", "set")
    there = sum(half * 500 for half, _cost in lots)
    wanted = sum({"D-500": 500, "D-1K": 1000}[sku] * count for sku, count in bags) + loss
    before = here.dump()
    into = [word for sku, count in bags for word in ("--into", f"{sku}={count}")]
    done = here.run("stock", "repack", "BULK", f"{wanted}g", *into, "--loss", f"{loss}g", "--json")
    if wanted > there:
        assert done.exit_code == 5
        assert here.dump() == before
        return
    assert done.exit_code == 0, done.stdout
    assert sum(Decimal(one["cost"]) for one in done.json["into"]) == sum(
        Decimal(one["cost"]) for one in done.json["taken"]
    )
    assert sum(one["quantity"] for one in done.json["taken"]) == wanted
    on_hand = {item["sku"]: item["on_hand"] for item in here.run("stock", "list", "--json").json}
    assert on_hand["BULK"] == there - wanted
    assert (on_hand["D-500"], on_hand["D-1K"]) == tuple(
        sum(c for s, c in bags if s == sku) for sku in ("D-500", "D-1K")
    )
    if wanted == there:
        db = here.store()
        costs = dict(
            db.execute(
                "SELECT sku, sum(lots.cost_minor) FROM lots JOIN items ON items.id = item_id GROUP BY sku"
            ).fetchall()
        )
        db.close()
        assert costs.pop("BULK") == sum(costs.values())
    assert here.run("undo", str(done.json["batch"])).exit_code == 0
    assert here.dump() == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(total=st.integers(0, 10**6), whole=st.integers(1, 500), cuts=st.lists(st.integers(0, 500), max_size=5))
def test_the_parts_of_a_lot_cost_what_the_lot_did(total, whole, cuts):
    from itertools import pairwise

    from sellerkit.stock.lot_rules import part_cost

    places = sorted({0, whole, *(cut for cut in cuts if cut < whole)})
    assert sum(part_cost(total, whole, start, end) for start, end in pairwise(places)) == total


def _new_shop(shop, folder: Path):
    from sellerkit.store.store import open_store

    (folder / "shop.toml").write_bytes((shop.path / "shop.toml").read_bytes())
    open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
    return type(shop)(folder)
