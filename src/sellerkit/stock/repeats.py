"""A SKU that stands in several rows: lots of it, deliveries of it, or a mistake. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.model.item import Lot, StatedItem, StockLine
from sellerkit.model.stock_lines import column_of


@dataclass(frozen=True, slots=True)
class Repeats:
    """`lines` to save, `doubles` that say nothing a row above did not, and `clashes`: SKU → the rows that contradict."""

    lines: Sequence[StockLine]
    doubles: Sequence[StockLine]
    clashes: dict[str, list[int]]


def repeats(lines: Sequence[StockLine], mode: str) -> Repeats:
    """For `set` and `count` every (SKU, lot) may be stated once; deliveries (`add`) may come in as many rows as they like.

    Equal rows that state no quantity, as catalogues have them, contradict nothing: one of them is enough.
    """
    skus = column_of(lines, "sku")
    if (
        mode == "add"
        or len(set(skus)) == len(lines)
        or len(set(zip(skus, column_of(lines, "lot"), strict=True))) == len(lines)
    ):
        return Repeats(lines, (), {})
    rows: dict[tuple[str, Lot | None], list[StockLine]] = defaultdict(list)
    for line in lines:
        rows[line.item.sku, line.lot].append(line)
    doubles: dict[int, StockLine] = {}
    clashes: dict[str, list[int]] = {}
    for (sku, _lot), same in rows.items():
        if len(same) == 1:
            continue
        if all(line.quantity is None and line.item == same[0].item for line in same):
            doubles |= {line.row: line for line in same[1:]}
        else:
            clashes.setdefault(sku, []).extend(line.row for line in same)
    clashing = {row for rows in clashes.values() for row in rows}
    kept = [line for line in lines if line.row not in doubles and line.row not in clashing]
    return Repeats(kept, tuple(doubles.values()), clashes)


def merged(lines: Sequence[StockLine]) -> list[StatedItem]:
    """Each SKU once: what its rows say of the item together, a later row over an earlier one."""
    once = {line.item.sku: line.item for line in lines}
    if len(once) == len(lines):
        return list(once.values())
    items: dict[str, StatedItem] = {}
    for line in lines:
        item = line.item
        before = items.get(item.sku)
        if before is not None:
            item = StatedItem._make(old if new is None else new for old, new in zip(before, item, strict=True))
        items[item.sku] = item
    return list(items.values())
