"""The store of one shop: reading, and writing in numbered batches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from sellerkit.base.clock import now, to_store
from sellerkit.store import changes
from sellerkit.store.connection import connect, new_shop_id, translated
from sellerkit.store.lock import locked


class Batch:
    """A numbered batch being written. `db` is for the store's own modules."""

    def __init__(self, db: sqlite3.Connection, number: int, dry_run: bool) -> None:
        self.db, self.number, self.dry_run = db, number, dry_run
        self._summary: dict[str, object] = {}
        self._dropped = False
        self._at = ""

    def note(self, **counts: object) -> None:
        """Add to the summary that `history` shows."""
        self._summary.update(counts)

    def drop(self) -> None:
        """Nothing changed after all: leave no batch behind."""
        self._dropped = True

    @property
    def at(self) -> str:
        """The batch's business time, as the store keeps times."""
        if not self._at:
            row = self.db.execute("SELECT started_at FROM batches WHERE number = ?", (self.number,)).fetchone()
            self._at = str(row[0])
        return self._at


class Store:
    """One open `shop.db`. Made by `open_store`; close it when done."""

    def __init__(self, path: Path, db: sqlite3.Connection, stack: ExitStack) -> None:
        self.path, self.db, self._stack = path, db, stack
        self._watched = False

    def close(self) -> None:
        self.db.close()
        self._stack.close()

    def fact(self, name: str) -> str | None:
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        with translated(self.path):
            self.db.execute(
                "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    @contextmanager
    def batch(
        self,
        command: str,
        *,
        file: str = "",
        file_hash: str = "",
        source: str = "",
        mode: str = "",
        dry_run: bool = False,
    ) -> Iterator[Batch]:
        """One transaction that is one numbered batch: all of it or nothing. A dry run is rolled back at its end."""
        with translated(self.path):
            self._begin()
            try:
                batch = Batch(self.db, self._open_batch(command, file, file_hash, source, mode), dry_run)
                yield batch
                self._finish(batch)
            except BaseException:
                self._rollback()
                raise

    @contextmanager
    def long_batch(self, command: str, *, source: str = "", mode: str = "") -> Iterator[Batch]:
        """A batch of many transactions, for work that talks to others: what is answered stays, whatever comes after.

        Inside, each `with store.step(batch)` is one synced transaction.
        """
        with translated(self.path):
            self._begin()
            try:
                batch = Batch(self.db, self._open_batch(command, "", "", source, mode), False)
                self.db.execute("COMMIT")
            except BaseException:
                self._rollback()
                raise
        try:
            yield batch
        finally:
            with translated(self.path):
                self._begin()
                try:
                    self._finish(batch)
                except BaseException:
                    self._rollback()
                    raise

    @contextmanager
    def step(self, batch: Batch) -> Iterator[None]:
        """One synced transaction inside a long batch."""
        with translated(self.path):
            self._begin()
            try:
                yield
                changes.collect(self.db, batch.number)
                self.db.execute("COMMIT")
            except BaseException:
                self._rollback()
                raise

    def _begin(self) -> None:
        if not self._watched:
            changes.watch(self.db)
            self._watched = True
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("PRAGMA defer_foreign_keys = ON")

    def _rollback(self) -> None:
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def _open_batch(self, command: str, file: str, file_hash: str, source: str, mode: str) -> int:
        row = self.db.execute(
            "INSERT INTO batches (command, started_at, state, file_name, file_hash, source, mode, home) "
            "VALUES (?, ?, 'open', ?, ?, ?, ?, ?) RETURNING number",
            (command, to_store(now()), file, file_hash, source, mode, home_of(self.path)),
        ).fetchone()
        return int(row[0])

    def _finish(self, batch: Batch) -> None:
        if batch.dry_run or batch._dropped:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            return
        changes.collect(self.db, batch.number)
        summary = json.dumps(batch._summary, ensure_ascii=False, default=str)
        self.db.execute("UPDATE batches SET state = 'done', summary = ? WHERE number = ?", (summary, batch.number))
        self.db.execute("COMMIT")


def open_store(
    path: Path, *, writing: bool, wait: timedelta = timedelta(0), facts: Mapping[str, str] | None = None
) -> Store:
    """Open the store beside its lock. Writing takes the lock first (ShopLocked); reading never waits."""
    stack = ExitStack()
    if writing:
        stack.enter_context(locked(path.with_name("shop.lock"), wait=wait))
    try:
        db = connect(path, writing=writing)
        store = Store(path, db, stack)
        if writing and store.fact("shop_id") is None:
            store.set_fact("shop_id", new_shop_id())
            for name, value in (facts or {}).items():
                store.set_fact(name, value)
        return store
    except BaseException:
        stack.close()
        raise


def home_of(path: Path) -> str:
    """Which file on which disk this is: a copy has another home."""
    about = path.stat()
    return f"{about.st_dev}:{about.st_ino}"
