"""How long `sellerkit --help` takes, beside the floor: a Python that only imports click.

    python benchmarks/startup.py [--runs 15]

Prints the median of both in one run, and their ratio (the bar is 3).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "import click": [sys.executable, "-c", "import click"],
    "sellerkit --help": [sys.executable, "-m", "sellerkit", "--help"],
    "sellerkit stock --help": [sys.executable, "-m", "sellerkit", "stock", "--help"],
    "sellerkit stock import --help": [sys.executable, "-m", "sellerkit", "stock", "import", "--help"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _run in range(runs):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - start)
    floor = statistics.median(times["import click"])
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:32} {median * 1000:7.1f} ms   {median / floor:5.2f} x")
    return 0 if statistics.median(times["sellerkit --help"]) <= 3 * floor else 1


if __name__ == "__main__":
    sys.exit(main())
