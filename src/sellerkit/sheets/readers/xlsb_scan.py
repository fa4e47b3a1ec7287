"""A look through the records of an xlsb ([MS-XLSB]): how far its cells reach, and its error cells."""

from __future__ import annotations

import struct
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_CELL_TEXT_BYTES, MAX_CELLS, MAX_SHARED_STRINGS_BYTES, MAX_TOKEN_BYTES
from sellerkit.sheets.readers.archive import members_of, unpacked, whole
from sellerkit.sheets.readers.scanning import ERRORS, Bounds, Scan, by_name, refuse_doubles, relations_of

ROW, BLANK, ERROR, SHARED, LAST_CELL, FORMULA_ERROR, TEXT, DIMENSIONS, SHEET = 0, 1, 3, 7, 11, 11, 19, 148, 156
SMALL = 20_000_000
Record = tuple[int, bytes]


def scan(path: Path) -> dict[str, Scan]:
    """Each sheet's bound and error cells, by the sheet's name. Raises InputRejected."""
    members = {member.filename.lstrip("/"): member for member in members_of(path)}
    try:
        names = _sheet_names(path, members)
        uses: Counter[int] = Counter()
        scans = [
            (names.get(part, part), _sheet(path, unpacked(path, member), uses))
            for part, member in members.items()
            if part in names or (part.lower().startswith("xl/worksheets/") and part.lower().endswith(".bin"))
        ]
        _refuse_text_bomb(path, members, uses)
    except (struct.error, IndexError):
        raise refuse.damaged(path) from None
    return by_name(scans)


def _records(path: Path, pieces: Iterable[bytes]) -> Iterator[Record]:
    """The records of one part: kind and size are numbers of seven bits a byte."""
    rest, at = b"", 0
    for piece in pieces:
        rest, at = rest[at:] + piece, 0
        while header := _header(rest, at):
            kind, size, start = header
            if size > MAX_TOKEN_BYTES:
                raise refuse.damaged(path)
            if start + size > len(rest):
                break
            yield kind, rest[start : start + size]
            at = start + size


def _header(data: bytes, at: int) -> tuple[int, int, int] | None:
    """(kind, size, where the data starts), or None when more bytes are needed."""
    if at + 6 > len(data) and (at + 1 >= len(data) or data[at] >= 128):
        return None
    kind = data[at]
    at += 1
    if kind >= 128:
        kind, at = (kind & 127) | (data[at] << 7), at + 1
    size = shift = 0
    for _byte in range(4):
        if at >= len(data):
            return None
        byte = data[at]
        size, at, shift = size | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            break
    return kind & 0x3FFF, size, at


def _sheet(path: Path, pieces: Iterable[bytes], uses: Counter[int]) -> Scan:
    bounds, row = Bounds(), 0
    errors: dict[tuple[int, int], str] = {}
    for kind, data in _records(path, pieces):
        if kind == ROW and len(data) >= 4:
            row = struct.unpack_from("<I", data)[0]
        elif BLANK < kind <= LAST_CELL and len(data) >= 4:
            column = struct.unpack_from("<I", data)[0]
            bounds.add(row, column)
            if kind == SHARED and len(data) >= 12:
                uses[struct.unpack_from("<I", data, 8)[0]] += 1
            if kind in (ERROR, FORMULA_ERROR) and len(data) > 8:
                errors[row + 1, column] = ERRORS.get(data[8], "#VALUE!")
        elif kind == DIMENSIONS and len(data) >= 16:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            # calamine makes room for what the sheet says of itself, true or not.
            if (bottom - top + 1) * (right - left + 1) > 4 * MAX_CELLS:
                raise refuse.too_many_cells(path, "-", MAX_CELLS)
    return Scan(bounds.area, errors)


def _sheet_names(path: Path, members: dict[str, zipfile.ZipInfo]) -> dict[str, str]:
    relations = relations_of(path, members, "xl/_rels/workbook.bin.rels")
    book = members.get("xl/workbook.bin")
    names, parts = {}, []
    for kind, data in _records(path, [whole(path, book, SMALL)] if book else []):
        if kind == SHEET:
            identity, at = _text(data, 8)
            parts.append(relations.get(identity, ""))
            names[parts[-1]] = _text(data, at)[0]
    refuse_doubles(path, (part for part in parts if part in members))
    return {part: name for part, name in names.items() if part in members}


def _text(data: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", data, at)[0]
    if length > len(data):
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _refuse_text_bomb(path: Path, members: dict[str, zipfile.ZipInfo], uses: Counter[int]) -> None:
    part = members.get("xl/sharedStrings.bin")
    if part is None:
        return
    if part.file_size > MAX_SHARED_STRINGS_BYTES:
        raise refuse.expands_too_much(path, MAX_SHARED_STRINGS_BYTES)
    lengths = [len(data) for kind, data in _records(path, unpacked(path, part)) if kind == TEXT]
    if len(lengths) > MAX_CELLS:
        raise refuse.expands_too_much(path, MAX_SHARED_STRINGS_BYTES)
    if (
        sum((lengths[index] if index < len(lengths) else 0) * count for index, count in uses.items())
        > MAX_CELL_TEXT_BYTES
    ):
        raise refuse.expands_too_much(path, MAX_CELL_TEXT_BYTES)
