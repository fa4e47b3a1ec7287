"""Open the store: pragmas, migrations with a copy of the file before each, newer stores refused."""

from __future__ import annotations

import re
import secrets
import sqlite3
import string
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from sellerkit.base.errors import CannotWrite, ConfigError, InputRejected, ShopLocked
from sellerkit.base.files import cannot_write
from sellerkit.base.language import _
from sellerkit.store.lock import locked

# 'selk' — tells our files from other SQLite files (PRAGMA application_id).
APPLICATION_ID = 0x73656C6B


def migrations() -> list[tuple[int, str]]:
    """Every migration as (number, SQL), in order."""
    folder = files("sellerkit.store.migrations")
    found = [
        (int(m[1]), entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if (m := re.fullmatch(r"(\d{4})\.sql", entry.name))
    ]
    return sorted(found)


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """The open database, migrated. Raises ConfigError for a newer or foreign file, CannotWrite for a disk that refuses.

    A store that is only read is opened read-only, so that reading works while another run writes.
    """
    if not path.exists() and not writing:
        raise ConfigError(
            _("The store {path} is missing.").format(path=path),
            hint=_("Run `sellerkit init` in the shop's folder, or `sellerkit restore` with a backup."),
            code="no-store",
        )
    with translated(path):
        if writing:
            path.parent.mkdir(parents=True, exist_ok=True)
        made = not path.exists()
        db = sqlite3.connect(path, isolation_level=None, timeout=5)
        if made:
            with suppress(OSError):
                path.chmod(0o600)
        db.row_factory = sqlite3.Row
        try:
            _prepare(db, path, writing)
        except BaseException:
            db.close()
            raise
        return db


def _prepare(db: sqlite3.Connection, path: Path, writing: bool) -> None:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    newest = migrations()[-1][0]
    if version > newest:
        raise ConfigError(
            _("The store {path} was written by a newer sellerkit (version {found}, this one knows {known}).").format(
                path=path, found=version, known=newest
            ),
            hint=_("Install the newer sellerkit; nothing was changed."),
            code="store-newer",
        )
    if version and int(db.execute("PRAGMA application_id").fetchone()[0]) != APPLICATION_ID:
        raise ConfigError(
            _("{path} is not a sellerkit store.").format(path=path),
            hint=_("Name the right file with [shop] store in shop.toml."),
            code="not-a-store",
        )
    if not version and db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise ConfigError(
            _("{path} is not a sellerkit store.").format(path=path),
            hint=_("Name the right file with [shop] store in shop.toml."),
            code="not-a-store",
        )
    if version < newest:
        with locked(path.with_name("shop.lock")):
            migrate(db, path, version)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA busy_timeout = 5000")
    db.execute("PRAGMA cache_size = -65536")
    # Temporary tables hold buyers for a moment: they never reach the disk.
    db.execute("PRAGMA temp_store = MEMORY")
    if not writing:
        db.execute("PRAGMA query_only = ON")
    # Made here and only once: SQLite makes no function anew while a query is still open.
    db.create_function("casefold", 1, str.casefold, deterministic=True)
    db.create_function("stripped", 1, str.strip, deterministic=True)


def migrate(db: sqlite3.Connection, path: Path, version: int) -> None:
    """Bring an older store up to date; before each step the file is copied to NAME.v<version>.bak. A new one needs none."""
    is_new = not version
    for number, sql in migrations():
        if number <= version:
            continue
        if not is_new:
            with sqlite3.connect(path.with_name(f"{path.name}.v{version}.bak")) as copy:
                db.backup(copy)
            copy.close()
        db.executescript(
            f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nPRAGMA application_id = {APPLICATION_ID};\nCOMMIT;"
        )
        version = number


def new_shop_id() -> str:
    """Six characters [A-Z0-9] that begin every reference at a courier."""
    return "".join(secrets.choice(string.ascii_uppercase + string.digits) for _n in range(6))


class translated:
    """Turn SQLite's own refusals inside the block into endings that a shopkeeper understands."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise cannot_write(self.path, error) from error
        if isinstance(error, OverflowError) or "integer overflow" in str(error):
            raise InputRejected(
                _("A number is too large for the store; nothing was changed."),
                hint=_("Check quantities and amounts: a code may stand where a number belongs."),
                code="too-large",
            ) from error
        if isinstance(error, sqlite3.OperationalError):
            raise _ending(self.path, error) from error
        if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
            raise ConfigError(
                _("{path} is not a sellerkit store.").format(path=self.path),
                hint=_("Name the right file with [shop] store in shop.toml, or restore a backup."),
                code="not-a-store",
            ) from error
        if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            raise ConfigError(
                _("The store {path} is damaged.").format(path=self.path),
                hint=_("Restore the last backup with `sellerkit restore`."),
                code="store-damaged",
            ) from error


def _ending(path: Path, error: sqlite3.OperationalError) -> Exception:
    text = str(error)
    if "locked" in text or "busy" in text:
        return ShopLocked(
            _("The store {path} is in use by another program.").format(path=path),
            hint=_("Wait until it is done, or use --wait 60s."),
        )
    if any(word in text for word in ("full", "readonly", "unable to open", "disk I/O")):
        return CannotWrite(
            _("Cannot write {path}").format(path=path),
            hint=_("Check that the disk has room and that you may write in this folder; nothing was changed."),
        )
    return error
