"""Problems are values: a stable code, the place, what was found, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: row as the spreadsheet program numbers it (from 1), column by its heading."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def at(self, column: str) -> Place:
        return Place(self.file, self.sheet, self.row, column)

    def __str__(self) -> str:
        from sellerkit.base.language import _

        parts = [self.file]
        if self.sheet:
            parts.append(self.sheet)
        if self.row is not None:
            parts.append(_("row {row}").format(row=self.row))
        if self.column:
            parts.append(self.column)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, said once: `code` never changes, `message` and `hint` are translated."""

    code: str
    message: str
    place: Place
    value: str = ""
    hint: str = ""

    def as_dict(self) -> dict[str, object]:
        """The keys that `problems[]` of every command has."""
        return {
            "code": self.code,
            "message": self.message,
            "file": self.place.file,
            "sheet": self.place.sheet or None,
            "row": self.place.row,
            "column": self.place.column or None,
            "value": self.value,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """Both halves of reading something: what is good, and every problem at once."""

    good: tuple[T, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
