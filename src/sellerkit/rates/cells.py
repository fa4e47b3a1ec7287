"""The cells of one row by their headings, read as numbers, places and days; what cannot be read becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.base.money import decimal_of
from sellerkit.rates.areas import Area, areas_of, left_out
from sellerkit.rates.parts import Found

_MOST = Decimal(1_000_000)
_WITHOUT_END = frozenset({"", "inf", "∞", "以上", "max"})


def day_of(text: str) -> date:
    """2026-11-11, 2026/1/5, 2026年1月5日, with or without a time. Raises ValueError."""
    found = re.match(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)", text)
    if found is None:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


class Cells:
    """`faulty` is set by the first cell that cannot be read; the row is then in no card."""

    def __init__(self, number: int, headings: Sequence[str], cells: Sequence[str], found: Found) -> None:
        self.number, self._found = number, found
        self._cells = {name: cell for name, cell in zip(headings, cells, strict=False) if name}
        self.faulty = False

    def text(self, name: str) -> str:
        return self._cells.get(name, "")

    def number_at(self, name: str) -> Decimal | None:
        """The number of that cell, None when it is empty; negative ones are a problem."""
        text = self.text(name)
        return self.read_number(text, name) if text else None

    def above_zero(self, name: str) -> Decimal | None:
        value = self.number_at(name)
        if value is not None and value <= 0:
            self._fault("not-a-number", _("{value} must be above zero.").format(value=value), name)
            return None
        return value

    def read_number(self, text: str, column: str) -> Decimal | None:
        try:
            value = decimal_of(text)
            if not 0 <= value <= _MOST:
                raise ValueError(text)
        except ValueError:
            self._fault(
                "not-a-number", _("{value} is not a price or a weight.").format(value=f'"{text}"'), column, text
            )
            return None
        return value

    def end_at(self, name: str) -> Decimal | None:
        """Where a bracket ends; None, `inf` and an empty cell are without end."""
        return None if self.text(name).lower() in _WITHOUT_END else self.above_zero(name)

    def areas(self, text: str, column: str) -> tuple[Area, ...]:
        try:
            areas = areas_of(text)
        except ValueError as error:
            self._fault("unknown-place", _("{value} is not a place.").format(value=f'"{error}"'), column, text)
            return ()
        if not areas:
            self._fault("unknown-place", _("The row names no place."), column, text)
        return areas

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return day_of(text) if text else None
        except ValueError:
            self._fault("not-a-date", _("{value} is not a date like 2026-11-11.").format(value=text), name, text)
            return None

    def left_out(self, text: str) -> tuple[Area, ...]:
        """The places that a cell leaves out; unreadable ones are a problem of the places themselves."""
        try:
            return left_out(text)
        except ValueError as error:
            self._fault("unknown-place", _("{value} is not a place.").format(value=f'"{error}"'), "place", text)
            return ()

    def fill(self, name: str, text: str) -> None:
        """What an empty cell stands for: the one above it."""
        self._cells[name] = text

    def wrong(self, code: str, message: str, column: str, value: str, hint: str = "") -> None:
        """A problem that the reader of the cell found."""
        self._fault(code, message, column, value, hint)

    def missing(self, name: str) -> None:
        self._fault("missing-price", _("The row has no price."), name)

    def _fault(self, code: str, message: str, column: str, value: str = "", hint: str = "") -> None:
        self.faulty = True
        self._found.problem(code, message, row=self.number, column=column, value=value or self.text(column), hint=hint)
