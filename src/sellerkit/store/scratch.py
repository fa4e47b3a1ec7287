"""Room for temporary tables on a store that is only read: no lock is taken, nothing of the file changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sellerkit.store.connection import translated
from sellerkit.store.store import Batch, Store


def sets_on_disk(db: sqlite3.Connection) -> None:
    """Keep temporary tables in a file: sets of a million lines would fill a small machine's memory.

    SQLite forgets all temporary tables when this changes, so it is only done before there are any.
    """
    if not db.execute("SELECT 1 FROM temp.sqlite_master LIMIT 1").fetchone():
        db.execute("PRAGMA temp_store = FILE")
        db.execute("PRAGMA temp.cache_size = -32768")


@contextmanager
def writable(store: Store) -> Iterator[None]:
    """Let a store that was opened for reading take temporary tables and dry runs for a while."""
    before = int(store.db.execute("PRAGMA query_only").fetchone()[0])
    store.db.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        store.db.execute(f"PRAGMA query_only = {before}")


@contextmanager
def scratch(store: Store) -> Iterator[Batch]:
    """A batch that is never kept, for sets that are prepared in temporary tables: they are gone at its end.

    Everything is read as it stands at one moment, whatever another run writes meanwhile.
    """
    with translated(store.path), writable(store):
        store.db.execute("BEGIN")
        try:
            yield Batch(store.db, 0, True)
        finally:
            store.db.execute("ROLLBACK")
