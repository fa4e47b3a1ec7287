"""What a row's faults say: where, what, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.sheets.cells import CellError, spreadsheet_error
from sellerkit.sheets.tables import Row, Value
from sellerkit.sheets.text import text_of

VALUE_SHOWN = 200


def problems_of(row: Row, failed: Sequence[tuple[int, Value, ValueError]], headed: int) -> list[Problem]:
    """Every problem of one row, left to right: (column, cell, error) each, and cells beyond the last heading."""
    found = [(index, _problem(row, index, cell, error)) for index, cell, error in failed]
    beyond = [text for cell in row.cells[headed:] if (text := text_of(cell))]
    if beyond:
        found.append((headed, _problem(row, headed, ", ".join(beyond), _beyond())))
    return [problem for _index, problem in sorted(found, key=lambda one: one[0])]


def _problem(row: Row, index: int, cell: Value, error: ValueError) -> Problem:
    headings = row.table.headings
    return Problem(
        code=error.code if isinstance(error, CellError) else "bad-cell",
        message=_("this cell {reason}").format(reason=error),
        place=row.place.at(headings[index] if index < len(headings) else ""),
        value=text_of(cell)[:VALUE_SHOWN],
        hint=error.hint if isinstance(error, CellError) else "",
    )


def error_cell(shown: str) -> CellError:
    """An error cell (#REF!), or a formula that was saved without its result ("=")."""
    if shown == "=":
        return CellError(
            _("is a formula that was saved without its result"),
            "formula-without-value",
            _("Open the file in your spreadsheet program and save it again."),
        )
    return spreadsheet_error()


def missing_value() -> CellError:
    """A cell that every row needs is empty."""
    return CellError(_("is empty, and every row needs it"), "missing-value", _("Fill it in, or delete the row."))


def _beyond() -> CellError:
    return CellError(
        _("stands beyond the last heading"),
        "extra-cells",
        _("A text with the delimiter in it must stand in quotation marks, else the cells after it shift."),
    )
