"""A peak day, growing: 1,000, 10,000 and 100,000 orders, two thirds of them of one line, few SKUs in most of them.

    python benchmarks/packing_scale.py [--most 100000] [--cold]

The orders are made up from a fixed seed: 80 SKUs whose demand falls steeply by rank, twelve cartons. One memo lasts the whole
day and a large day gets less effort an order, as in `peak plan`; "again" packs the same day with what was kept. `--cold`: no memo at all.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time

from sellerkit.packing import Carton, Item, Memo, Rules, pack
from sellerkit.peak.cartons import LESS_EFFORT, MANY_ORDERS

SIDES = (
    (530, 290, 370), (530, 230, 290), (430, 210, 270), (350, 190, 230), (290, 170, 190), (260, 150, 180),
    (230, 130, 160), (210, 110, 140), (195, 105, 135), (175, 95, 115), (145, 85, 105), (130, 80, 90),
)  # fmt: skip
LINE = "{:>8} {:>8} {:>8} {:>8} {:>10} {:>10} {:>8} {:>8} {:>8} {:>8}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--cold", action="store_true")
    args = parser.parse_args()
    cartons = [Carton(f"no{n}", inner, 60 + inner[0], 20_000) for n, inner in enumerate(SIDES, 1)]
    print(
        LINE.format(
            "orders", "pieces", "cartons", "proven %", "cpu s", "ms/order", "hits %", "answers", "again s", "MB"
        )
    )
    for many in (1_000, 10_000, 100_000):
        if many <= args.most:
            measure(many, cartons, cold=args.cold)


def measure(many: int, cartons: list[Carton], *, cold: bool) -> None:
    orders = peak_orders(many)
    memo = None if cold else Memo()
    rules = Rules() if many <= MANY_ORDERS else Rules(effort=LESS_EFFORT)
    start = time.process_time()
    packed = proven = 0
    for order in orders:
        packing = pack(order, cartons, rules, memo)
        packed, proven = packed + len(packing.packed), proven + packing.proven
    taken = time.process_time() - start
    hits, answers, again = "", "", ""
    if memo is not None:
        hits, answers = f"{100 * memo.hits / (memo.hits + memo.misses):.0f}", str(len(memo))
        kept = Memo()
        kept.load(json.loads(json.dumps(memo.export()[-20_000:])))
        start = time.process_time()
        for order in orders:
            pack(order, cartons, rules, kept)
        again = f"{time.process_time() - start:.2f}"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(LINE.format(many, sum(map(len, orders)), packed, f"{100 * proven / many:.1f}", f"{taken:.2f}", f"{1000 * taken / many:.3f}", hits, answers, again, memory), flush=True)  # fmt: skip


def peak_orders(many: int) -> list[list[Item]]:
    """Like a Singles' Day: 66 % of one line, hot SKUs, small quantities."""
    chance = random.Random(20261111)
    goods = [
        Item(f"S{n:02}", (side(chance), side(chance), side(chance)), chance.randint(40, 1500), keep_upright=n % 5 == 0)
        for n in range(80)
    ]
    weights = [(rank + 1) ** -1.3 for rank in range(len(goods))]
    orders = []
    for _ in range(many):
        lines = 1 if chance.random() < 0.66 else chance.choice((2, 2, 3, 3, 4, 6))
        basket = dict.fromkeys(chance.choices(goods, weights, k=lines))
        orders.append([item for item in basket for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))])
    return orders


def side(chance: random.Random) -> int:
    return chance.randint(25, 190)


if __name__ == "__main__":
    main()
