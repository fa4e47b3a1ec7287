"""What all statement readers share: what a file does not say of itself, its rows, row keys, what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from hashlib import blake2b
from typing import TYPE_CHECKING

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.statement import LineList, Lines, Statement
from sellerkit.payouts.statements.columns import BadCell, Cells
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

if TYPE_CHECKING:
    from sellerkit.base.config.schema import PayoutFormat

_TOTAL = re.compile(r"(?:合计|总计|小计|grand total|total)s?\s*[:：]?$", re.I)
_BLANK = blake2b(digest_size=12)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file does not say of itself: its currency, and the time zone of its clock.

    `lines` makes what a reader collects a statement's lines in: a reader only appends, so that a file of a million rows
    needs not stand in memory. `remarks` are the shop's own patterns for what a remark says, each with its kind,
    `declared` the format of shop.toml that a file fits.
    """

    currency: str
    zone: tzinfo
    lines: Callable[[], Lines] = LineList
    remarks: Sequence[tuple[re.Pattern[str], str]] = ()
    declared: PayoutFormat | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be read, as it stood."""

    row: int
    cells: Cells
    problem: Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """What a file holds: one statement an account and currency, the rows that cannot be read, how many say nothing."""

    statements: tuple[Statement, ...]
    bad: tuple[Bad, ...] = ()
    ignored: int = 0
    notes: tuple[str, ...] = ()


def filled(table: Table) -> Iterator[tuple[int, Cells]]:
    """The rows below the header that hold something."""
    last = table.header_end
    for number, cells in table.raw.rows:
        if (number > last and cells and type(cells[0]) is str and cells[0].strip()) or (
            number > last and any(value not in (None, "") and text_of(value) for value in cells)
        ):
            yield number, cells


def is_total(cells: Cells) -> bool:
    """A row of totals below the transactions."""
    if cells and type(cells[0]) is str and cells[0][:1].isdecimal():
        return False
    first = next((text for value in cells if (text := text_of(value))), "")
    return bool(_TOTAL.match(first))


def bad_row(table: Table, number: int, cells: Cells, bad: BadCell) -> Bad:
    """The row with its problem, named by file, sheet, row and column."""
    found = text_of(bad.value)
    message = _("this cell {reason}").format(reason=bad.error)
    place = Place(table.file, table.sheet, number, bad.column)
    return Bad(number, cells, Problem(bad.error.code, message, place, found, bad.error.hint))


@dataclass(slots=True)
class Keys:
    """Row keys where the platform gives no id: the row's content and its occurrence within the file."""

    seen: dict[str, int] = field(default_factory=dict)

    def of(self, *content: object) -> str:
        parts = [part if type(part) is str else plain(part) if type(part) is Decimal else str(part) for part in content]
        digest = _BLANK.copy()
        digest.update("\x1f".join(parts).encode("utf-8"))
        key = digest.hexdigest()
        self.seen[key] = occurrence = self.seen.get(key, 0) + 1
        return key if occurrence == 1 else f"{key}/{occurrence}"


def plain(amount: Decimal) -> str:
    """One writing for equal amounts: 5, 5.0 and 5.00 are the same in a row key."""
    text = str(amount)
    if "E" in text:
        return format(amount.normalize() + 0, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
