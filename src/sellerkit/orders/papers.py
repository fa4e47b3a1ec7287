"""Files of the shop in which buyers may stand: taken-in exports, rejected rows, printed sheets and labels."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from sellerkit.base.privacy import paper_mark

FOLDERS = ("inbox/done", "out")
# Catalogue and money, never people.
_HARMLESS = ("listings", "nightly")
_DATED = re.compile(r"(20\d{6})-?(\d{6})?")
_BREAKS = re.compile(r"[\s,;|\"'<>()\[\]{}&:：，；、。（）【】=]+")
_LONGEST = 200 << 20
_MARK = re.compile(rb"\bsk[0-9a-f]{16}\b")


def papers(folder: Path) -> list[Path]:
    """Every file below inbox/done and out that can hold people."""
    found = []
    for name in FOLDERS:
        for path in sorted((folder / name).glob("**/*")):
            inside = path.relative_to(folder / name).parts
            if path.is_file() and not path.is_symlink() and not (name == "out" and inside[0] in _HARMLESS):
                found.append(path)
    return found


def made_before(path: Path, before: datetime, zone: tzinfo) -> bool:
    """Whether the file is older: by the date in its name (labels-20261110-200000.pdf), else by its own."""
    if match := _DATED.search(path.stem):
        try:
            named = datetime.strptime(match[1] + (match[2] or "235959"), "%Y%m%d%H%M%S").replace(tzinfo=zone)
            return named < before
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before


def mentions(path: Path, words: set[str]) -> bool:
    """Whether one of the words stands in the file, alone in a cell or between spaces.

    Of PDFs only our own labels tell what is in them: by marks of their orders' numbers. Pictures show nothing.
    """
    if not words or path.stat().st_size > _LONGEST:
        return False
    if path.suffix.lower() == ".pdf":
        return not _marks(path).isdisjoint(paper_mark(word) for word in words)
    return any(not words.isdisjoint(_BREAKS.split(text)) for text in _texts(path))


def tells_nothing(path: Path) -> bool:
    """Whether it is a PDF without marks: labels of another program, or of sellerkit before it marked them."""
    return path.suffix.lower() == ".pdf" and (path.stat().st_size > _LONGEST or not _marks(path))


def _marks(path: Path) -> set[str]:
    return {found.decode() for found in _MARK.findall(path.read_bytes())}


def _texts(path: Path) -> Iterator[str]:
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                for about in archive.infolist():
                    if about.file_size <= _LONGEST:
                        yield from _decoded(archive.read(about))
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError):
            return
    else:
        yield from _decoded(path.read_bytes())


def _decoded(data: bytes) -> Iterable[str]:
    """The bytes as text in each encoding that fits."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            yield data.decode(encoding)
        except UnicodeError:
            continue
