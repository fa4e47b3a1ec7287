"""What reading a rate table collects on its way: price lines, problems, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sellerkit.base.problems import Place, Problem
from sellerkit.rates.areas import Area
from sellerkit.rates.card import Bracket


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: places and what it costs to send there. None and "" mean that the row says nothing."""

    row: int
    zone: str
    areas: tuple[Area, ...]
    brackets: tuple[Bracket, ...] = ()
    carrier: str = ""
    service: str = ""
    currency: str = ""
    origin: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    divisor: Decimal | None = None
    volumetric_from_cm: Decimal | None = None
    min_kg: Decimal | None = None
    max_kg: Decimal | None = None
    max_side_cm: Decimal | None = None
    refuse: str = ""
    left_out: tuple[Area, ...] = ()
    from_total: Decimal | None = None


@dataclass(slots=True)
class Found:
    """Problems and notes of one table; `place` is its file and sheet."""

    place: Place
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored: int = 0

    def problem(
        self, code: str, message: str, *, row: int | None = None, column: str = "", value: str = "", hint: str = ""
    ) -> None:
        place = Place(self.place.file, self.place.sheet, row, column)
        self.problems.append(Problem(code, message, place, value, hint))
