"""Which encoding a text file has, proved over the whole file: BOM, then the NUL test, then UTF-8, then GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from sellerkit.sheets import rejections as refuse

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Codecs of Python that are no encodings of files: they can give halves of characters, which nothing can write again.
NO_ENCODINGS = frozenset({"unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "undefined"})
CHUNK = 1 << 20
# This many good multi-byte letters before the first bad one happen in broken UTF-8, not in GB18030.
PROOF_OF_UTF8 = 12


def encoding_of(path: Path, declared: str = "") -> str:
    """The name of a codec that decodes the whole file. Raises InputRejected when none does."""
    if declared:
        return _checked(path, declared)
    with path.open("rb") as file:
        start = file.read(65536)
    for bom, name in BOMS.items():
        if start.startswith(bom):
            return _proved(path, name)
    if b"\x00" in start:
        return _proved_by_nul(path, start)
    failure = _failure(path, "utf-8")
    if failure is None:
        return "utf-8"
    if _letters_before(path, failure) >= PROOF_OF_UTF8:
        raise refuse.broken_utf8(path, failure)
    if _failure(path, "gb18030") is None and _reads_as_chinese(path, failure):
        return "gb18030"
    raise refuse.unknown_encoding(path)


def _checked(path: Path, declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        name = ""
    if not name or name.replace("-", "_") in NO_ENCODINGS or name in NO_ENCODINGS:
        raise refuse.no_such_encoding(path, declared) from None
    if name == "utf-8":
        name = "utf-8-sig"
    if name in ("gb2312", "gbk"):
        name = "gb18030"
    return _proved(path, name)


def _proved(path: Path, name: str) -> str:
    failure = _failure(path, name)
    if failure is not None:
        raise refuse.wrong_encoding(path, name, failure)
    return name


def _proved_by_nul(path: Path, start: bytes) -> str:
    """Western text in UTF-16 has a NUL in every other byte; a NUL anywhere else is no text at all."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(1, len(start) // 2)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) / half < 0.05 or min(even, odd) > max(even, odd) / 20 or _failure(path, name) is not None:
        raise refuse.not_a_spreadsheet(path, "binary")
    return name


def _failure(path: Path, name: str) -> int | None:
    """The byte where strict decoding fails, or None. The file is never held whole."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    offset = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return offset - pending + error.start
            except UnicodeError:
                return offset
            if not chunk:
                return None
            offset += len(chunk)


def _letters_before(path: Path, failure: int) -> int:
    """Letters outside ASCII in the last 64 kB before the failure: all of them decoded well."""
    with path.open("rb") as file:
        file.seek(max(0, failure - 65536))
        text = file.read(min(failure, 65536)).decode("utf-8", "ignore")
    return sum(1 for letter in text if letter > "\x7f")


def _reads_as_chinese(path: Path, failure: int) -> bool:
    """Whether the text uses the letters that Chinese uses.

    GB18030 decodes Cyrillic and accented Latin too, as rare characters (lead byte D8–F7) that real text hardly has.
    """
    with path.open("rb") as file:
        file.seek(max(0, failure - 4096))
        sample = file.read(262144).decode("gb18030", "ignore")
    wide = [code[0] for code in (c.encode("gb18030", "ignore") for c in sample if c > "\x7f") if len(code) == 2]
    return not wide or sum(1 for lead in wide if 0xA1 <= lead <= 0xD7) >= len(wide) / 2
