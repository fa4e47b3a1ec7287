#!/usr/bin/env python3
"""What `listings preview` costs: pages of many products beside writing the same bytes.

    python benchmarks/preview.py [PRODUCTS]          (2000 when none is given)

Five variants a product, a Markdown description, both languages, no pictures. CPU seconds (user + system) of one process with
start-up; the floor writes the finished pages' bytes again, file by file. Ends with 1 at 20 s of CPU or more.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SELLERKIT = Path(sys.executable).with_name("sellerkit")
SHOP = """[shop]
name = "Bench"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "en"

[listings.channels.shopify]
format = "shopify-csv"
description = "text.md"
price = { markup = "35%", floor = "cost * 1.1", ending = ".90" }
"""
TEXT = "# {{ item.name }}\n\nSun-dried, **by hand**.\n\n* one\n* two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


def main() -> None:
    products = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder)
        (shop / "shop.toml").write_text(SHOP, "utf-8")
        (shop / "text.md").write_text(TEXT, "utf-8")
        rows = ["SKU,Name,Qty,Cost,Option1 Value"]
        rows += [f"P{n}-{v},Dates number {n},7,10.00,size {v}" for n in range(products) for v in range(5)]
        (shop / "in.csv").write_text("\n".join(rows) + "\n", "utf-8")
        subprocess.run(
            [SELLERKIT, "stock", "import", "in.csv", "--as", "set", "-q"], cwd=shop, check=True, capture_output=True
        )
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [SELLERKIT, "listings", "preview", "-q"], cwd=shop, capture_output=True, text=True, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode in (0, 3), done.stderr
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        pages = {path: path.read_bytes() for path in (shop / "out" / "preview").rglob("*") if path.is_file()}
        start = time.process_time()
        for path, content in pages.items():
            path.write_bytes(content)
        floor = time.process_time() - start
    size = sum(map(len, pages.values())) / 1e6
    print(
        f"{products:,} products, {len(pages):,} files, {size:.1f} MB: {cpu:.2f} s of CPU; the same bytes written alone {floor:.2f} s ({cpu / floor:.0f} x)"
    )
    raise SystemExit(0 if cpu < 20 else 1)


if __name__ == "__main__":
    main()
