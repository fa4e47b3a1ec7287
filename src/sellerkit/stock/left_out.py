"""Rows that are not taken: as they stood, with every reason, and whatever else of the same item must wait with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import StockLine
from sellerkit.sheets import Table, Value
from sellerkit.sheets.kinds import filled_down
from sellerkit.sheets.text import text_of
from sellerkit.stock.repeats import Repeats
from sellerkit.trade.importing import BadRow

ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Problems by row, the rows' cells, and the items (SKUs) they are about."""

    problems: tuple[Problem, ...] = ()
    cells: dict[int, Sequence[Value]] = field(default_factory=dict)
    skus: frozenset[str] = frozenset()

    def bad_rows(self) -> list[BadRow]:
        """One row for the rejected file, with all its reasons."""
        reasons: dict[int, list[Problem]] = {}
        for problem in self.problems:
            reasons.setdefault(problem.place.row or 0, []).append(problem)
        return [
            BadRow(row, cells, "; ".join(map(_reason, reasons[row])), tuple(one.place.column for one in reasons[row]))
            for row, cells in self.cells.items()
        ]


def left_out_rows(table: Table, problems: Sequence[Problem], code: Sequence[int]) -> LeftOut:
    """The rows that have problems; `code` are the columns (from 0) that make an item's SKU."""
    if not problems:
        return LeftOut()
    ordered = tuple(sorted(problems, key=lambda problem: problem.place.row or 0))
    cells = _cells(table, {problem.place.row for problem in ordered})
    skus = {"-".join(text for at in code if at < len(row) and (text := text_of(row[at]))) for row in cells.values()}
    return LeftOut(ordered, cells, frozenset(skus))


def with_the_rest_of_their_items(left_out: LeftOut, table: Table, lines: Sequence[StockLine], heading: str) -> LeftOut:
    """A count of an item is whole or nothing: with one of its lots left out, the others would state too little."""
    rest = [line for line in lines if line.item.sku in left_out.skus] if left_out.skus else []
    if not rest:
        return left_out
    problems = [
        Problem(
            "item-incomplete", _("another row of this item is wrong, so what is there of it is not known"),
            Place(table.file, table.sheet, line.row, heading), line.item.sku, _("Mend the other row; then both are taken."),
        )
        for line in rest
    ]  # fmt: skip
    ordered = tuple(sorted((*left_out.problems, *problems), key=lambda problem: problem.place.row or 0))
    return LeftOut(ordered, _cells(table, {problem.place.row for problem in ordered}), left_out.skus)


def clashes(found: Repeats, table: Table, heading: str) -> tuple[Problem, ...]:
    """One problem for each row of an item (or lot) that is stated more than once."""
    hint = _("Keep one row for each item (or lot); to add deliveries together, import with --as add.")
    return tuple(
        Problem(
            "duplicate-sku", _("{sku} stands in several rows: {rows}").format(sku=sku, rows=_rows_shown(rows)),
            Place(table.file, table.sheet, row, heading), sku, hint,
        )
        for sku, rows in found.clashes.items()
        for row in rows
    )  # fmt: skip


def lots_unclear(lines: Sequence[StockLine], table: Table, columns: Mapping[str, str]) -> tuple[Problem, ...]:
    """One problem for each row that says too little of its lot."""
    heading = next(columns[name] for name in ("lot", "expires", "produced", "sku") if name in columns)
    return tuple(
        Problem(
            "lot-unclear", _("the item has several lots that this row can mean"),
            Place(table.file, table.sheet, line.row, heading), line.lot.code if line.lot else "",
            _("Say more of the lot: its expiry date too."),
        )
        for line in lines
    )  # fmt: skip


def _rows_shown(rows: Sequence[int]) -> str:
    """Row numbers, at most as many as a person reads: each of 9,000 equal rows would name 9,000."""
    shown = ", ".join(map(str, rows[:ROWS_SHOWN]))
    return shown if len(rows) <= ROWS_SHOWN else f"{shown} … {rows[-1]}"


def _cells(table: Table, rows: Collection[int | None]) -> dict[int, Sequence[Value]]:
    return {number: cells for number, cells in filled_down(table) if number in rows}


def _reason(problem: Problem) -> str:
    return _("{column}: {message}").format(column=problem.place.column, message=problem.message)
