"""What a file really is, by its first bytes: sellers' files lie about it in their names."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.readers.archive import BROKEN

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BINARY = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"RIFF": "RIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"\x7fELF": "ELF",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}
PAGE_STARTS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<div", b"<body", b"<style")


def kind_of(path: Path) -> str:
    """The name of a reader: xlsx, xlsb, ods, xls or text. Raises InputRejected for what no reader can read."""
    with path.open("rb") as file:
        start = file.read(65536)
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    if start.startswith(OLE):
        return _kind_of_ole(path)
    # A workbook of Excel 2.0–4.0 is a bare stream of records; calamine reads none of them.
    if start[:2] == b"\x09\x00" or start[:4] in (b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00"):
        raise refuse.too_old(path)
    for magic, what in BINARY.items():
        if start.startswith(magic) and (len(magic) > 2 or b"\x00" in start[:64]):
            raise refuse.not_a_spreadsheet(path, what)
    _refuse_pages(path, start)
    return "text"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names and _small(archive) else b""
    except BROKEN:
        raise refuse.damaged(path) from None
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    lower = {name.lower().lstrip("/") for name in names}
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if any(name.startswith("xl/") for name in lower):
        return "xlsx"
    raise refuse.archive(path) if "[content_types].xml" not in lower else refuse.not_a_spreadsheet(path, "Office")


def _small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("mimetype").file_size < 1000


def _kind_of_ole(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(4_000_000)
    if ENCRYPTED in content:
        raise refuse.password(path)
    if "WordDocument".encode("utf-16-le") in content[:1_000_000] and "Workbook".encode("utf-16-le") not in content:
        raise refuse.not_a_spreadsheet(path, "Word")
    return "xls"


def _refuse_pages(path: Path, start: bytes) -> None:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(b"<?xml") or text.startswith(b"<!--"):
        if b"schemas-microsoft-com:office:spreadsheet" in text:
            raise refuse.xml_spreadsheet(path)
        if b"<html" in text or b"<table" in text:
            raise refuse.web_page(path)
        raise refuse.not_a_spreadsheet(path, "XML")
    if text.startswith(b"{") and b'":' in text:
        raise refuse.not_a_spreadsheet(path, "JSON")
    if text.startswith(PAGE_STARTS) or (text.startswith(b"mime-version") and b"text/html" in text):
        raise refuse.web_page(path)
