"""The drop-down lists of a sheet: what each column allows, also where the values stand on another sheet or have a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from zipfile import ZipFile

from sellerkit.output.template_filling import column_index
from sellerkit.sheets.tables import RawTable
from sellerkit.sheets.text import text_of

_LIST = re.compile(r"<(?:\w+:)?dataValidation\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?dataValidation>)", re.S)
_RANGE = re.compile(r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]{1,3})\$?(\d+)?(?::\$?([A-Z]{1,3})\$?(\d+)?)?")


@dataclass(frozen=True, slots=True)
class DropDown:
    """What the cells of some columns may hold; `values` is None where the list cannot be worked out."""

    areas: tuple[tuple[int, int, int, int], ...]
    formula: str
    values: tuple[str, ...] | None

    def holds(self, column: int, first: int, last: int) -> bool:
        """Whether cells of that column have the list in rows from `first` to `last`."""
        return any(
            top <= last and first <= bottom and left <= column <= right for top, left, bottom, right in self.areas
        )


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's parts: sheet name → part, names of ranges → formula, whether it holds macros."""

    parts: Mapping[str, str]
    names: Mapping[str, str]
    macros: bool


def book_of(path: Path) -> Book:
    """What workbook.xml says. Raises ValueError or BadZipFile for what is no workbook."""
    with ZipFile(path) as archive:
        there = set(archive.namelist())
        if "xl/workbook.xml" not in there:
            raise ValueError("xl/workbook.xml")
        text = archive.read("xl/workbook.xml").decode("utf-8")
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for attributes in re.findall(r"<(?:\w+:)?Relationship\b([^>]*)>", links):
        at = _attributes(attributes)
        name = at.get("Target", "")
        targets[at.get("Id", "")] = name.lstrip("/") if name.startswith("/") else f"xl/{name}"
    sheets = [_attributes(found) for found in re.findall(r"<(?:\w+:)?sheet\b([^>]*)>", text)]
    names = re.findall(r"<(?:\w+:)?definedName\b([^>]*)>(.*?)</(?:\w+:)?definedName>", text, re.S)
    return Book(
        {at["name"]: targets.get(at.get("id", ""), "") for at in sheets if "name" in at},
        {_attributes(at).get("name", "").casefold(): unescape(formula) for at, formula in names},
        "xl/vbaProject.bin" in there,
    )


def drop_downs(path: Path, book: Book, sheet: str, tables: list[RawTable]) -> list[DropDown]:
    """The lists of one sheet, those of newer Excel versions (x14) too."""
    with ZipFile(path) as archive:
        page = archive.read(book.parts[sheet]).decode("utf-8")
    return [found for match in _LIST.finditer(page) if (found := _drop_down(match, book, sheet, tables)) is not None]


def _drop_down(match: re.Match[str], book: Book, sheet: str, tables: list[RawTable]) -> DropDown | None:
    at, inner = _attributes(match[1]), match[2] or ""
    if at.get("type") != "list":
        return None
    formula = re.search(r"<(?:\w+:)?formula1\b[^>]*>(.*?)</(?:\w+:)?formula1>", inner, re.S)
    area = re.search(r"<(?:\w+:)?sqref>(.*?)</", inner, re.S)
    text = unescape(re.sub(r"<[^>]*>", "", formula[1] if formula else "")).strip()
    places = (at.get("sqref") or (area[1] if area else "")).split()
    values = None if not text else _values(text, book, sheet, tables)
    return DropDown(tuple(box for place in places if (box := _box(place))), text, values)


def _values(formula: str, book: Book, sheet: str, tables: list[RawTable], depth: int = 0) -> tuple[str, ...] | None:
    if formula.startswith('"') and formula.endswith('"'):
        return tuple(part.strip() for part in formula[1:-1].replace('""', '"').split(",") if part.strip())
    formula = formula.removeprefix("=")
    if formula.casefold() in book.names and depth < 3:
        return _values(book.names[formula.casefold()], book, sheet, tables, depth + 1)
    found = _RANGE.fullmatch(formula)
    table = next((t for t in tables if found and t.name == ((found[1] or found[2] or sheet).replace("''", "'"))), None)
    box = _box(formula.rpartition("!")[2])
    if found is None or table is None or box is None:
        return None
    return tuple(dict.fromkeys(_in(table, box))) or None


def _in(table: RawTable, box: tuple[int, int, int, int]) -> Iterator[str]:
    top, left, bottom, right = box
    for number, row in table.rows:
        if number > bottom:
            return
        if number >= top:
            yield from (text for value in row[left : right + 1] if (text := text_of(value)))


def _box(reference: str) -> tuple[int, int, int, int] | None:
    """`$A$2:$B$9` → rows from 1, columns from 0; whole columns go to the end."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)?(?::\$?([A-Z]{1,3})\$?(\d+)?)?", reference.strip())
    if found is None:
        return None
    left, top = column_index(found[1]), int(found[2] or 1)
    if found[3] is None:
        return (top, left, top, left)
    return (top, left, int(found[4] or 1_048_576), column_index(found[3]))


def _attributes(text: str) -> dict[str, str]:
    """Attributes by their names without prefixes."""
    return {name.rpartition(":")[2]: unescape(value) for name, value in re.findall(r'([\w:]+)\s*=\s*"([^"]*)"', text)}
