"""Files written whole or not at all, with the operating system's refusals turned into one clear ending."""

from __future__ import annotations

import errno
import glob
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sellerkit.base.errors import CannotWrite
from sellerkit.base.language import _

PRIVATE = 0o600
_RANDOM = 8  # signs that `tempfile` puts into a name


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well it takes its place, else nothing changed.

    The file is readable by its owner alone. Raises CannotWrite for a full disk, a missing permission or a file
    that a spreadsheet program holds open.
    """
    with refused_writes(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_beginning(path), suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            with suppress(OSError):
                temporary.chmod(PRIVATE)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def sweep(paths: Iterable[Path]) -> None:
    """Remove what killed runs left beside these paths. For whoever holds the shop's lock: nobody else writes there."""
    for path in paths:
        for left in path.parent.glob(f"{glob.escape(_beginning(path))}{'?' * _RANDOM}{glob.escape(path.suffix)}"):
            with suppress(OSError):
                left.unlink()


def _beginning(path: Path) -> str:
    return f".{path.stem[:40]}-"


@contextmanager
def refused_writes(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into CannotWrite that names `path` and what to do."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def not_as_written(path: Path, hint: str = "") -> CannotWrite:
    """For a block of `writing` that reads back something else than it wrote."""
    return CannotWrite(
        _("{path} does not read back as it was written; the old file was kept.").format(path=path),
        hint=hint or _("Check the disk and run the command again."),
        code="round-trip",
    )


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        hint = _("The disk is full: free some space and run the command again.")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY) or getattr(error, "winerror", 0) == 32:
        hint = _("Close the file in any other program and check that you may write there, then run it again.")
    elif error.errno == errno.EROFS:
        hint = _("The disk can only be read: choose another folder.")
    else:
        hint = error.strerror or str(error)
    return CannotWrite(_("Cannot write {path}").format(path=path), hint=hint)


def why_unreadable(error: OSError) -> str:
    """Why a file or folder cannot be read, in the person's language; the operating system's own words for what is rare."""
    reasons = {
        errno.ENOENT: _("there is no such file or folder"), errno.EACCES: _("you may not read it"), errno.EPERM: _("you may not read it"),
        errno.EISDIR: _("it is a folder"), errno.ENOTDIR: _("a part of the path is a file, not a folder"),
    }  # fmt: skip
    return reasons.get(error.errno or 0) or error.strerror or str(error)


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text file whole, with line ends left as given."""
    with writing(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        file.write(text)


def write_bytes(path: Path, data: bytes) -> None:
    with writing(path) as temporary:
        temporary.write_bytes(data)
