"""`sellerkit peak plan` on a growing Singles' Day: 1,000, 10,000 and 100,000 orders, CPU and memory of the real command.

    python benchmarks/peak_plan.py [--most 100000] [--setup 2m] [--too-few]

A shop of its own in a temporary folder: 80 SKUs with sizes, twelve cartons in three families, two couriers with two
pick-ups each, as many packers as the day needs (`--too-few`: a fifth less, so that remedies are looked for). The orders
are those of packing_scale.py, taken in from a file. "first" plans with an empty memo of packings, "again" with the kept
one; "timetable" is the part of it that deals orders out to pick-ups, stations and minutes, "remedies" what would help.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from packing_scale import SIDES, peak_orders

NOW = {"SELLERKIT_NOW": "2026-11-10T20:00:00+08:00", "SELLERKIT_LANGUAGE": "en"}
HEADINGS = (
    "Name", "Financial Status", "Paid at", "Currency", "Total", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem sku",
)  # fmt: skip
LINE = "{:>8} {:>8} {:>6} {:>9} {:>9} {:>7} {:>11} {:>11} {:>8} {:>12}"
PARTS = """
import sys, time, json
from pathlib import Path
from sellerkit.peak.plan import draft_plan
from sellerkit.peak.remedies import remedies
from sellerkit.peak.rules import timetable
from sellerkit.peak.trial import Day
from sellerkit.trade.shop import open_shop
from sellerkit.trade.wanted import Wanted
shop = open_shop(Path(sys.argv[1]), writing=False)
plan = draft_plan(shop, Wanted())
pickups, setup = plan.day.pickups, shop.config.peak.setup
begun = time.process_time()
timetable(plan.work, plan.seating.shifts, pickups, setup)
table = time.process_time() - begun
begun = time.process_time()
found = remedies(Day(plan.work, plan.day.people, shop.config.peak.stations, pickups, setup, None, True))
print(json.dumps([table, time.process_time() - begun, len(found)]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--setup", default="2m")
    parser.add_argument("--too-few", action="store_true")
    args = parser.parse_args()
    print(LINE.format("orders", "packers", "late", "first s", "again s", "MB", "timetable s", "remedies s", "found", "finish"))  # fmt: skip
    for many in (1_000, 10_000, 100_000):
        if many <= args.most:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder) / "shop", many, args.setup, too_few=args.too_few)


def measure(shop: Path, many: int, setup: str, *, too_few: bool) -> None:
    packers = max(2, many // (540 if not too_few else 680))
    make(shop, many, packers, setup)
    first, memory, plan = planned(shop)
    again, _memory, _plan = planned(shop)
    parts = subprocess.run([sys.executable, "-c", PARTS, str(shop)], capture_output=True, text=True, check=True, env={**os.environ, **NOW})  # fmt: skip
    table, remedies, found = json.loads(parts.stdout)
    print(LINE.format(many, packers, plan["late_parcels"], f"{first:.2f}", f"{again:.2f}", memory, f"{table:.2f}", f"{remedies:.2f}", found, plan["finish"][11:16]), flush=True)  # fmt: skip


def planned(shop: Path) -> tuple[float, int, dict[str, object]]:
    """The real command: CPU seconds, MB, its verdict."""
    with (shop.parent / "plan.json").open("w+") as out:
        command = [sys.executable, "-m", "sellerkit", "peak", "plan", "--json", "--shop", str(shop)]
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, **NOW})
        _pid, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        verdict = json.load(out)["verdict"]
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, verdict


def make(shop: Path, many: int, packers: int, setup: str) -> None:
    """The shop with its goods and orders taken in."""
    run("init", str(shop), "--name", "Peak", "--currency", "CNY", "--time-zone", "Asia/Shanghai", "--language", "en", "--yes")  # fmt: skip
    with (shop / "shop.toml").open("a", encoding="utf-8") as file:
        file.write(settings(packers, setup))
    orders = [Counter(item.sku for item in order) for order in peak_orders(many)]
    goods = {item.sku: item for order in peak_orders(many) for item in order}
    pieces: Counter[str] = Counter()
    for basket in orders:
        pieces.update(basket)
    with (shop / "stock.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("SKU", "Name", "Qty", "Weight", "Length", "Width", "Height", "Shelf"))
        for n, (sku, item) in enumerate(sorted(goods.items())):
            rows.writerow((sku, f"货品 {sku}", pieces[sku], f"{item.weight_g} g", *(f"{side} mm" for side in item.size_mm), f"A-{n}"))  # fmt: skip
    with (shop / "orders_export.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        paid = ("paid", "2026-11-10 10:00:00 +0800", "CNY", "25.00", "2026-11-10 09:59:00 +0800")
        for n, basket in enumerate(orders):
            for line, (sku, quantity) in enumerate(basket.items()):
                rows.writerow((f"#{n}", *(paid if line == 0 else ("",) * 5), quantity, sku, "25.00", sku))
    run("stock", "import", "stock.csv", "--as", "set", "--shop", str(shop), folder=shop)
    run("orders", "import", "orders_export.csv", "--shop", str(shop), folder=shop)


def settings(packers: int, setup: str) -> str:
    couriers = '[carriers.zto]\nservice = "practice"\npickups = ["12:00", "20:30"]\n\n[carriers.sf]\nservice = "practice"\npickups = ["17:00", "20:00"]\n'
    cartons = "".join(
        f'\n[packing.cartons.no{n}]\ninner_mm = {list(inner)}\nmax_g = 20000\ntare_g = {60 + inner[0]}\ncost = "0.50"\nin_stock = 500\nfamily = "{("large", "middle", "small")[(n - 1) // 4]}"\n'
        for n, inner in enumerate(SIDES, 1)
    )
    people = f'people = [ {{ name = "packer", count = {packers}, per_hour = 45, from = "08:00", to = "20:30" }} ]'
    return f'\n{couriers}{cartons}\n[peak]\nday = "2026-11-11"\nstations = {packers}\nsetup = "{setup}"\n{people}\n'


def run(*command: str, folder: Path | None = None) -> None:
    subprocess.run([sys.executable, "-m", "sellerkit", *command], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **NOW})  # fmt: skip


if __name__ == "__main__":
    main()
