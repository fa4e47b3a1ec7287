"""A backup is a verified copy; restoring keeps the store that was there."""

from __future__ import annotations

import sqlite3


def test_a_backup_can_be_restored_and_the_old_store_is_kept(shop) -> None:
    copy = shop.run("backup", "--json").json
    assert copy["verified"]
    before = shop.dump()
    db = shop.store()
    db.execute("INSERT INTO facts (name, value) VALUES ('later', '1')")
    db.commit()
    db.close()
    restored = shop.run("restore", copy["file"], "--yes", "--json")
    assert restored.exit_code == 0
    assert shop.dump().replace("INSERT INTO \"facts\" VALUES('restored','1');\n", "") == before
    kept = sqlite3.connect(shop.path / "shop.db.before-restore-1")
    assert kept.execute("SELECT value FROM facts WHERE name = 'later'").fetchone()[0] == "1"
    kept.close()


def test_a_broken_backup_is_refused_and_nothing_changes(shop) -> None:
    before = shop.dump()
    shop.write("broken.db", b"SQLite format 3\x00" + b"\x01" * 5000)
    result = shop.run("restore", "broken.db", "--yes")
    assert result.exit_code == 5
    assert shop.run("restore", "absent.db", "--yes").exit_code == 5
    assert shop.dump() == before


def test_restore_asks_first(shop) -> None:
    copy = shop.run("backup", "--json").json
    result = shop.run("restore", copy["file"])
    assert result.exit_code == 2
    assert "--yes" in result.stderr
