"""The readers against files that were broken by chance and files that were made to break them.

    python benchmarks/fuzz_readers.py [--seed 1] [--runs 1000] [--parts hostile,odd,changing,chance,large] [--keep DIR] [--memory-mb 1500]

Every file is read in a child process that may not have more than `--memory-mb` of address space: all cells of all
sheets, then through the real command (`stock import FILE --dry-run`). A file may be read or be refused with a code; a
traceback, the end of the child or more than 20 seconds is a finding, kept in `--keep`, and the run ends with 1.
`chance` is `--runs` good files damaged by chance, each made from `--seed` and its number alone; the hostile files
(fuzz_hostile.py), the odd places and the changing files come once. `large` unpacks gigabytes and is left out unless named.
"""

from __future__ import annotations

import argparse
import json
import random
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_damage import damaged
from fuzz_files import good_files
from fuzz_hostile import Changing, large, odd_places, small

CHILD = Path(__file__).with_name("fuzz_child.py")
SECONDS, LARGE_SECONDS = 20, 120


@dataclass
class Child:
    """The process that reads; a new one after each end."""

    memory_mb: int
    folder: Path
    process: subprocess.Popen[str] | None = None

    def read(self, path: Path, seconds: float) -> dict[str, object]:
        """What the child says of the file: code, seconds, memory; or what became of the child."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, str(CHILD), str(self.memory_mb), str(self.folder)], text=True, bufsize=1,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(self.folder / "stderr.txt").open("a"),
            )  # fmt: skip
        process = self.process
        assert process.stdin and process.stdout
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            if not ready.select(seconds):
                process.kill()
                process.wait()
                return {"code": f"HUNG for {seconds} s", "bad": True, "seconds": seconds}
        line = process.stdout.readline()
        if not line:
            return {"code": f"THE CHILD ENDED with {process.wait()}", "bad": True}
        answer: dict[str, object] = json.loads(line)
        return answer

    def close(self) -> None:
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.wait(10)


@dataclass
class Tally:
    """The figures of a run."""

    codes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")
    findings: list[str] = field(default_factory=list)

    def add(self, name: str, answer: dict[str, object]) -> bool:
        """Count one answer; whether it is a finding."""
        code = str(answer["code"])
        self.codes[code.partition(" ")[0] if answer.get("bad") else code] += 1
        self.slowest = max(self.slowest, (float(str(answer.get("seconds", 0))), name))
        self.largest = max(self.largest, (float(str(answer.get("memory_mb", 0))), name))
        if answer.get("bad"):
            self.findings.append(f"{name}: {code}")
            print(f"FINDING {name}: {code}", flush=True)
        return bool(answer.get("bad"))

    def show(self, title: str) -> None:
        print(f"{title}: {self.codes.total()} files, {len(self.findings)} findings")
        print("  " + ", ".join(f"{code} {count}" for code, count in self.codes.most_common()))
        print(
            f"  slowest {self.slowest[0]:.1f} s ({self.slowest[1]}), most memory {self.largest[0]:.0f} MB ({self.largest[1]})"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--parts", default="hostile,odd,changing,chance")
    parser.add_argument("--keep", type=Path, help="copy the files that are findings here")
    parser.add_argument("--memory-mb", type=int, default=1500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), given)


def run(folder: Path, given: argparse.Namespace) -> int:
    child, findings = Child(given.memory_mb, folder), []
    for title, files, seconds in parts(folder, given):
        tally = Tally()
        for path in files:
            if tally.add(path.name, child.read(path, seconds)) and given.keep and path.is_file():
                given.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, given.keep / path.name)
        tally.show(title)
        findings += tally.findings
    child.close()
    return 1 if findings else 0


def parts(folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, Iterator[Path], float]]:
    """Title, files, and the seconds each may take, of the parts asked for."""
    made = {
        "hostile": ("hostile files", small(folder), SECONDS),
        "odd": ("odd places", odd_places(folder), SECONDS),
        "changing": ("changing while read", changing(folder), SECONDS),
        "large": ("large files", large(folder), LARGE_SECONDS),
        "chance": (f"damaged by chance, seed {given.seed}", by_chance(folder, given.seed, given.runs), SECONDS),
    }
    for name in given.parts.split(","):
        yield made[name]


def changing(folder: Path) -> Iterator[Path]:
    """Each good file, again and again, while something else rewrites it."""
    for name, good in good_files().items():
        path = folder / f"changing-{name}"
        with Changing(path, good):
            for _again in range(15):
                yield path
                time.sleep(0.001)


def by_chance(folder: Path, seed: int, runs: int) -> Iterator[Path]:
    goods = list(good_files().items())
    for number in range(runs):
        draw = random.Random(f"{seed}-{number}")
        name, good = draw.choice(goods)
        path = folder / f"{seed}-{number}{Path(name).suffix}"
        path.write_bytes(damaged(good, draw))
        yield path
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
