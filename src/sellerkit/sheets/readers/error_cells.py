"""The exact look at one xlsx sheet: error cells, formulas saved without their value, and where the cells really are.

The sheet's XML is parsed as a stream. openpyxl would give the same error cells, ten times slower, and not for strict
OOXML or a broken style sheet; formulas without a value would take it a second pass.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_COLUMNS, MAX_ERROR_CELLS, MAX_ROWS, MAX_TOKEN_BYTES
from sellerkit.sheets.readers.scanning import Bounds, column_index
from sellerkit.sheets.readers.xml_walk import walk_xml

PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class Inspection:
    """`text_uses` counts how often each shared text is used; it stays empty unless asked for."""

    bounds: Bounds = field(default_factory=Bounds)
    error_cells: dict[tuple[int, int], str] = field(default_factory=dict)
    text_uses: Counter[int] = field(default_factory=Counter)

    @property
    def area(self) -> int:
        return self.bounds.area


def inspect(path: Path, pieces: Iterable[bytes], *, count_texts: bool = False) -> Inspection:
    """Walk every cell of one sheet's XML. Raises InputRejected when it is not well-formed or nothing but errors."""
    walk = _Cells(path, count_texts)
    walk_xml(path, pieces, walk.start, walk.end, walk.data)
    if len(walk.found.error_cells) > MAX_ERROR_CELLS:
        raise refuse.too_many_errors(path, MAX_ERROR_CELLS)
    return walk.found


def string_lengths(path: Path, pieces: Iterable[bytes]) -> list[int]:
    """How many characters each shared text has, in their order."""
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def data(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    walk_xml(path, pieces, start, lambda _name: None, data)
    return lengths


class _Cells:
    """Follows <row>, <c>, <f>, <v> and <is> of one sheet."""

    def __init__(self, path: Path, count_texts: bool) -> None:
        self.path = path
        self.found = Inspection()
        self.count_texts = count_texts
        self.row = self.column = -1
        self.kind = self.value = ""
        self.letters = 0
        self.inside = self.formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.letters = 0
            self._place(attributes.get("r", ""))
            self.kind, self.value, self.formula = attributes.get("t", ""), "", False
        elif name == "row":
            self.row, self.column = self._row(attributes.get("r", "")), -1
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            self.inside = True

    def _place(self, stated: str) -> None:
        """Go to the cell's stated place, else to the next one. A place that no sheet has would hang calamine."""
        place = PLACE.match(stated)
        if stated and not place:
            raise refuse.damaged(self.path)
        self.column = column_index(place[1]) if place else self.column + 1
        self.row = int(place[2]) - 1 if place else max(self.row, 0)
        if not (0 <= self.row < MAX_ROWS and self.column < MAX_COLUMNS):
            raise refuse.damaged(self.path)

    def _row(self, stated: str) -> int:
        if not stated:
            return self.row + 1
        if not stated.isdecimal() or len(stated) > 7 or not 0 < int(stated) <= MAX_ROWS:
            raise refuse.damaged(self.path)
        return int(stated) - 1

    def data(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > MAX_TOKEN_BYTES:
            raise refuse.expands_too_much(self.path, MAX_TOKEN_BYTES)
        if self.inside and len(self.value) < 100:
            self.value += text

    def end(self, name: str) -> None:
        if name in ("v", "is"):
            self.inside = False
        elif name == "c":
            self._cell()

    def _cell(self) -> None:
        if self.value:
            self.found.bounds.add(self.row, self.column)
        where = (self.row + 1, self.column)
        if self.kind == "e" and len(self.found.error_cells) <= MAX_ERROR_CELLS:
            self.found.error_cells[where] = self.value or "#VALUE!"
        elif self.formula and not self.value and self.kind != "str" and len(self.found.error_cells) <= MAX_ERROR_CELLS:
            self.found.error_cells[where] = "="
        if self.count_texts and self.kind == "s" and self.value.strip().isdecimal():
            self.found.text_uses[int(self.value)] += 1
