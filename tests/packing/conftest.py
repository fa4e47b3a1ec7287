"""A checker that shares no code with the packer, and pieces and cartons to try it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from sellerkit.packing import Carton, Item, PackedCarton, PackedItem, Packing, Rules

FindFaults = Callable[[Sequence[Item], Sequence[Carton], Rules, Packing], list[str]]


@pytest.fixture(scope="session")
def faults_in() -> FindFaults:
    return find_faults


def find_faults(items: Sequence[Item], cartons: Sequence[Carton], rules: Rules, packing: Packing) -> list[str]:
    """Everything that is wrong with a packing, in words."""
    placed = [packed.item for carton in packing.packed for packed in carton.items]
    faults = []
    if Counter(placed + [left.item for left in packing.left_over]) != Counter(items):
        faults.append("pieces missing or made up")
    used = Counter(packed.carton for packed in packing.packed)
    faults += [
        f"more {carton.name} than in stock"
        for carton, count in used.items()
        if carton not in cartons or (carton.in_stock is not None and count > carton.in_stock)
    ]
    for packed in packing.packed:
        faults += faults_in_carton(packed, rules)
    return faults


def faults_in_carton(packed: PackedCarton, rules: Rules) -> list[str]:
    faults = []
    if packed.carton.tare_g + sum(piece.item.weight_g for piece in packed.items) > packed.carton.max_g:
        faults.append("too heavy")
    if rules.max_items is not None and len(packed.items) > rules.max_items:
        faults.append("too many pieces")
    if not packed.items:
        faults.append("empty carton")
    tables = [dict(piece.item.units_per_carton) for piece in packed.items if piece.item.units_per_carton]
    if any(not table.get(packed.carton.name) for table in tables):
        faults.append("soft goods in a carton that their table does not name")
    elif sum(Fraction(1, table[packed.carton.name]) for table in tables) > 1:
        faults.append("more soft goods than fill the carton")
    for number, piece in enumerate(packed.items):
        if piece.item.units_per_carton:
            faults += [] if piece.size_mm[:2] == packed.carton.inner_mm[:2] else ["a layer that leaves a gap"]
        elif sorted(piece.size_mm) != sorted(piece.item.size_mm):
            faults.append("another size")
        if (
            (piece.item.keep_upright or rules.all_upright)
            and not piece.item.units_per_carton
            and piece.size_mm[2] != piece.item.size_mm[2]
        ):
            faults.append("tipped over")
        if any(
            at < 0 or at + side > room
            for at, side, room in zip(piece.at_mm, piece.size_mm, packed.carton.inner_mm, strict=True)
        ):
            faults.append("sticks out")
        others = [other for place, other in enumerate(packed.items) if place != number]
        faults += faults_between(piece, others, rules.support)
    return faults


def faults_between(piece: PackedItem, others: Sequence[PackedItem], support: float) -> list[str]:
    faults = []
    resting = 0
    base = piece.at_mm[2]
    top = base + piece.size_mm[2]
    for other in others:
        wide, deep, high = (
            min(a + s, b + t) - max(a, b)
            for a, s, b, t in zip(piece.at_mm, piece.size_mm, other.at_mm, other.size_mm, strict=True)
        )
        if other.item.group and other.item.group in piece.item.apart_from:
            faults.append("should be apart")
        if wide > 0 and deep > 0:
            if high > 0:
                faults.append("overlap")
            if other.at_mm[2] + other.size_mm[2] == base:
                resting += wide * deep
            if piece.item.fragile and other.at_mm[2] >= top:
                faults.append("something above a fragile piece")
    if base and resting < support * piece.size_mm[0] * piece.size_mm[1]:
        faults.append("unsupported")
    return faults
