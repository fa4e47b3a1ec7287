"""Which columns of a sheet are sizes: by their headings alone, also under a row of colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from typing import Any

from sellerkit.sheets import Table
from sellerkit.sheets.kinds import is_total

_LETTER = r"(?:[XS]{0,4}S|M|X{0,5}L|[2-8]XL|[2-8]XS)"
_LETTERS = re.compile(rf"(?:{_LETTER}(?:[/-]{_LETTER})?|均码|F|FREE(?: ?SIZE)?|ONE ?SIZE|OS)(?:码|号|/\d+)?$", re.I)
# 165/84A, 75B, 3T, 6-12M: height and girth, girth and cup, children by years and by months.
_MADE_UP = re.compile(
    r"(?:1\d\d/\d{2,3}[ABCY]?|(?:[6-9][05]|1[01][05])(?:A{1,2}|B|C|D{1,3}|E|F|G|H)|[1-9]T|\d{1,2}-\d{1,2} ?(?:M|Y|个月|岁))$",
    re.I,
)
_NUMBERS = re.compile(r"(?:2[5-9]|3\d|4\d|50|7[3-9]|80|90|1[0-7]0)(?:码|号|cm)?$", re.I)
# What is a size only among others: 24 beside 25 to 30, 95 between 90 and 100, 36.5; and 7 beside 7.5 and 8.5.
_BESIDE = re.compile(r"(?:\d{1,2}[.,]5|1[6-9]|[2-9]\d|1\d\d)(?:码|号|cm)?$", re.I)
_HALVES = re.compile(r"\d{1,2}(?P<half>[.,]5)?(?:码|号)?$")
_SYSTEM = re.compile(r"(?:EU|EUR|US|UK|FR|IT|JP|CN|W)\s*\d{1,2}(?:[.,]5)?$", re.I)
_GENERIC = re.compile(
    r"(?:尺码|尺寸|码数|规格|库存|数量|库存数量|sizes?|qty|quantity|stock|размеры?|количество|остаток)", re.I
)
_DIGITS = re.compile(r"\d+(?:[.,]5)?")
# Two letters could be anything; the numbers could be years or shelves. So many of them in a row are sizes.
CERTAIN_LETTERS, CERTAIN_NUMBERS, CERTAIN_SYSTEM = 2, 3, 2


class SizeColumn(str):
    """A column's heading, with the size it is for and the colour that stands above it ("" for none)."""

    size: str
    colour: str

    @classmethod
    def of(cls, table: Table, heading: str) -> SizeColumn:
        """The size column of this heading; a heading that is not in the table is its own size."""
        made = cls(heading)
        at = table.index.get(heading)
        parts = table.parts[at] if at is not None and at < len(table.parts) else ()
        made.size = parts[-1] if parts else heading
        above = [piece for piece in parts[:-1] if not _GENERIC.fullmatch(piece)]
        made.colour = above[-1] if above else ""
        return made


class Sizes(list[SizeColumn]):
    """The size columns of a sheet; `total` is the column of their sum (from 0), None when there is none."""

    def __init__(self, columns: Iterable[SizeColumn] = (), total: int | None = None) -> None:
        super().__init__(columns)
        self.total = total
        self._above: dict[str, Any] = {}

    def fill_down(self, values: MutableMapping[str, Sequence[Any]], count: int) -> None:
        """A style that is written once stands for the colours below it that have none of their own."""
        colours = values.get("option1")
        if colours is None or "sku" not in values:
            return
        filled = {name: list(values[name]) for name in ("sku", "name", "category") if name in values}
        for at in range(count):
            if filled["sku"][at] is None and colours[at] is not None:
                for name, column in filled.items():
                    column[at] = self._above.get(name) if column[at] is None else column[at]
            elif filled["sku"][at] is not None:
                self._above = {name: column[at] for name, column in filled.items()}
        values.update(filled)


def size_columns(table: Table, taken: set[int]) -> list[SizeColumn]:
    """The headings that can be nothing else than sizes; [] when there are too few to be sure."""
    free = [SizeColumn.of(table, one) for at, one in enumerate(table.headings) if one and at not in taken]
    letters = [one for one in free if _LETTERS.match(one.size)]
    numbers = [one for one in free if _NUMBERS.match(one.size)]
    systems = [one for one in free if _SYSTEM.match(one.size)]
    made_up = [one for one in free if _MADE_UP.match(one.size)]
    if len(letters) >= CERTAIN_LETTERS:
        return letters
    if _rising(systems, CERTAIN_SYSTEM):
        return systems
    if len(made_up) >= CERTAIN_LETTERS:
        return [*letters, *made_up]
    halves = [one for one in free if _HALVES.match(one.size)]
    if _halves(halves) and _rising(halves, CERTAIN_NUMBERS):
        return [*letters, *halves]
    if not _rising(numbers, CERTAIN_NUMBERS):
        return []
    beside = [one for one in free if _BESIDE.match(one.size)]
    return [*letters, *(beside if _rising(beside, CERTAIN_NUMBERS) else numbers)]


def _halves(sizes: Sequence[SizeColumn]) -> bool:
    """Whether half sizes stand among them, which shelves, months and years do not have."""
    return sum(1 for one in sizes if (found := _HALVES.match(one.size)) and found["half"]) >= CERTAIN_SYSTEM


def total_column(table: Table, sizes: Sequence[str]) -> int | None:
    """The first column behind the sizes that is headed 合计, 小计, Total …"""
    last = max((table.index[size] for size in sizes if size in table.index), default=-1)
    return next((at for at, one in enumerate(table.headings) if at > last >= 0 and one and is_total(one)), None)


def _rising(sizes: Sequence[SizeColumn], certain: int) -> bool:
    """Whether they are so many, and rise under each colour."""
    by_colour: dict[str, list[float]] = {}
    for one in sizes:
        found = _DIGITS.search(one.size)
        by_colour.setdefault(one.colour, []).append(float(found[0].replace(",", ".")) if found else 0.0)
    return bool(by_colour) and all(
        len(values) >= certain and values == sorted(set(values)) for values in by_colour.values()
    )
