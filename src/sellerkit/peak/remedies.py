"""What would make an impossible day possible: each remedy is the smallest that helps, planned anew to be sure. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sellerkit.peak.trial import Day, Kind, Outcome, Remedy, Trial, fewest
from sellerkit.peak.work import Person, Pickup

MOST_PACKERS = 32
_STEP = timedelta(minutes=10)
_HALF_HOUR = timedelta(minutes=30)
_EARLIEST = 48  # steps: eight hours earlier, the evening before
_LONGEST = 24  # steps: four hours of overtime
_FIRST: tuple[Kind, ...] = ("stations", "move", "room", "pickup", "prepack", "earlier", "overtime", "packers")


def remedies(day: Day) -> tuple[Remedy, ...]:
    """The smallest of each kind of change that leaves only those late that are overdue anyhow, the one that takes the
    least work of people first; none when none is late."""
    trial = Trial(day)
    if not day.people or trial.helps(trial.outcome()):
        return ()
    found = [
        _stations(trial), _packers(trial), _earlier(trial), _overtime(trial), _prepack(trial), *_more_room(trial),
        _another_pickup(trial), *_moved(trial),
    ]  # fmt: skip
    return tuple(sorted(filter(None, found), key=lambda one: (one.minutes, _FIRST.index(one.kind))))


def _packers(trial: Trial) -> Remedy | None:
    """More people like the slowest one (a newcomer is not fast), as late as is early enough."""
    day = trial.day
    like = min(day.people, key=lambda p: (p.per_hour, p.start - p.end))

    def more(count: int, start: datetime) -> Outcome:
        slow_until = like.slow_until + (start - like.start) if like.slow_until else None
        one = replace(like, start=start, slow_until=slow_until)
        new = tuple(replace(one, name=f"+{n + 1}") for n in range(count))
        return trial.outcome((*day.people, *new), day.stations + count)

    count = fewest(lambda n: trial.helps(more(n, like.start)), MOST_PACKERS)
    if count is None:
        return None

    def start_of(halves: int) -> datetime:
        return max(like.start, like.end - halves * _HALF_HOUR)

    most = max(1, -(-(like.end - like.start) // _HALF_HOUR))
    start = start_of(fewest(lambda n: trial.helps(more(count, start_of(n))), most) or most)
    return trial.remedy("packers", count, more(count, start), at=start, more=count * (like.end - start))


def _stations(trial: Trial) -> Remedy | None:
    """A table for those who have none."""
    day = trial.day
    if len(day.people) <= day.stations or not trial.crowded:
        return None
    count = fewest(lambda n: trial.helps(trial.outcome(day.people, day.stations + n)), len(day.people) - day.stations)
    return (count and trial.remedy("stations", count, trial.outcome(day.people, day.stations + count))) or None


def _earlier(trial: Trial) -> Remedy | None:
    people, start = trial.day.people, min(p.start for p in trial.day.people)
    most = _EARLIEST if trial.day.from_ is None else min(_EARLIEST, (start - trial.day.from_) // _STEP)

    def changed(steps: int) -> tuple[Person, ...]:
        return tuple(replace(p, start=p.start - steps * _STEP) for p in people)

    steps = fewest(lambda n: trial.helps(trial.outcome(changed(n))), most)
    if steps is None:
        return None
    return _longer(trial, "earlier", steps, trial.outcome(changed(steps)), start - steps * _STEP)


def _overtime(trial: Trial) -> Remedy | None:
    """Everybody stays longer; a parcel counter that is visited on the way home then is later too."""
    day, home = trial.day, max(p.end for p in trial.day.people)

    def staying(steps: int) -> Outcome:
        people = tuple(replace(p, end=p.end + steps * _STEP) for p in day.people)
        pickups = tuple(replace(p, at=p.at + steps * _STEP) if p.at == home and p.is_counter else p for p in day.pickups)  # fmt: skip
        return trial.outcome(people, day.stations, trial.queue_of(day.work, pickups))

    steps = fewest(lambda n: trial.helps(staying(n)), _LONGEST)
    return None if steps is None else _longer(trial, "overtime", steps, staying(steps), home + steps * _STEP)


def _longer(trial: Trial, kind: Kind, steps: int, outcome: Outcome, at: datetime) -> Remedy:
    more = steps * _STEP * len(trial.day.people)
    return trial.remedy(kind, steps * (_STEP // timedelta(minutes=1)), outcome, at=at, more=more)


def _prepack(trial: Trial) -> Remedy | None:
    """So many parcels of the largest piles the evening before; only while there is one."""
    piles = trial.piles
    if not trial.day.tonight or not piles:
        return None

    def without(count: int) -> Outcome:
        return trial.outcome(queue=trial.queue.without({w.order for w in piles[:count]}))

    count = fewest(lambda n: trial.helps(without(n)), len(piles))
    if count is None:
        return None
    rate = sum(p.per_hour for p in trial.day.people) / len(trial.day.people)
    found = trial.remedy("prepack", count, without(count), more=timedelta(hours=count / rate))
    return replace(found, piles=tuple(dict.fromkeys(w.pile for w in piles[:count])))


def _more_room(trial: Trial) -> list[Remedy]:
    """For the latest pick-up of each courier that is full: how many more it must take."""
    latest = {p.carrier: n for n, p in enumerate(trial.queue.pickups) if p.capacity is not None}
    found = []
    for n, pickup in ((n, trial.queue.pickups[n]) for n in latest.values()):
        enough = _with_room(trial, n, pickup.capacity or 0)
        extra = fewest(lambda more, enough=enough: trial.helps(enough(more)), len(trial.to_leave))  # type: ignore[misc]
        if extra is not None:
            found.append(trial.remedy("room", extra, enough(extra), pickup))
    return found


def _with_room(trial: Trial, number: int, old: int) -> Callable[[int], Outcome]:
    return lambda more: trial.outcome(queue=trial.queue.with_room(number, old + more))


def _another_pickup(trial: Trial) -> Remedy | None:
    """The last courier comes once more, when the last packer goes home."""
    home = max(p.end for p in trial.day.people)
    last = trial.queue.pickups[-1] if trial.queue.pickups else None
    if last is None or home <= last.at:
        return None
    extra = Pickup(home, last.carrier)
    outcome = trial.outcome(queue=trial.queue_of(trial.day.work, (*trial.day.pickups, extra)))
    taken = sum(pickup == extra for pickup in outcome.leaves.values())
    return trial.remedy("pickup", taken, outcome, extra) if trial.helps(outcome) else None


def _moved(trial: Trial) -> list[Remedy]:
    """Late parcels of one courier go with another one that takes them too and comes later."""
    late = trial.late_orders
    found = []
    for carrier in sorted({name for w in late for name in trial.day.others.get(w.order, ())}):
        movable = [w.order for w in late if carrier in trial.day.others.get(w.order, ())]
        moved = _with_other(trial, movable, carrier)
        count = fewest(lambda n, moved=moved: trial.helps(moved(n)), len(movable))  # type: ignore[misc]
        if count is not None:
            outcome = moved(count)
            there = [pickup for order in movable[:count] if (pickup := outcome.leaves.get(order))]
            found.append(trial.remedy("move", count, outcome, max(there, key=lambda p: p.at, default=None)))
    return found


def _with_other(trial: Trial, movable: list[int], carrier: str) -> Callable[[int], Outcome]:
    def moved(count: int) -> Outcome:
        chosen = set(movable[:count])
        work = [replace(w, carrier=carrier) if w.order in chosen else w for w in trial.day.work]
        return trial.outcome(queue=trial.queue_of(work, trial.day.pickups))

    return moved
