"""`peak rehearse`: the day with dice, the same dice for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.peak.rehearsal import Chances, Parcel, Stage, rehearse
from sellerkit.peak.work import Person, Pickup

START = datetime(2026, 11, 11, tzinfo=UTC)


def test_an_easy_day_is_always_met_and_a_full_one_hardly_ever(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(60))
    easy = peak.run("peak", "rehearse", "--times", "40", "--json").json
    assert (easy["times"], easy["all_met"], easy["pickups"][0]["met_percent"]) == (40, 40, 100.0)
    peak.orders({"id": f"M{n}", "items": {"DATE": 1}} for n in range(150))
    full = peak.run("peak", "rehearse", "--times", "40", "--absent", "100", "--json").json
    assert full["pickups"][0]["parcels"] == 210 and full["all_met"] == 0 and full["pickups"][0]["missed_mean"] > 50


def test_the_same_seed_tells_the_same_story(peak: Any) -> None:
    peak.orders({"id": f"N{n}", "items": {"DATE": 1}} for n in range(205))
    one, again, other = (
        peak.run("peak", "rehearse", "--times", "20", "--seed", seed, "--json").stdout for seed in "112"
    )
    assert one == again != other


def test_it_speaks_both_languages_and_changes_nothing(peak: Any) -> None:
    peak.order("A", {"DATE": 1})
    before = peak.dump()
    for code in ("zh", "en"):
        assert "11:30" in peak.run("peak", "rehearse", "--times", "5", "--language", code).stdout
    assert peak.dump() == before


def test_nothing_to_pack_is_rehearsed_without_a_word(peak: Any) -> None:
    result = peak.run("peak", "rehearse", "--json")
    assert result.exit_code == 0 and result.json["pickups"] == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(1, 3), st.integers(0, 5))
def test_what_is_missed_or_unpacked_was_planned_and_without_dice_the_plan_holds(
    orders: int, people: int, seed: int
) -> None:
    pickup = Pickup(START + timedelta(minutes=20), "zto")
    crew = tuple(Person(f"p{n}", START, START + timedelta(minutes=30), 60) for n in range(people))
    stage = Stage(tuple(Parcel(pickup, 1 + n % people) for n in range(orders)), crew, people)
    for run in rehearse(stage, 5, seed, Chances()):
        assert run.unpacked <= sum(run.missed.values()) <= orders
    (calm,) = rehearse(stage, 1, seed, Chances(0, 0, 0))
    assert sum(calm.missed.values()) == max(0, orders - 20 * people)
