"""A first schedule for many orders: cut-off by cut-off, families wrapped around the stations up to a level. Pure.

The level of each cut-off is the lowest that holds its work, found by bisection (McNaughton's wrap-around, 1959, with
set-ups). A station begins with the family that it ended with.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from sellerkit.peak.line_model import Block, Line, Station, block_of

Improve = Callable[[list[Station]], list[Station]]
Part = tuple[int, int, int]
"""Some jobs of a run: its number, the first job, the one after the last."""


class _Run(NamedTuple):
    """The jobs of one family and cut-off in the order in which they are dealt out, and the sums of their seconds."""

    family: int
    jobs: list[int]
    sums: list[int]


@dataclass(slots=True)
class _Filling:
    """One station so far: when it is free, the family it is set up for, its blocks."""

    free: int = 0
    family: int = -1
    blocks: list[Block] = field(default_factory=list)


def wrapped(line: Line, improve: Improve | None = None, *, large_first: bool = True, long_first: bool = True) -> list[Station]:  # fmt: skip
    """All jobs on the stations; a job may be late when a cut-off has too little room. Desks leave out what the day is
    too short for.

    `improve` may mend the stations after each cut-off, before the next one is put on top.
    """
    sign, length = (-1 if large_first else 1), (-1 if long_first else 1)
    stations = [_Filling() for _n in range(line.stations)]
    groups: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, job in enumerate(line.jobs):
        groups[job.cutoff][job.family].append(n)
    for cutoff in sorted(groups, key=lambda c: (line.cutoffs[c], c)):
        runs = [_run(line, family, jobs, length) for family, jobs in groups[cutoff].items()]
        runs.sort(key=lambda run: (sign * run.sums[-1], run.family))
        _take(line, stations, runs, _at_lowest_level(line, stations, runs))
        if improve is not None:
            stations = [_filling(line, n, blocks) for n, blocks in enumerate(improve([tuple(s.blocks) for s in stations]))]  # fmt: skip
    return [tuple(s.blocks) for s in stations]


def _run(line: Line, family: int, jobs: list[int], length: int) -> _Run:
    ordered = sorted(jobs, key=lambda n: (length * line.jobs[n].seconds, n))
    return _Run(family, ordered, [0, *accumulate(line.jobs[n].seconds for n in ordered)])


def _filling(line: Line, station: int, blocks: Station) -> _Filling:
    filled = _Filling()
    for block in blocks:
        filled.free += block.work + (line.setup_at(station) if block.family != filled.family else 0)
        filled.family = block.family
        filled.blocks.append(block)
    return filled


def _at_lowest_level(line: Line, stations: list[_Filling], runs: list[_Run]) -> list[list[Part]]:
    low, high = _levels(line, stations, runs)
    best, whole = _up_to(line, stations, runs, high)
    while whole and low < high:
        middle = (low + high) // 2
        tried, fits = _up_to(line, stations, runs, middle)
        if fits:
            high, best = middle, tried
        else:
            low = middle + 1
    return best


def _levels(line: Line, stations: list[_Filling], runs: list[_Run]) -> tuple[int, int]:
    """The lowest that may be enough, and one that is, or with desks the end of the day."""
    if line.desks:
        return 0, max(desk.spans[-1][1] for desk in line.desks)
    work = sum(run.sums[-1] + line.setup * len(run.jobs) for run in runs)
    return min(s.free for s in stations), max(s.free for s in stations) + work


def _up_to(line: Line, stations: list[_Filling], runs: list[_Run], level: int) -> tuple[list[list[Part]], bool]:
    """What each station takes when none works longer than to the level, and whether that is all."""
    taken: list[list[Part]] = []
    at, first = 0, 0  # the run that is next, and its first job that is left
    for n, station in enumerate(stations):
        setup, room = line.setup_at(n), line.work_until(n, level) - station.free
        family, mine = -1, []
        while at < len(runs):
            run = runs[at]
            # The family for which the station is set up costs nothing: it is put first.
            change = setup if run.family not in (family, station.family) else 0
            last = bisect_right(run.sums, run.sums[first] + room - change) - 1
            if last <= first:
                break
            mine.append((at, first, last))
            room -= change + run.sums[last] - run.sums[first]
            family = run.family
            if last < len(run.jobs):
                first = last
                break
            at, first = at + 1, 0
        taken.append(mine)
    return taken, at == len(runs)


def _take(line: Line, stations: list[_Filling], runs: list[_Run], taken: list[list[Part]]) -> None:
    for n, (station, parts) in enumerate(zip(stations, taken, strict=True)):
        for at, first, last in sorted(parts, key=lambda part: runs[part[0]].family != station.family):
            block = block_of(line, runs[at].jobs[first:last])
            station.free += block.work + (line.setup_at(n) if block.family != station.family else 0)
            station.family = block.family
            station.blocks.append(block)
