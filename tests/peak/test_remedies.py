"""What would help: every remedy that is named works when it is done."""

from __future__ import annotations

from typing import Any

import pytest

from sellerkit.peak.trial import fewest


def remedies(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {remedy["kind"]: remedy for remedy in plan["verdict"]["needs"]["remedies"]}


def changed(peak: Any, old: str, new: str) -> None:
    text = (peak.path / "shop.toml").read_text("utf-8")
    assert text.count(old) == 1
    peak.write("shop.toml", text.replace(old, new))


def test_more_packers_are_as_many_as_are_needed(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(700))
    plan = peak.plan(code=3)
    assert plan["verdict"]["late_parcels"] == 160
    found = remedies(plan)
    assert found["packers"]["amount"] == plan["verdict"]["needs"]["more_packers"] == 1
    assert found["packers"]["late_parcels"] == 0
    start = found["packers"]["time"][11:16]
    changed(
        peak, 'to = "20:00" }', f'to = "20:00" }}, {{ name = "new", per_hour = 30, from = "{start}", to = "20:00" }}'
    )
    changed(peak, "stations = 2", "stations = 3")
    again = peak.plan()
    assert again["verdict"]["finish"] == found["packers"]["finish"]


def test_an_earlier_start_is_as_early_as_is_needed(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(560))
    found = remedies(peak.plan(code=3))
    assert found["earlier"]["amount"] == 20
    changed(peak, 'from = "08:00"', 'from = "07:40"')
    assert peak.plan()["verdict"]["feasible"] is True


def test_another_pickup_is_for_those_that_are_left_over(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(560))
    found = remedies(peak.plan(code=3))
    assert (found["pickup"]["amount"], found["pickup"]["pickup"]) == (20, "2026-11-11T20:00:00+08:00")
    changed(peak, '"17:00"]', '"17:00", "20:00"]')
    assert peak.plan()["verdict"]["feasible"] is True


def test_more_room_at_the_last_pickup_is_counted_exactly(peak: Any) -> None:
    changed(peak, '"17:00"]', '"17:00"]\ncapacity = 30')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(70))
    plan = peak.plan(code=3)
    assert plan["verdict"]["late_parcels"] == 10
    assert remedies(plan)["room"]["amount"] == 10 and "packers" not in remedies(plan)
    assert "takes 10 parcels more at 17:00" in peak.run("peak", "plan").stdout


def test_a_station_for_those_who_have_none_is_the_first_remedy(peak: Any) -> None:
    changed(peak, "stations = 2", "stations = 1")
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(400))
    found = remedies(peak.plan(code=3))
    assert found["stations"]["amount"] == 1 and found["stations"]["late_parcels"] == 0


def test_overdue_orders_ask_for_no_remedy(peak: Any) -> None:
    peak.order("A", {"DATE": 1}, ship_by="2026-11-01T00:00:00Z")
    plan = peak.plan(code=3)
    assert plan["verdict"]["overdue"] == 1 and remedies(plan) == {}
    assert "late whatever is done" in peak.run("peak", "plan").stdout


def test_when_nothing_alone_is_enough_that_is_said(peak: Any) -> None:
    changed(peak, '"17:00"]', '"17:00"]\ncapacity = 1')
    peak.toml('[carriers.sf]\nservice = "practice"\npickups = ["09:00"]\ncapacity = 1\n')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(3000))
    result = peak.run("peak", "plan")
    assert result.exit_code == 3 and "No single remedy is enough" in result.stdout


@pytest.mark.parametrize("needed", range(1, 12))
def test_the_fewest_that_are_enough_are_found(needed: int) -> None:
    assert fewest(lambda n: n >= needed, 10) == (needed if needed <= 10 else None)


def test_one_more_packer_comes_as_late_as_is_early_enough(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(560))
    found = remedies(peak.plan(code=3))["packers"]
    assert (found["amount"], found["time"]) == (1, "2026-11-11T16:00:00+08:00")
    changed(peak, 'to = "20:00" }', 'to = "20:00" }, { name = "aunt", per_hour = 30, from = "16:00", to = "20:00" }')
    changed(peak, "stations = 2", "stations = 3")
    assert peak.plan()["verdict"]["feasible"] is True


def test_what_is_packed_tonight_is_not_packed_tomorrow(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(500))
    peak.orders({"id": f"V{n}", "items": {"VASE": 1}} for n in range(60))
    found = remedies(peak.plan(code=3))["prepack"]
    assert (found["amount"], found["extra_minutes"]) == (20, 40)
    assert "pack 20 parcels tonight (DATE)" in peak.run("peak", "plan").stdout
    assert "prepack" not in remedies(peak.plan(code=3, env={"SELLERKIT_NOW": "2026-11-11T09:00:00+08:00"}))
    peak.shop.store().close()
    db = peak.shop.store()
    with db:
        db.execute("UPDATE orders SET status = 'shipped' WHERE id IN (SELECT id FROM orders WHERE order_id LIKE 'N%' LIMIT 20)")  # fmt: skip
    db.close()
    assert peak.plan()["verdict"]["feasible"] is True


def test_overtime_helps_where_a_courier_still_comes(peak: Any) -> None:
    changed(peak, '"17:00"]', '"17:00", "21:30"]')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}, "ship_by": "2026-11-11T15:00:00Z"} for n in range(730))
    found = remedies(peak.plan(code=3))
    assert (found["overtime"]["amount"], found["overtime"]["time"]) == (10, "2026-11-11T20:10:00+08:00")
    changed(peak, 'to = "20:00"', 'to = "20:10"')
    assert peak.plan()["verdict"]["feasible"] is True


def test_parcels_of_a_full_courier_move_to_a_later_one_that_takes_them(peak: Any) -> None:
    peak.toml(
        '[carriers.sf]\nservice = "practice"\npickups = ["18:30"]\n'
        '[shipments]\nrules = [ { when = "province == \'浙江\'", carrier = "zto" } ]\n'
    )
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}, "province": "浙江省"} for n in range(560))
    plan = peak.plan(code=3)
    found = remedies(plan)["move"]
    assert (found["amount"], found["carrier"], found["pickup"]) == (20, "sf", "2026-11-11T18:30:00+08:00")
    assert plan["verdict"]["missed"] == [{"pickup": "2026-11-11T17:00:00+08:00", "carrier": "zto", "parcels": 20}]
    assert "20 parcels go with sf at 18:30 instead" in peak.run("peak", "plan").stdout


def test_the_cheapest_remedy_stands_first(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(560))
    found = peak.plan(code=3)["verdict"]["needs"]["remedies"]
    assert [r["extra_minutes"] for r in found] == sorted(r["extra_minutes"] for r in found)
    assert found[0]["kind"] == "pickup" and "overtime" not in {r["kind"] for r in found}
