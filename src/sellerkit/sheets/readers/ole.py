"""The container of xls files (compound file, [MS-CFB]): just enough to take one stream out of it."""

from __future__ import annotations

import struct

END_OF_CHAIN = 0xFFFFFFFA
MINI_LIMIT = 4096
# Where the header states how many sectors the directory, the FAT, the mini FAT and the DIFAT have.
TABLE_SIZES = (40, 44, 64, 72)


class NotOle(ValueError):
    """The container is damaged: a chain that runs in a circle or beyond the file."""


def stream_of(content: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream with one of these names. Raises NotOle when it can't be followed to its end."""
    if len(content) < 512:
        raise NotOle
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise NotOle
    # calamine makes room for as many sectors of each table as the header states.
    if max(struct.unpack_from("<I", content, at)[0] for at in TABLE_SIZES) > len(content) >> shift:
        raise NotOle
    fat = _table(content, shift, _fat_sectors(content, shift))
    directory = _chained(content, fat, struct.unpack_from("<I", content, 48)[0], shift)
    entries = _entries(directory)
    start, size = next(((first, length) for name, _kind, first, length in entries if name in names), (0, -1))
    if size < 0:
        raise NotOle
    root = next((first for _name, kind, first, _length in entries if kind == 5), END_OF_CHAIN)
    # Followed even where they are not needed: calamine does, and a chain in a circle would never let it go.
    small = _chained(content, fat, struct.unpack_from("<I", content, 60)[0], shift)
    smalls = _chained(content, fat, root, shift)
    if size >= MINI_LIMIT:
        return _chained(content, fat, start, shift)[:size]
    mini_fat = struct.unpack(f"<{len(small) // 4}I", small)
    return _chained(smalls, mini_fat, start, mini_shift, offset=0)[:size]


def _fat_sectors(content: bytes, shift: int) -> list[int]:
    sectors = list(struct.unpack_from("<109I", content, 76))
    following, seen = struct.unpack_from("<I", content, 68)[0], 0
    while following < END_OF_CHAIN:
        seen += 1
        if seen > len(content) >> shift:
            raise NotOle
        block = _table(content, shift, [following])
        if not block:
            raise NotOle
        sectors += block[:-1]
        following = block[-1]
    used = [sector for sector in sectors if sector < END_OF_CHAIN]
    if len(used) > len(content) >> shift:
        raise NotOle
    return used


def _table(content: bytes, shift: int, sectors: list[int]) -> tuple[int, ...]:
    data = b"".join(content[(sector + 1) << shift : (sector + 2) << shift] for sector in sectors)
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _chained(content: bytes, fat: tuple[int, ...], first: int, shift: int, offset: int = 1) -> bytes:
    pieces: list[bytes] = []
    sector = first
    while sector < END_OF_CHAIN:
        if len(pieces) > len(content) >> shift or sector >= len(fat):
            raise NotOle
        pieces.append(content[(sector + offset) << shift : (sector + offset + 1) << shift])
        sector = fat[sector]
    return b"".join(pieces)


def _entries(directory: bytes) -> list[tuple[str, int, int, int]]:
    """(name, kind, first sector, size) of each entry; kind 5 is the root."""
    found = []
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        found.append((name, kind, *struct.unpack_from("<II", directory, at + 116)))
    return found
