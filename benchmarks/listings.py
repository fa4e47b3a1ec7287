#!/usr/bin/env python3
"""What `listings build` and `listings check` cost beside the bare csv module, and how their memory grows.

    python benchmarks/listings.py [--per 1] [VARIANTS ...]   (10000 100000 when none is named; the last is judged)

Each measurement is a process of its own; it counts its CPU (user + system) and its peak memory. sellerkit's includes
start-up, reading the stock, prices, texts, every rule but pictures, the state that the store keeps, and reading the file
back. Five variants (or as many as --per says) are one product. A second build is the one that a seller makes every day: nothing is new.

The floor is a process that reads the finished file with the csv module, starts the clock, and writes the same rows again.
"products to file" starts where products are made: their rows, the file, reading it back and comparing.

Limits: products to file at most 4 × the floor; check at least 10,000 variants in a second of CPU; memory at the largest size
at most 1.5 × that of the smallest. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROUNDS = 3
FORMATS = ("shopify-csv", "woocommerce-csv")
SHOP = """[shop]
name = "Bench"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "en"
[brand]
name = "Lüliang"
[listings.products."*"]
food = "produce"
[listings.channels.it]
format = "{format}"
title = ["{{{{ brand.name }}}}", "{{{{ item.name }}}}"]
description = "d.md"
price = {{ markup = "35%", floor = "cost * 1.1", ending = ".90" }}
buffer = 2
"""
DESCRIPTION = (
    "## {{ item.name }}\n\nDried in the **sun**, by hand.\n\n* from {{ item.origin }}\n* {{ item.category }}\n"
)
WRITE = """
import csv, os, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
began = sum(os.times()[:2])
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows(rows)
print(sum(os.times()[:2]) - began)
"""


WRITING = """
import os, sys
from datetime import date
from pathlib import Path
from sellerkit.listings.chosen import channel_of, chosen_channels
from sellerkit.listings.supply import Supply
from sellerkit.listings.walking import Walk
from sellerkit.listings.writing import write_rows
from sellerkit.trade.shop import open_shop
shop = open_shop(Path(sys.argv[1]), writing=False)
(chosen,) = chosen_channels(shop.config, [])
channel = channel_of(chosen)
products = list(Walk(shop, chosen, channel, Supply(shop.store.db, date.today())))
began = sum(os.times()[:2])
write_rows(Path(sys.argv[2]), channel.header, channel.rows(products), channel.dialect)
print(sum(os.times()[:2]) - began)
"""


class Cost(NamedTuple):
    """CPU seconds and peak memory (MB) of a process."""

    cpu: float
    mb: float


def cost(*command: str, cwd: Path) -> Cost:
    """What a process of its own costs."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{command[:5]}: {process.returncode}\n{said.read().decode()[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def write_stock(path: Path, count: int, per: int = 5) -> None:
    """`count` variants of products with so many weights each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("SKU,Name,Qty,Cost,Barcode,Option1 Value,Category,Origin,Weight (g)\r\n")
        for n in range(count):
            weight = (250, 500, 750, 1000, 2500)[n % 5]
            cost = f"{8 + n % 90}.{n % 10}0"
            file.write(
                f"DATE-{n:06},Red dates no {n // per},{n % 400},{cost},,{weight}g,Dried fruit,Shanxi,{weight + 20}\r\n"
            )


def clocked(program: str, *args: Path) -> float:
    """CPU seconds that a part of a process costs, as it says itself."""
    command = (sys.executable, "-c", program, *map(str, args))
    return statistics.median(
        float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)
    )


def measured(format: str, count: int, per: int) -> tuple[float, float, dict[str, Cost]]:
    """The floor, products to file, and the cost of a first build, a second one, `--changed` without a change, and check."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, tool = Path(temporary), (sys.executable, "-m", "sellerkit")
        (folder / "shop.toml").write_text(SHOP.format(format=format), "utf-8")
        (folder / "d.md").write_text(DESCRIPTION, "utf-8")
        # Written by a process of its own: a child's peak memory is never shown below what its parent holds.
        subprocess.run(
            (sys.executable, __file__, "--write", str(folder / "stock.csv"), str(count), str(per)), check=True
        )
        cost(*tool, "stock", "import", "stock.csv", "--as", "set", cwd=folder)
        found = {"build, first": cost(*tool, "listings", "build", "-q", "--json", cwd=folder)}
        found["build, again"] = median(
            [cost(*tool, "listings", "build", "-q", "--json", cwd=folder) for _ in range(ROUNDS)]
        )
        found["build --changed"] = cost(*tool, "listings", "build", "--changed", "-q", "--json", cwd=folder)
        found["check"] = median([cost(*tool, "listings", "check", "-q", "--json", cwd=folder) for _ in range(ROUNDS)])
        bare = clocked(WRITE, folder / "out/listings/it.csv", folder / "again.csv")
        return bare, clocked(WRITING, folder, folder / "again.csv"), found


def median(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def main() -> int:
    if sys.argv[1:2] == ["--write"]:
        write_stock(Path(sys.argv[2]), *map(int, sys.argv[3:]))
        return 0
    words, per = sys.argv[1:], 5
    if words[:1] == ["--per"]:
        per, words = int(words[1]), words[2:]
    os.environ.pop("SELLERKIT_SHOP", None)
    held = True
    counts = [int(word) for word in words] or [10_000, 100_000]
    for format in FORMATS:
        memory: list[float] = []
        for count in counts:
            bare, writing, found = measured(format, count, per)
            print(f"{format}, {count} variants; csv.writer alone: {bare:.2f} s", flush=True)
            print(f"  products to file {writing:6.2f} s            {writing / bare:6.1f} × csv", flush=True)
            for name, one in found.items():
                print(f"  {name:16} {one.cpu:6.2f} s  {one.mb:5.0f} MB  {one.cpu / bare:6.1f} × csv", flush=True)
            memory.append(found["build, again"].mb)
            checked = count / found["check"].cpu
            limits = [
                ("products to file ÷ csv.writer, at most 4", writing / bare, writing <= 4 * bare),
                ("variants checked a second, at least 10000", checked, checked >= 10_000),
                ("memory ÷ memory of the smallest, at most 1.5", memory[-1] / memory[0], memory[-1] <= 1.5 * memory[0]),
            ]
        for name, ratio, holds in limits:
            print(f"  {name}: {ratio:.2f} {'holds' if holds else 'BROKEN'}", flush=True)
        held = held and all(holds for _name, _ratio, holds in limits)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
