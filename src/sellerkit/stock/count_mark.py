"""The mark that each row of a workbook to count in carries: when it was written and what the books said then. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = "sellerkit"
"""The heading of the hidden column; the same in every language."""

_MARK = re.compile(r"b(\d{1,15}) (\S{20}) (\S+) (total|loose|lot(\d{1,15})) (-?\d{1,15})$", re.ASCII)


@dataclass(frozen=True, slots=True)
class CountMark:
    """One row as it was when the workbook was written, after batch `batch`; `at` is a UTC text.

    `of` is "total" for an item without lots, "loose" for what an item has beside its lots, else "lot"; `booked` is what
    the books said, in the item's unit.
    """

    batch: int
    at: str
    shop_id: str
    of: str
    booked: int
    lot_id: int | None = None

    @property
    def workbook(self) -> str:
        """The same for every row that was written with this one."""
        return f"b{self.batch} {self.at}"

    def __str__(self) -> str:
        of = f"lot{self.lot_id}" if self.lot_id is not None else self.of
        return f"b{self.batch} {self.at} {self.shop_id} {of} {self.booked}"


def mark_of(text: str) -> CountMark | None:
    """The mark in a cell, None when there is none: a row that a person added."""
    found = _MARK.match(text)
    if not found:
        return None
    lot_id = int(found[5]) if found[5] else None
    return CountMark(int(found[1]), found[2], found[3], "lot" if lot_id else found[4], int(found[6]), lot_id)
