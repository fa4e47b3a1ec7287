"""The day that is planned: its people, its pick-ups, its first minute, and what is odd about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from sellerkit.base.clock import duration, now
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.peak.work import Person, Pickup
from sellerkit.trade.shop import Shop

_QUARTER = timedelta(minutes=15)
_LATE_COURIER = timedelta(hours=2)  # so long after the last packer of a night a courier may still come


@dataclass(slots=True)
class PeakDay:
    """People and pick-ups of one day in UTC; at `home` the last one goes home.

    `begins` is set when the day is under way: nothing is planned before it. `over`: the day has passed.
    """

    day: date
    people: tuple[Person, ...]
    pickups: tuple[Pickup, ...]
    home: datetime
    begins: datetime | None
    over: bool
    problems: list[Problem] = field(default_factory=list)


def peak_day(shop: Shop, day: date | None) -> PeakDay:
    """The day asked for, else `[peak] day`, else today. Raises ConfigError when nobody packs."""
    config, moment = shop.config, now()
    day = day or (date.fromisoformat(config.peak.day) if config.peak.day else moment.astimezone(shop.zone).date())
    found: list[Problem] = []
    people = _people(shop, day, found)
    first, home = min(p.start for p in people), max(p.end for p in people)
    pickups = _pickups(shop, day, first, home, found)
    begins = _next_quarter(moment) if first < moment < home else None
    if begins is not None:
        people = [replace(p, start=max(p.start, begins)) for p in people if p.end > begins]
        pickups = [p for p in pickups if p.at > moment]
    return PeakDay(day, tuple(people), tuple(pickups), home, begins, moment >= home, found)


def _people(shop: Shop, day: date, found: list[Problem]) -> list[Person]:
    people = []
    for n, person in enumerate(shop.config.peak.people):
        key = f"peak.people[{n}]"
        after_midnight = person.to <= person.from_
        start = _moment(shop, day, person.from_, f"{key}.from", found)
        end = _moment(shop, day + timedelta(days=after_midnight), person.to, f"{key}.to", found)
        names = [person.name] if person.count == 1 else [f"{person.name} {m + 1}" for m in range(person.count)]
        breaks = tuple(b for m, text in enumerate(person.breaks) if (b := _break(shop, day, text, start, end, f"{key}.breaks[{m}]", found)))  # fmt: skip
        slow, until = _ramp(person.ramp, start)
        people += [Person(name, start, end, person.per_hour, breaks, until, slow) for name in names if start < end]
    if not people:
        raise ConfigError(
            _("{file}: nobody packs: [peak] people is missing.").format(file=shop.config.path.name),
            hint='[peak]\npeople = [ { name = "packer", count = 6, per_hour = 45, from = "08:00", to = "22:00" } ]',
            code="no-packers",
        )
    return people


def _break(shop: Shop, day: date, text: str, start: datetime, end: datetime, key: str, found: list[Problem]) -> tuple[datetime, datetime] | None:  # fmt: skip
    """The break in UTC, after midnight when the shift goes that far; None outside the shift."""
    for after in (0, 1):
        a, b = (_moment(shop, day + timedelta(days=after), part, key, found) for part in text.split("-"))
        if a < b and start <= a < end:
            return a, b
    return None


def _ramp(text: str, start: datetime) -> tuple[int, datetime | None]:
    """ "60% 2h" → 60 and two hours after the start."""
    if not text:
        return 100, None
    percent, length = text.split("% ")
    return int(percent), start + duration(length)


def _pickups(shop: Shop, day: date, first: datetime, home: datetime, found: list[Problem]) -> list[Pickup]:
    """Every courier's pick-ups. One before the first minute belongs to the night when somebody packs past midnight."""
    pickups = []
    for name, carrier in shop.config.carriers.items():
        for n, text in enumerate(carrier.pickups):
            key = f"carriers.{name}.pickups[{n}]"
            at = _moment(shop, day, text, key, found)
            if at <= first:
                tomorrow = _moment(shop, day + timedelta(days=1), text, key, [])
                if home.astimezone(shop.zone).date() > day and tomorrow <= home + _LATE_COURIER:
                    at = tomorrow
                else:
                    found.append(_too_early(shop, name, text, key))
                    continue
            pickups.append(Pickup(at, name, carrier.capacity))
    return pickups


def with_counters(pickups: Sequence[Pickup], carriers: Sequence[str], home: datetime, *, any_carrier: bool) -> tuple[Pickup, ...]:  # fmt: skip
    """The pick-ups, and for each chosen courier that never comes by one when the last packer goes home.

    Where no courier comes by at all, that one takes orders of any courier.
    """
    coming = {p.carrier for p in pickups}
    extra = [Pickup(home, name, None, named_only=True) for name in dict.fromkeys(carriers) if name and name not in coming]  # fmt: skip
    if not any_carrier:
        extra.append(Pickup(home))
    return (*pickups, *extra)


def _moment(shop: Shop, day: date, text: str, key: str, found: list[Problem]) -> datetime:
    """That time of day in UTC; a time that the clock change skips or repeats is named."""
    hour, minute = map(int, text.split(":"))
    local = datetime.combine(day, time(hour, minute), tzinfo=shop.zone)
    moment = local.astimezone(UTC)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        shown = moment.astimezone(shop.zone).strftime("%H:%M")
        found.append(
            Problem(
                "clock-change", _("{time} on {day} is skipped or comes twice, since the clocks change; {used} is planned (the first one).").format(time=text, day=day, used=shown),
                Place(shop.config.path.name, column=key), text, _("Write a time that comes once."),
            )
        )  # fmt: skip
    return moment


def _too_early(shop: Shop, name: str, text: str, key: str) -> Problem:
    return Problem(
        "pickup-too-early", _("{carrier} comes at {time}, before anybody packs; the pick-up is not planned.").format(carrier=name, time=text),
        Place(shop.config.path.name, column=key), text, _("Let somebody begin earlier, or take the pick-up out."),
    )  # fmt: skip


def _next_quarter(moment: datetime) -> datetime:
    past = moment.timestamp() % _QUARTER.total_seconds()
    return moment + (_QUARTER - timedelta(seconds=past) if past else timedelta())
