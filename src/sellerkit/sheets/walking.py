"""Walking down a table, a block of rows at a time: what is data comes out as columns of values, the rest is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from sellerkit.base.problems import Problem
from sellerkit.sheets.blocks import ColumnRead, Step, blocks, read_column
from sellerkit.sheets.faults import error_cell, missing_value, problems_of
from sellerkit.sheets.kinds import Kinds, filled_down
from sellerkit.sheets.tables import Row, Table, Value
from sellerkit.sheets.text import text_of

if TYPE_CHECKING:
    from sellerkit.sheets.columns import Column

IGNORED_SHOWN = 1000
Under = tuple[Table, str]


@dataclass(slots=True)
class Block:
    """Data rows without a problem. `values` has a column for each field of the sheet; `masks` a bit for each filled cell.

    `under` is, for each row, its table and the text of the group row above it ("" for none).
    """

    numbers: Sequence[int]
    cells: Sequence[Sequence[Value]]
    values: dict[str, Sequence[Any]]
    masks: Sequence[int]
    under: Sequence[Under]

    def kept(self, keep: Sequence[bool]) -> Block:
        """Only the rows whose flag is set."""
        if all(keep):
            return self
        values: dict[str, Sequence[Any]] = {name: list(compress(column, keep)) for name, column in self.values.items()}
        numbers, cells = list(compress(self.numbers, keep)), list(compress(self.cells, keep))
        return Block(numbers, cells, values, list(compress(self.masks, keep)), list(compress(self.under, keep)))


class Walk:
    """One table being read. After its `blocks` were walked, `problems` and `ignored` are complete."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        table: Table,
        fields: Mapping[str, int],
        readers: Mapping[str, Callable[[Value], Any]],
        key: Sequence[int] = (),
    ) -> None:
        self.table, self.key, self.fields = table, key, dict(fields)
        self.bits = {name: 1 << place for place, name in enumerate(columns)}
        self.constants = {name: None if one.required else one.default for name, one in columns.items()}
        if key:
            self.fields[next(iter(columns))] = key[0]
        self.steps = [
            Step(name, self.fields[name], readers[name], self.bits[name], self.constants[name])
            for name in columns
            if name in self.fields
        ]
        self.required = sum(self.bits[name] for name, one in columns.items() if one.required)
        self.kinds = Kinds(table, columns, self.fields)
        self.width = 1 + max([step.index for step in self.steps] + list(key), default=0)
        self.headed = len(table.headings) if table.raw.ragged else 1 << 30
        self.error_rows = {row for row, _column in table.raw.error_cells}
        self.under: Under = (table, "")
        self.problems: list[Problem] = []
        self.ignored: list[tuple[int, str, str]] = []
        self.ignored_count = 0
        self.totals: list[tuple[int, Sequence[Value]]] = []

    def blocks(self) -> Iterator[Block]:
        for numbers, cells in blocks(filled_down(self.table), self.width):
            yield self._block(numbers, cells)

    def _block(self, numbers: list[int], cells: list[Sequence[Value]]) -> Block:
        """One block: all of it at once; only rows that look odd or have a fault are judged one by one."""
        count = len(cells)
        columns = list(zip(*cells, strict=True)) if len(set(map(len, cells))) == 1 else None
        reads = {step.name: read_column(step, self._column(step, cells, columns)) for step in self.steps}
        masks = self._masks(reads, count)
        troubled = self._troubled(reads, masks, numbers, cells)
        odd = self.kinds.candidates(cells, masks, troubled)
        before = self.under
        dropped, groups = set(), []
        for at in sorted(odd):
            kind = self.kinds.of(numbers[at], cells[at], masks[at])
            if kind:
                self._ignore(numbers[at], kind, cells[at])
                if kind == "group":
                    groups.append((at, self.under))
            if kind or (at in troubled and self._has_problems(at, numbers[at], cells[at], masks[at], reads)):
                dropped.add(at)
        under = _spread(before, groups, count)
        values = {name: read.values for name, read in reads.items()}
        block = Block(numbers, cells, values, masks, under)
        return block.kept([at not in dropped for at in range(count)]) if dropped else block

    def _has_problems(
        self, at: int, number: int, cells: Sequence[Value], mask: int, reads: Mapping[str, ColumnRead]
    ) -> bool:
        failed = [
            (step.index, cells[step.index], reads[step.name].errors[at])
            for step in self.steps
            if at in reads[step.name].errors
        ]
        row = Row(number, cells, *self.under)
        errors = self.table.raw.error_cells
        lacking = self.required & ~mask
        for step in self.steps:
            shown = errors.get((number, step.index))
            if shown is not None:
                failed.append((step.index, shown, error_cell(shown)))
                lacking &= ~step.bit
        missing = [self.fields.get(name, 0) for name, bit in self.bits.items() if lacking & bit]
        found = problems_of(row, failed + [(index, "", missing_value()) for index in missing], self.headed)
        self.problems += found
        return bool(found)

    def _ignore(self, number: int, kind: str, cells: Sequence[Value]) -> None:
        text = self.kinds.first_text(cells)
        self.ignored_count += 1
        if kind == "group":
            self.under = (self.table, text)
        if kind == "total" and len(self.totals) < IGNORED_SHOWN:
            self.totals.append((number, cells))
        if kind != "blank" and len(self.ignored) < IGNORED_SHOWN:
            self.ignored.append((number, kind, text))

    def _column(
        self, step: Step, cells: list[Sequence[Value]], columns: Sequence[Sequence[Value]] | None
    ) -> Sequence[Value]:
        if self.key and step.bit == 1:
            texts = [[text_of(row[index]) for index in self.key] for row in cells]
            return ["-".join(filter(None, pieces)) for pieces in texts]
        return columns[step.index] if columns else [row[step.index] for row in cells]

    def _masks(self, reads: Mapping[str, ColumnRead], count: int) -> list[int]:
        """For each row the bits of the fields whose cell was filled."""
        always = sum(step.bit for step in self.steps if reads[step.name].filled is None)
        masks = [always] * count
        for step in self.steps:
            filled = reads[step.name].filled
            if filled is not None:
                bit = step.bit
                masks = [mask | bit if full else mask for mask, full in zip(masks, filled, strict=True)]
        return masks

    def _troubled(
        self, reads: Mapping[str, ColumnRead], masks: list[int], numbers: list[int], cells: list[Sequence[Value]]
    ) -> set[int]:
        """Rows (places in the block) with a cell that could not be read, lacking something, or longer than the header."""
        required, headed = self.required, self.headed
        troubled = {at for read in reads.values() for at in read.errors}
        if any(read.filled is not None for read in reads.values()) or required & ~masks[0]:
            troubled.update(at for at, mask in enumerate(masks) if required & ~mask)
        if self.error_rows:
            troubled.update(at for at, number in enumerate(numbers) if number in self.error_rows)
        if max(map(len, cells)) > headed:
            troubled.update(at for at, row in enumerate(cells) if len(row) > headed)
        return troubled


def _spread(before: Under, groups: list[tuple[int, Under]], count: int) -> list[Under]:
    """What each row stands under, from the places where a group row changed it."""
    if not groups:
        return [before] * count
    under = []
    for (at, held), (end, _next) in zip([(0, before), *groups], [*groups, (count, before)], strict=True):
        under += [held] * (end - at)
    return under
