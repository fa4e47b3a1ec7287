"""A witness beside the store: which runs bought. A store that lacks one of them is an older copy that was put back.

Putting an old `shop.db` in the place of the newer one (cp, a synchronised folder) leaves no mark in the file itself. The
witness is a plain file, one line a run: the batch and its real time. It goes with the folder, not with the store.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sellerkit.base.files import refused_writes

# A line is some 35 bytes; the oldest runs are the first to be forgotten.
_MOST = 5000


def note_run(db: sqlite3.Connection, store_path: Path, batch: int) -> None:
    """Write down, on disk when it returns, that this batch is going to buy. Raises CannotWrite."""
    real_at = db.execute("SELECT real_at FROM batches WHERE number = ?", (batch,)).fetchone()[0]
    path = _witness(store_path)
    lines = _lines(path)
    with refused_writes(path):
        if len(lines) >= _MOST:
            temporary = path.with_name(f"{path.name}.new")
            temporary.write_text("".join(f"{number} {at}\n" for number, at in lines[-_MOST // 2 :]), "utf-8")
            temporary.replace(path)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{batch} {real_at}\n")
            file.flush()
            os.fsync(file.fileno())


def lost_runs(db: sqlite3.Connection, store_path: Path) -> list[str]:
    """The real times of the runs that this store does not know, the earliest first."""
    lines = _lines(_witness(store_path))
    if not lines:
        return []
    known = {(int(row[0]), str(row[1])) for row in db.execute("SELECT number, real_at FROM batches")}
    return sorted(at for number, at in lines if (number, at) not in known)


def _witness(store_path: Path) -> Path:
    return store_path.with_suffix(".runs")


def _lines(path: Path) -> list[tuple[int, str]]:
    """The runs; a line that a power cut left half written says nothing and is passed over."""
    try:
        found = [line.split(" ") for line in path.read_text("utf-8", "replace").splitlines()]
    except FileNotFoundError:
        return []
    return [
        (int(parts[0]), parts[1]) for parts in found if len(parts) == 2 and parts[0].isdigit() and _is_time(parts[1])
    ]


def _is_time(text: str) -> bool:
    return len(text) == len("2026-11-11T00:00:00.000Z") and text.endswith("Z") and text[:4].isdigit()
