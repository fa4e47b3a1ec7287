"""A marketplace's template as the seller downloaded it: where its headings are, what they mean, where rows begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

from sellerkit.base.errors import InputRejected
from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.listings.channels.workbook_headings import FIELDS, MARKS, STEPS, Heading, field_of, heading_of, key_of
from sellerkit.listings.channels.workbook_lists import DropDown, book_of, drop_downs
from sellerkit.listings.channels.workbook_measures import SIZES
from sellerkit.listings.channels.workbook_settings import columns_declared
from sellerkit.sheets.reading import read_tables
from sellerkit.sheets.tables import RawTable, Value
from sellerkit.sheets.text import text_of

_DEEPEST = 40  # a header below row 40 has to be declared


class NotUsable(Exception):
    """A template that nothing can be put into: a rule, the words that say why, and what to do ("" for the usual)."""

    def __init__(self, rule: str, found: str = "", hint: str = "") -> None:
        super().__init__(rule)
        self.rule, self.found, self.hint = rule, found, hint


@dataclass(frozen=True, slots=True)
class Template:
    """One sheet to fill: its part in the file, its headings, the first free row, the rows that stand there already."""

    path: Path
    sheet: str
    part: str
    headings: tuple[Heading, ...]
    first_row: int
    standing: range
    merged: bool
    lists: tuple[DropDown, ...]
    macros: bool

    def allowed(self, column: int) -> DropDown | None:
        """The list that cells of that column are held to: that of the first row filled, else of any row for items."""
        rows = ((self.first_row, self.first_row), (self.standing.start, 1_048_576))
        return next((one for first, last in rows for one in self.lists if one.holds(column, first, last)), None)


def template_of(path: Path, fields: Mapping[str, str]) -> Template:
    """The template, as `fields` declare it (sheet, header_row, first_row, columns, examples) or as it looks.

    Raises NotUsable.
    """
    try:
        tables, book = read_tables(path), book_of(path)
    except InputRejected as error:
        raise NotUsable("template-unreadable", str(error).replace(str(path), path.name), error.hint or "") from error
    except OSError as error:
        raise NotUsable("template-unreadable", why_unreadable(error)) from error
    except (BadZipFile, ValueError, KeyError) as error:
        raise NotUsable("template-unreadable", _("it is no .xlsx workbook, whatever it is called")) from error
    declared = dict(columns_declared(fields.get("columns", "")))
    table, header = _header(tables, fields, declared)
    cells = dict(_rows(table, header + 60)).get(header, {})
    headings = _together([_declared(heading_of(index, text), declared) for index, text in sorted(cells.items())])
    below = _marks(table, header, headings)
    start = _number(fields.get("first_row", "")) or below
    standing = [number for number, row in _rows(table, 10**9) if number >= start and any(row.values())]
    last = max(standing, default=start - 1)
    clear = fields.get("examples", "").strip() == "clear"
    first = start if clear else last + 1
    return Template(
        path, table.name, book.parts[table.name], tuple(_marked(table, header, start, headings)), first,
        range(start, last + 1), any(bottom >= first for (_top, _l), (bottom, _r) in table.merges),
        tuple(drop_downs(path, book, table.name, tables)), book.macros,
    )  # fmt: skip


def _together(headings: list[Heading]) -> list[Heading]:
    """Without sizes and prices by quantity that stand alone: a Length may be a dress's, a Price 2 anything."""
    there = {heading.field for heading in headings}
    lone = set() if there.issuperset(SIZES) else set(SIZES)
    lone |= {f"{name}{n}" for n in range(1, 10) for name in STEPS if not there.issuperset(f"{one}{n}" for one in STEPS)}
    return [replace(heading, field="") if heading.field in lone else heading for heading in headings]


def _declared(heading: Heading, declared: Mapping[str, str]) -> Heading:
    field = declared.get(key_of(heading.text), heading.field)
    return replace(heading, field=field if field in FIELDS else "")


def _header(tables: list[RawTable], fields: Mapping[str, str], declared: Mapping[str, str]) -> tuple[RawTable, int]:
    """The sheet and the row with the most headings that mean something."""
    named = fields.get("sheet", "")
    sheets = [table for table in tables if (table.name == named if named else not table.hidden)]
    if not sheets:
        there = ", ".join(table.name for table in tables)
        raise NotUsable("template-sheet", named, _("It has: {names}").format(names=there))
    stated = _number(fields.get("header_row", ""))
    best: tuple[int, RawTable, int] | None = None
    for table in sheets:
        for number, row in _rows(table, stated or _DEEPEST):
            known = {declared.get(key_of(text)) or field_of(text) for text in row.values()} - {""}
            if (number == stated or not stated) and (
                best is None or len(known) > best[0] or _below(table, best, known, number)
            ):
                best = (len(known), table, number)
    if best is None or best[0] < (1 if stated else 2):
        raise NotUsable("template-headings")
    return best[1], best[2]


def _below(table: RawTable, best: tuple[int, RawTable, int], known: set[str], number: int) -> bool:
    """Whether this row is the last one of the same header: its cells reach down from the best one."""
    return (
        table is best[1]
        and len(known) == best[0]
        and any(top == best[2] and end == number for (top, _l), (end, _r) in table.merges)
    )


def _rows(table: RawTable, last: int) -> Iterator[tuple[int, dict[int, str]]]:
    """Texts by column; a cell that is merged downwards stands in each of its rows."""
    tall = {
        (row, left): (top, left)
        for (top, left), (bottom, _right) in table.merges
        if bottom - top < 10
        for row in range(top + 1, bottom + 1)
    }
    seen: dict[tuple[int, int], str] = {}
    for number, cells in table.rows:
        if number > last:
            return
        row = {index: text for index, value in enumerate(cells) if (text := _text(value))}
        for index, text in row.items():
            seen[number, index] = text
        for (below, left), top in tall.items():
            if below == number and top in seen:
                row.setdefault(left, seen[top])
        yield number, row


def _marks(table: RawTable, header: int, headings: list[Heading]) -> int:
    """The row below the header, or below a line that says what must be filled."""
    following = dict(_rows(table, header + 4))
    for number in range(header + 1, header + 5):
        texts = list(following.get(number, {}).values())
        if len(texts) > 1 and all(MARKS.fullmatch(text.strip()) for text in texts):
            return number + 1
    return header + 1


def _marked(table: RawTable, header: int, start: int, headings: list[Heading]) -> Iterator[Heading]:
    """The headings with what a line of marks says of them."""
    marks = dict(_rows(table, start - 1)).get(start - 1, {}) if start > header + 1 else {}
    for heading in headings:
        mark = marks.get(heading.index, "").strip()
        stated = re.fullmatch(r"必填|必须|required|mandatory", mark, re.I) is not None
        yield replace(heading, required=heading.required or stated)


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else text_of(value)


def _number(text: str) -> int:
    return int(text) if text.strip().isdigit() else 0
