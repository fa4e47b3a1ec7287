"""A courier's limits, kept strictly: in no window of a second (minute, day …) more calls than it allows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.base.language import _

_UNITS = {
    "s": 1,
    "sec": 1,
    "second": 1,
    "min": 60,
    "m": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
    "d": 86400,
    "day": 86400,
}
_BLINK_S = 0.005


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `calls` in any `seconds`."""

    calls: int
    seconds: int


def parse_limit(text: str) -> tuple[Limit, ...]:
    """`30/s, 3000/day` → limits; "" → none. Raises ValueError with a sentence."""
    limits = []
    for part in re.split(r"\s*(?:,|;|\band\b)\s*", text.strip()) if text.strip() else ():
        found = re.fullmatch(r"(\d+)\s*/\s*([a-z]+)", part.strip().lower())
        if not found or found[2] not in _UNITS or int(found[1]) < 1:
            raise ValueError(
                _("{text} is not a limit of calls per second, minute, hour or day.").format(text=f'"{text}"')
            )
        limits.append(Limit(int(found[1]), _UNITS[found[2]]))
    return tuple(limits)


class Limiter:
    """Counts calls of one line. Times are seconds of one monotonic clock that the caller reads.

    A call arrives somewhere between its start and its answer. Its place is therefore free again one window after its
    answer, not after its start: however unevenly calls travel, the courier never counts more than it allows.
    """

    def __init__(self, limits: Sequence[Limit], before: Sequence[tuple[float, int]] = (), now: float = 0.0) -> None:
        """`before` are calls of earlier runs, the oldest first: (seconds ago, how many)."""
        self._windows = [(limit, deque[float]()) for limit in limits]
        for _limit, answered in self._windows:
            answered.extend(now - ago for ago, calls in before for _n in range(calls))
        self._under_way = 0
        self._held_until = 0.0
        self.started = 0

    def delay(self, now: float) -> float:
        """Seconds until it is worth asking again; 0 when a call may start now."""
        wait = self._held_until - now
        for limit, answered in self._windows:
            while answered and answered[0] + limit.seconds < now:
                answered.popleft()
            if self._under_way + len(answered) >= limit.calls:
                # With every place under way the next answer decides, and nobody knows when it comes.
                wait = max(wait, answered[0] + limit.seconds - now + _BLINK_S if answered else _BLINK_S)
        return max(0.0, wait)

    def take(self) -> None:
        """A call starts."""
        self._under_way += 1
        self.started += 1

    def answered(self, now: float) -> None:
        """A call that was taken has its answer, or will get none any more."""
        self._under_way -= 1
        for _limit, answered in self._windows:
            answered.append(now)

    def not_made(self) -> None:
        """A call that was taken never reached the courier: its place is free again at once."""
        self._under_way -= 1
        self.started -= 1

    def hold(self, until: float) -> None:
        """The courier asked for a pause (Retry-After)."""
        self._held_until = max(self._held_until, until)
