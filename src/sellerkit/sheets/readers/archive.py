"""The zip around xlsx, xlsb and ods: sizes checked against the limits, members unpacked in pieces and never trusted.

A zip's directory states how big each member becomes, and a hostile one lies: so unpacking stops at the stated size.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import FREE_EXPANDED_BYTES, MAX_EXPANDED_BYTES, MAX_EXPANSION, MAX_MEMBERS

PIECE = 1 << 18
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError)


def members_of(path: Path) -> list[zipfile.ZipInfo]:
    """Every member of the archive. Raises InputRejected when it is damaged, locked or states more than we unpack."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except BROKEN:
        raise refuse.damaged(path) from None
    if len(members) > MAX_MEMBERS:
        raise refuse.too_many_members(path, MAX_MEMBERS)
    limit = min(MAX_EXPANDED_BYTES, max(FREE_EXPANDED_BYTES, MAX_EXPANSION * path.stat().st_size))
    if sum(member.file_size for member in members) > limit:
        raise refuse.expands_too_much(path, limit)
    if any(member.flag_bits & 1 for member in members):
        raise refuse.password(path)
    # Which of two members of one name is meant, and what `..` leads to, each program decides for itself: what we looked
    # at and what calamine then lays out could be different parts.
    names = [member.filename.casefold().lstrip("/") for member in members]
    if len(set(names)) < len(names) or any(".." in name.split("/") for name in names):
        raise refuse.damaged(path)
    return members


def unpacked(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's content in pieces. Raises InputRejected when it is damaged or bigger than its directory states."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse.damaged(path)
    total = 0
    try:
        for piece in _pieces(path, member):
            total += len(piece)
            if total > member.file_size:
                raise refuse.expands_too_much(path, max(member.file_size, 1_000_000))
            yield piece
    except BROKEN:
        raise refuse.damaged(path) from None


def whole(path: Path, member: zipfile.ZipInfo, limit: int) -> bytes:
    """A small member's content. Raises InputRejected when it is bigger than `limit` bytes."""
    if member.file_size > limit:
        raise refuse.expands_too_much(path, limit)
    return b"".join(unpacked(path, member))


def _pieces(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    with path.open("rb") as file:
        file.seek(member.header_offset)
        header = file.read(30)
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise zipfile.BadZipFile(member.filename)
        file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        left = member.compress_size
        while left > 0:
            packed = file.read(min(left, PIECE))
            if not packed:
                raise EOFError(member.filename)
            left -= len(packed)
            if inflate is None:
                yield packed
                continue
            while packed and not inflate.eof:
                yield inflate.decompress(packed, PIECE * 4)
                packed = inflate.unconsumed_tail
