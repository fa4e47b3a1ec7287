"""Planning anew at noon: what is packed stays where it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOON = {"SELLERKIT_NOW": "2026-11-11T12:00:00+08:00"}
KEPT = ("order_id", "carton", "wave", "station", "start", "pickup")


@pytest.fixture
def morning(peak: Any) -> Any:
    """300 parcels planned at breakfast; until noon two packers make 240."""
    peak.orders({"id": f"N{n:03}", "items": {"DATE": 1}} for n in range(300))
    peak.breakfast = {p["order_id"]: p for p in peak.plan()["parcels"]}
    return peak


def packed_of(plan: dict[str, Any]) -> dict[str, Any]:
    return {p["order_id"]: p for p in plan["parcels"] if p["packed"]}


def same(kept: dict[str, Any], before: dict[str, Any]) -> bool:
    return all({k: p[k] for k in KEPT} == {k: before[number][k] for k in KEPT} for number, p in kept.items())


def test_what_was_to_be_begun_before_noon_keeps_carton_wave_and_station(morning: Any) -> None:
    morning.orders({"id": f"L{n}", "items": {"VASE": 1}} for n in range(5))
    plan = morning.plan("--until", "12:00", env=NOON)
    kept = packed_of(plan)
    assert len(kept) == 240 and same(kept, morning.breakfast)
    rest = [p for p in plan["parcels"] if not p["packed"]]
    assert len(rest) == 65 and {p["pickup"] for p in rest} == {"2026-11-11T17:00:00+08:00"}
    assert min(p["wave"] for p in rest) > max(p["wave"] for p in kept.values())
    assert min(p["start"] for p in rest) >= "2026-11-11T12:00"
    assert plan["cartons"]["small"]["needed"] == 300


def test_numbers_in_a_file_are_packed_and_a_stranger_among_them_is_named(morning: Any) -> None:
    morning.write("done.txt", "N007\nN100\nX-1\n")
    plan = morning.plan("--packed", str(morning.path / "done.txt"), env=NOON, code=3)
    assert set(packed_of(plan)) == {"N007", "N100"} and same(packed_of(plan), morning.breakfast)
    assert [(p["code"], p["value"]) for p in plan["problems"]] == [("not-in-plan", "X-1")]


def test_a_printed_label_counts_as_packed(morning: Any) -> None:
    db = morning.shop.store()
    with db:
        batch = db.execute("SELECT max(number) FROM batches").fetchone()[0]
        row = db.execute("SELECT id FROM orders WHERE order_id = 'N042'").fetchone()[0]
        parcel = db.execute(
            "INSERT INTO parcels (reference, carrier, state, weight_g, printed_at, batch_id) VALUES ('R', 'zto', 'confirmed', 1, '2026-11-11T01:00:00Z', ?)",
            (batch,),
        ).lastrowid
        db.execute("INSERT INTO parcel_orders (parcel_id, order_row, batch_id) VALUES (?, ?, ?)", (parcel, row, batch))
    db.close()
    plan = morning.plan(env=NOON)
    assert set(packed_of(plan)) == {"N042"} and len(plan["parcels"]) == 300


def test_goods_of_packed_orders_are_not_given_to_others(peak: Any) -> None:
    peak.item("RARE", quantity=1)
    peak.order("first", {"RARE": 1})
    peak.plan()
    peak.order("second", {"RARE": 1}, ship_by="2026-11-11T10:00:00Z")
    peak.write("done.txt", "first\n")
    plan = peak.plan("--packed", str(peak.path / "done.txt"), env=NOON, code=3)
    assert [o["order_id"] for o in plan["left_out"]] == ["second"] and set(packed_of(plan)) == {"first"}


def test_room_that_packed_parcels_take_is_taken(peak: Any) -> None:
    peak.toml('[carriers.sf]\nservice = "practice"\npickups = ["21:00"]\ncapacity = 10\n')
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(8))
    db = peak.shop.store()
    peak.plan()
    with db:
        db.execute("UPDATE plan_parcels SET carrier = 'sf', pickup = '2026-11-11T13:00:00Z'")
    db.close()
    peak.orders({"id": f"M{n}", "items": {"DATE": 1}} for n in range(300))
    plan = peak.plan("--until", "12:00", env=NOON)
    assert sum(p["carrier"] == "sf" and not p["packed"] for p in plan["parcels"]) <= 2


def test_planning_again_keeps_the_same_and_makes_no_second_batch(morning: Any) -> None:
    first = morning.plan("--until", "12:00", env=NOON)
    second = morning.plan("--until", "12:00", env=NOON)
    assert second["batch"] is None and second["parcels"] == first["parcels"]


def test_a_plan_of_another_day_keeps_nothing(morning: Any) -> None:
    plan = morning.plan("--day", "2026-11-12", "--until", "23:00")
    assert packed_of(plan) == {}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["08:01", "09:30", "11:00", "12:00"]), st.lists(st.integers(0, 299), max_size=12), st.integers(0, 40), st.sampled_from(["", "5m"]))  # fmt: skip
def test_whatever_is_packed_stays_and_everything_else_is_planned_once(
    morning: Any, until: str, done: list[int], more: int, setup: str
) -> None:
    text = (morning.path / "shop.toml").read_text("utf-8")
    morning.write("shop.toml", text.replace("stations = 2", f'stations = 2\nsetup = "{setup}"') if setup and "setup" not in text else text)  # fmt: skip
    before = {p["order_id"]: p for p in json.loads(morning.run("peak", "plan", "--json").stdout)["parcels"]}
    morning.extra = getattr(morning, "extra", 0) + more
    morning.orders({"id": f"X{morning.extra - n}", "items": {"VASE": 1}} for n in range(more))
    morning.write("done.txt", "".join(f"N{n:03}\n" for n in done))
    plan = json.loads(morning.run("peak", "plan", "--json", "--until", until, "--packed", str(morning.path / "done.txt"), "--dry-run", env=NOON).stdout)  # fmt: skip
    kept = packed_of(plan)
    assert same(kept, before)
    local = f"2026-11-11T{until}"
    assert set(kept) == {n for n, p in before.items() if p["start"][:16] < local} | {f"N{n:03}" for n in done}
    planned = [p["order_id"] for p in plan["parcels"]] + plan["unpacked"]
    assert len(planned) == len(set(planned)) == 300 + morning.extra
    rest = [p for p in plan["parcels"] if not p["packed"]]
    assert all(p["start"] >= "2026-11-11T12:00" for p in rest)
    assert not kept or not rest or min(p["wave"] for p in rest) > max(p["wave"] for p in kept.values())
