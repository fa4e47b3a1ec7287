"""One writer a shop: an operating-system lock on `shop.lock`, freed by death, held once for all steps of a nightly run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

from sellerkit.base.errors import ShopLocked
from sellerkit.base.files import refused_writes
from sellerkit.base.language import _

_held: set[Path] = set()


@contextmanager
def locked(path: Path, *, wait: timedelta = timedelta(0)) -> Iterator[None]:
    """Hold the lock for the block; within it the same process may ask again. Raises ShopLocked when another run has it."""
    path = path.resolve()
    if path in _held:
        yield
        return
    with refused_writes(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)  # so that a full disk refuses the number, not the closing
    try:
        _take(file, path, wait)
        _held.add(path)
        try:
            with refused_writes(path):
                _sign(file)
            yield
        finally:
            _held.discard(path)
            _release(file)
    finally:
        file.close()


def _take(file: IO[bytes], path: Path, wait: timedelta) -> None:
    deadline = time.monotonic() + wait.total_seconds()
    while not _try(file):
        if time.monotonic() >= deadline:
            raise ShopLocked(
                _("This shop is busy: another sellerkit run is working on it."),
                hint=_("Wait until it is done, or let this command wait with --wait 60s. ({path})").format(path=path),
            )
        time.sleep(0.05)


def _sign(file: IO[bytes]) -> None:
    file.seek(1)
    file.truncate()
    file.write(f"\n{os.getpid()}\n".encode())


if sys.platform == "win32":  # pragma: no cover - the other half runs on Linux and macOS
    import msvcrt

    def _try(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
