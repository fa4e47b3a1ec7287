"""Cells read a column at a time, for a block of rows: the same readers and the same problems, several times faster.

Reading row by row costs more in Python's loop than in the reading itself. A column of a block is nearly always of one
type, so its reader runs over it in one go; only a block in which it fails is looked at cell by cell.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import NoneType
from typing import Any

from sellerkit.sheets.bulk import at_once
from sellerkit.sheets.tables import Value
from sellerkit.sheets.text import text_of

Reader = Callable[[Value], Any]
ROWS = 2000
# Few different values (a unit, a category, a day) are read once each; a column of many is tried so often.
TRIES = 3
_REPEATING = (str, float, datetime.date)


@dataclass(slots=True)
class Step:
    """One field: the column it stands in, its reader, its bit in a row's mask, what an empty cell gives."""

    name: str
    index: int
    read: Reader
    bit: int
    default: Any
    tries: int = TRIES
    known: dict[Any, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ColumnRead:
    """A column of a block: a value a row, whether each cell was filled (None: all were), and the failures by row."""

    values: Sequence[Any]
    filled: Sequence[bool] | None = None
    errors: dict[int, ValueError] = field(default_factory=dict)


def blocks(
    rows: Iterable[tuple[int, Sequence[Value]]], width: int
) -> Iterator[tuple[list[int], list[Sequence[Value]]]]:
    """The rows in blocks: their numbers and their cells, at least `width` cells in each."""
    walk = iter(rows)
    while block := list(islice(walk, ROWS)):
        numbers, cells = map(list, zip(*block, strict=True))
        if min(map(len, cells)) < width:
            cells = [row if len(row) >= width else [*row, *([""] * (width - len(row)))] for row in cells]
        yield numbers, cells


def read_column(step: Step, cells: Sequence[Value]) -> ColumnRead:
    """Every cell of one column through its reader."""
    types = set(map(type, cells))
    if step.tries and len(types) == 1 and next(iter(types)) in _REPEATING:
        different = set(cells)
        if len(different) * 4 <= len(cells):
            return _repeating(step, cells, different)
        step.tries -= 1
    if NoneType in types or (str in types and "" in cells):
        return _with_holes(step, cells)
    values = at_once(step.read, cells, types)
    if values is None:
        try:
            values = list(map(step.read, cells))
        except ValueError:
            return _one_by_one(step, cells)
        if _has_holes(values):
            return _one_by_one(step, cells)
    return ColumnRead(values)


def _repeating(step: Step, cells: Sequence[Value], different: set[Any]) -> ColumnRead:
    """Each different cell read once; `known` has None for those that mean an empty one."""
    known = step.known
    try:
        for cell in different - known.keys():
            value = None if cell == "" else step.read(cell)
            known[cell] = None if value == "" else value
    except ValueError:
        return _one_by_one(step, cells)
    if len(different) == 1:
        value = known[cells[0]]
        count = len(cells)
        return ColumnRead([step.default] * count, [False] * count) if value is None else ColumnRead([value] * count)
    values = [known[cell] for cell in cells]
    if None not in map(known.__getitem__, different):
        return ColumnRead(values)
    filled = [value is not None for value in values]
    return ColumnRead([step.default if value is None else value for value in values], filled)


def _with_holes(step: Step, cells: Sequence[Value]) -> ColumnRead:
    """The filled cells in one go, between defaults."""
    filled = [cell != "" and cell is not None for cell in cells]
    there: list[Value] = [cell for cell in cells if cell != "" and cell is not None]
    if not there:
        return ColumnRead([step.default] * len(cells), filled)
    try:
        types = set(map(type, there))
        read = at_once(step.read, there, types) or _read(step, there)
    except ValueError:
        return _one_by_one(step, cells)
    if _has_holes(read):
        return _one_by_one(step, cells)
    following = iter(read)
    return ColumnRead([next(following) if full else step.default for full in filled], filled)


def _has_holes(values: Sequence[Any]) -> bool:
    found = set(map(type, values))
    return NoneType in found or (str in found and "" in values)


def _read(step: Step, there: Sequence[Value]) -> Sequence[Any]:
    different = set(there)
    if len(different) * 4 > len(there):
        return list(map(step.read, there))
    values = {cell: step.read(cell) for cell in different}
    return [values[cell] for cell in there]


def _one_by_one(step: Step, cells: Sequence[Value]) -> ColumnRead:
    values = []
    filled = []
    errors = {}
    for at, cell in enumerate(cells):
        value = None
        if cell != "" and cell is not None:
            try:
                value = step.read(cell)
            except ValueError as error:
                if text_of(cell):
                    errors[at] = error
        stated = value is not None and value != ""
        values.append(value if stated else step.default)
        filled.append(stated or at in errors)
    return ColumnRead(values, filled, errors)
