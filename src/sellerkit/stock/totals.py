"""Sums that a sheet states of itself, held against its rows: the totals of size columns, and total rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets import Row, Table, Value
from sellerkit.sheets.kinds import filled_down, is_total
from sellerkit.sheets.text import text_of
from sellerkit.sheets.walking import Block, Walk
from sellerkit.stock.cells import amount
from sellerkit.stock.units import Amount

LOOKED_AT = 400


class Difference(NamedTuple):
    """A total row's cell that is the sum of nothing above it."""

    row: int
    column: int
    stated: Decimal
    counted: Decimal


def wrong_size_totals(block: Block, sizes: Sequence[str]) -> Iterator[Problem]:
    """A problem for each row whose sizes do not add up to the total that stands beside them."""
    total = getattr(sizes, "total", None)
    if total is None or not block.numbers:
        return
    for number, cells, under in zip(block.numbers, block.cells, block.under, strict=True):
        table = under[0]
        stated = _number(cells[total]) if total < len(cells) else None
        counted = [_number(cells[at]) for size in sizes if (at := table.index.get(size, len(cells))) < len(cells)]
        if stated is None or stated == (found := sum((one or Decimal(0) for one in counted), Decimal(0))):
            continue
        yield Problem(
            "sizes-do-not-add-up",
            _("the total is {stated}, but the sizes of this row add up to {found}").format(stated=stated, found=found),
            Row(number, cells, *under).place.at(table.headings[total]), text_of(cells[total]),
            _("Correct the sizes or the total; which of them is wrong only the supplier knows."),
        )  # fmt: skip


def wrong_total_rows(table: Table, walk: Walk, sizes: Sequence[str]) -> tuple[Problem, ...]:
    """Of a matrix sheet: a problem for each cell of a total row that is not the sum of the rows above it."""
    columns = [table.index[size] for size in sizes if size in table.index]
    return tuple(
        Problem(
            "sizes-do-not-add-up",
            _("this total is {stated}, but the rows above it add up to {found}").format(
                stated=one.stated, found=one.counted
            ),
            Place(table.file, table.sheet, one.row, table.headings[one.column]), str(one.stated),
            _("A cell of this column, or the total, is wrong; mend it, or delete the total row."),
        )
        for one in total_differences(table, walk, columns)
    )  # fmt: skip


def total_differences(table: Table, walk: Walk, columns: Sequence[int]) -> list[Difference]:
    """Total rows whose number is neither the sum of all rows above nor of those since the last total."""
    totals = dict(walk.totals)
    found: list[Difference] = []
    passed = {number for number, _kind, _text in walk.ignored}
    for column in columns if totals else ():
        everything = since = Decimal(0)
        for number, cells in filled_down(table):
            value = cells[column] if column < len(cells) else None
            if number in totals:
                stated = _number(value)
                if stated is not None and stated not in (everything, since):
                    found.append(Difference(number, column, stated, everything))
                since = Decimal(0)
            elif number not in passed and text_of(value):
                counted = _number(value)
                if counted is None:
                    break
                everything, since = everything + counted, since + counted
    return found


def are_their_sums(table: Table, columns: Sequence[int], total: int) -> bool:
    """Whether this column is the sum of the others wherever it is filled, and there is one such row at least."""
    agree = 0
    for _number_of, cells in islice(filled_down(table), LOOKED_AT):
        texts = [text for cell in cells if (text := text_of(cell))]
        stated = _number(cells[total]) if total < len(cells) else None
        if stated is None or (texts and is_total(texts[0])):
            continue
        counted = [_number(cells[at]) for at in columns if at < len(cells)]
        if stated != sum((one or Decimal(0) for one in counted), Decimal(0)):
            return False
        agree += 1
    return agree > 0


def _number(value: Value) -> Decimal | None:
    """The number of a quantity's cell, in whatever unit; None for an empty one and for what is no number."""
    if not text_of(value):
        return None
    try:
        found = amount(value)
    except ValueError:
        return None
    return found.value if type(found) is Amount else Decimal(int(found))  # type: ignore[arg-type]
