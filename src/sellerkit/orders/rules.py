"""What an export's orders come to, decided without looking anywhere: own numbers, cells that belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

# Longer codes would not fit a label; 48 bits keep two different rows of one shop apart.
_OWN_NUMBER_DIGITS = 12


def own_number(cells: Iterable[str], occurrence: int) -> str:
    """The number of an order that has none: from what its rows say, so that a file saved again gives the same one.

    `occurrence` counts equal orders of one file from 1: identical genuine rows stay two orders.
    """
    text = "\x1f".join(" ".join(cell.split()) for cell in cells)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:_OWN_NUMBER_DIGITS]
    return f"P{digest.upper()}" + (f"-{occurrence}" if occurrence > 1 else "")


def first_filled(values: Sequence[str]) -> str:
    """The first text that is not empty: order cells stand on the first row, or on every row."""
    for value in values:
        if value:
            return value
    return ""
