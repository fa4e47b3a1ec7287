"""Statements that come in a ZIP, as Alipay and others send them: every bill in it is unpacked below out/unpacked/.

Member names are often in GBK without saying so; a summary (汇总) tells the same money once more and is passed over.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.trade.importing import FileWanted
from sellerkit.trade.shop import Shop

ENDINGS = (".csv", ".txt", ".xlsx", ".xls")
MOST_MEMBERS = 200
MOST_BYTES = 2_000_000_000
_SUMMARY = re.compile("汇总|summary", re.I)
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def is_zip(path: Path) -> bool:
    """Whether a file is a ZIP of files; a workbook is one too, but it is not meant."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        return False
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" not in archive.namelist() and "mimetype" not in archive.namelist()
    return False


def with_members(shop: Shop, wanted: list[FileWanted]) -> Iterator[FileWanted]:
    """The files, a good ZIP's bills in its place. One that cannot be unpacked stays: taking it in says why."""
    for one in wanted:
        if not is_zip(one.path):
            yield one
            continue
        try:
            yield from [FileWanted(path, one.source) for path in unpacked(shop, one.path)]
        except InputRejected:
            yield one


def unpacked(shop: Shop, path: Path) -> list[Path]:
    """The bills of a ZIP as files. Raises InputRejected for one that is damaged, locked, empty or far too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive)
            folder = shop.path("out/unpacked") / path.stem
            return [_extracted(archive, member, folder, name) for name, member in members.items()]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise _refused(path, _("The ZIP is damaged: {reason}").format(reason=error)) from error


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = PurePosixPath(_name(member).replace("\\", "/")).name
        if member.is_dir() or not name.lower().endswith(ENDINGS) or _SUMMARY.search(name):
            continue
        if member.flag_bits & 1:
            raise _refused(path, _("The ZIP is locked with a password."))
        found[_UNSAFE.sub("_", name)] = member
    if not found:
        raise _refused(path, _("The ZIP holds no statement."))
    if len(found) > MOST_MEMBERS or sum(member.file_size for member in found.values()) > MOST_BYTES:
        raise _refused(path, _("The ZIP holds far too much."))
    return found


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; one that does not say it is UTF-8 is meant in GBK by Chinese platforms."""
    if member.flag_bits & 0x800:
        return member.filename
    with suppress(UnicodeError):
        return member.filename.encode("cp437").decode("gb18030")
    return member.filename


def _extracted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    with archive.open(member) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    return target


def _refused(path: Path, message: str) -> InputRejected:
    return InputRejected(
        _("{file} cannot be unpacked. {reason}").format(file=path.name, reason=message),
        hint=_("Unpack it yourself and take in the CSV files."),
        code="zip-not-readable",
    )
