"""Room at pick-ups, and orders that cost less in two parcels."""

from __future__ import annotations

import pytest

ZTO = "省份,首重,续重\n山东,4,1\n其他,9,6\n"
STO = "省份,首重,续重\n山东,6,1\n"


@pytest.fixture
def two(practice):
    """Two couriers; the cheaper one has two pick-ups tonight and takes one parcel with each. It is eight in the evening."""
    practice.write("zto.csv", ZTO)
    practice.write("sto.csv", STO)
    path = practice.path / "shop.toml"
    path.write_text(
        path.read_text("utf-8").replace(
            'rates = "zto.csv"', 'rates = "zto.csv"\npickups = ["09:00", "21:00", "22:30"]\ncapacity = 1'
        ),
        "utf-8",
    )
    practice.toml('[carriers.sto]\nservice = "practice"\nrates = "sto.csv"')
    return practice


def due(shop, when):
    """All orders are due then (UTC)."""
    db = shop.shop.store()
    db.execute("UPDATE orders SET ship_by = ?", (when,))
    db.commit()
    db.close()


def test_a_full_pick_up_gives_way_to_the_next_then_to_the_next_courier(two):
    due(two, "2026-11-10T15:00:00Z")
    quoted = two.good("shipments", "quote")
    assert [(q["carrier"], q["pickup"]) for q in quoted] == [
        ("zto", "2026-11-10T21:00:00+08:00"),
        ("zto", "2026-11-10T22:30:00+08:00"),
        ("sto", None),
    ]
    assert quoted[1]["full_pickups"] == ["2026-11-10T21:00:00+08:00"]
    assert "no room" in quoted[2]["quotes"][0]["lost"]
    shown = two.run("shipments", "quote")
    assert "No room at 21:00, so with the pick-up at 22:30." in shown.stdout and "1 parcels go with sto" in shown.stderr


def test_with_time_left_the_cheaper_courier_takes_it_tomorrow(two):
    due(two, "2026-11-12T15:00:00Z")
    assert [q["pickup"][:16] for q in two.good("shipments", "quote")] == [
        "2026-11-10T21:00",
        "2026-11-10T22:30",
        "2026-11-11T09:00",
    ]


def test_parcels_of_earlier_runs_take_up_room(two):
    due(two, "2026-11-10T15:00:00Z")
    assert [p["carrier"] for p in two.good("shipments", "create", "C-1", "--yes")["parcels"]] == ["zto"]
    assert [p["carrier"] for p in two.good("shipments", "create", "C-2", "--yes")["parcels"]] == ["zto"]
    last = two.run("shipments", "create", "C-3", "--yes", "--json")
    assert [p["carrier"] for p in last.json["parcels"]] == ["sto"] and "zto has no room left" in last.stderr
    assert two.rows("SELECT pickup FROM parcels WHERE carrier = 'zto' ORDER BY 1") == [
        ("2026-11-10T13:00:00Z",),
        ("2026-11-10T14:30:00Z",),
    ]
    two.good("shipments", "void", two.waybills()["C-1"], "--yes")
    assert [p["carrier"] for p in two.good("shipments", "create", "--yes")["parcels"]] == ["zto"]


def test_without_room_anywhere_the_order_waits_and_the_reason_is_said(two):
    due(two, "2026-11-10T15:00:00Z")
    text = (two.path / "shop.toml").read_text("utf-8")
    two.write("shop.toml", text.split("[carriers.sto]")[0])
    result = two.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and [p["order_id"] for p in result.json["parcels"]] == ["C-1", "C-2"]
    (problem,) = result.json["problems"]
    assert (problem["code"], problem["value"]) == ("no-courier", "C-3") and "no room" in problem["message"]


def test_an_order_just_above_a_step_is_proposed_in_two_parcels(practice):
    practice.write("zto.csv", "省份,1kg,2kg,3kg,>3kg\n山东,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2\n")
    practice.ordered([("C-9", "NUT-1", 3, "平安路9号", "李四")], "more.csv")
    (proposal,) = practice.good("shipments", "quote", "C-9")[0]["proposals"]
    assert (proposal["kind"], proposal["before"], proposal["after"], proposal["saves"]) == (
        "split",
        "7.40",
        "7.10",
        "0.30",
    )
    assert sorted((p["weight_g"], p["items"][0]["quantity"]) for p in proposal["parcels"]) == [(1070, 1), (2120, 2)]
    assert [p["order_ids"] for p in practice.good("shipments", "create", "C-9", "--yes")["parcels"]] == [["C-9"]]


def test_with_sizes_and_cartons_the_proposal_counts_cartons_too(practice):
    practice.write("zto.csv", "省份,1kg,2kg,3kg,>3kg\n山东,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2\n")
    practice.write("sized.csv", "SKU,Name,Qty,Weight,Length,Width,Height\nNUT-1,核桃,50,1050,100mm,100mm,100mm\n")
    practice.good("stock", "import", "sized.csv", "--as", "set")
    practice.ordered([("C-9", "NUT-1", 3, "平安路9号", "李四")], "more.csv")
    box = '[packing.cartons.{}]\ninner_mm = [{}, 110, 110]\nmax_g = 9000\ncost = "{}"'
    practice.toml(
        box.format("one", 110, "0.05") + "\n" + box.format("two", 220, "0.10") + "\n" + box.format("three", 330, "0.50")
    )
    (proposal,) = practice.good("shipments", "quote", "C-9")[0]["proposals"]
    assert (proposal["with_cartons"], proposal["before"], proposal["after"]) == (True, "7.90", "7.25")
    practice.write(
        "shop.toml",
        (practice.path / "shop.toml").read_text("utf-8").replace('"0.05"', '"0.50"').replace('"0.10"', '"0.50"'),
    )
    assert practice.good("shipments", "quote", "C-9")[0]["proposals"] == []
