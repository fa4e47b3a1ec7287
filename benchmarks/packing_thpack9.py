"""Many equal containers: the instances of Ivancic, Mathur and Mohanty (1989), OR-Library thpack9.

    python benchmarks/packing_thpack9.py

Reads thpack9 from SELLERKIT_REAL_FILES/packing (default ../shared/fixtures/packing), free rotation, no support rule, and prints
containers and seconds beside the results stored with the data. It ends with 1 when an instance takes more than BoxPacker,
when all take more than the prototype, or when a packing is at fault.
"""

from __future__ import annotations

import sys
import time
from itertools import combinations

from packing import FILES, read_rows
from sellerkit.packing import Carton, Item, PackedCarton, Rules, pack

PEERS = ("boxpacker", "packer3d", "packvium_fast", "prototype_150starts", "best_of_these")
LINE = "{:>8} {:>6} {:>5} {:>6} {:>6} {:>8}" + " {:>20}" * len(PEERS)


def main() -> int:
    instances: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(FILES / "thpack9" / "instances.csv"):
        instances.setdefault(row["instance"], []).append(row)
    known = {row["instance"]: row for row in read_rows(FILES / "thpack9" / "reference.csv")}
    print(LINE.format("instance", "pieces", "ours", "bound", "proven", "seconds", *PEERS))
    total, seconds, worse, faulty = 0, 0.0, 0, 0
    for name, rows in instances.items():
        carton, items = read(rows)
        start = time.process_time()
        packing = pack(items, [carton], Rules(support=0))
        taken = time.process_time() - start
        ours = len(packing.packed)
        faulty += any(map(at_fault, packing.packed)) or sum(len(c.items) for c in packing.packed) != len(items)
        worse += ours > int(known[name]["boxpacker"])
        total, seconds = total + ours, seconds + taken
        print(LINE.format(name, len(items), ours, packing.bound_cartons, "yes" if packing.proven else "no", f"{taken:.2f}", *(known[name][peer] for peer in PEERS)))  # fmt: skip
    sums = [sum(int(row[peer]) for row in known.values()) for peer in PEERS]
    print(LINE.format("all", "", total, "", "", f"{seconds:.2f}", *sums))
    print(f"worse than boxpacker on {worse} instances; {faulty} at fault")
    return int(bool(worse or faulty or total > sums[PEERS.index("prototype_150starts")]))


def read(rows: list[dict[str, str]]) -> tuple[Carton, list[Item]]:
    inner = tuple(int(rows[0][f"container_{side}"]) for side in "lwh")
    items = [
        Item(row["item_type"], (int(row["item_l"]), int(row["item_w"]), int(row["item_h"])), 0)
        for row in rows
        for _ in range(int(row["qty"]))
    ]
    return Carton("container", (inner[0], inner[1], inner[2]), 0, 1), items


def at_fault(packed: PackedCarton) -> bool:
    """Something sticks out, has another size, or lies in something else."""
    boxes = [(piece.at_mm, piece.size_mm) for piece in packed.items]
    inside = all(
        min(at) >= 0 and all(a + s <= room for a, s, room in zip(at, size, packed.carton.inner_mm, strict=True))
        for at, size in boxes
    )
    same = all(sorted(piece.size_mm) == sorted(piece.item.size_mm) for piece in packed.items)
    apart = all(
        any(a[k] + s[k] <= b[k] or b[k] + t[k] <= a[k] for k in range(3)) for (a, s), (b, t) in combinations(boxes, 2)
    )
    return not (inside and same and apart)


if __name__ == "__main__":
    sys.exit(main())
