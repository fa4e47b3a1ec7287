"""Files that nobody can read: each maker writes one file and gives its path."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

GIGABYTES = 10 * 1024**3


def empty(folder: Path) -> Path:
    return _written(folder / "empty.csv", b"")


def missing(folder: Path) -> Path:
    return folder / "missing.xlsx"


def a_folder(folder: Path) -> Path:
    path = folder / "a_folder"
    path.mkdir()
    return path


def picture(folder: Path) -> Path:
    return _written(folder / "picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)


def truncated(folder: Path) -> Path:
    import openpyxl

    book, whole = openpyxl.Workbook(), io.BytesIO()
    for row in range(200):
        book.active.append([f"A-{row}", "枣", row])
    book.save(whole)
    data = whole.getvalue()
    return _written(folder / "truncated.xlsx", data[: len(data) * 2 // 3])


def locked_workbook(folder: Path) -> Path:
    """An xlsx with a password: an OLE file whose directory names EncryptedPackage."""
    return _written(folder / "locked.xlsx", ole("EncryptionInfo", "EncryptedPackage"))


def locked_xls(folder: Path) -> Path:
    """An xls with a password: its Workbook stream begins with BOF and FILEPASS."""
    bof = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 1997, 0, 0)
    stream = bof + struct.pack("<HH", 0x2F, 6) + b"\x00" * 6 + struct.pack("<HH", 0x0A, 0)
    return _written(folder / "locked.xls", ole("Workbook", content=stream.ljust(4096, b"\x00")))


def without_header(folder: Path) -> Path:
    return _written(folder / "no_header.csv", b"1,2,3\n4,5,6\n")


def wrong_encoding(folder: Path) -> Path:
    return _written(folder / "cyrillic.csv", "Артикул,Название,Количество\nA-1,Финики сушёные,5\n".encode("cp1251"))


def bomb(folder: Path) -> Path:
    """A workbook of about 10 MB whose one sheet unpacks to 10 GB of blanks."""
    return _written(folder / "bomb.xlsx", _zip_of("xl/worksheets/sheet1.xml", _packed_blanks(), GIGABYTES))


def lying_bomb(folder: Path) -> Path:
    """The same, but its directory states a harmless size."""
    return _written(folder / "lying.xlsx", _zip_of("xl/worksheets/sheet1.xml", _packed_blanks(), 1000))


def _packed_blanks() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    blank = b" " * (1 << 20)
    start = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * (GIGABYTES // len(blank) - 1) + packer.flush(zlib.Z_FINISH)


def ole(*names: str, content: bytes = b"\x00" * 4096) -> bytes:
    """A compound file (OLE2, [MS-CFB]) of 512-byte sectors with these streams; the first holds `content`."""
    sectors = len(content) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for number, name in enumerate(names, 1):
        following = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 2, len(content), 0xFFFFFFFF, following))
    directory = b"".join(entries).ljust(512, b"\x00")
    return header + struct.pack("<128I", *fat) + directory[:512] + content


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    return (
        text.ljust(64, b"\x00") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", 0xFFFFFFFF, right, child)
        + b"\x00" * 36 + struct.pack("<IQ", start, size)
    )  # fmt: skip


def _zip_of(name: str, packed: bytes, size: int) -> bytes:
    """A zip (APPNOTE.TXT 4.3) with one deflated member, sizes over 4 GB in its zip64 field."""
    wide = struct.pack("<HHQQ", 1, 16, size, len(packed)) if size > 0xFFFFFFFF else b""
    sizes = (0xFFFFFFFF, 0xFFFFFFFF) if wide else (len(packed), size)
    common = struct.pack("<HHHHHIIIHH", 45, 0, 8, 0, 33, 0, *sizes, len(name), len(wide))
    local = b"PK\x03\x04" + common + name.encode() + wide + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 45) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode() + wide
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
