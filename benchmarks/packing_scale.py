"""A peak day, growing: 1,000 to 100,000 orders, two thirds of them of one line, few SKUs in most of them.

    python benchmarks/packing_scale.py [--most 100000] [--cold]

The orders are made up from a fixed seed: 80 SKUs whose demand falls steeply by rank, twelve cartons. One memo lasts the whole
day and a large day gets less effort an order, as in `peak plan`. Then the timetable: each carton is a family, three pick-ups,
as many stations as the day needs and a tenth more. "again" packs the same day with what was kept, reading it included.
`--cold`: no memo at all.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from sellerkit.packing import Carton, Item, Memo, Packing, Rules, pack
from sellerkit.packing.memo import ENGINE
from sellerkit.peak.cartons import LESS_EFFORT, MANY_ORDERS
from sellerkit.peak.line import schedule
from sellerkit.peak.line_model import Job, Line
from sellerkit.store.packing_memo import keep_answers, known_answers

SIDES = (
    (530, 290, 370), (530, 230, 290), (430, 210, 270), (350, 190, 230), (290, 170, 190), (260, 150, 180),
    (230, 130, 160), (210, 110, 140), (195, 105, 135), (175, 95, 115), (145, 85, 105), (130, 80, 90),
)  # fmt: skip
HEADINGS = (
    "orders",
    "pieces",
    "cartons",
    "proven %",
    "cartons s",
    "ms/order",
    "hits %",
    "answers",
    "timetable s",
    "late",
    "both s",
    "again s",
    "MB",
)
LINE = "{:>8} {:>8} {:>8} {:>9} {:>10} {:>9} {:>7} {:>8} {:>12} {:>6} {:>8} {:>8} {:>6}"
DAY_S, SETUP_S = 14 * 3600, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--cold", action="store_true")
    args = parser.parse_args()
    cartons = [Carton(f"no{n}", inner, 60 + inner[0], 20_000) for n, inner in enumerate(SIDES, 1)]
    print(LINE.format(*HEADINGS))
    for many in (1_000, 10_000, 20_000, 100_000):
        if many <= args.most:
            measure(many, cartons, cold=args.cold)


def measure(many: int, cartons: list[Carton], *, cold: bool) -> None:
    orders = peak_orders(many)
    memo = None if cold else Memo()
    rules = Rules() if many <= MANY_ORDERS else Rules(effort=LESS_EFFORT)
    start = time.process_time()
    packings = [pack(order, cartons, rules, memo) for order in orders]
    packed = time.process_time() - start
    made = schedule(line_of(packings))
    both = time.process_time() - start
    hits, answers, again = "", "", ""
    if memo is not None:
        hits, answers = f"{100 * memo.hits / (memo.hits + memo.misses):.0f}", str(len(memo))
        again = f"{time_again(orders, cartons, rules, memo):.2f}"
    used, proven = sum(len(p.packed) for p in packings), sum(p.proven for p in packings)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(LINE.format(many, sum(map(len, orders)), used, f"{100 * proven / many:.1f}", f"{packed:.2f}", f"{1000 * packed / many:.3f}", hits, answers,
                      f"{both - packed:.2f}", made.late, f"{both:.2f}", again, memory), flush=True)  # fmt: skip


def time_again(orders: list[list[Item]], cartons: list[Carton], rules: Rules, memo: Memo) -> float:
    """The same day with what `peak plan` would have kept of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memo.db")
        keep_answers(path, ENGINE, memo.export())
        start = time.process_time()
        kept = Memo()
        kept.load(known_answers(path, ENGINE))
        for order in orders:
            pack(order, cartons, rules, kept)
        return time.process_time() - start


def line_of(packings: list[Packing]) -> Line:
    """Every order a job: the first carton is its family, half a minute and six seconds a piece."""
    chance = random.Random(1)
    families = {name: n for n, name in enumerate(sorted({p.packed[0].carton.name for p in packings}))}
    jobs = tuple(
        Job(30 + 6 * sum(len(c.items) for c in p.packed), chance.choice((0, 1, 2)), families[p.packed[0].carton.name])
        for p in packings
    )
    stations = 1 + sum(job.seconds for job in jobs) * 11 // (10 * DAY_S)
    return Line(jobs, stations, SETUP_S, (DAY_S * 2 // 5, DAY_S * 3 // 4, DAY_S))


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
