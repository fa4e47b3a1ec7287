"""A fast look through the XML of an xlsx: how far its cells reach, and whether error cells hide in it.

The common case is a few searches in each piece of XML, about a third of what calamine itself needs; only what looks
unusual (an error, a formula without a value, a huge area, cells without their place) is parsed by `error_cells`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import (
    MAX_CELL_TEXT_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGES,
    MAX_ROWS,
    MAX_SHARED_STRINGS_BYTES,
    MAX_TOKEN_BYTES,
)
from sellerkit.sheets.readers.archive import members_of, unpacked
from sellerkit.sheets.readers.cell_bounds import ROW_STEP, SHORT_SHEET, beyond
from sellerkit.sheets.readers.error_cells import Inspection, inspect, string_lengths
from sellerkit.sheets.readers.scanning import (
    Scan,
    attributes_of,
    by_name,
    column_index,
    refuse_doubles,
    relations_of,
)

MISPLACED_CELL = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}\d{1,7}")')
DEEP_CELL = re.compile(rb'<c r="[A-Z]{1,3}(\d{6,7})"')
WIDE_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d')
WITHOUT_VALUE = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
PREFIXED_CELL = re.compile(rb"<\w+:c[\s/>]")
STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
MERGE = b"mergeCell"
ONE_LETTER = 26
# Below this no number of cells that we lay out comes near the limit of text, so they need not be counted.
LONG_TEXT = MAX_CELL_TEXT_BYTES // MAX_CELLS


def scan(path: Path) -> dict[str, Scan]:
    """Each sheet's bound and error cells, by the sheet's name. Raises InputRejected for what must not be laid out."""
    members = {member.filename.lstrip("/"): member for member in members_of(path)}
    names = _sheet_names(path, members)
    longest = _longest_string(path, members)
    looks = {
        part: _look(path, unpacked(path, member), count_texts=longest > LONG_TEXT)
        for part, member in members.items()
        if _is_sheet(part, names)
    }
    for part, look in looks.items():
        if look.area > MAX_CELLS and not look.odd and look.columns == ONE_LETTER:
            _narrow(look, _whole_cells(path, unpacked(path, members[part])))
    uses = sum(look.texts for look in looks.values())
    many_texts = longest * uses > MAX_CELL_TEXT_BYTES
    exact = {
        part: inspect(path, unpacked(path, members[part]), count_texts=many_texts)
        for part, look in looks.items()
        if many_texts or look.odd or look.area > MAX_CELLS
    }
    bound = sum(exact[part].area if part in exact else look.area for part, look in looks.items())
    # The bound of a sheet is 100,000 rows of 26 columns at least: with many sheets the smallest are measured exactly.
    for part in sorted(looks.keys() - exact.keys(), key=lambda part: members[part].file_size):
        if bound <= MAX_CELLS:
            break
        exact[part] = inspect(path, unpacked(path, members[part]))
        bound += exact[part].area - looks[part].area
    if sum(look.merges for look in looks.values()) > MAX_MERGES:
        raise refuse.too_many_merges(path, MAX_MERGES)
    if many_texts:
        _refuse_text_bomb(path, members, exact.values())
    scans = {
        part: Scan(exact[part].area, exact[part].error_cells) if part in exact else Scan(look.area)
        for part, look in looks.items()
    }
    return by_name(((names.get(part, part), found) for part, found in scans.items()))


@dataclass(slots=True)
class _Look:
    """What the fast pass saw of one sheet. `texts` are its cells of shared text, where they are counted; `odd` asks for the
    exact pass; `prefixes` tells that names of elements may begin with one.
    """

    rows: int = 0
    columns: int = ONE_LETTER
    texts: int = 0
    merges: int = 0
    odd: bool = False
    prefixes: bool = False

    @property
    def area(self) -> int:
        return self.rows * self.columns


def _look(path: Path, pieces: Iterable[bytes], *, count_texts: bool) -> _Look:
    look = _Look()
    for piece in _whole_cells(path, pieces):
        look.merges += piece.count(MERGE) if b"m" in piece else 0
        if look.odd:
            continue  # unpacked to its end all the same, so that its true size is known
        # One byte is searched ten times faster than two: it tells first whether the rest needs looking for.
        look.prefixes |= b"m" in piece and b"xmlns:" in piece
        if b"\x00" in piece[:200] or (look.prefixes and b":c" in piece and PREFIXED_CELL.search(piece)):
            look.odd = True
            continue
        look.texts += piece.count(b't="s"') if count_texts else 0
        look.odd |= (b"[" in piece and b"<![CDATA[" in piece) or (b"'" in piece and b"t='e'" in piece)
        look.odd |= b"e" in piece and b't="e"' in piece
        look.odd |= b"f" in piece and b"<f" in piece and WITHOUT_VALUE.search(piece) is not None
        _reach(look, piece)
    return look


def _narrow(look: _Look, pieces: Iterable[bytes]) -> None:
    """A very long sheet has fewer columns than letters, or it is too large: see that none stands beyond what is allowed."""
    allowed = MAX_CELLS // look.rows
    if 0 < allowed < ONE_LETTER:
        beyond = re.compile(rb'<c r="[%c-Z]\d' % (65 + allowed))
        if not any(beyond.search(piece) for piece in pieces):
            look.columns = allowed


def _reach(look: _Look, piece: bytes) -> None:
    """Raise the bounds of rows and columns by this piece's cells; one search while all lie within them."""
    if b"<c" not in piece:
        return
    if not look.rows:
        look.rows = SHORT_SHEET
    if beyond(look.rows, look.columns).search(piece) is None:
        return
    for letters in set(WIDE_CELL.findall(piece)):
        look.columns = max(look.columns, column_index(letters.decode()) + 1)
    deepest = max(map(int, DEEP_CELL.findall(piece)), default=0)
    look.rows = max(look.rows, min(-(-deepest // ROW_STEP) * ROW_STEP, max(deepest, MAX_ROWS)))
    look.odd |= look.rows > MAX_ROWS or look.columns > MAX_COLUMNS or MISPLACED_CELL.search(piece) is not None


def _whole_cells(path: Path, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces cut after a cell's end, so that no search meets half a cell."""
    rest = b""
    for piece in pieces:
        seen = max(0, len(rest) - 3)
        rest += piece
        end = rest.rfind(b"</c>", seen) + 4
        if end < 4 and len(rest) < MAX_TOKEN_BYTES:
            continue
        if len(rest) - rest.rfind(b"<") > MAX_TOKEN_BYTES:
            raise refuse.expands_too_much(path, MAX_TOKEN_BYTES)
        end = end if end >= 4 else len(rest)
        yield rest[:end]
        rest = rest[end:]
    yield rest


def _longest_string(path: Path, members: dict[str, zipfile.ZipInfo]) -> int:
    """An upper bound, in bytes of XML, of the longest shared text."""
    longest = count = 0
    for part, member in members.items():
        if "sharedstrings" not in part.lower():
            continue
        if member.file_size > MAX_SHARED_STRINGS_BYTES:
            raise refuse.expands_too_much(path, MAX_SHARED_STRINGS_BYTES)
        start = offset = 0
        for piece in unpacked(path, member):
            for match in STRING.finditer(piece):
                count += 1
                longest, start = max(longest, offset + match.start() - start), offset + match.start()
            offset += len(piece)
        longest = max(longest, offset - start)
    if longest > MAX_TOKEN_BYTES or count > MAX_CELLS:
        raise refuse.expands_too_much(path, MAX_TOKEN_BYTES if longest > MAX_TOKEN_BYTES else MAX_SHARED_STRINGS_BYTES)
    return longest


def _refuse_text_bomb(path: Path, members: dict[str, zipfile.ZipInfo], exact: Iterable[Inspection]) -> None:
    parts = [member for part, member in members.items() if "sharedstrings" in part.lower()]
    lengths = [length for member in parts for length in string_lengths(path, unpacked(path, member))]
    total = sum(
        (lengths[index] if index < len(lengths) else 0) * count
        for sheet in exact
        for index, count in sheet.text_uses.items()
    )
    if total > MAX_CELL_TEXT_BYTES:
        raise refuse.expands_too_much(path, MAX_CELL_TEXT_BYTES)


def _is_sheet(part: str, names: dict[str, str]) -> bool:
    return part in names or (part.lower().startswith("xl/worksheets/") and not part.lower().endswith(".rels"))


def _sheet_names(path: Path, members: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    """The part of each sheet → its name, from the workbook and its relations; {} when they can't be understood."""
    lower = {part.lower(): part for part in members}
    targets = relations_of(path, members, "xl/_rels/workbook.xml.rels")
    book = lower.get("xl/workbook.xml")
    names, parts = {}, []
    for about in attributes_of(path, members[book], "sheet") if book else ():
        identity = next((value for key, value in about.items() if key.endswith(":id")), "")
        part = targets.get(identity, "")
        parts.append(part if part in members else lower.get(part.lower(), part))
        names[parts[-1]] = about.get("name", "")
    refuse_doubles(path, (part for part in parts if part in members))
    return {part: name for part, name in names.items() if part in members}
