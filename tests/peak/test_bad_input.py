"""What is wrong is named, the rest is planned, and the plan ends with 3 (or 4 when shop.toml makes no day)."""

from __future__ import annotations

from typing import Any

import pytest

DAY = '[peak]\nday = "{day}"\npeople = [ {{ name = "me", per_hour = 30, from = "{start}", to = "{end}" }} ]\n'


def codes(plan: dict[str, Any]) -> set[tuple[str, str]]:
    return {(problem["code"], problem["value"]) for problem in plan["problems"]}


def test_an_item_without_a_size_is_named_and_its_order_planned_without_a_carton(peak: Any) -> None:
    peak.item("SOFT", None, weight=150)
    peak.order("A", {"SOFT": 1, "DATE": 1})
    peak.order("B", {"DATE": 1})
    plan = peak.plan(code=3)
    assert {p["order_id"]: p["carton"] for p in plan["parcels"]} == {"A": "", "B": "small"}
    assert codes(plan) == {("no-size", "SOFT")} and "A" in plan["problems"][0]["message"]


def test_an_item_larger_than_every_carton_is_named_and_the_rest_of_its_order_packed(peak: Any) -> None:
    peak.item("LAMP", (900, 300, 300), weight=4000)
    peak.order("A", {"LAMP": 2, "DATE": 1})
    plan = peak.plan(code=3)
    (parcel,) = plan["parcels"]
    assert parcel["carton"] == "small" and parcel["weight_g"] > 8400
    assert parcel["left_over"] == [{"sku": "LAMP", "quantity": 2, "reason": "too-big"}]
    assert codes(plan) == {("too-big", "LAMP")}


def test_an_item_that_no_carton_may_carry_is_too_heavy(peak: Any) -> None:
    peak.item("ANVIL", (150, 100, 90), weight=40_000)
    peak.order("A", {"ANVIL": 1})
    assert codes(peak.plan(code=3)) == {("too-heavy", "ANVIL")}


def test_an_item_without_a_weight_is_named(peak: Any) -> None:
    peak.item("LIGHT", (50, 50, 50), weight=None)
    peak.order("A", {"LIGHT": 1})
    plan = peak.plan(code=3)
    assert codes(plan) == {("no-weight", "LIGHT")} and plan["parcels"][0]["carton"] == "small"


def test_an_unknown_code_leaves_its_whole_order_out(peak: Any) -> None:
    peak.order("A", {"DATE": 1}, codes=["红枣-旧"])
    peak.order("B", {"DATE": 1})
    plan = peak.plan(code=3)
    assert [p["order_id"] for p in plan["parcels"]] == ["B"]
    assert codes(plan) == {("unknown-code", "红枣-旧")}
    assert plan["left_out"] == [{"order_id": "A", "channel": "taobao", "reason": "unknown-code", "skus": []}]


def test_every_order_left_out_is_still_an_answer(peak: Any) -> None:
    peak.order("A", {}, codes=["x"])
    plan = peak.plan(code=3)
    assert plan["parcels"] == [] and plan["batch"] is None
    assert "Nothing can be packed" in peak.run("peak", "plan").stdout


def test_a_pickup_before_the_day_begins_is_named_and_not_used(peak: Any) -> None:
    peak.toml('[carriers.early]\nservice = "practice"\npickups = ["07:00", "12:00"]\n')
    peak.order("A", {"DATE": 1})
    plan = peak.plan(code=3)
    assert codes(plan) == {("pickup-too-early", "07:00")}
    assert plan["parcels"][0]["pickup"] == "2026-11-11T11:30:00+08:00"


def test_when_every_pickup_is_too_early_everything_is_late(bare: Any) -> None:
    bare.toml(
        DAY.format(day="2026-11-11", start="08:00", end="18:00")
        + '[carriers.zto]\nservice = "practice"\npickups = ["07:00"]\n'
    )
    bare.item("DATE")
    bare.order("A", {"DATE": 1})
    plan = bare.plan(code=3)
    assert plan["verdict"]["feasible"] is False and plan["parcels"][0]["pickup"] is None


def test_nobody_who_packs_ends_with_4(bare: Any) -> None:
    bare.order("A", {}, codes=["x"])
    assert bare.run("peak", "plan").exit_code == 4
    bare.toml('[peak]\npeople = [ { name = "me", per_hour = 30, count = 0 } ]\n')
    result = bare.run("peak", "plan")
    assert result.exit_code == 4 and "nobody packs" in result.stderr


@pytest.mark.parametrize(
    "people",
    [
        '{ name = "me", per_hour = 0 }',
        '{ name = "me", per_hour = -5 }',
        '{ name = "me", per_hour = 30, from = "25:00" }',
    ],
)
def test_a_rate_of_zero_or_no_time_of_day_ends_with_4(bare: Any, people: str) -> None:
    bare.toml(f"[peak]\npeople = [ {people} ]\n")
    assert bare.run("peak", "plan").exit_code == 4


def test_a_spare_that_is_no_percentage_ends_with_4(bare: Any) -> None:
    bare.toml('[peak]\nspare = "some"\npeople = [ { name = "me", per_hour = 30 } ]\n')
    assert bare.run("peak", "plan").exit_code == 4


def test_a_shift_past_midnight_packs_on_and_its_night_pickup_takes_parcels(bare: Any) -> None:
    bare.toml(
        DAY.format(day="2026-11-11", start="20:00", end="02:00")
        + '[carriers.zto]\nservice = "practice"\npickups = ["23:00", "01:30"]\n'
    )
    bare.item("DATE", None)
    bare.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(120))
    plan = bare.plan()
    assert {p["pickup"] for p in plan["parcels"]} == {"2026-11-11T23:00:00+08:00", "2026-11-12T01:30:00+08:00"}
    assert plan["verdict"]["finish"] == "2026-11-12T00:00:00+08:00"


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 3), ("2026-10-25", 5), ("2026-10-24", 4)])
def test_a_clock_change_shortens_or_lengthens_the_night(bare: Any, day: str, hours: int) -> None:
    """In Berlin the clocks go forward on 29 March and back on 25 October 2026."""
    toml = (bare.path / "shop.toml").read_text("utf-8").replace("Asia/Shanghai", "Europe/Berlin")
    bare.write("shop.toml", toml)
    bare.toml(DAY.format(day=day, start="01:00", end="05:00"))
    bare.item("DATE", None)
    bare.orders({"id": f"N{n}", "items": {"DATE": 1}, "ship_by": None} for n in range(200))
    plan = bare.plan(code=3)
    assert len(plan["parcels"]) == hours * 30 and len(plan["unpacked"]) == 200 - hours * 30


def test_a_time_that_the_clock_change_skips_is_named(bare: Any) -> None:
    toml = (bare.path / "shop.toml").read_text("utf-8").replace("Asia/Shanghai", "Europe/Berlin")
    bare.write("shop.toml", toml)
    bare.toml(DAY.format(day="2026-03-29", start="02:30", end="05:00"))
    bare.item("DATE", None)
    bare.order("A", {"DATE": 1}, ship_by=None)
    plan = bare.plan(code=3)
    assert codes(plan) == {("clock-change", "02:30")}
    assert plan["parcels"][0]["start"] == "2026-03-29T03:30:00+02:00"


def test_a_day_under_way_is_planned_from_now_on(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    plan = peak.plan(env={"SELLERKIT_NOW": "2026-11-11T12:05:00+08:00"})
    assert plan["parcels"][0]["start"] == "2026-11-11T12:15:00+08:00"
    assert plan["parcels"][0]["pickup"] == "2026-11-11T17:00:00+08:00"


def test_a_day_that_is_over_is_planned_as_it_was_and_said(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    result = peak.run("peak", "plan", env={"SELLERKIT_NOW": "2026-11-20T12:05:00+08:00"})
    assert "is over already" in result.stderr and "11:30" in result.stdout


def test_more_people_than_stations_are_told_so(peak: Any) -> None:
    peak.write("shop.toml", (peak.path / "shop.toml").read_text("utf-8").replace("stations = 2", "stations = 1"))
    peak.order("A", {"DATE": 1})
    plan = peak.plan()
    assert [seat["name"] for seat in plan["verdict"]["needs"]["without_a_station"]] == ["packer 2"]
    assert "No station for: packer 2" in peak.run("peak", "plan").stdout
