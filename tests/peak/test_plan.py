"""`peak plan`: which orders are planned, in which order, into which cartons, until which pick-up."""

from __future__ import annotations

from typing import Any

import pytest


def ids(parcels: list[dict[str, Any]]) -> list[str]:
    return [parcel["order_id"] for parcel in parcels]


def test_each_order_gets_a_carton_a_weight_a_wave_a_station_and_a_pickup(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    peak.order("B", {"VASE": 1, "DATE": 2})
    plan = peak.plan()
    parcels = {parcel["order_id"]: parcel for parcel in plan["parcels"]}
    assert parcels["A"]["carton"] == "small" and parcels["A"]["weight_g"] == 400 + 60
    assert parcels["B"]["carton"] == "large" and parcels["B"]["weight_g"] == 2500 + 800 + 300
    assert {p["pickup"] for p in plan["parcels"]} == {"2026-11-11T11:30:00+08:00"}
    assert {p["station"] for p in plan["parcels"]} <= {1, 2}
    assert plan["verdict"]["feasible"] is True and plan["verdict"]["late_parcels"] == 0
    assert plan["verdict"]["finish"] == "2026-11-11T08:02:00+08:00"
    assert plan["bound"] == {"makespan_min": 2.0, "makespan_bound_min": 2.0}


def test_single_items_are_packed_pile_by_pile_then_mixed_ones_with_slots_then_those_with_a_note(peak: Any) -> None:
    peak.order("mixed-1", {"DATE": 1, "NUT": 1})
    peak.order("noted", {"DATE": 1}, note="请送贺卡")
    for n in range(3):
        peak.order(f"date-{n}", {"DATE": 1})
        peak.order(f"nut-{n}", {"NUT": 1})
    peak.order("nut-3", {"NUT": 1})
    peak.order("mixed-2", {"VASE": 1, "NUT": 1})
    plan = peak.plan()
    assert [wave["kind"] for wave in plan["waves"]] == ["piles", "mixed", "noted"]
    assert [wave["parcels"] for wave in plan["waves"]] == [7, 2, 1]
    order = ids(sorted(plan["parcels"], key=lambda p: (p["wave"], p["start"], p["station"])))
    assert sorted(order[:4]) == ["nut-0", "nut-1", "nut-2", "nut-3"]  # the largest pile first, in one piece
    assert order[-1] == "noted"
    assert {p["order_id"]: p["slot"] for p in plan["parcels"] if p["slot"]} == {"mixed-1": 1, "mixed-2": 2}


def test_each_pickup_takes_what_is_packed_before_it_and_never_more_than_its_capacity(peak: Any) -> None:
    peak.toml('[carriers.sf]\nservice = "practice"\npickups = ["10:00"]\ncapacity = 7\n')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(250))
    plan = peak.plan()
    counts: dict[tuple[str, str], int] = {}
    for parcel in plan["parcels"]:
        counts[parcel["carrier"], parcel["pickup"]] = counts.get((parcel["carrier"], parcel["pickup"]), 0) + 1
        assert parcel["start"] < parcel["pickup"]
    assert counts == {
        ("sf", "2026-11-11T10:00:00+08:00"): 7,
        ("zto", "2026-11-11T11:30:00+08:00"): 203,
        ("zto", "2026-11-11T17:00:00+08:00"): 40,
    }
    assert plan["verdict"]["feasible"] is True


def test_what_is_due_first_goes_first_whatever_its_kind(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(300))
    peak.order("urgent", {"VASE": 1, "NUT": 1}, ship_by="2026-11-11T04:00:00Z", note="急")
    plan = peak.plan()
    urgent = next(parcel for parcel in plan["parcels"] if parcel["order_id"] == "urgent")
    assert urgent["pickup"] == "2026-11-11T11:30:00+08:00" and urgent["late"] is False


def test_a_parcel_is_late_when_its_pickup_comes_after_its_ship_by(peak: Any) -> None:
    peak.order("late", {"DATE": 1}, ship_by="2026-11-11T03:00:00Z")  # 11:00, the courier comes at 11:30
    peak.order("just", {"DATE": 1}, ship_by="2026-11-11T03:30:00Z")
    plan = peak.plan(code=3)
    assert {p["order_id"]: p["late"] for p in plan["parcels"]} == {"late": True, "just": False}
    verdict = plan["verdict"]
    assert (verdict["feasible"], verdict["late_parcels"], verdict["past_ship_by"], verdict["overdue"]) == (
        False,
        1,
        1,
        1,
    )


def test_overdue_orders_leave_with_the_first_pickup_when_that_harms_nobody(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(300))
    peak.order("overdue", {"NUT": 1}, ship_by="2026-11-09T00:00:00Z")
    plan = peak.plan(code=3)
    assert next(p for p in plan["parcels"] if p["order_id"] == "overdue")["pickup"] == "2026-11-11T11:30:00+08:00"


def test_what_misses_the_day_is_late_but_keeps_its_ship_by_when_tomorrow_is_soon_enough(peak: Any) -> None:
    peak.toml('[carriers.slow]\nservice = "practice"\n')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}, "ship_by": "2026-11-13T12:00:00Z"} for n in range(600))
    plan = peak.plan(code=3)
    # 9 hours of two packers until 17:00 make 540
    assert plan["verdict"]["late_parcels"] == 60 and plan["verdict"]["past_ship_by"] == 0
    assert sum(parcel["pickup"] is None for parcel in plan["parcels"]) == 60


def test_what_can_wait_for_tomorrow_makes_way_for_what_cannot(peak: Any) -> None:
    """All may leave with the last pick-up, but those due tonight break their promise when they stay."""
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}, "ship_by": "2026-11-13T12:00:00Z"} for n in range(540))
    peak.orders(
        {"id": f"T{n}", "items": {"DATE": 1}, "note": "急", "ship_by": "2026-11-11T14:00:00Z"} for n in range(60)
    )
    verdict = peak.plan(code=3)["verdict"]
    assert (verdict["late_parcels"], verdict["past_ship_by"]) == (60, 0)


def test_shipped_and_held_orders_are_not_planned(peak: Any) -> None:
    for status in ("to-ship", "shipped", "held", "unpaid", "done", "refunding", "refunded", "closed"):
        peak.order(status, {"DATE": 1}, status=status)
    assert ids(peak.plan()["parcels"]) == ["to-ship"]


def test_an_order_named_that_is_not_packed_is_said(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    peak.order("H", {"DATE": 1}, status="held")
    plan = peak.plan("A", "H", "nobody", code=3)
    assert ids(plan["parcels"]) == ["A"]
    assert {(p["code"], p["value"]) for p in plan["problems"]} == {("not-to-pack", "H"), ("no-such-order", "nobody")}
    assert peak.run("peak", "plan", "nobody").exit_code == 5
    assert peak.run("peak", "plan", "--status", "held").exit_code == 2


def test_presale_orders_are_packed_last_and_no_pickup_takes_them(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(10))
    peak.order("presale", {"NUT": 1}, status="deposit-paid", ship_by=None)
    plan = peak.plan()
    last = plan["parcels"][-1]
    assert (last["order_id"], last["kind"], last["pickup"], last["late"]) == ("presale", "presale", None, False)
    assert last["start"] >= max(p["start"] for p in plan["parcels"][:-1])
    assert plan["verdict"]["feasible"] is True


def test_the_last_unit_goes_to_the_order_that_is_due_first_and_the_others_are_named(peak: Any) -> None:
    peak.item("RARE", quantity=1)
    peak.order("later", {"RARE": 1}, ship_by="2026-11-13T12:00:00Z")
    peak.order("sooner", {"RARE": 1}, ship_by="2026-11-12T01:00:00Z")
    peak.order("other", {"RARE": 2, "DATE": 1})
    plan = peak.plan(code=3)
    assert ids(plan["parcels"]) == ["sooner"]
    assert sorted(ids(plan["left_out"])) == ["later", "other"]
    (problem,) = plan["problems"]
    assert problem["code"] == "short-stock" and problem["value"] == "RARE"
    assert "later" in problem["message"] and "other" in problem["message"] and "sooner" not in problem["message"]


def test_an_expired_lot_fills_no_order(peak: Any) -> None:
    peak.item("CAKE", quantity=5, expires="2026-11-10")
    peak.more("CAKE", 1, "2026-11-11")
    peak.order("A", {"CAKE": 1})
    peak.order("B", {"CAKE": 1})
    plan = peak.plan(code=3)
    assert ids(plan["parcels"]) == ["A"]
    assert "expired" in plan["problems"][0]["message"]


def test_packaging_to_buy_has_the_spare_on_top(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(40))
    cartons = peak.plan()["cartons"]
    about = {"in_stock": 2, "short": 38, "buy": 40, "buy_packs": 40, "pack": 1, "cost": "18.00"}
    assert cartons["small"] == {"needed": 40, **about}
    assert cartons["large"]["buy"] == cartons["large"]["short"] == 0 and cartons["large"]["cost"] == "0.00"


def test_without_cartons_parcels_are_planned_by_weight(bare: Any) -> None:
    bare.toml('[peak]\nday = "2026-11-11"\npeople = [ { name = "me", per_hour = 20 } ]\n')
    bare.item("DATE", None)
    bare.order("A", {"DATE": 2})
    plan = bare.plan()
    assert plan["parcels"][0]["carton"] == "" and plan["parcels"][0]["weight_g"] == 820
    assert plan["parcels"][0]["pickup"] == "2026-11-11T18:00:00+08:00"


def test_orders_wait_for_the_courier_that_will_take_them(peak: Any) -> None:
    peak.toml(
        '[carriers.ems]\nservice = "practice"\n[shipments]\nrules = [ { when = "province == \'西藏\'", carrier = "ems" } ]\n'
    )
    peak.order("far", {"DATE": 1}, province="西藏自治区")
    peak.order("near", {"DATE": 1})
    parcels = {p["order_id"]: (p["carrier"], p["pickup"]) for p in peak.plan()["parcels"]}
    assert parcels == {"far": ("ems", "2026-11-11T20:00:00+08:00"), "near": ("zto", "2026-11-11T11:30:00+08:00")}


def test_nothing_to_pack_is_no_exception(peak: Any) -> None:
    before = peak.dump()
    plan = peak.plan()
    assert plan["parcels"] == [] and plan["verdict"]["feasible"] is True and plan["batch"] is None
    assert plan["verdict"]["finish"] is None and plan["bound"]["makespan_bound_min"] is None
    assert "nothing to pack" in peak.run("peak", "plan").stdout
    assert peak.dump() == before


def test_the_answer_is_a_table_for_people(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    result = peak.run("peak", "plan")
    assert "FEASIBLE" in result.stdout and "11:30" in result.stdout
    result = peak.run("peak", "plan", "--format", "csv")
    assert result.stdout.splitlines()[0].startswith("order_id,")


@pytest.mark.parametrize("code", ["en", "zh"])
def test_both_languages_plan_the_same(peak: Any, code: str) -> None:
    peak.order("A", {"DATE": 1, "NUT": 1})
    assert peak.plan("--language", code)["verdict"]["feasible"] is True


RATES = "zone,base,base_kg,step,step_kg,refuse\n浙江,5,1,2,1,\n新疆,,,,,不派送\n"


def test_a_province_that_no_courier_serves_is_named_and_its_orders_left_out(peak: Any) -> None:
    peak.write("zto.csv", RATES)
    text = (peak.path / "shop.toml").read_text("utf-8")
    peak.write("shop.toml", text.replace('pickups = ["11:30", "17:00"]', 'pickups = ["11:30", "17:00"]\nrates = "zto.csv"'))  # fmt: skip
    peak.order("near", {"DATE": 1}, province="浙江省")
    peak.order("far", {"DATE": 1}, province="新疆维吾尔自治区")
    peak.order("hidden", {"DATE": 1})
    plan = peak.plan(code=3)
    assert ids(plan["parcels"]) == ["near", "hidden"] or ids(plan["parcels"]) == ["hidden", "near"]
    assert plan["left_out"] == [{"order_id": "far", "channel": "taobao", "reason": "no-service", "skus": []}]
    (problem,) = plan["problems"]
    assert (problem["code"], problem["value"]) == ("no-service", "新疆维吾尔自治区")
    assert "far" in problem["message"] and "不派送" in problem["message"]


def test_what_one_courier_refuses_goes_with_the_next_one(peak: Any) -> None:
    peak.write("zto.csv", RATES)
    text = (peak.path / "shop.toml").read_text("utf-8")
    peak.write("shop.toml", text.replace('pickups = ["11:30", "17:00"]', 'pickups = ["11:30", "17:00"]\nrates = "zto.csv"'))  # fmt: skip
    peak.toml('[carriers.ems]\nservice = "practice"\npickups = ["15:00"]\n')
    peak.order("near", {"DATE": 1}, province="浙江省")
    peak.order("far", {"DATE": 1}, province="新疆维吾尔自治区")
    parcels = {p["order_id"]: (p["carrier"], p["pickup"][11:16]) for p in peak.plan()["parcels"]}
    assert parcels == {"near": ("zto", "11:30"), "far": ("ems", "15:00")}


def test_parcels_above_the_capacity_go_with_the_next_pickup_or_are_named(peak: Any) -> None:
    text = (peak.path / "shop.toml").read_text("utf-8")
    peak.write("shop.toml", text.replace('"17:00"]', '"17:00"]\ncapacity = 30'))
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(70))
    plan = peak.plan(code=3)
    taken = [str(p["pickup"])[11:16] for p in plan["parcels"]]
    assert (taken.count("11:30"), taken.count("17:00"), taken.count("")) == (30, 30, 10)
    assert [(m["pickup"][11:16], m["carrier"], m["parcels"]) for m in plan["verdict"]["missed"]] == [("17:00", "zto", 10)]  # fmt: skip


def test_orders_past_their_ship_by_are_named_apart_from_those_that_miss_a_pickup(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}, "ship_by": "2026-11-13T12:00:00Z"} for n in range(560))
    peak.order("urgent", {"DATE": 1}, ship_by="2026-11-11T00:30:00Z")
    verdict = peak.plan(code=3)["verdict"]
    assert verdict["past_ship_by_orders"] == ["urgent"] and verdict["overdue"] == 1
    assert verdict["missed"][0]["parcels"] == verdict["late_parcels"] - 1 == 20
    assert "Past their ship-by time: urgent" in peak.run("peak", "plan").stdout
