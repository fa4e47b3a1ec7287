"""`shipments manifest`: the driver signs for exactly what the sheet says; no parcel stands on two."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from tests.problems.case import neighbour

words = neighbour("shipments/test_labels.py").words
ROW = "SELECT manifest_id, order_id, off FROM manifest_parcels JOIN parcel_orders USING (parcel_id) JOIN orders ON orders.id = order_row ORDER BY 1, 2"


@pytest.fixture
def bought(practice):
    """Three parcels at zto."""
    practice.good("shipments", "create", "--yes")
    return practice


def refund(seller, order: str, status: str = "refunding") -> None:
    db = seller.shop.store()
    db.execute("UPDATE orders SET status = ? WHERE order_id = ?", (status, order))
    db.commit()
    db.close()


def plan(seller, *planned: tuple[str, str]) -> None:
    """(order, pick-up as a stored time)."""
    db = seller.shop.store()
    db.execute("INSERT INTO batches (command, started_at, state) VALUES ('peak plan', '2026-11-10T00:00:00Z', 'done')")
    for position, (order, pickup) in enumerate(planned, 1):
        db.execute(
            "INSERT INTO plan_parcels (order_row, carton, weight_g, wave, station, pickup, position, batch_id) "
            "SELECT id, 'no5', 900, 1, 1, ?, ?, (SELECT max(number) FROM batches) FROM orders WHERE order_id = ?",
            (pickup, position, order),
        )
    db.commit()
    db.close()


def test_what_waits_is_shown_with_totals_and_looking_changes_nothing(bought) -> None:
    before = bought.dump()
    shown = bought.good("shipments", "manifest")
    (sheet,) = shown["manifests"]
    assert (sheet["manifest"], sheet["carrier"], sheet["courier"], sheet["count"]) == (None, "zto", "ZTO Express", 3)
    assert sheet["weight_g"] == sum(parcel["weight_g"] for parcel in sheet["parcels"]) > 0
    assert sorted(sheet["waybills"]) == sorted(bought.waybills().values())
    assert bought.dump() == before and shown["batch"] is None


def test_the_paper_names_every_waybill_the_totals_and_where_to_sign(bought) -> None:
    done = bought.good("shipments", "manifest", "-o", "out/m.pdf")
    text = words(bought.path / "out/m.pdf")
    assert all(waybill in text for waybill in bought.waybills().values())
    assert "3 parcels" in text and "driver (name, signature)" in text and "PRACTICE" in text and "ZTO Express" in text
    assert done["manifests"][0]["manifest"] == 1 and done["batch"]
    assert "138" not in text.replace("".join(bought.waybills().values()), "") or "张三" not in text


def test_closing_records_exactly_what_was_printed(bought) -> None:
    bought.good("shipments", "manifest", "-o", "m.pdf")
    bought.ordered([("D-1", "NUT-1", 1)], name="more.csv").good("shipments", "create", "--yes")
    closed = bought.good("shipments", "manifest", "--close")
    assert (closed["closed"], closed["manifests"][0]["count"], closed["later"]) == (True, 3, 1)
    assert closed["manifests"][0]["closed_at"]
    (later,) = bought.good("shipments", "manifest")["manifests"]
    assert (later["manifest"], later["parcels"][0]["order_ids"]) == (None, ["D-1"])
    second = bought.good("shipments", "manifest", "--close")
    assert second["manifests"][0]["manifest"] == 2
    assert bought.rows(ROW) == [(1, "C-1", ""), (1, "C-2", ""), (1, "C-3", ""), (2, "D-1", "")]
    assert bought.good("shipments", "manifest")["manifests"] == []
    assert bought.good("shipments", "manifest", "--close")["batch"] is None


def test_what_came_later_joins_the_sheet_when_it_is_printed_again(bought) -> None:
    bought.good("shipments", "manifest", "-o", "m.pdf")
    bought.ordered([("D-1", "NUT-1", 1)], name="more.csv").good("shipments", "create", "--yes")
    again = bought.good("shipments", "manifest", "-o", "m.pdf")
    assert [(s["manifest"], s["count"], s["new"]) for s in again["manifests"]] == [(1, 4, 1)]
    before = bought.dump()
    assert bought.good("shipments", "manifest", "-o", "m.pdf")["batch"] is None and bought.dump() == before


def test_undo_opens_the_sheet_again_and_takes_it_back(bought) -> None:
    before = bought.dump()
    printed = bought.good("shipments", "manifest", "-o", "m.pdf")["batch"]
    middle = bought.dump()
    closed = bought.good("shipments", "manifest", "--close")["batch"]
    bought.good("undo", str(closed))
    assert bought.dump() == middle
    bought.good("undo", str(printed))
    assert bought.dump() == before


def test_a_dry_run_shows_what_closing_does_and_changes_nothing(bought) -> None:
    before = bought.dump()
    tried = bought.good("shipments", "manifest", "--close", "--dry-run", "-o", "m.pdf")
    assert bought.dump() == before and not (bought.path / "m.pdf").exists()
    done = bought.good("shipments", "manifest", "--close", "-o", "m.pdf")
    assert tried["manifests"][0]["waybills"] == done["manifests"][0]["waybills"] and tried["batch"] is None


def test_a_refund_takes_the_parcel_off_the_printed_sheet_with_a_warning(bought) -> None:
    bought.good("shipments", "manifest", "-o", "m.pdf")
    refund(bought, "C-2")
    result = bought.run("shipments", "manifest", "--close", "--json")
    waybill = bought.waybills()["C-2"]
    assert result.exit_code == 3 and result.json["manifests"][0]["count"] == 2
    assert result.json["manifests"][0]["came_off"] == [waybill]
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("pull-parcel", waybill)]
    assert bought.rows(ROW) == [(1, "C-1", ""), (1, "C-2", "stays"), (1, "C-3", "")]


def test_a_number_given_back_comes_off_and_its_next_one_may_go(bought) -> None:
    bought.good("shipments", "manifest", "-o", "m.pdf")
    first = bought.waybills()["C-2"]
    bought.good("shipments", "void", first, "--yes")
    result = bought.run("shipments", "manifest", "--close", "--json")
    assert result.exit_code == 3 and [p["code"] for p in result.json["problems"]] == ["off-manifest"]
    bought.good("shipments", "create", "--yes")
    (sheet,) = bought.good("shipments", "manifest", "--close")["manifests"]
    assert sheet["waybills"] == [bought.waybills()["C-2"]] != [first]


def test_an_order_that_its_buyer_has_already_stays_on_the_sheet_and_never_comes_on_a_new_one(bought) -> None:
    bought.good("shipments", "manifest", "-o", "m.pdf")
    refund(bought, "C-1", "done")
    assert bought.good("shipments", "manifest", "--close")["manifests"][0]["count"] == 3
    bought.ordered([("D-1", "NUT-1", 1)], name="more.csv").good("shipments", "create", "--yes")
    refund(bought, "D-1", "done")
    assert bought.good("shipments", "manifest")["manifests"] == []


def test_each_courier_and_pickup_has_its_sheet_and_a_missed_parcel_goes_with_the_next(bought) -> None:
    plan(bought, ("C-1", "2026-11-10T03:30:00Z"), ("C-2", "2026-11-10T03:30:00Z"), ("C-3", "2026-11-10T09:00:00Z"))
    sheets = bought.good("shipments", "manifest")["manifests"]
    assert [(s["pickup"], s["count"]) for s in sheets] == [
        ("2026-11-10T11:30:00+08:00", 2),
        ("2026-11-10T17:00:00+08:00", 1),
    ]
    (noon,) = bought.good("shipments", "manifest", "--pickup", "11:30", "--close")["manifests"]
    assert noon["count"] == 2
    (evening,) = bought.good("shipments", "manifest", "--pickup", "17:00")["manifests"]
    assert evening["count"] == 1
    bought.ordered([("D-1", "NUT-1", 1)], name="more.csv").good("shipments", "create", "--yes")
    (evening,) = bought.good("shipments", "manifest", "--pickup", "17:00")["manifests"]
    assert (evening["pickup"], evening["count"]) == ("2026-11-10T17:00:00+08:00", 2)


def test_numbers_that_a_platform_printed_are_handed_over_under_their_couriers_name(practice) -> None:
    practice.hidden(("7001", "NUT-1", 1))
    practice.write("printed.csv", "订单编号,物流单号,物流公司\n7001,YT0000000001,圆通速递\n")
    practice.good("shipments", "adopt", "printed.csv")
    (sheet,) = practice.good("shipments", "manifest", "--close")["manifests"]
    assert (sheet["carrier"], sheet["courier"], sheet["waybills"]) == (
        "platform:圆通速递",
        "圆通速递",
        ["YT0000000001"],
    )


def test_the_list_shows_every_sheet_and_when_it_was_signed(bought) -> None:
    assert bought.good("shipments", "manifest", "--list") == []
    bought.good("shipments", "manifest", "-o", "m.html")
    (sheet,) = bought.good("shipments", "manifest", "--list")
    assert (sheet["manifest"], sheet["count"], sheet["closed_at"]) == (1, 3, None)
    bought.good("shipments", "manifest", "--close")
    assert bought.good("shipments", "manifest", "--list", "--carrier", "zto")[0]["closed_at"]


def test_the_csv_has_a_row_for_each_parcel(bought) -> None:
    assert bought.run("shipments", "manifest", "-o", "m.csv").exit_code == 0
    rows = list(csv.DictReader((bought.path / "m.csv").read_text("utf-8-sig").splitlines()))
    assert [row["waybill"] for row in rows] == [bought.waybills()[order] for order in ("C-1", "C-2", "C-3")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--pickup", "25:00"), "17:00"), (("--pickup", "noon"), "17:00"), (("--carrier", "zt"), "zto"),
        (("--list", "--close"), "--list"), (("-o", "m.docx"), ".pdf"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_and_changes_nothing(bought, given: tuple[str, ...], said: str) -> None:
    before = bought.dump()
    result = bought.run("shipments", "manifest", *given)
    assert result.exit_code == 2 and said in result.stderr and bought.dump() == before


def test_a_paper_that_cannot_be_written_records_nothing(bought) -> None:
    Path(bought.path / "m.pdf").mkdir()
    before = bought.dump()
    assert bought.run("shipments", "manifest", "-o", "m.pdf").exit_code == 8
    assert bought.dump() == before


def test_many_parcels_stand_three_in_a_row_and_none_is_lost(practice) -> None:
    practice.ordered([(f"D-{n:02}", "NUT-1", 1) for n in range(40)], name="more.csv")
    practice.good("shipments", "create", "--yes")
    practice.good("shipments", "manifest", "-o", "m.pdf")
    text = words(practice.path / "m.pdf")
    assert "Sheet 1 · ZTO Express: 43 parcels" in text, "nobody signs a page that does not say for what"
    assert all(text.count(waybill) == 1 for waybill in practice.waybills().values()) and len(practice.waybills()) == 43


def test_one_number_of_a_platform_for_two_orders_is_one_parcel_to_count(practice) -> None:
    practice.hidden(("7001", "NUT-1", 1), ("7002", "NUT-1", 1))
    practice.write(
        "printed.csv", "订单编号,物流单号,物流公司\n7001,YT0000000001,圆通速递\n7002,YT0000000001,圆通速递\n"
    )
    assert practice.run("shipments", "adopt", "printed.csv").exit_code in (0, 3)
    (sheet,) = practice.good("shipments", "manifest", "--close")["manifests"]
    assert (sheet["count"], sheet["waybills"]) == (1, ["YT0000000001"])
    assert practice.good("shipments", "manifest", "--list")[0]["count"] == 1


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_no_parcel_stands_on_two_sheets_and_a_signed_sheet_never_changes(practice, seed: int) -> None:
    dice, signed = random.Random(seed), {}
    practice.ordered([(f"D-{n}", "NUT-1", 1) for n in range(6)], name="more.csv")
    for _step in range(14):
        what = dice.choice(("create", "print", "print", "close", "refund", "back", "void"))
        waybills = practice.waybills()
        if what == "create":
            practice.run("shipments", "create", "--yes", "--limit", "3")
        elif what == "print":
            practice.run("shipments", "manifest", "-o", "m.pdf")
        elif what == "close":
            practice.run("shipments", "manifest", "--close")
        elif waybills and what in ("refund", "back"):
            refund(practice, dice.choice(sorted(waybills)), "refunding" if what == "refund" else "shipped")
        elif waybills:
            practice.run("shipments", "void", dice.choice(sorted(waybills.values())), "--yes")
        twice = "SELECT parcel_id, waybill FROM manifest_parcels WHERE off = '' GROUP BY 1, 2 HAVING count(*) > 1"
        assert practice.rows(twice) == []
        closed = {
            sheet: practice.rows(f"SELECT waybill FROM manifest_parcels WHERE off = '' AND manifest_id = {sheet} ORDER BY id")
            for (sheet,) in practice.rows("SELECT id FROM manifests WHERE closed_at IS NOT NULL")
        }  # fmt: skip
        assert {sheet: closed.get(sheet) for sheet in signed} == signed
        signed = closed


def test_a_refund_after_the_driver_came_is_no_business_of_later_sheets(bought) -> None:
    bought.good("shipments", "manifest", "--close")
    refund(bought, "C-2")
    assert bought.good("shipments", "manifest")["problems"] == []
    assert bought.good("shipments", "labels", "--again", "-o", "l.pdf")["labels"] == 2
    assert bought.good("shipments", "slips")["slips"] == 0
