"""What a look inside a workbook finds before it is laid out in memory."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_MEMBERS
from sellerkit.sheets.readers.archive import unpacked
from sellerkit.sheets.readers.xml_walk import walk_xml

# Error codes of BIFF and BIFF12 cells ([MS-XLS] 2.5.10).
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """One sheet: an upper bound of its rectangle in cells, and its error cells by (row number, column index)."""

    area: int = 0
    error_cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(slots=True)
class Bounds:
    """The rectangle around the filled cells seen so far (indexes from 0); the empty columns at its left count too."""

    top: int = 1 << 40
    bottom: int = -1
    right: int = -1

    def add(self, row: int, column: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.right = max(self.right, column)

    @property
    def area(self) -> int:
        return (self.bottom - self.top + 1) * (self.right + 1) if self.bottom >= 0 else 0


def by_name(found: Iterable[tuple[str, Scan]]) -> dict[str, Scan]:
    """The sheets' scans by name. Sheets of one name share an entry, which then stands for all of their cells."""
    scans: dict[str, Scan] = {}
    for name, scan in found:
        before = scans.get(name, Scan())
        scans[name] = Scan(before.area + scan.area, {**before.error_cells, **scan.error_cells})
    return scans


def refuse_doubles(path: Path, parts: Iterable[object]) -> None:
    """Many sheets that are one and the same part would be laid out as often. Raises InputRejected: damaged-file."""
    listed = list(parts)
    if len(set(listed)) < len(listed):
        raise refuse.damaged(path)


def column_index(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def attributes_of(path: Path, member: zipfile.ZipInfo, element: str) -> list[dict[str, str]]:
    """The attributes of every element of that name in a small part. Raises InputRejected when it is broken."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == element:
            if len(found) >= MAX_MEMBERS:
                raise refuse.too_many_members(path, MAX_MEMBERS)
            found.append(attributes)

    walk_xml(path, unpacked(path, member), start, lambda _name: None, lambda _text: None)
    return found


def relations_of(path: Path, members: Mapping[str, zipfile.ZipInfo], part: str) -> dict[str, str]:
    """Relation id → the part it points to, from a workbook's `.rels`."""
    member = next((members[name] for name in members if name.lower() == part.lower()), None)
    if member is None:
        return {}
    return {
        about.get("Id", ""): posixpath.normpath(posixpath.join("xl", about.get("Target", ""))).lstrip("/")
        for about in attributes_of(path, member, "Relationship")
    }
