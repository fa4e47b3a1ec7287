"""Opening the store: one writer, newer and foreign files refused, a copy before each migration, death leaves it whole."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sellerkit.base.errors import CannotWrite, ConfigError, ShopLocked
from sellerkit.store import connection
from sellerkit.store.store import open_store


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom sellerkit.store.store import open_store\n"
        f"store = open_store(Path({str(tmp_path / 'shop.db')!r}), writing=True)\nprint('held', flush=True)\ntime.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(ShopLocked):
            open_store(tmp_path / "shop.db", writing=True)
        open_store(tmp_path / "shop.db", writing=False).close()
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
    open_store(tmp_path / "shop.db", writing=True).close()


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    open_store(path, writing=True).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ConfigError) as refused:
        open_store(path, writing=True)
    assert refused.value.code == "store-newer"
    assert path.read_bytes() == before


def test_a_foreign_file_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE theirs (a)")
    db.commit()
    db.close()
    with pytest.raises(ConfigError):
        open_store(path, writing=True)
    path.write_bytes(b"this is not a database, only words that go on and on " * 40)
    with pytest.raises(ConfigError):
        open_store(path, writing=True)


def test_each_migration_keeps_a_copy_of_the_store_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    store = open_store(path, writing=True)
    store.set_fact("kept", "yes")
    store.close()
    newest = connection.migrations()[-1][0]
    more = [*connection.migrations(), (newest + 1, "CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT;")]
    monkeypatch.setattr(connection, "migrations", lambda: more)
    store = open_store(path, writing=True)
    assert store.db.execute("PRAGMA user_version").fetchone()[0] == newest + 1
    assert store.fact("kept") == "yes"
    store.close()
    copy = sqlite3.connect(tmp_path / f"shop.db.v{newest}.bak")
    assert copy.execute("PRAGMA user_version").fetchone()[0] == newest
    assert copy.execute("SELECT value FROM facts WHERE name = 'kept'").fetchone()[0] == "yes"
    copy.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_a_killed_batch_leaves_the_store_untouched(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    store = open_store(path, writing=True)
    before = list(store.db.iterdump())
    store.close()
    code = (
        "import time\nfrom pathlib import Path\nfrom sellerkit.store.store import open_store\n"
        f"store = open_store(Path({str(path)!r}), writing=True)\n"
        "with store.batch('long') as batch:\n"
        "    batch.db.executemany('INSERT INTO items (sku, batch_id) VALUES (?, ?)', ((str(n), batch.number) for n in range(50000)))\n"
        "    print('written', flush=True)\n    time.sleep(60)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None and writer.stdout.readline() == "written\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    time.sleep(0.05)
    store = open_store(path, writing=True)
    assert list(store.db.iterdump()) == before
    assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    store.close()


def test_a_full_disk_ends_with_cannot_write_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    store = open_store(path, writing=True)
    before = list(store.db.iterdump())
    store.db.execute(f"PRAGMA max_page_count = {store.db.execute('PRAGMA page_count').fetchone()[0] + 3}")
    with pytest.raises(CannotWrite), store.batch("too much") as batch:
        batch.db.executemany(
            "INSERT INTO items (sku, name, batch_id) VALUES (?, ?, ?)",
            ((str(n), "x" * 500, batch.number) for n in range(2000)),
        )
    assert list(store.db.iterdump()) == before
    store.close()
