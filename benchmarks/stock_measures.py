"""One measure of `stock_import.py`, in its own process: `python stock_measures.py NAME FILE ROWS` prints JSON."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import stock_files

SHOP = '[shop]\nname = "Benchmark"\ncurrency = "CNY"\ntime_zone = "Asia/Shanghai"\n'


def main() -> None:
    name, path, rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if name == "make":
        make = stock_files.workbook if path.suffix == ".xlsx" else stock_files.text_file
        make(path, rows)
        print(json.dumps({}))
        return
    cpu = MEASURES[name](path, rows)
    print(json.dumps({"cpu": cpu, "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def calamine(path: Path, rows: int) -> float:
    from python_calamine import load_workbook

    def work() -> None:
        sheet = load_workbook(str(path)).get_sheet_by_index(0)
        assert len(sheet.to_python(skip_empty_area=False)) == rows + 1

    return timed(work)


def openpyxl(path: Path, rows: int) -> float:
    from openpyxl import load_workbook

    def work() -> None:
        sheet = load_workbook(path, read_only=True).worksheets[0]
        assert sum(1 for _row in sheet.iter_rows(values_only=True)) == rows + 1

    return timed(work)


def plain_load(path: Path, rows: int) -> float:
    """The same twelve columns, unjudged, in one table with a unique code."""

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            db = sqlite3.connect(Path(folder) / "plain.db")
            columns = ", ".join(f'"{heading}"' for heading in stock_files.HEADINGS)
            db.execute(f"CREATE TABLE stock ({columns}, UNIQUE ({columns.split(',')[0]}))")
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                next(reader)
                db.executemany(f"INSERT INTO stock VALUES ({', '.join('?' * 12)})", reader)
            db.commit()
            assert db.execute("SELECT count(*) FROM stock").fetchone()[0] == rows
            db.close()

    return timed(work)


def ours(path: Path, rows: int) -> float:
    from sellerkit.cli import run

    with tempfile.TemporaryDirectory() as folder:
        small = shop(Path(folder) / "small")
        (small / "first.csv").write_text(
            ",".join(stock_files.HEADINGS) + "\n" + "A-1,红枣,,1,袋,1,2,5,A,干果,2026-01-01,2027-01-01\n", "utf-8"
        )
        stock_files.workbook(small / "first.xlsx", 2)
        for name in ("first.csv", "first.xlsx"):
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                assert run(["stock", "import", str(small / name), "--as", "set", "--shop", str(small), "-q"]) == 0
        large = shop(Path(folder) / "large")
        out = io.StringIO()

        def work() -> None:
            with contextlib.redirect_stdout(out):
                assert run(["stock", "import", str(path), "--as", "set", "--shop", str(large), "--json", "-q"]) == 0

        cpu = timed(work)
        (file,) = json.loads(out.getvalue())
        assert (file["rows"], file["created"], file["movements"]) == (rows, rows, rows), file
        return cpu


def shop(folder: Path) -> Path:
    from sellerkit.store.store import open_store

    folder.mkdir()
    (folder / "shop.toml").write_text(SHOP, "utf-8")
    open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
    return folder


MEASURES = {
    "calamine": calamine,
    "openpyxl": openpyxl,
    "csv + sqlite3": plain_load,
    "ours xlsx": ours,
    "ours csv": ours,
}


if __name__ == "__main__":
    main()
