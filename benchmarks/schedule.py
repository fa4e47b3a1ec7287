"""How many orders are late, and when the last is packed, on instances of a packing line.

    python benchmarks/schedule.py --instances FILE --jobs FILE [--json]

Instances: instance, stations, setup_seconds, cutoff1_s, cutoff2_s, …; jobs: instance, job, pack_seconds, cutoff_class
(from 1), carton_family. Stations are alike and begin at 0; a set-up comes first and at each change of family. What the
instances say of bounds and of other schedules is printed beside ours. Needs nothing but sellerkit itself.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from sellerkit.peak.line import schedule
from sellerkit.peak.line_model import Job, Line, Schedule, lower_bounds

LINE = "{instance:>8} {orders:>7} {late:>6} {reference:>10} {makespan:>9} {bound:>9} {over:>8} {seconds:>8}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", required=True, type=Path, metavar="FILE")
    parser.add_argument("--jobs", required=True, type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    jobs: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(args.jobs):
        jobs[row["instance"]].append(row)
    results = []
    for row in rows_of(args.instances):
        line = line_of(row, jobs[row["instance"]])
        begun = time.process_time()
        results.append((row, line, schedule(line), time.process_time() - begun))
    if args.json:
        print(json.dumps([{"instance": as_number(row["instance"]), "late": s.late, "makespan_s": s.makespan} for row, _line, s, _time in results], indent=1))  # fmt: skip
    else:
        print_table(results)
    return 0


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def line_of(row: Mapping[str, str], jobs: Sequence[Mapping[str, str]]) -> Line:
    """One instance; cut-off classes and families are numbered from 0."""
    numbers = sorted(int(found[1]) for key in row if (found := re.fullmatch(r"cutoff(\d+)_s", key)) and row[key])
    families = {name: n for n, name in enumerate(sorted({job["carton_family"] for job in jobs}))}
    work = tuple(
        Job(int(job["pack_seconds"]), numbers.index(int(job["cutoff_class"])), families[job["carton_family"]])
        for job in jobs
    )
    return Line(work, int(row["stations"]), int(row["setup_seconds"]), tuple(int(row[f"cutoff{n}_s"]) for n in numbers))


def as_number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def print_table(results: Sequence[tuple[Mapping[str, str], Line, Schedule, float]]) -> None:
    print(LINE.format(instance="instance", orders="orders", late="late", reference="reference", makespan="makespan", bound="bound", over="over", seconds="CPU s"))  # fmt: skip
    over = []
    for row, line, made, seconds in results:
        bound = lower_bounds(line)[1]
        over.append(made.makespan / bound - 1 if bound else 0.0)
        reference = row.get("cpsat_late") or row.get("wrap_late") or "-"
        print(LINE.format(instance=row["instance"], orders=len(line.jobs), late=made.late, reference=reference, makespan=made.makespan,
                          bound=bound, over=f"{100 * over[-1]:.2f} %", seconds=f"{seconds:.2f}"))  # fmt: skip
    late = sum(made.late for _row, _line, made, _seconds in results)
    print(
        f"late in all: {late}; makespan over the bound: {100 * sum(over) / max(1, len(over)):.2f} % on average; slowest: {max((s for *_r, s in results), default=0):.2f} s"
    )


if __name__ == "__main__":
    raise SystemExit(main())
