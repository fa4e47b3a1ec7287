"""A block of numbers while the command is killed again and again: no number twice, none lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

PARCELS, KILLS = 500, 10


def command(seller, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "sellerkit", "--shop", str(seller.path), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "SELLERKIT_NOW": ""},
    )  # fmt: skip


def test_500_parcels_killed_ten_times_have_500_numbers(seller) -> None:
    seller.toml('[carriers.yto]\nservice = "manifest"')
    seller.write("stock.csv", f"SKU,Name,Qty,Weight\nNUT-1,核桃,{PARCELS},1050\n")
    seller.good("stock", "import", "stock.csv", "--as", "set")
    seller.ordered([(f"K-{n}", "NUT-1", 1) for n in range(PARCELS)])
    seller.good("shipments", "numbers", "add", "YT0000000001", f"YT{PARCELS:010d}")
    chance, killed = random.Random(5), 0
    for _n in range(40):
        with command(seller, "shipments", "create", "--yes") as process:
            before = given(seller)
            # Killed in the midst of giving out, wherever the computer is by then.
            wanted = min(PARCELS - 1, before + chance.randint(1, 2 * PARCELS // KILLS))
            while killed < KILLS and process.poll() is None and given(seller) < wanted:
                time.sleep(0.002)
            if killed < KILLS and process.poll() is None:
                process.kill()
                killed += 1
        if killed == KILLS and process.returncode == 0:
            break
    assert killed >= KILLS - 2, "it was killed while it gave out numbers"
    waybills = seller.waybills()
    assert len(waybills) == len(set(waybills.values())) == PARCELS
    assert set(waybills.values()) == {f"YT{n:010d}" for n in range(1, PARCELS + 1)}, "none was lost on the way"
    (row,) = seller.good("shipments", "numbers")
    assert (row["given"], row["left"]) == (PARCELS, 0)
    assert seller.rows("SELECT sum(delta) FROM movements") == [(0,)]


def given(seller) -> int:
    return int(seller.rows("SELECT count(*) FROM number_uses")[0][0])
