"""A look through the XML of an ods: repeated cells and rows are counted before they are laid out, errors are found."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_CELL_TEXT_BYTES, MAX_COLUMNS, MAX_ROWS
from sellerkit.sheets.readers.archive import members_of, unpacked
from sellerkit.sheets.readers.scanning import Bounds, Scan, by_name
from sellerkit.sheets.readers.xml_walk import walk_xml

SHOWN = ("#", "Err:")
LONGEST_SHOWN = 1000


def scan(path: Path) -> dict[str, Scan]:
    """Each sheet's bound and error cells, by the sheet's name. Raises InputRejected."""
    members = {member.filename: member for member in members_of(path)}
    content = members.get("content.xml")
    if content is None:
        raise refuse.damaged(path)
    _refuse_encrypted(path, members)
    walk = _Tables(path)
    walk_xml(path, unpacked(path, content), walk.start, walk.end, walk.data)
    return by_name(walk.found)


def _refuse_encrypted(path: Path, members: dict[str, zipfile.ZipInfo]) -> None:
    manifest = members.get("META-INF/manifest.xml")
    if manifest and any(b"encryption-data" in piece for piece in unpacked(path, manifest)):
        raise refuse.password(path)


class _Tables:
    """Follows <table:table>, its rows and cells; a filled cell or row may stand for many."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[tuple[str, Scan]] = []
        self.name = ""
        self.bounds = Bounds()
        self.errors: dict[tuple[int, int], str] = {}
        self.row = self.column = self.row_repeat = self.repeat = 0
        self.filled = self.inside = self.error = False
        self.text = ""
        self.letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.name, self.bounds, self.errors, self.row = attributes.get("table:name", ""), Bounds(), {}, 0
        elif name == "table-row":
            self.column, self.row_repeat = 0, self._times(attributes, "table:number-rows-repeated", MAX_ROWS)
        elif name in ("table-cell", "covered-table-cell"):
            self.repeat = self._times(attributes, "table:number-columns-repeated", MAX_COLUMNS)
            self.filled = "office:value-type" in attributes or "table:formula" in attributes
            self.error = attributes.get("calcext:value-type") == "error"
            self.inside, self.text = True, ""

    def data(self, text: str) -> None:
        if self.inside:
            if len(self.text) < LONGEST_SHOWN:
                self.text += text[:LONGEST_SHOWN]
            self.letters += len(text) * self.repeat * self.row_repeat
            if self.letters > MAX_CELL_TEXT_BYTES:
                raise refuse.expands_too_much(self.path, MAX_CELL_TEXT_BYTES)

    def end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell"):
            if self.filled or self.text:
                self.bounds.add(self.row, self.column)
                self.bounds.add(self.row + self.row_repeat - 1, self.column + self.repeat - 1)
            if self.error or (self.filled and self.text.startswith(SHOWN) and self.text.endswith(("!", "?", "/A"))):
                self.errors[self.row + 1, self.column] = self.text or "#VALUE!"
            self.column += self.repeat
            self.inside = False
        elif name == "table-row":
            self.row += self.row_repeat
        elif name == "table":
            self.found.append((self.name, Scan(self.bounds.area, self.errors)))

    def _times(self, attributes: dict[str, str], name: str, limit: int) -> int:
        """How often it stands there. calamine makes room even for empty rows, so no more than a sheet can have."""
        stated = attributes.get(name, "1")
        if not stated.isascii() or not stated.isdecimal() or len(stated) > 9 or int(stated) > limit:
            raise refuse.damaged(self.path)
        return max(1, int(stated))
