"""A marketplace's own workbook with rows put into one sheet: only that sheet's cells change, every other part stays.

openpyxl saves only what it knows and would lose newer drop-downs, pictures and macros, so the sheet's XML is changed in
place (ECMA-376, 18.3.1): what is not a cell of ours comes out byte for byte, and the same rows give the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from sellerkit.base.files import writing
from sellerkit.output.sheet_cells import legal
from sellerkit.output.template_styles import Styles

CellValue = str | int | Decimal
Cells = Mapping[int, Mapping[int, CellValue]]
Places = frozenset[tuple[int, int]]
_STYLES: Final = "xl/styles.xml"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet of the template: the part it is stored in, the rows (from 1) that are emptied first."""

    part: str
    cleared: range = range(0)


def fill_template(
    template: Path, path: Path, sheet: TemplateSheet, cells: Cells, check: Callable[[Path, Places], None]
) -> Places:
    """Write a copy of `template` with `cells`: row from 1 → column from 0 → value. Formulas are not written over.

    Returns where formulas were left standing. A number under the format "text" is written as text. `check` looks at the
    finished copy, with those places, before it takes its place.
    Raises ValueError for what is no such workbook, CannotWrite for the disk, and whatever `check` raises.
    """
    with writing(path) as temporary:
        try:
            with ZipFile(template) as old, ZipFile(temporary, "w") as new:
                styles = Styles(old.read(_STYLES).decode("utf-8") if _STYLES in old.namelist() else "")
                page, kept = _filled(old.read(sheet.part).decode("utf-8"), sheet.cleared, cells, styles)
                changed = {sheet.part: page, **({_STYLES: styles.text} if styles.text else {})}
                for info in old.infolist():
                    data = changed[info.filename].encode("utf-8") if info.filename in changed else old.read(info)
                    new.writestr(info, data, info.compress_type)
        except (BadZipFile, KeyError, UnicodeDecodeError) as error:
            raise ValueError(str(error)) from error
        check(temporary, kept)
    return kept


def clean(value: CellValue) -> CellValue:
    """The value as a cell can hold it: no control characters, lines that end with LF."""
    return legal(value.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else value


def column_index(reference: str) -> int:
    """`AB12` → 27."""
    index = 0
    for letter in reference:
        if not letter.isalpha():
            break
        index = index * 26 + ord(letter.upper()) - 64
    return index - 1


def column_letters(index: int) -> str:
    """27 → `AB`."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _filled(page: str, cleared: range, cells: Cells, styles: Styles) -> tuple[str, Places]:
    """The sheet's XML with the cells in it, and the places of formulas that were not written over."""
    found = re.search(r"<((?:\w+:)?)sheetData\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?sheetData>)", page, re.S)
    if found is None:
        raise ValueError("sheetData")
    prefix, body = found[1], found[2] or ""
    rows = _Rows(prefix, styles, _column_styles(page))
    rows.read(body)
    for number in cleared:
        rows.clear(number)
    first = min(cells, default=0)
    for number, values in cells.items():
        for column, value in values.items():
            rows.put(number, column, clean(value), rows.style_at(first, column))
    data = f"<{prefix}sheetData>{rows.text()}</{prefix}sheetData>"
    return _measured(page[: found.start()], rows) + data + page[found.end() :], frozenset(rows.kept)


def _column_styles(page: str) -> dict[int, str]:
    """The style of whole columns."""
    found: dict[int, str] = {}
    for attributes in re.findall(r"<(?:\w+:)?col\b([^>]*)>", page):
        at = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        if "style" in at:
            for number in range(int(at["min"]), min(int(at["max"]), int(at["min"]) + 500) + 1):
                found[number - 1] = at["style"]
    return found


def _measured(head: str, rows: _Rows) -> str:
    """The part above the cells, with the area that they now take."""
    widest = max((max(row, default=0) for row in rows.cells.values()), default=0)
    area = f"A1:{column_letters(widest)}{max(rows.cells, default=1)}"
    return re.sub(r'(<(?:\w+:)?dimension\b[^>]*\bref=")[^"]*"', rf'\g<1>{area}"', head)


class _Rows:
    """The rows of a sheet as XML: attributes by row, cells by row and column."""

    def __init__(self, prefix: str, styles: Styles, columns: Mapping[int, str]) -> None:
        self.prefix, self.styles, self.columns = prefix, styles, columns
        self.attributes: dict[int, str] = {}
        self.cells: dict[int, dict[int, str]] = {}
        self.kept: set[tuple[int, int]] = set()

    def read(self, body: str) -> None:
        row = re.compile(rf"<{self.prefix}row\b([^>]*?)(?:/>|>(.*?)</{self.prefix}row>)", re.S)
        cell = re.compile(rf"<{self.prefix}c\b([^>]*?)(?:/>|>.*?</{self.prefix}c>)", re.S)
        number = 0
        for found in row.finditer(body):
            stated = re.search(r'(?:^|\s)r="(\d+)"', found[1])
            number = int(stated[1]) if stated else number + 1
            self.attributes[number] = re.sub(r'\s(?:r|spans)="[^"]*"', "", found[1])
            line, column = self.cells.setdefault(number, {}), -1
            for one in cell.finditer(found[2] or ""):
                at = re.search(r'(?:^|\s)r="([A-Z]+)\d*"', one[1])
                column = column_index(at[1]) if at else column + 1
                line[column] = one[0]

    def clear(self, number: int) -> None:
        """Empty a row; formulas and styles stay."""
        for column, text in self.cells.get(number, {}).items():
            if not self._is_formula(text):
                self.cells[number][column] = self._xml(number, column, _style_of(text), "")

    def style_at(self, number: int, column: int) -> str:
        """The style of that place: its own, its row's, its column's."""
        if column in self.cells.get(number, {}):
            return _style_of(self.cells[number][column])
        own = re.search(r'\ss="(\d+)"', self.attributes.get(number, ""))
        return own[1] if own else self.columns.get(column, "")

    def put(self, number: int, column: int, value: CellValue, model: str) -> None:
        line = self.cells.setdefault(number, {})
        if self._is_formula(line.get(column, "")):
            self.kept.add((number, column))
            return
        style = self.style_at(number, column) or model
        if isinstance(value, str):
            style = self.styles.text_style(style) if len(value) <= 255 else style
        elif self.styles.is_text(style):
            value = f"{value:f}" if isinstance(value, Decimal) else str(value)
        line[column] = self._xml(number, column, style, value)

    def text(self) -> str:
        p = self.prefix
        return "".join(
            f'<{p}row r="{number}"{self.attributes.get(number, "")}>'
            + "".join(text for _column, text in sorted(self.cells[number].items()))
            + f"</{p}row>"
            for number in sorted(self.cells)
        )

    def _is_formula(self, text: str) -> bool:
        return re.search(rf"<{self.prefix}f\b", text) is not None

    def _xml(self, number: int, column: int, style: str, value: CellValue) -> str:
        p = self.prefix
        start = f'<{p}c r="{column_letters(column)}{number}"' + (f' s="{style}"' if style else "")
        if value == "" and isinstance(value, str):
            return start + "/>"
        if isinstance(value, str):
            text = escape(_ESCAPED.sub("_x005F_", value))
            return f'{start} t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
        return (
            f"{start}><{p}v>{value:f}</{p}v></{p}c>"
            if isinstance(value, Decimal)
            else f"{start}><{p}v>{value}</{p}v></{p}c>"
        )


def _style_of(cell: str) -> str:
    found = re.match(r'<[^>]*?\ss="(\d+)"', cell)
    return found[1] if found else ""
