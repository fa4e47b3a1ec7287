"""Carton families and set-ups on the timetable: each change takes its time, and changes are few."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.peak.bounds import makespan_bound
from sellerkit.peak.rules import timetable
from sellerkit.peak.seating import Seating, seats
from sellerkit.peak.work import Person, Pickup, Timetable, Work

MIDNIGHT = datetime(2026, 11, 11, tzinfo=UTC)
Facts = list[tuple[datetime | None, str, bool, int, str]]


def at(minutes: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


people = st.lists(
    st.builds(lambda n, start, hours, rate, rest, slow: Person(f"p{n}", at(start), at(start + 60 * hours), rate, ((at(start + rest), at(start + rest + 30)),) if rest else (),
                                                               at(start + 60) if slow else None, 50 if slow else 100),
              st.integers(0, 3), st.integers(0, 200), st.integers(1, 6), st.sampled_from([1, 7, 12, 30, 45]), st.sampled_from([0, 0, 75]), st.booleans()),
    max_size=4,
)  # fmt: skip
pickups = st.lists(st.builds(Pickup, st.builds(at, st.integers(0, 500)), st.just("zto"), st.sampled_from([None, 1, 8])), max_size=3)  # fmt: skip
orders = st.lists(
    st.tuples(st.none() | st.builds(at, st.integers(0, 500)), st.sampled_from(["", "a", "b"]), st.booleans(), st.integers(0, 7), st.sampled_from(["box", "bag", "tube"])),
    max_size=25,
)  # fmt: skip
setups = st.builds(timedelta, minutes=st.sampled_from([0, 1, 5, 40]))


def planned(people: list[Person], pickups: list[Pickup], orders: Facts, stations: int, setup: timedelta) -> tuple[list[Work], Seating, Timetable]:  # fmt: skip
    work = [Work(n, due, pile, noted, presale == 0, "", family) for n, (due, pile, noted, presale, family) in enumerate(orders)]  # fmt: skip
    seating = seats(people, stations)
    return work, seating, timetable(work, seating.shifts, pickups, setup, moves=300)


@settings(max_examples=120, deadline=None)
@given(people, pickups, orders, st.integers(1, 3), setups)
def test_a_change_of_family_takes_its_time_and_nobody_misses_a_pickup_unsaid(
    people: list[Person], pickups: list[Pickup], orders: Facts, stations: int, setup: timedelta
) -> None:
    work, seating, table = planned(people, pickups, orders, stations, setup)
    assert sorted([p.order for p in table.packed] + list(table.unpacked) + list(table.waiting)) == list(range(len(work)))  # fmt: skip
    for station in range(1, stations + 1):
        mine = sorted((p for p in table.packed if p.station == station), key=lambda p: p.start)
        hours = [s for s in seating.shifts if s.station == station]
        assert [p.wave for p in mine] == sorted(p.wave for p in mine)
        for before, packed in itertools.pairwise([None, *mine]):
            free = before.end if before else min(s.start for s in hours)
            changes = before is None or work[before.order].family != work[packed.order].family
            begun = packed.start - (setup if changes else timedelta())
            assert begun >= free
            assert any(s.start <= begun and packed.end <= s.end for s in hours)
    assert all(p.end <= p.pickup.at for p in table.packed if p.pickup)
    for pickup in set(pickups):
        room = sum(p.capacity or 0 for p in pickups if p == pickup)
        assert pickup.capacity is None or sum(p.pickup == pickup for p in table.packed) <= room
    leaves = {p.order: p.pickup.at for p in table.packed if p.pickup}
    late = [w for w in work if not w.presale and (w.order not in leaves or (w.due is not None and leaves[w.order] > w.due))]  # fmt: skip
    assert table.late == len(late) >= table.overdue
    assert sum(count for _pickup, count in table.missed) == table.late - sum(p.late for p in table.packed if _overdue(work[p.order], pickups)) - sum(_overdue(work[n], pickups) for n in table.unpacked)  # fmt: skip
    bound = makespan_bound(len(table.packed), people, stations, seating, setup)
    if table.packed:
        assert bound is not None and seating.start is not None and table.finish is not None
        assert bound <= table.finish - seating.start


def _overdue(work: Work, pickups: list[Pickup]) -> bool:
    return all(work.due is not None and p.at > work.due for p in pickups)


def test_two_families_get_a_station_each(peak: Any) -> None:
    """Turn by turn, two packers would need a set-up of five minutes for nearly every parcel."""
    text = (peak.path / "shop.toml").read_text("utf-8")
    peak.write("shop.toml", text.replace("stations = 2", 'stations = 2\nsetup = "5m"'))
    for n in range(60):
        peak.order(f"D{n}", {"DATE": 1})
        peak.order(f"V{n}", {"VASE": 1})
    plan = peak.plan()
    assert {(p["station"], p["carton"]) for p in plan["parcels"]} in (
        {(1, "small"), (2, "large")},
        {(2, "small"), (1, "large")},
    )
    assert plan["verdict"]["finish"] == "2026-11-11T10:05:00+08:00"
    assert plan["bound"]["makespan_min"] == plan["bound"]["makespan_bound_min"] == 125.0


def test_cartons_of_one_family_need_no_setup_between_them(peak: Any) -> None:
    text = (peak.path / "shop.toml").read_text("utf-8")
    text = text.replace("count = 2", "count = 1").replace("stations = 2", 'stations = 1\nsetup = "10m"')
    peak.write("shop.toml", text)
    peak.order("D", {"DATE": 1})
    peak.order("V", {"VASE": 1})
    assert peak.plan()["verdict"]["finish"] == "2026-11-11T08:24:00+08:00"
    peak.write("shop.toml", text.replace("max_g = 3000", 'max_g = 3000\nfamily = "boxes"').replace("max_g = 15000", 'max_g = 15000\nfamily = "boxes"'))  # fmt: skip
    assert peak.plan()["verdict"]["finish"] == "2026-11-11T08:14:00+08:00"


def test_setups_that_make_a_pickup_impossible_are_said_and_a_remedy_is_found(peak: Any) -> None:
    text = (peak.path / "shop.toml").read_text("utf-8")
    peak.write("shop.toml", text.replace("stations = 2", 'stations = 2\nsetup = "15m"'))
    for n in range(265):
        peak.order(f"D{n}", {"DATE": 1})
        peak.order(f"V{n}", {"VASE": 1})
    plan = peak.plan(code=3)
    verdict = plan["verdict"]
    assert 0 < verdict["late_parcels"] <= 30
    assert [(m["pickup"][11:16], m["parcels"]) for m in verdict["missed"]] == [("17:00", verdict["late_parcels"])]
    (earlier,) = [r for r in verdict["needs"]["remedies"] if r["kind"] == "earlier"]
    start = earlier["time"][11:16]
    peak.write("shop.toml", (peak.path / "shop.toml").read_text("utf-8").replace('from = "08:00"', f'from = "{start}"'))
    assert peak.plan()["verdict"]["feasible"] is True
