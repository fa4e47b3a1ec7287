"""Stock goes to the orders due first, from the lots that expire first, and never from one that has expired."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

EXPIRED, LAST_DAY, SOON, LATER = "2026-11-10", "2026-11-11", "2026-12-01", "2027-03-01"


def filled(peak: Any, seed: int) -> tuple[dict[str, dict[str, int]], list[tuple[str, dict[str, int]]]]:
    """Items with random lots, and random orders in the order in which they are due."""
    chance = random.Random(seed)
    lots = {sku: {day: chance.randint(0, 12) for day in (EXPIRED, LAST_DAY, SOON, LATER)} for sku in ("FIG", "PEAR", "PLUM")}  # fmt: skip
    for sku, there in lots.items():
        peak.item(sku, quantity=there[EXPIRED], expires=EXPIRED)
        for day in (LATER, LAST_DAY, SOON):
            peak.more(sku, there[day], day)
    orders = []
    for n in range(25):
        items = {sku: chance.randint(1, 3) for sku in chance.sample(sorted(lots), chance.choice([1, 1, 2]))}
        orders.append((f"N{n:02}", items))
        peak.order(f"N{n:02}", items, ship_by=f"2026-11-12T{n // 2:02}:{n % 2 * 30:02}:00Z")
    return lots, orders


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_goods_go_first_expired_first_out_and_shortages_name_the_orders_they_hit(peak: Any, seed: int) -> None:
    lots, orders = filled(peak, seed)
    left = {sku: sum(there.values()) - there[EXPIRED] for sku, there in lots.items()}
    hit: dict[str, list[str]] = {}
    ready: list[str] = []
    taken: Counter[str] = Counter()
    for number, items in orders:
        lacking = [sku for sku, quantity in items.items() if left[sku] < quantity]
        for sku in lacking:
            hit.setdefault(sku, []).append(number)
        if not lacking:
            ready.append(number)
            for sku, quantity in items.items():
                left[sku] -= quantity
                taken[sku] += quantity
    plan = peak.plan(code=3)
    assert {one["order_id"] for one in plan["parcels"]} == set(ready)
    assert {p["value"]: p["message"].split(": ")[-1].rstrip(".").split(", ") for p in plan["problems"]} == hit
    picked = picks(peak)
    for sku, there in lots.items():
        assert sum(picked[sku].values()) == taken[sku] and not picked[sku][EXPIRED]
        still = taken[sku]
        for day in (LAST_DAY, SOON, LATER):
            assert picked[sku][day] == min(still, there[day])
            still -= picked[sku][day]


def picks(peak: Any) -> dict[str, Counter[str]]:
    """How many the pick lists take of each item and expiry."""
    found: dict[str, Counter[str]] = {sku: Counter() for sku in ("FIG", "PEAR", "PLUM")}
    for section in json.loads(peak.run("peak", "print", "--json").stdout):
        for row in section["rows"]:
            if "lot" in row:
                found[row["sku"]][row["lot"].split(" ")[-1]] += int(row["quantity"])
    return found
