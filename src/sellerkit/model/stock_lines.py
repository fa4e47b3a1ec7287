"""The rows of a stock file kept as columns: a hundred thousand of them cost what their cells cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, repeat
from typing import Any, overload

from sellerkit.model.item import StatedItem, StockLine

# The other fields of a line are None where nothing is said.
_NOTHING: dict[str, Any] = {"tiers": ()}
_OF_THE_LINE = tuple(name for name in StockLine._fields if name != "item")
_new_item: Callable[[tuple[Any, ...]], StatedItem] = partial(tuple.__new__, StatedItem)
_new_line: Callable[[tuple[Any, ...]], StockLine] = partial(tuple.__new__, StockLine)


class StockLines(Sequence[StockLine]):
    """Stock lines, each made when it is looked at. What is done to all of them is done to their columns.

    A column is named as in `StockLine` or `StatedItem`; one that no line says anything in may be absent.
    """

    __slots__ = ("_columns",)

    def __init__(self, columns: Mapping[str, Iterable[Any]] | None = None) -> None:
        self._columns: dict[str, list[Any]] = {name: list(column) for name, column in (columns or {"row": ()}).items()}

    @classmethod
    def of(cls, lines: Sequence[StockLine]) -> StockLines:
        """The same lines as columns."""
        if isinstance(lines, StockLines):
            return lines
        if not lines:
            return cls()
        columns = dict(zip(StockLine._fields, zip(*lines, strict=True), strict=True))
        items: Sequence[StatedItem] = columns.pop("item")
        return cls(columns | dict(zip(StatedItem._fields, zip(*items, strict=True), strict=True)))

    def column(self, name: str) -> Sequence[Any]:
        """A field of every line."""
        found = self._columns.get(name)
        return [_NOTHING.get(name)] * len(self) if found is None else found

    def item_columns(self) -> dict[str, Sequence[Any]]:
        """The fields of the items that any line may say something in."""
        return {name: self._columns[name] for name in StatedItem._fields if name in self._columns}

    def extend(self, more: StockLines) -> None:
        """Add the lines of another."""
        before, count = len(self), len(more)
        for name in more._columns:
            if name not in self._columns:
                self._columns[name] = [_NOTHING.get(name)] * before
        for name, column in self._columns.items():
            column.extend(more._columns.get(name) or repeat(_NOTHING.get(name), count))

    def kept(self, keep: Sequence[object]) -> StockLines:
        """Only the lines whose flag is set."""
        if all(keep):
            return self
        return StockLines({name: compress(column, keep) for name, column in self._columns.items()})

    def by_row(self) -> StockLines:
        """The lines in the order of their rows."""
        order = sorted(range(len(self)), key=self._columns["row"].__getitem__)
        return StockLines({name: map(column.__getitem__, order) for name, column in self._columns.items()})

    def __len__(self) -> int:
        return len(self._columns["row"])

    @overload
    def __getitem__(self, at: int) -> StockLine: ...
    @overload
    def __getitem__(self, at: slice) -> StockLines: ...
    def __getitem__(self, at: int | slice) -> StockLine | StockLines:
        if isinstance(at, slice):
            return StockLines({name: column[at] for name, column in self._columns.items()})
        said = {name: column[at] for name, column in self._columns.items()}
        item = StatedItem(**{name: said.pop(name) for name in StatedItem._fields if name in said})
        return StockLine(item=item, **said)

    def __iter__(self) -> Iterator[StockLine]:
        items = map(_new_item, zip(*map(self._values, StatedItem._fields), strict=False))
        row, *others = map(self._values, _OF_THE_LINE)
        return map(_new_line, zip(row, items, *others, strict=False))

    def _values(self, name: str) -> Iterable[Any]:
        found = self._columns.get(name)
        return repeat(_NOTHING.get(name)) if found is None else found  # an empty column must not repeat for ever


def column_of(lines: Sequence[StockLine], name: str) -> Sequence[Any]:
    """A field of every line, of the line itself or of its item."""
    if isinstance(lines, StockLines):
        return lines.column(name)
    if name in _OF_THE_LINE:
        return [getattr(line, name) for line in lines]
    return [getattr(line.item, name) for line in lines]
