"""Backups: SQLite's online copy, verified before it is called one; restoring keeps the store that was there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.files import writing
from sellerkit.base.language import _
from sellerkit.store.connection import APPLICATION_ID, migrations, translated
from sellerkit.store.store import Store


def write_backup(store: Store, path: Path) -> None:
    """Copy the store while it may be in use, check the copy, then give it its name."""
    with writing(path) as temporary, translated(path):
        copy = sqlite3.connect(temporary)
        try:
            store.db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy, path)
        finally:
            copy.close()


def verify(path: Path) -> None:
    """Raise InputRejected unless the file is a whole sellerkit store that this program can read."""
    if not path.is_file():
        raise InputRejected(
            _("There is no file {path}.").format(path=path),
            hint=_("Name a file that `sellerkit backup` wrote."),
            code="no-such-file",
        )
    copy = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        _check(copy, path)
    except sqlite3.DatabaseError as error:
        raise _not_whole(path) from error
    finally:
        copy.close()


def restore_from(path: Path, store_path: Path) -> Path | None:
    """Put a verified backup in the store's place; the old store is kept beside it and its path returned.

    The new store knows that it was restored: before its next purchase every order without a waybill is looked up.
    """
    verify(path)
    kept = None
    if store_path.exists():
        kept = _free_name(store_path)
        old = sqlite3.connect(store_path)
        try:
            with writing(kept) as temporary:
                copy = sqlite3.connect(temporary)
                old.backup(copy)
                copy.close()
        finally:
            old.close()
    with translated(store_path):
        source, target = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(store_path)
        try:
            source.backup(target)
            # As if another file had written them: what was bought after the last of them is not known here.
            target.execute("UPDATE batches SET home = 'backup'")
            target.commit()
        finally:
            source.close()
            target.close()
    return kept


def _free_name(store_path: Path) -> Path:
    number = 1
    while (path := store_path.with_name(f"{store_path.name}.before-restore-{number}")).exists():
        number += 1
    return path


def _check(db: sqlite3.Connection, path: Path) -> None:
    if (
        db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID
        or db.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
    ):
        raise _not_whole(path)
    if db.execute("PRAGMA user_version").fetchone()[0] > migrations()[-1][0]:
        raise InputRejected(
            _("{path} was written by a newer sellerkit.").format(path=path),
            hint=_("Install the newer sellerkit."),
            code="store-newer",
        )


def _not_whole(path: Path) -> InputRejected:
    return InputRejected(
        _("{path} is not a whole sellerkit backup.").format(path=path),
        hint=_("Choose another file that `sellerkit backup` wrote; nothing was changed."),
        code="not-a-backup",
    )
