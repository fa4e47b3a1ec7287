"""The packing line's engine: what every schedule promises, against every schedule there is, and as a command."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.peak.line import schedule
from sellerkit.peak.line_model import Job, Line, lower_bounds

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "schedule.py"

jobs = st.lists(st.builds(Job, st.integers(20, 200), st.integers(0, 2), st.integers(0, 3)), max_size=90)
lines = st.builds(
    lambda jobs, stations, setup, cutoffs: Line(tuple(jobs), stations, setup, tuple(sorted(cutoffs))),
    jobs, st.integers(1, 4), st.integers(0, 90), st.lists(st.integers(60, 3000), min_size=3, max_size=3),
)  # fmt: skip


def counted(line: Line, stations: tuple[tuple[int, ...], ...]) -> tuple[int, int]:
    """Late jobs and the end of the last, said in the plainest way."""
    late, ends = 0, [0]
    for order in stations:
        at, family = 0, None
        for n in order:
            job = line.jobs[n]
            at += job.seconds + (line.setup if job.family != family else 0)
            family = job.family
            late += at > line.cutoffs[job.cutoff]
        ends.append(at)
    return late, max(ends)


@settings(max_examples=25, deadline=None)
@given(lines)
def test_every_job_is_packed_once_and_what_the_schedule_says_of_itself_is_true(line: Line) -> None:
    made = schedule(line, moves=400)
    assert sorted(n for station in made.stations for n in station) == list(range(len(line.jobs)))
    assert len(made.stations) == line.stations
    assert (made.late, made.makespan) == counted(line, made.stations)
    late, makespan = lower_bounds(line)
    assert late <= made.late and makespan <= made.makespan
    assert made == schedule(line, moves=400)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.builds(Job, st.integers(1, 9), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=5),
       st.integers(1, 2), st.integers(0, 3), st.integers(5, 12))  # fmt: skip
def test_no_schedule_of_a_few_jobs_has_fewer_late(jobs: list[Job], stations: int, setup: int, first: int) -> None:
    line = Line(tuple(jobs), stations, setup, (first, first + 6))
    made = schedule(line, moves=4000)
    best = min(
        counted(line, tuple(tuple(n for n, at in zip(order, seats, strict=True) if at == s) for s in range(stations)))[0]
        for order in itertools.permutations(range(len(jobs)))
        for seats in itertools.product(range(stations), repeat=len(jobs))
    )  # fmt: skip
    assert made.late == best


def test_families_that_fit_are_not_torn_apart() -> None:
    line = Line(tuple(Job(60, 0, n % 2) for n in range(20)), 2, 300, (900,))
    made = schedule(line)
    assert (made.late, made.makespan) == (0, 900)
    assert all(len({line.jobs[n].family for n in station}) == 1 for station in made.stations)


def test_the_benchmark_prints_late_orders_and_makespan_of_each_instance(tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("instance,half,stations,setup_seconds,cutoff1_s,cutoff2_s\n7,dev,1,60,150,400\n")
    (tmp_path / "j.csv").write_text("instance,job,pack_seconds,cutoff_class,carton_family\n7,0,80,2,3\n7,1,90,1,3\n")
    command = [sys.executable, str(BENCHMARK), "--instances", str(tmp_path / "i.csv"), "--jobs", str(tmp_path / "j.csv")]  # fmt: skip
    said = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == [{"instance": 7, "late": 0, "makespan_s": 230}]
    assert "late in all: 0" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
