"""The rows of a table as values: each data row's fields, or its problems."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Generic, TypeVar

from sellerkit.base.problems import Outcome, Place
from sellerkit.sheets.tables import Row, Table, Value
from sellerkit.sheets.walking import Block, Walk

if TYPE_CHECKING:
    from sellerkit.sheets.columns import Column

T = TypeVar("T")


class Parsed(Generic[T]):
    """One good row. `stated` names the fields whose cell was filled: an empty cell leaves an old value as it was."""

    __slots__ = ("_cells", "_number", "_under", "stated", "value")

    def __init__(
        self, value: T, stated: frozenset[str], number: int, cells: Sequence[Value], under: tuple[Table, str]
    ) -> None:
        self.value = value
        self.stated = stated
        self._number = number
        self._cells = cells
        self._under = under

    @property
    def row(self) -> Row:
        return Row(self._number, self._cells, *self._under)

    @property
    def number(self) -> int:
        """The row's number as the spreadsheet program shows it."""
        return self._number

    @property
    def place(self) -> Place:
        return self.row.place

    @property
    def group(self) -> str:
        """The text of the group row above, "" when there is none."""
        return self._under[1]


def read_rows(make: Callable[..., T], columns: Mapping[str, Column], walk: Walk) -> Outcome[Parsed[T]]:
    """Every data row of the table as Parsed, and every problem."""
    made = _positional(make, list(columns))
    good: list[Parsed[T]] = []
    sets: dict[int, frozenset[str]] = {}
    with collector_resting():
        for block in walk.blocks():
            values = map(made, *(block.values.get(name, repeat(walk.constants[name])) for name in columns))
            good.extend(map(Parsed, values, _stated(block, walk, sets), block.numbers, block.cells, block.under))
    return Outcome(tuple(good), tuple(walk.problems), walk.ignored_count, extra=about(walk))


def about(walk: Walk) -> dict[str, object]:
    """What an outcome's `extra` says: field → heading, and the rows that were no data."""
    headings = {name: walk.table.headings[index] for name, index in walk.fields.items()}
    return {"columns": headings, "ignored_rows": walk.ignored}


@contextmanager
def collector_resting() -> Iterator[None]:
    """Rows hold no cycles, yet Python would search the growing heap for them again and again (a third of the time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _stated(block: Block, walk: Walk, sets: dict[int, frozenset[str]]) -> Iterator[frozenset[str]]:
    for mask in set(block.masks) - set(sets):
        sets[mask] = frozenset(name for name, bit in walk.bits.items() if mask & bit)
    return map(sets.__getitem__, block.masks)


def _positional(make: Callable[..., T], names: list[str]) -> Callable[..., T]:
    """`make` called with the values in the columns' order; by position, which is faster, where its fields agree."""
    if is_dataclass(make) and [one.name for one in fields_of(make) if one.init][: len(names)] == names:
        return make  # type: ignore[return-value]
    return lambda *values: make(**dict(zip(names, values, strict=True)))
