"""A first schedule for many orders: cut-off by cut-off, families wrapped around the stations up to a level. Pure.

The level of each cut-off is the lowest that holds its work, found by bisection (McNaughton's wrap-around, 1959, with
set-ups). A station begins with the family that it ended with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from sellerkit.peak.line_model import Block, Line, Station, block_of

Improve = Callable[[list[Station]], list[Station]]


@dataclass(slots=True)
class _Filling:
    """One station so far: when it is free, the family it is set up for, its blocks."""

    free: int = 0
    family: int = -1
    blocks: list[Block] = field(default_factory=list)


def wrapped(line: Line, improve: Improve | None = None, *, large_first: bool = True, long_first: bool = True) -> list[Station]:  # fmt: skip
    """All jobs on the stations; a job may be late when a cut-off has too little room.

    `improve` may mend the stations after each cut-off, before the next one is put on top.
    """
    sign, length = (-1 if large_first else 1), (-1 if long_first else 1)
    stations = [_Filling() for _n in range(line.stations)]
    groups: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, job in enumerate(line.jobs):
        groups[job.cutoff][job.family].append(n)
    for cutoff in sorted(groups, key=lambda c: line.cutoffs[c]):
        work = {f: sum(line.jobs[n].seconds for n in jobs) for f, jobs in groups[cutoff].items()}
        families = sorted(groups[cutoff], key=lambda f: (sign * work[f], f))
        queue = [n for f in families for n in sorted(groups[cutoff][f], key=lambda n: (length * line.jobs[n].seconds, n))]  # fmt: skip
        _take(line, stations, _at_lowest_level(line, stations, queue))
        if improve is not None:
            stations = [_filling(line, blocks) for blocks in improve([tuple(s.blocks) for s in stations])]
    return [tuple(s.blocks) for s in stations]


def _filling(line: Line, blocks: Station) -> _Filling:
    filled = _Filling()
    for block in blocks:
        filled.free += block.work + (line.setup if block.family != filled.family else 0)
        filled.family = block.family
        filled.blocks.append(block)
    return filled


def _at_lowest_level(line: Line, stations: list[_Filling], queue: list[int]) -> list[list[int]]:
    low = min(s.free for s in stations)
    high = max(s.free for s in stations) + sum(line.jobs[n].seconds + line.setup for n in queue)
    best = _up_to(line, stations, queue, high)
    while low < high:
        middle = (low + high) // 2
        tried = _up_to(line, stations, queue, middle)
        if tried is None:
            low = middle + 1
        else:
            high, best = middle, tried
    return best or [list(queue), *([] for _s in stations[1:])]


def _up_to(line: Line, stations: list[_Filling], queue: list[int], level: int) -> list[list[int]] | None:
    """Which jobs each station takes when none works longer than to the level; None when some find no room."""
    taken: list[list[int]] = []
    at = 0
    for station in stations:
        end, family, mine = station.free, -1, []
        ready = station.family  # this family costs no set-up here
        while at < len(queue):
            job = line.jobs[queue[at]]
            change = line.setup if job.family not in (family, ready) else 0
            if end + job.seconds + change > level:
                break
            end, family = end + job.seconds + change, job.family
            mine.append(queue[at])
            at += 1
        taken.append(mine)
    return taken if at == len(queue) else None


def _take(line: Line, stations: list[_Filling], taken: list[list[int]]) -> None:
    for station, jobs in zip(stations, taken, strict=True):
        families = list(dict.fromkeys(line.jobs[n].family for n in jobs))
        if station.family in families:
            families.remove(station.family)
            families.insert(0, station.family)
        for family in families:
            block = block_of(line, [n for n in jobs if line.jobs[n].family == family])
            station.free += block.work + (line.setup if family != station.family else 0)
            station.family = family
            station.blocks.append(block)
