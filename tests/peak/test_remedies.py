"""What would help: every remedy that is named works when it is done."""

from __future__ import annotations

from typing import Any

import pytest

from sellerkit.peak.remedies import fewest


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
    changed(peak, "count = 2", "count = 3")
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
