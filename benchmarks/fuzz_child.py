"""The process that reads for `fuzz_readers.py`: a path a line comes in, what became of it goes out as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path

SHOP = '[shop]\nname = "Fuzz"\ncurrency = "CNY"\ntime_zone = "Asia/Shanghai"\nlanguage = "en"\n'
ANSWERS = (0, 3, 5)


def main() -> None:
    limit, folder = int(sys.argv[1]) << 20, Path(sys.argv[2]) / "shop"
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not folder.is_dir():
        folder.mkdir()
        (folder / "shop.toml").write_text(SHOP)
        from sellerkit.store.store import open_store

        open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
    os.chdir(folder)
    os.environ["SELLERKIT_NOW"] = "2026-11-10T20:00:00+08:00"
    for line in sys.stdin:
        print(json.dumps(answer(Path(line.rstrip("\n")))), flush=True)


def answer(path: Path) -> dict[str, object]:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory is counted anew for each file
    start = time.monotonic()
    try:
        code = read(path)
        found = command(path)
    except BaseException:  # noqa: BLE001 — what a reader must never let through, panics of Rust among them
        return {"code": "CRASH " + traceback.format_exc()[-1500:], "bad": True, "seconds": time.monotonic() - start}
    return {"code": found or code, "bad": bool(found), "seconds": time.monotonic() - start, "memory_mb": peak()}


def read(path: Path) -> str:
    """Every cell of every sheet; the code of the refusal, or "read"."""
    from sellerkit.base.errors import InputRejected
    from sellerkit.sheets import read_tables

    try:
        for table in read_tables(path):
            for _number, cells in table.rows:
                len(cells)
    except InputRejected as error:
        assert error.message and error.hint and error.code, "a refusal without words"
        return error.code
    return "read"


def command(path: Path) -> str:
    """The real command; what is wrong about how it ended, or ""."""
    from sellerkit.cli import run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["stock", "import", str(path), "--as", "set", "--skip-bad-rows", "--dry-run", "--json"])
    if code not in ANSWERS:
        return f"EXIT {code}: {out.getvalue()[-600:]} {err.getvalue()[-600:]}"
    json.loads(out.getvalue())
    return ""


def peak() -> float:
    """The most memory held since the last file, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
