"""The plan in the store: tried first, saved once, taken back exactly."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def busy(peak: Any) -> Any:
    for n in range(6):
        peak.order(f"A{n}", {"DATE": 1 + n % 2, "NUT": n % 3} if n % 3 else {"DATE": 1})
    return peak


def batches(peak: Any) -> int:
    db = peak.shop.store()
    try:
        return int(db.execute("SELECT count(*) FROM batches").fetchone()[0])
    finally:
        db.close()


def test_a_dry_run_shows_the_same_figures_and_changes_nothing(busy: Any) -> None:
    before, count = busy.dump(), batches(busy)
    tried = busy.plan("--dry-run")
    assert busy.dump() == before and batches(busy) == count
    done = busy.plan()
    assert busy.dump() != before
    assert {**tried, "dry_run": False, "batch": done["batch"]} == done


def test_planning_twice_makes_no_second_batch(busy: Any) -> None:
    first = busy.plan()
    count, dump = batches(busy), busy.dump()
    second = busy.plan()
    assert batches(busy) == count and busy.dump() == dump
    assert second["parcels"] == first["parcels"] and second["batch"] is None


def test_undo_of_the_first_plan_restores_the_store(busy: Any) -> None:
    before = busy.dump()
    plan = busy.plan()
    assert busy.run("undo", str(plan["batch"])).exit_code == 0
    assert busy.dump() == before


def test_undo_of_a_later_plan_brings_the_earlier_one_back(busy: Any) -> None:
    busy.plan()
    busy.order("NEW", {"VASE": 1})
    before = busy.dump()
    later = busy.plan()
    assert len(later["parcels"]) == 7
    assert busy.run("undo", str(later["batch"])).exit_code == 0
    assert busy.dump() == before


def test_the_plan_is_the_same_every_time(busy: Any) -> None:
    assert busy.run("peak", "plan", "-n", "--json").stdout == busy.run("peak", "plan", "-n", "--json").stdout
