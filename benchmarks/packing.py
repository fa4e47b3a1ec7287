"""How well and how fast orders are packed, beside other packers, on neutral data.

    python benchmarks/packing.py [--set S1|S2|S3|S6] [--sample N] [--no-peers]

Reads the sets from SELLERKIT_REAL_FILES/packing (default ../shared/fixtures/packing), packs each order by itself (no memo
across orders, one core), has every result judged by check_packing.py (SELLERKIT_CHECKS, default ../shared/checks) and
prints it beside the results stored with the data and, on S1 and S6 or the set that is asked for, beside the peers installed
here, timed in the same run. Times are CPU times (packer3d works in a process of its own: there
it is the clock on the wall); compare them as ratios: "x" columns say how many times as long as our first line a packer takes
on the same orders. `--sample N` takes N orders spread evenly. It ends with 1 when one of our packings is at fault.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from packing_peers import Ask, Placed, installed

from sellerkit.packing import Carton, Item, Rules, pack

ROOT = Path(__file__).resolve().parents[1]
FILES = Path(os.environ.get("SELLERKIT_REAL_FILES") or ROOT.parent / "shared" / "fixtures") / "packing"
CHECKS = Path(os.environ.get("SELLERKIT_CHECKS") or ROOT.parent / "shared" / "checks")
SETS = {
    "S1": ("boxpacker", "boxpacker/orders_dev.csv", "reference_free_rotation_dev.csv"),
    "S2": ("boxpacker", "boxpacker/orders_dev.csv", "reference_upright_dev.csv"),
    "S3": ("boxpacker_12cartons", "boxpacker/orders_dev.csv", "reference_free_rotation_dev.csv"),
    "S6": ("synthetic_mixed", "synthetic_mixed/orders_dev.csv", "reference_dev.csv"),
}
Ours = Callable[[Sequence[Item]], Callable[[], tuple[list[Placed], bool]]]
UPRIGHT, WITH_PEERS = ("S2",), ("S1", "S6")
LINE = "{name:22} {orders:>6} {cartons:>7} {litres:>9} {faulty:>6} {proven:>6}"
TIMES = ("mean", "med", "p99", "max")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=sorted(SETS), help="only this one")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    if not FILES.is_dir():
        print(f"{FILES} is not there; SELLERKIT_REAL_FILES names its parent folder")
        return 2
    sets = [args.set] if args.set else sorted(SETS)
    return max(run(s, args.sample, peers=not args.no_peers and (s == args.set or s in WITH_PEERS)) for s in sets)


def run(name: str, sample: int, *, peers: bool) -> int:
    """One set: ours with and without the support rule, the peers, the stored results."""
    folder, orders_file, reference_file = SETS[name]
    cartons = read_cartons(FILES / folder / "cartons.csv")
    rows = read_rows(FILES / orders_file)
    if name in UPRIGHT:
        rows = [row | {"keep_upright": "1"} for row in rows]
    chosen = spread(sorted({row["order_id"] for row in rows}), sample)
    rows = [row for row in rows if row["order_id"] in chosen]
    baskets = read_baskets(rows)
    print(f"\n{name}: {len(baskets)} orders, {sum(map(len, baskets.values()))} pieces, {len(cartons)} cartons")
    head = LINE.format(name="", orders="orders", cartons="cartons", litres="litres", faulty="faulty", proven="proven")
    print(head, *(f"{word + ' ms':>9}" for word in TIMES), *(f"{'x ' + word:>7}" for word in TIMES))
    ours: dict[str, Ours] = {
        "sellerkit": partial(asked, cartons=cartons, rules=Rules(support=0)),
        "sellerkit, supported": partial(asked, cartons=cartons, rules=Rules()),
    }
    first: dict[str, float] = {}
    faults = 0
    for packer, ask in (ours | (installed(cartons) if peers else {})).items():
        files = FILES / folder / "cartons.csv", FILES / folder / reference_file
        clock = time.perf_counter if packer == "packer3d" else time.process_time
        figures, taken = measured(ask, baskets, rows, files, 0.7 if "supported" in packer else 0, clock)
        first = first or taken
        faults += sum(figures["faulty_orders"].values()) if packer in ours else 0
        show(packer, figures, taken, first)
        if packer in ours:
            beaten(figures)
    stored(FILES / folder / reference_file, chosen)
    return 1 if faults else 0


def asked(items: Sequence[Item], cartons: Sequence[Carton], rules: Rules) -> Callable[[], tuple[list[Placed], bool]]:
    """Our packing; what it returns tells it as the judge reads it, and whether it is proven."""
    packing = pack(items, cartons, rules)
    keys = ("x_mm", "y_mm", "z_mm", "dx_mm", "dy_mm", "dz_mm")
    return lambda: ([
        {"carton": c.carton.name, "items": [{"sku": p.item.sku, **dict(zip(keys, (*p.at_mm, *p.size_mm), strict=True))} for p in c.items]}
        for c in packing.packed
    ], packing.proven)  # fmt: skip


def measured(
    ask: Ask | Ours,
    baskets: dict[str, list[Item]],
    rows: list[dict[str, str]],
    files: tuple[Path, Path],
    support: float,
    clock: Callable[[], float],
) -> tuple[dict[str, Any], dict[str, float]]:
    """What the judge says of the orders that were answered, and the milliseconds that each took."""
    taken: dict[str, float] = {}
    lines = []
    for order, items in baskets.items():
        start = clock()
        tell = ask(items)
        if tell is None:
            continue
        taken[order] = (clock() - start) * 1000
        told = tell()
        packed, proven = told if isinstance(told, tuple) else (told, False)
        lines.append(json.dumps({"order_id": order, "proven": proven, "cartons": packed}))
    return judged([row for row in rows if row["order_id"] in taken], files, lines, support), taken


def judged(rows: list[dict[str, str]], files: tuple[Path, Path], lines: list[str], support: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        orders, packings = Path(name, "orders.csv"), Path(name, "packings.jsonl")
        packings.write_text("\n".join(lines), "utf-8")
        with orders.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else ["order_id"])
            writer.writeheader()
            writer.writerows(rows)
        command = [sys.executable, str(CHECKS / "check_packing.py"), str(orders), str(files[0]), str(packings), "--reference", str(files[1]), "--support", str(support)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def show(name: str, figures: dict[str, Any], taken: dict[str, float], first: dict[str, float]) -> None:
    """One line; the last column compares with our first run on those orders that this packer answered."""
    if not taken:
        print(f"{name:24} answered no order")
        return
    theirs, ours = spans(list(taken.values())), spans([first[order] for order in taken])
    print(LINE.format(
        name=name, orders=figures["orders"], cartons=figures["cartons"], litres=figures["carton_litres"],
        faulty=sum(figures["faulty_orders"].values()), proven=figures["proven"] or "",
    ), *(f"{ms:9.3f}" for ms in theirs), *(f"{ms / our:7.1f}" for ms, our in zip(theirs, ours, strict=True)), flush=True)  # fmt: skip


def spans(ms: list[float]) -> tuple[float, float, float, float]:
    """Mean, median, 99th percentile, maximum."""
    ms = sorted(ms)
    return statistics.fmean(ms), statistics.median(ms), ms[len(ms) * 99 // 100], ms[-1]


def beaten(figures: dict[str, Any]) -> None:
    """On how many orders we are worse than those who are known."""
    for name in ("boxpacker", "best_known"):
        worse = figures[name]["we_use_more_cartons"] + figures[name]["same_cartons_more_volume"]
        print(f"  worse than {name} on {worse} of {figures[name]['orders']} orders")


def stored(path: Path, chosen: set[str]) -> None:
    """The results that came with the data, for the same orders."""
    rows = [row for row in read_rows(path) if row["order_id"] in chosen]
    for column in (key for key in rows[0] if key.endswith("_cartons")):
        name = column.removesuffix("_cartons")
        known = [row for row in rows if row[column]]
        litres = sum(int(row[f"{name}_carton_mm3"]) for row in known) / 1e6
        label = {"lb": "(lower bound)", "best_known": "(best known)"}.get(name, f"({name})")
        print(LINE.format(name=label, orders=len(known), cartons=sum(int(row[column]) for row in known), litres=f"{litres:.1f}", faulty="", proven=""))  # fmt: skip


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_cartons(path: Path) -> list[Carton]:
    sides = ("inner_length_mm", "inner_width_mm", "inner_height_mm")
    return [
        Carton(row["carton_id"], tuple(int(row[side]) for side in sides), int(row["tare_g"]), int(row["max_gross_g"]))  # type: ignore[arg-type]
        for row in read_rows(path)
    ]


def read_baskets(rows: list[dict[str, str]]) -> dict[str, list[Item]]:
    baskets: dict[str, list[Item]] = {}
    for row in rows:
        size = (int(row["length_mm"]), int(row["width_mm"]), int(row["height_mm"]))
        item = Item(row["sku"], size, int(row["weight_g"]), keep_upright=row["keep_upright"] == "1")
        baskets.setdefault(row["order_id"], []).extend([item] * int(row["qty"]))
    return baskets


def spread(names: Sequence[str], sample: int) -> set[str]:
    """`sample` of the names, evenly over all of them; all when it is 0."""
    if not sample or sample >= len(names):
        return set(names)
    return {names[n * len(names) // sample] for n in range(sample)}


if __name__ == "__main__":
    sys.exit(main())
