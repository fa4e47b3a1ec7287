"""A courier's file of waybill numbers: one a line, or blocks from a first to a last number."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets import Sheet, Value, column, read_tables
from sellerkit.sheets.cells import reference, text
from sellerkit.shipments.number_scheme import as_number, numbers_between


@dataclass(frozen=True, slots=True)
class NumbersRow:
    """One line: a number, or the first and last of a block."""

    number: str
    first: str
    last: str


NUMBERS = Sheet(
    NumbersRow,
    number=column("运单号", "Waybill", "运单号码", "面单号", "快递单号", "物流单号", "单号", "Number", "Tracking Number", read=reference, default=""),
    first=column("起始单号", "From", "开始单号", "起始号", "起始运单号", "号段起", "First", read=reference, default=""),
    last=column("结束单号", "To", "截止单号", "终止单号", "结束号", "结束运单号", "号段止", "Last", read=reference, default=""),
)  # fmt: skip


def numbers_in(path: Path, shown: str) -> list[str]:
    """Every number of the file in its order. Raises InputRejected with a problem for each bad line."""
    problems: list[Problem] = []
    if (column_of_one := _single_column(path, shown)) is not None:
        rows = [(place, NumbersRow(text, "", "")) for place, text in column_of_one]
    else:
        table = NUMBERS.table_in(path)
        if not NUMBERS.resolve(table):
            raise _refused(_("{file} has no column with waybill numbers.").format(file=shown), "missing-column",
                           _("It needs a column 运单号 (or Waybill), or 起始单号 and 结束单号 (From and To)."))  # fmt: skip
        outcome = NUMBERS.parse(table)
        rows, problems = [(parsed.place, parsed.value) for parsed in outcome.good], list(outcome.problems)
    numbers: list[str] = []
    for place, row in rows:
        try:
            numbers += numbers_between(row.first, row.last) if row.first or row.last else [as_number(row.number)]
        except ValueError as error:
            problems.append(Problem("wrong-number", str(error), place, row.number or f"{row.first}-{row.last}"))
    if problems:
        message = _("Lines of {file} that are no waybill numbers: {count}; nothing was changed.")
        raise _refused(message.format(file=shown, count=len(problems)), "wrong-numbers",
                       _("Copy the numbers from what the courier sent you; format the column as text."), problems)  # fmt: skip
    if not numbers:
        raise _refused(_("{file} holds no waybill number.").format(file=shown), "wrong-numbers", "")
    return numbers


def _single_column(path: Path, shown: str) -> list[tuple[Place, str]] | None:
    """The cells of a file that is one column of numbers, with or without a heading; None for any other file."""
    found = []
    for table in (table for table in read_tables(path) if not table.hidden):
        for number, cells in table.rows:
            filled = [cell for cell in cells if text(cell)]
            if len(filled) > 1:
                return None
            found += [(Place(shown, table.name, number), _as_text(cell)) for cell in filled]
    known = {name for one in NUMBERS.aliases.values() for name in one}
    return found[1:] if found and found[0][1] in known else found


def _as_text(cell: Value) -> str:
    """The number; a damaged one stays as it is shown, and is refused by what it lacks."""
    try:
        return reference(cell)
    except ValueError:
        return text(cell)


def _refused(message: str, code: str, hint: str, problems: list[Problem] | None = None) -> InputRejected:
    return InputRejected(message, hint=hint, code=code, problems=problems or [])
