"""What every timetable promises, whatever the people, the pick-ups and the orders."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.peak.bounds import makespan_bound
from sellerkit.peak.rules import timetable
from sellerkit.peak.seating import Seating, seats
from sellerkit.peak.work import Person, Pickup, Timetable, Work

MIDNIGHT = datetime(2026, 11, 11, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)


minutes = st.integers(0, 600)
people = st.lists(
    st.builds(lambda n, start, hours, rate: Person(f"p{n}", at(start), at(start + hours), rate),
              st.integers(0, 3), minutes, st.integers(1, 300), st.sampled_from([1, 7, 12, 30, 45])),
    max_size=5,
)  # fmt: skip
pickups = st.lists(
    st.builds(Pickup, st.builds(at, minutes), st.sampled_from(["sf", "zto"]), st.sampled_from([None, 0, 1, 3, 8])), max_size=4
)  # fmt: skip
orders = st.lists(
    st.tuples(st.none() | st.builds(at, minutes), st.sampled_from(["", "a", "b"]), st.booleans(), st.integers(0, 7),
              st.sampled_from(["", "", "sf", "ems"])),
    max_size=30,
)  # fmt: skip


def planned(people: list[Person], pickups: list[Pickup], orders: list[tuple[datetime | None, str, bool, int, str]], stations: int) -> tuple[list[Work], Seating, Timetable]:  # fmt: skip
    work = [
        Work(n, due, pile, noted, presale == 0, carrier)
        for n, (due, pile, noted, presale, carrier) in enumerate(orders)
    ]
    seating = seats(people, stations)
    return work, seating, timetable(work, seating.shifts, pickups)


@settings(max_examples=120, deadline=None)
@given(people, pickups, orders, st.integers(1, 3))
def test_every_timetable_keeps_its_promises(
    people: list[Person],
    pickups: list[Pickup],
    orders: list[tuple[datetime | None, str, bool, int, str]],
    stations: int,
) -> None:
    work, seating, table = planned(people, pickups, orders, stations)
    # every order is packed once or named
    assert sorted([p.order for p in table.packed] + list(table.unpacked) + list(table.waiting)) == list(
        range(len(work))
    )
    # nobody packs two orders at once, and nobody outside their shift
    for station in range(1, stations + 1):
        mine = sorted((p.start, p.end) for p in table.packed if p.station == station)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(mine))
        hours = [s for s in seating.shifts if s.station == station]
        assert all(any(s.start <= a and b <= s.end for s in hours) for a, b in mine)
    # no pick-up takes more than it has room for, none takes what is not packed yet
    for pickup in pickups:
        same = sum(p.capacity or 0 for p in pickups if p == pickup)
        assert pickup.capacity is None or sum(p.pickup == pickup for p in table.packed) <= same
    assert all(p.end <= p.pickup.at for p in table.packed if p.pickup)
    # what names a courier that comes goes with it, what is not paid with none
    coming = {p.carrier for p in pickups}
    for packed in table.packed:
        named = work[packed.order].carrier
        assert packed.pickup is None or named not in coming or packed.pickup.carrier == named
        assert packed.pickup is None or not work[packed.order].presale


@settings(max_examples=120, deadline=None)
@given(people, pickups, orders, st.integers(1, 3))
def test_what_is_late_is_counted_right(
    people: list[Person],
    pickups: list[Pickup],
    orders: list[tuple[datetime | None, str, bool, int, str]],
    stations: int,
) -> None:
    work, _seating, table = planned(people, pickups, orders, stations)
    leaves = {p.order: p.pickup.at for p in table.packed if p.pickup}
    late = [
        w for w in work if not w.presale and (w.order not in leaves or (w.due is not None and leaves[w.order] > w.due))
    ]
    assert table.late == len(late) >= table.overdue


@settings(max_examples=120, deadline=None)
@given(people, pickups, orders, st.integers(1, 3))
def test_the_bound_is_never_above_the_makespan(
    people: list[Person],
    pickups: list[Pickup],
    orders: list[tuple[datetime | None, str, bool, int, str]],
    stations: int,
) -> None:
    _work, seating, table = planned(people, pickups, orders, stations)
    bound = makespan_bound(len(table.packed), people, stations, seating)
    if table.packed:
        assert bound is not None and seating.start is not None and table.finish is not None
        assert bound <= table.finish - seating.start
        if not seating.unseated:
            assert bound == table.finish - seating.start


@settings(max_examples=100, deadline=None)
@given(people, pickups, orders, st.integers(1, 3))
def test_waves_are_packed_one_kind_after_the_other(
    people: list[Person],
    pickups: list[Pickup],
    orders: list[tuple[datetime | None, str, bool, int, str]],
    stations: int,
) -> None:
    _work, _seating, table = planned(people, pickups, orders, stations)
    assert [wave.number for wave in table.waves] == list(range(1, len(table.waves) + 1))
    assert [p.wave for p in table.packed] == sorted(p.wave for p in table.packed)
    for station in range(1, stations + 1):
        mine = [p.start for p in table.packed if p.station == station]
        assert mine == sorted(mine)
    for wave in table.waves:
        members = [p for p in table.packed if p.wave == wave.number]
        slots = [p.slot for p in members]
        assert slots == (list(range(1, len(slots) + 1)) if wave.kind == "mixed" else [0] * len(slots))


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 3), st.lists(st.integers(1, 40), min_size=1, max_size=3, unique=True), st.data())
def test_as_few_as_can_be_are_late_with_one_courier(rate: int, times: list[int], data: st.DataObject) -> None:
    """Against every choice of orders that could be punctual: one packer, one minute an order at rate 60."""
    people = [Person("p", at(0), at(45), 60 * rate)]
    pickups = [Pickup(at(t), "zto", data.draw(st.sampled_from([None, 1, 2]))) for t in times]
    dues = data.draw(st.lists(st.none() | st.builds(at, st.integers(0, 45)), max_size=6))
    work = [Work(n, due) for n, due in enumerate(dues)]
    table = timetable(work, seats(people, 1).shifts, pickups)
    assert table.late == len(work) - _most_punctual(work, sorted(pickups, key=lambda p: p.at), rate)


def _most_punctual(work: list[Work], pickups: list[Pickup], rate: int) -> int:
    """By trying every way to give orders to pick-ups."""
    best = 0
    for choice in itertools.product([None, *range(len(pickups))], repeat=len(work)):
        counts = Counter(n for n in choice if n is not None)
        fits = all((room := pickups[n].capacity) is None or count <= room for n, count in counts.items())
        punctual = all(n is None or w.due is None or pickups[n].at <= w.due for w, n in zip(work, choice, strict=True))
        packed = 0
        for n, pickup in enumerate(pickups):
            packed += counts[n]
            fits = fits and packed * timedelta(minutes=1) / rate <= pickup.at - at(0)
        if fits and punctual:
            best = max(best, counts.total())
    return best


@settings(max_examples=100, deadline=None)
@given(people, st.integers(1, 3))
def test_a_station_never_has_two_people_and_nobody_two_stations_at_once(people: list[Person], stations: int) -> None:
    seating = seats(people, stations)
    for a, b in itertools.combinations(seating.shifts, 2):
        assert a.station != b.station or a.end <= b.start or b.end <= a.start
    worked = sum((s.end - s.start for s in seating.shifts), timedelta())
    idle = sum((end - start for _name, start, end in seating.unseated), timedelta())
    assert worked + idle == sum((p.end - p.start for p in people), timedelta())
