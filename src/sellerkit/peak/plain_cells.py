"""The cells of plain files of orders and cartons: every bad one is named, and the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.sheets import Row, headings_of, table_at

T = TypeVar("T")
MOST = 1_000_000  # pieces, millimetres or grams that one cell may say
# What a column may be called instead, and how many of our units one of its units is.
_OTHER_UNITS = {"_mm": (("_cm", 10), ("_m", 1000)), "_g": (("_kg", 1000),)}
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_TABLE = re.compile(r"\s*([^=:]+?)\s*[=:]\s*(\d{1,6})\s*")
_NAMES = ("order_id", "sku", "carton_id", "keep_upright", "fragile", "units_per_carton")


class BadCell(Exception):
    """The row has a bad cell, which is noted."""


@dataclass
class Cells:
    """Reads cells and keeps every problem; `units` are the columns of the file in other units."""

    problems: list[Problem] = field(default_factory=list)
    units: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def whole(self, row: Row, column: str, least: int = 1) -> int:
        """A whole number from `least` on. Raises BadCell, as all of these do."""
        heading, factor = self.units.get(column, (column, 1))
        text = row.text(heading)
        if factor == 1 and text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= MOST:
            return int(text)
        if not text and column.endswith("_mm"):
            self.bad(row, heading, _("is empty, so nobody knows the size"), _("Measure it and fill it in."), "no-size")
        if text.isascii() and _NUMBER.fullmatch(text):
            exact = Decimal(text) * factor
            if factor > 1 and exact == int(exact) and least <= exact <= MOST:
                return int(exact)
        if factor > 1:
            self.bad(row, heading, _("must be a number from {least} to {most} in whole {unit}").format(least=least, most=MOST, unit=column[-2:].strip("_")),
                     _("Write only the number; the unit stands in the heading."))  # fmt: skip
        self.bad(row, heading, _("must be a whole number of at least {least} and at most {most}").format(least=least, most=MOST),
                 _("Write pieces, millimetres and grams without decimals."))  # fmt: skip
        raise BadCell

    def maybe(self, row: Row, column: str, least: int = 1) -> int | None:
        """The same, None where the file has no such column or the cell is empty."""
        return self.whole(row, column, least) if row.text(self.units.get(column, (column, 1))[0]) else None

    def name(self, row: Row, column: str) -> str:
        text = row.text(column)
        if not text:
            self.bad(row, column, _("is empty, and every row needs it"), _("Fill it in, or delete the row."))
        return text

    def yes(self, row: Row, column: str) -> bool:
        text = row.text(column).lower()
        if text not in ("", "0", "1"):
            hint = (
                _("1 keeps the height upright, 0 or nothing does not.")
                if column == "keep_upright"
                else _("1 is yes, 0 or nothing is no.")
            )
            self.bad(row, column, _("must be 1 or 0"), hint)  # fmt: skip
        return text == "1"

    def money(self, row: Row, column: str) -> Decimal | None:
        text = row.text(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self.bad(row, column, _("must be an amount like 0.85"), _("Write only the number, without a currency."))
        return Decimal(text)

    def table(self, row: Row, column: str) -> tuple[tuple[str, int], ...]:
        """ "mailer=3; no5=12" → so many of the piece fill each carton."""
        found = [_TABLE.fullmatch(part) for part in re.split(r"[;；]", row.text(column)) if part.strip()]
        if not all(found):
            self.bad(row, column, _("must say how many fill each carton, like {example}").format(example="mailer=3; no5=12"),
                     _("Name the cartons as the file of cartons does."))  # fmt: skip
        return tuple((one[1], int(one[2])) for one in found if one)

    def bad(self, row: Row, column: str, message: str, hint: str, code: str = "") -> None:
        """Note a bad cell and give the row up."""
        code = code or ("bad-cell" if column in _NAMES else "not-a-number")
        self.problems.append(Problem(code, message, row.place.at(column), row.text(column)[:200], hint))
        raise BadCell

    def every(self, *readers: Callable[[], T]) -> list[T]:
        """What each reader gives; when some raise, all are still asked, so that every bad cell is noted."""
        found: list[T] = []
        for reader in readers:
            try:
                found.append(reader())
            except BadCell:
                continue
        if len(found) < len(readers):
            raise BadCell
        return found


def rows_of(path: Path, wanted: tuple[str, ...], cells: Cells) -> Iterator[Row]:
    """Every row that is not blank, below the headings. Raises InputRejected for a file that lacks a column."""
    heads = headings_of(path)
    best = max(heads, key=lambda one: sum(_known(name, one[2]) is not None for name in wanted), default=("", 1, ()))
    found = {name: _known(name, best[2]) for name in wanted}
    table = table_at(path, [one[0] for one in found.values() if one]) if all(found.values()) else None
    if table is None:
        missing = [name for name, one in found.items() if one is None]
        raise InputRejected(
            _("{file} lacks the columns {columns}.").format(file=path.name, columns=", ".join(missing or wanted)),
            hint=_("Its first line must name: {columns}").format(columns=", ".join(wanted)),
            code="missing-column",
        )
    cells.units = {name: one for name, one in found.items() if one and one[1] > 1}
    return (row for row in table.rows if row.filled())


def _known(name: str, headings: tuple[str, ...]) -> tuple[str, int] | None:
    """The heading of a column and how many of our units its unit is."""
    if name in headings:
        return name, 1
    for ending, others in _OTHER_UNITS.items():
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            return next(((stem + other, factor) for other, factor in others if stem + other in headings), None)
    return None
