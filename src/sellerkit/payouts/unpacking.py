"""Statements that come in a ZIP, as Alipay and others send them: every bill in it is unpacked below out/unpacked/.

Member names are often in GBK without saying so; a summary (汇总) tells the same money once more and is passed over.
"""

from __future__ import annotations

import filecmp
import itertools
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets.limits import FREE_EXPANDED_BYTES, MAX_EXPANSION
from sellerkit.trade.importing import FileWanted

ENDINGS = (".csv", ".txt", ".xlsx", ".xls")
MOST_MEMBERS = 200
MOST_BYTES = 2_000_000_000
# A file system takes 255 bytes; a Chinese character has three.
LONGEST_NAME = 80
_SUMMARY = re.compile("汇总|summary", re.I)
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError)
Member = tuple[str, zipfile.ZipInfo]


class Unpacked:
    """The bills of the ZIPs among the files of one import. Without `keep` they are gone afterwards (a dry run)."""

    def __init__(self, folder: Path, *, keep: bool) -> None:
        self.folder, self.keep = folder, keep
        self.made: list[Path] = []
        self.refused: dict[Path, InputRejected] = {}

    def __enter__(self) -> Unpacked:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self.keep:
            self._forget(0)

    def instead_of(self, wanted: Sequence[FileWanted]) -> list[FileWanted]:
        """The files, a ZIP's bills in its place. One that cannot be unpacked stays, for `refuse` to say why."""
        found: list[FileWanted] = []
        for one in wanted:
            if not is_zip(one.path):
                found.append(one)
                continue
            try:
                found += [FileWanted(path, one.source) for path in self.unpack(one.path)]
            except InputRejected as error:
                self.refused[one.path] = error
                found.append(one)
        return found

    def refuse(self, path: Path) -> None:
        """Raises InputRejected for a ZIP that could not be unpacked."""
        if path in self.refused:
            raise self.refused[path]

    def unpack(self, path: Path) -> list[Path]:
        """The bills of a ZIP as files. Raises InputRejected for one that is damaged, locked, empty or far too large."""
        before = len(self.made)
        try:
            with zipfile.ZipFile(path) as archive:
                members = _members(path, archive)
                paths = [self._extracted(archive, member, self.folder / path.stem, name) for name, member in members]
        except _DAMAGED as error:
            self._forget(before)
            raise _refused(path, _("The ZIP is damaged.")) from error
        return list(dict.fromkeys(paths))

    def _extracted(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, name: str) -> Path:
        """A member as a file. Another bill of the same name stays beside it; the very same one is there already."""
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.part"
        try:
            with archive.open(member) as source, part.open("wb") as file:
                shutil.copyfileobj(source, file)
            for target in _targets(folder, name):
                if not target.exists():
                    self.made.append(part.replace(target))
                    return target
                if filecmp.cmp(part, target, shallow=False):
                    return target
        finally:
            part.unlink(missing_ok=True)
        raise AssertionError("names never run out")

    def _forget(self, before: int) -> None:
        """Take away what was unpacked since, and folders that are empty then."""
        for path in self.made[before:]:
            path.unlink(missing_ok=True)
            for folder in (path.parent, self.folder):
                with suppress(OSError):
                    folder.rmdir()
        del self.made[before:]


def is_zip(path: Path) -> bool:
    """Whether a file is a ZIP of files, or was one before it was damaged; a workbook is one too, but it is not meant."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        return False
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return False
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.namelist() and "mimetype" not in archive.namelist()
    except OSError:
        return False
    except zipfile.BadZipFile:
        return path.suffix.lower() == ".zip"


def _members(path: Path, archive: zipfile.ZipFile) -> list[Member]:
    found = [(name, member) for member in archive.infolist() if (name := _bill_name(member))]
    if any(member.flag_bits & 1 for _name, member in found):
        raise _refused(path, _("The ZIP is locked with a password."))
    if not found:
        raise _refused(path, _("The ZIP holds no statement."))
    size, packed = (sum(sizes) for sizes in zip(*((m.file_size, m.compress_size) for _n, m in found), strict=True))
    bomb = size > FREE_EXPANDED_BYTES and size > MAX_EXPANSION * packed
    if bomb or size > MOST_BYTES or len(found) > MOST_MEMBERS:
        raise _refused(path, _("The ZIP holds far too much."))
    return found


def _bill_name(member: zipfile.ZipInfo) -> str:
    """The name of a bill as a file may have it; "" for what is none (a folder, a summary, what macOS adds)."""
    name = PurePosixPath(_name(member).replace("\\", "/")).name
    other = member.is_dir() or not name.lower().endswith(ENDINGS) or name.startswith("._") or _SUMMARY.search(name)
    return "" if other else _UNSAFE.sub("_", name)[-LONGEST_NAME:]


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; one that does not say it is UTF-8 is meant so all the same by macOS, in GBK by Chinese platforms."""
    if member.flag_bits & 0x800:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return member.filename.encode("cp437").decode(encoding)
    return member.filename


def _targets(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    path = PurePosixPath(name)
    for number in itertools.count(2):
        yield folder / f"{path.stem} ({number}){path.suffix}"


def _refused(path: Path, message: str) -> InputRejected:
    return InputRejected(
        _("{file} cannot be unpacked. {reason}").format(file=path.name, reason=message),
        hint=_("Unpack it yourself and take in the CSV files."),
        code="zip-not-readable",
    )
