"""`stock import` of large sheets beside the floor: bare readers, and a plain load into SQLite.

    python benchmarks/stock_import.py [--rounds 3] [--folder DIR] [--quick]

Every measure runs in a fresh process and counts CPU time (user and system). Ours is the real command
(`sellerkit stock import FILE --as set`, through its front door) minus start-up: a tiny import in another shop comes
first, so that everything is loaded; validation, saving and the final sync to disk are inside. The bars: xlsx at most
3 × a bare python-calamine pass and at least 4 × faster than an openpyxl read-only pass; 500,000 rows below 1.2 GB of
memory; csv at most 4 × `csv.reader` plus a plain sqlite3 load; time grows linearly.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MEASURES = HERE / "stock_measures.py"
SIZES = (1_000, 10_000, 100_000, 500_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the generated files here")
    parser.add_argument("--quick", action="store_true", help="100,000 rows only, without openpyxl and the table")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        return measured(folder, given.rounds, quick=given.quick)


def measured(folder: Path, rounds: int, *, quick: bool) -> int:
    sizes = (100_000,) if quick else SIZES
    for size in sizes:
        run("make", folder / f"stock-{size}.xlsx", size)
    run("make", folder / "stock-100000.csv", 100_000)
    book, text = folder / "stock-100000.xlsx", folder / "stock-100000.csv"
    names = {"calamine": book, "ours xlsx": book, "csv + sqlite3": text, "ours csv": text}
    if not quick:
        names["openpyxl"] = book
    cpu: dict[str, list[float]] = {name: [] for name in names}
    for _round in range(rounds):
        for name, path in names.items():
            cpu[name].append(run(name, path, 100_000)["cpu"])
    print(f"100,000 rows × 12 columns, {rounds} rounds      min s   median s")
    for name, found in cpu.items():
        print(f"  {name:38} {min(found):7.2f} {statistics.median(found):10.2f}")
    bars = [ratio(cpu, "ours xlsx", "calamine", 3.0), ratio(cpu, "ours csv", "csv + sqlite3", 4.0)]
    if not quick:
        bars += [ratio(cpu, "openpyxl", "ours xlsx", 4.0, at_least=True), table(folder)]
    return 0 if all(bars) else 1


def ratio(cpu: dict[str, list[float]], one: str, other: str, bar: float, *, at_least: bool = False) -> bool:
    lowest = min(cpu[one]) / min(cpu[other])
    median = statistics.median(cpu[one]) / statistics.median(cpu[other])
    met = lowest >= bar if at_least else lowest <= bar
    words = "at least" if at_least else "at most"
    print(
        f"{one} / {other}: {lowest:.2f} (of minima), {median:.2f} (of medians); the bar is {words} {bar:g}: {'met' if met else 'MISSED'}"
    )
    return met


def table(folder: Path) -> bool:
    print("rows        CPU s   ms / 1,000 rows   memory MB")
    memory = 0.0
    for size in SIZES:
        found = run("ours xlsx", folder / f"stock-{size}.xlsx", size)
        memory = found["rss_mb"]
        print(f"{size:8,} {found['cpu']:8.2f} {found['cpu'] * 1e6 / size:17.1f} {memory:11.0f}")
    met = memory < 1200
    print(f"memory of 500,000 rows: {memory:.0f} MB; the bar is 1,200: {'met' if met else 'MISSED'}")
    return met


def run(measure: str, path: Path, size: int) -> dict[str, float]:
    """One measure in a process of its own."""
    answer = subprocess.run(
        [sys.executable, str(MEASURES), measure, str(path), str(size)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
