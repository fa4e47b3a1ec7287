"""The business clock, which `SELLERKIT_NOW` can fix, and the times of the shop's zone.

Timeouts, rate limits and signatures never ask here: they use the real clock.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

VARIABLE = "SELLERKIT_NOW"


def fixed_now() -> datetime | None:
    """The moment that SELLERKIT_NOW fixes, in UTC, or None. Raises UsageWrong when it is not a time with an offset."""
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageWrong(
            _("{variable} is not a time: {value}").format(variable=VARIABLE, value=text),
            hint=_("Write it with its offset, for example 2026-11-11T08:00:00+08:00."),
        )
    return moment.astimezone(UTC)


def now() -> datetime:
    """The business time, in UTC, whole seconds."""
    return (fixed_now() or datetime.now(UTC)).replace(microsecond=0)


def zone(name: str) -> tzinfo:
    """The time zone of that IANA name. Raises ValueError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(name) from error


def to_store(moment: datetime) -> str:
    """UTC text as the store keeps it: 2026-11-11T00:00:00Z; sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_store(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def iso_local(text: str | None, time_zone: tzinfo) -> str | None:
    """A stored time as JSON shows it: ISO 8601 with the shop's offset. None stays None."""
    return from_store(text).astimezone(time_zone).isoformat() if text else None


def screen_time(text: str | None, time_zone: tzinfo) -> str:
    """A stored time as a table shows it: 2026-11-11 08:00 in the shop's zone."""
    return from_store(text).astimezone(time_zone).strftime("%Y-%m-%d %H:%M") if text else ""


def today(time_zone: tzinfo) -> date:
    return now().astimezone(time_zone).date()


def duration(text: str) -> timedelta:
    """`45d`, `48h`, `90m`, `60s`, `2w`. Raises ValueError."""
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text.strip()[:-1], text.strip()[-1:]
    if unit not in units or not number.isdigit():
        raise ValueError(text)
    return timedelta(**{units[unit]: int(number)})


def duration_text(span: timedelta) -> str:
    """The shortest writing that `duration` reads back."""
    seconds = int(span.total_seconds())
    for unit, size in (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
