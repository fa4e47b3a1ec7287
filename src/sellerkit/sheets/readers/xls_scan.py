"""A look through the records of an xls (BIFF5 and BIFF8, [MS-XLS]): how far its cells reach, and its error cells."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_CELL_TEXT_BYTES, MAX_MERGES
from sellerkit.sheets.readers.ole import NotOle, stream_of
from sellerkit.sheets.readers.scanning import ERRORS, Bounds, Scan, by_name

BOUNDSHEET, FILEPASS, END_OF_PART, DIMENSIONS, SST, CONTINUE = 0x85, 0x2F, 0x0A, 0x200, 0xFC, 0x3C
FORMULA, MULRK, LABELSST, BOOLERR, MERGES = 0x06, 0xBD, 0xFD, 0x205, 0xE5
# NUMBER, LABEL, RK, RSTRING and their like: a row and a column stand first in all of them.
CELLS = frozenset({FORMULA, MULRK, LABELSST, BOOLERR, 0x203, 0x204, 0x27E, 0xD6})
LARGEST_SHEET = 65_536 * 256
Record = tuple[int, bytes]


def scan(path: Path) -> dict[str, Scan]:
    """Each sheet's bound and error cells, by the sheet's name. Raises InputRejected: damaged, password, text bomb."""
    try:
        stream = stream_of(path.read_bytes(), ("Workbook", "Book", "WORKBOOK", "BOOK"))
        sheets, texts = _globals(path, stream)
        found = _sheets(path, stream, sheets)
        _refuse_text_bomb(path, stream, [position for _name, position in sheets], texts)
    except (NotOle, struct.error, IndexError, MemoryError):
        raise refuse.damaged(path) from None
    return by_name(found)


def _sheets(path: Path, stream: bytes, sheets: list[tuple[str, int]]) -> list[tuple[str, Scan]]:
    """Each sheet once: sheets that lie within each other would be laid out as often as they are named."""
    found, reached = [], 0
    for name, position in sorted(sheets, key=lambda sheet: sheet[1]):
        if position < reached:
            raise refuse.damaged(path)
        scan, reached = _sheet(path, stream, position)
        found.append((name, scan))
    return found


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records of one part, until its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == END_OF_PART:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(path: Path, stream: bytes) -> tuple[list[tuple[str, int]], list[bytes]]:
    """The sheets as (name, where their records start), and the pieces of the table of shared texts."""
    sheets: list[tuple[str, int]] = []
    texts: list[bytes] = []
    before = 0
    for kind, data in _records(stream, 0):
        if kind == FILEPASS:
            raise refuse.password(path)
        if kind == BOUNDSHEET:
            sheets.append((_sheet_name(data) or f"#{len(sheets)}", struct.unpack_from("<I", data)[0]))
        if kind == SST or (kind == CONTINUE and before == SST):
            texts.append(data)
        before = kind if kind != CONTINUE else before
    return sheets, texts


def _sheet_name(data: bytes) -> str:
    if data[7:8] not in (b"\x00", b"\x01"):
        return data[7 : 7 + data[6]].decode("cp1252", "replace")
    length = data[6]
    return (
        data[8 : 8 + 2 * length].decode("utf-16-le", "replace") if data[7] else data[8 : 8 + length].decode("latin-1")
    )


def _sheet(path: Path, stream: bytes, position: int) -> tuple[Scan, int]:
    """What the sheet holds, and where its records end."""
    bounds = Bounds()
    errors: dict[tuple[int, int], str] = {}
    end, merges = position, 0
    for kind, data in _records(stream, position):
        end += 4 + len(data)
        if kind in CELLS and len(data) >= 4:
            row, column = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == MULRK else column
            bounds.add(row, column)
            bounds.add(row, max(column, last))
            if bounds.right > 255:
                raise refuse.damaged(path)
            if kind in (BOOLERR, FORMULA) and (shown := _error(kind, data)):
                errors[row + 1, column] = shown
        elif kind == DIMENSIONS:
            _refuse_dimensions(path, data)
        elif kind == MERGES:
            merges += len(data) // 8
    if merges > MAX_MERGES:
        raise refuse.too_many_merges(path, MAX_MERGES)
    return Scan(bounds.area, errors), end


def _error(kind: int, data: bytes) -> str:
    """`#REF!` and its like, "" for any other cell."""
    if kind == BOOLERR:
        return ERRORS.get(data[6], "#VALUE!") if len(data) >= 8 and data[7] == 1 else ""
    if len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
        return ERRORS.get(data[8], "#VALUE!")
    return ""


def _refuse_dimensions(path: Path, data: bytes) -> None:
    """calamine makes room for what the sheet says of itself, true or not."""
    if len(data) >= 14:
        top, bottom, left, right = struct.unpack_from("<IIHH", data)
    elif len(data) >= 8:
        top, bottom, left, right = struct.unpack_from("<HHHH", data)
    else:
        return
    if bottom < top or right < left or (bottom - top) * (right - left) > LARGEST_SHEET:
        raise refuse.damaged(path)


def _refuse_text_bomb(path: Path, stream: bytes, positions: list[int], texts: list[bytes]) -> None:
    """A text of 32,767 letters that a million cells share costs gigabytes; counted only where it could."""
    uses = Counter(
        struct.unpack_from("<I", data, 6)[0]
        for position in positions
        for kind, data in _records(stream, position)
        if kind == LABELSST and len(data) >= 10
    )
    if uses.total() * min(65_534, sum(map(len, texts))) <= MAX_CELL_TEXT_BYTES:
        return
    lengths = _text_lengths(texts)
    if (
        sum((lengths[index] if index < len(lengths) else 0) * count for index, count in uses.items())
        > MAX_CELL_TEXT_BYTES
    ):
        raise refuse.expands_too_much(path, MAX_CELL_TEXT_BYTES)


def _text_lengths(texts: list[bytes]) -> list[int]:
    """The characters of each shared text. A text may run over into the next piece, which repeats its flag byte."""
    lengths: list[int] = []
    piece, at = 0, 8
    while piece < len(texts):
        if at + 3 > len(texts[piece]):
            piece, at = piece + 1, max(0, at - len(texts[piece]))
            continue
        count, flags = struct.unpack_from("<HB", texts[piece], at)
        at += 3
        runs = struct.unpack_from("<H", texts[piece], at)[0] if flags & 8 else 0
        at += 2 if flags & 8 else 0
        more = struct.unpack_from("<I", texts[piece], at)[0] if flags & 4 else 0
        at += 4 if flags & 4 else 0
        lengths.append(count)
        left, size = count, 1 + (flags & 1)
        while left and piece < len(texts) and at + left * size > len(texts[piece]):
            left -= max(0, len(texts[piece]) - at) // size
            piece, at = piece + 1, 1
            size = 1 + (texts[piece][0] & 1) if piece < len(texts) and texts[piece] else 1
        at += left * size + 4 * runs + more
    return lengths
