"""Packing lines against cut-offs: orders of one carton family, stations that need a set-up between families. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Job:
    """One order: how many seconds it takes, the number of its cut-off (from 0), the family of its carton (from 0)."""

    seconds: int
    cutoff: int
    family: int


@dataclass(frozen=True, slots=True)
class Desk:
    """A station with hours and a pace of its own. Its work is counted in the seconds of its own clock, which stands still
    outside the hours and goes slower where a newcomer sits.

    `spans`: from, to (µs, ascending) and the work done by the end of it. `setup` and `cutoffs` (one for each cut-off of
    the line) are in work seconds too.
    """

    setup: int
    cutoffs: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]

    def work_until(self, moment: int) -> int:
        """How many work seconds are done by then when the station never waits."""
        before = 0
        for start, end, done in self.spans:
            if moment < end:
                return before + max(0, (done - before) * (moment - start) // (end - start))
            before = done
        return before

    def moment_of(self, work: int) -> float:
        """When so much is done, s; past the last span as fast as in it."""
        n = min(bisect_left(self.spans, work, key=lambda span: span[2]), len(self.spans) - 1)
        start, end, done = self.spans[n]
        before = self.spans[n - 1][2] if n else 0
        return (start + (end - start) * (work - before) / max(1, done - before)) / 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """Identical stations that begin at 0 s. `cutoffs` in seconds; a set-up comes first and at each change of family.

    With `desks` each station has hours, a pace and a set-up of its own. `in_order`: no station packs for a cut-off before
    it is done with all those of lower number.
    """

    jobs: tuple[Job, ...]
    stations: int
    setup: int
    cutoffs: tuple[int, ...]
    desks: tuple[Desk, ...] = ()
    in_order: bool = False

    def setup_at(self, station: int) -> int:
        return self.desks[station].setup if self.desks else self.setup

    def cutoffs_at(self, station: int) -> tuple[int, ...]:
        return self.desks[station].cutoffs if self.desks else self.cutoffs

    def work_until(self, station: int, moment: int) -> int:
        return self.desks[station].work_until(moment) if self.desks else moment


class Block(NamedTuple):
    """Jobs (their numbers) of one family and one cut-off that a station packs in one piece; `work` is their seconds."""

    family: int
    cutoff: int
    work: int
    jobs: tuple[int, ...]


Station = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Each station's jobs in packing order; how many end after their cut-off; when the last one ends, s."""

    stations: tuple[tuple[int, ...], ...]
    late: int
    makespan: int


def block_of(line: Line, jobs: Sequence[int]) -> Block:
    """One block of these jobs, the shortest first: should some be late, they are the fewest."""
    first = line.jobs[jobs[0]]
    # At desks all jobs are alike: there is nothing to sort.
    if line.desks:
        return Block(first.family, first.cutoff, sum([line.jobs[n].seconds for n in jobs]), tuple(jobs))
    timed = sorted([(line.jobs[n].seconds, n) for n in jobs])
    return Block(
        first.family, first.cutoff, sum([seconds for seconds, _n in timed]), tuple([n for _seconds, n in timed])
    )


def measured(line: Line, stations: Iterable[Sequence[int]]) -> Schedule:
    """The schedule with its late jobs put last, each where it ends first; what it comes to is counted job by job."""
    kept, late = [], []
    for jobs in stations:
        punctual, missed = _sifted(line, jobs)
        kept.append(punctual)
        late += missed
    ends = [_end(line, jobs) for jobs in kept]
    for n in sorted(late, key=lambda n: (-line.jobs[n].seconds, n)):
        costs = [ends[m] + line.jobs[n].seconds + _change(line, jobs, n) for m, jobs in enumerate(kept)]
        best = min(range(len(kept)), key=costs.__getitem__)
        kept[best].append(n)
        ends[best] = costs[best]
    # What was put last may be punctual after all: the jobs before it moved up.
    return Schedule(tuple(map(tuple, kept)), sum(_late(line, jobs) for jobs in kept), max(ends, default=0))


def _late(line: Line, jobs: Sequence[int]) -> int:
    at, family, late = 0, -1, 0
    for n in jobs:
        job = line.jobs[n]
        at += job.seconds + (line.setup if job.family != family else 0)
        family = job.family
        late += at > line.cutoffs[job.cutoff]
    return late


def _sifted(line: Line, jobs: Sequence[int]) -> tuple[list[int], list[int]]:
    """The jobs that end in time when the others are taken out, and the others."""
    at, family = 0, -1
    punctual, missed = [], []
    for n in jobs:
        job = line.jobs[n]
        end = at + job.seconds + (line.setup if job.family != family else 0)
        if end > line.cutoffs[job.cutoff]:
            missed.append(n)
        else:
            punctual.append(n)
            at, family = end, job.family
    return punctual, missed


def _end(line: Line, jobs: Sequence[int]) -> int:
    changes = sum(a != b for a, b in zip([-1, *(line.jobs[n].family for n in jobs)], (line.jobs[n].family for n in jobs), strict=False))  # fmt: skip
    return sum(line.jobs[n].seconds for n in jobs) + changes * line.setup


def _change(line: Line, jobs: Sequence[int], n: int) -> int:
    return line.setup if not jobs or line.jobs[jobs[-1]].family != line.jobs[n].family else 0


def lower_bounds(line: Line) -> tuple[int, int]:
    """No schedule has fewer late jobs, none ends earlier: Moore and Hodgson on one station of the capacity of all
    without set-ups; all work and one set-up for each family or station, shared evenly, or the longest job."""
    import heapq

    families = len({job.family for job in line.jobs})
    changes = max(families, min(line.stations, len(line.jobs)))
    makespan = -(-(sum(job.seconds for job in line.jobs) + changes * line.setup) // line.stations)
    longest = max((job.seconds + line.setup for job in line.jobs), default=0)
    kept: list[int] = []
    used = late = 0
    for job in sorted(line.jobs, key=lambda job: line.cutoffs[job.cutoff]):
        heapq.heappush(kept, -job.seconds)
        used += job.seconds
        if used > line.stations * line.cutoffs[job.cutoff]:
            used += heapq.heappop(kept)
            late += 1
    return late, max(makespan, longest)
