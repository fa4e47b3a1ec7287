"""A full disk, a folder without permission, a killed run, Ctrl-C: nothing is half done and the next run works."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import environment, left_behind

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and signals")
ROWS = 15_000


def big_csv(rows: int) -> str:
    return "SKU,Name,Qty,Cost\n" + "".join(f"DATE-{n},红枣 {n},{n % 90},1.25\n" for n in range(rows))


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of 700 kB, when this machine lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def sellerkit(folder: Path, *args: str, **more) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sellerkit", *args]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", timeout=60, **more
    )


def dump(folder: Path) -> list[str]:
    import sqlite3

    db = sqlite3.connect(folder / "shop.db")
    try:
        return list(db.iterdump())
    finally:
        db.close()


def test_a_full_disk_ends_with_8_and_an_unchanged_store(small_disk: Path, tmp_path: Path) -> None:
    start = sellerkit(small_disk, "init", "--name", "枣", "--language", "en", "--yes")
    assert start.returncode == 0, start.stderr
    (tmp_path / "big.csv").write_text(big_csv(4000), "utf-8")
    before = dump(small_disk)
    full = sellerkit(small_disk, "stock", "import", str(tmp_path / "big.csv"), "--as", "set", "--json")
    assert full.returncode == 8, full.stdout + full.stderr
    error = json.loads(full.stdout)["error"]
    assert error["code"] == "cannot-write" and "shop.db" in error["message"] and "room" in error["hint"]
    assert dump(small_disk) == before
    (tmp_path / "small.csv").write_text(big_csv(20), "utf-8")
    again = sellerkit(small_disk, "stock", "import", str(tmp_path / "small.csv"), "--as", "set")
    assert again.returncode == 0, again.stderr


def test_a_rejected_file_that_finds_no_room_is_not_half_written(small_disk: Path, tmp_path: Path) -> None:
    assert sellerkit(small_disk, "init", "--name", "枣", "--language", "en", "--yes").returncode == 0
    (tmp_path / "bad.csv").write_text(
        "SKU,Name,Qty\n" + "".join(f"A-{n},枣{n * 7919},x{n}\n" for n in range(3000)), "utf-8"
    )
    room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    before = dump(small_disk)
    video = small_disk / "inbox" / "video.bin"
    video.write_bytes(b"\x00" * (room - 80_000))
    full = sellerkit(small_disk, "stock", "import", str(tmp_path / "bad.csv"), "--as", "set")
    assert full.returncode == 8, full.stdout + full.stderr
    assert "bad.xlsx" in full.stderr and "disk is full" in full.stderr
    video.unlink()
    assert dump(small_disk) == before
    assert not [p for p in (small_disk / "out").rglob("*") if p.is_file()]


@posix
def test_a_limit_on_file_sizes_ends_with_8_too(shop) -> None:
    """The same promise where no disk can be mounted: the system refuses the write with another error."""
    import resource

    shop.write("big.csv", big_csv(ROWS))
    before = shop.dump()
    limit = (shop.path / "shop.db").stat().st_size + 200_000

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = sellerkit(shop.path, "stock", "import", "big.csv", "--as", "set", preexec_fn=bounded)
    assert done.returncode == 8, done.stderr
    assert "shop.db" in done.stderr and "Hint: " in done.stderr
    assert shop.dump() == before


def without_override() -> None:
    """Even root then obeys permissions: the capabilities to override them are dropped for the program that is run."""
    if sys.platform == "linux" and os.geteuid() == 0:
        import ctypes

        drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
        for capability in (dac_override, dac_read_search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)


@posix
@pytest.mark.parametrize("target", ["out/list.csv", "out/list.xlsx", "out/list.json"])
def test_a_folder_without_permission_ends_with_8(shop, target) -> None:
    out = shop.path / "out"
    out.mkdir(exist_ok=True)
    out.chmod(0o500)
    try:
        done = sellerkit(shop.path, "stock", "list", "-o", target, preexec_fn=without_override)
    finally:
        out.chmod(0o700)
    if done.returncode == 0:
        pytest.skip("permissions are not obeyed here")
    assert done.returncode == 8, done.stderr
    assert Path(target).name in done.stderr and "may write there" in done.stderr
    assert not list(out.iterdir())


@posix
def test_a_rejected_file_that_may_not_be_written_changes_nothing(shop) -> None:
    shop.write("bad.csv", "SKU,Name,Qty\nA-1,Dates,ten\nA-2,Dates,5\n")
    rejected = shop.path / "out" / "rejected"
    rejected.mkdir(parents=True)
    before = shop.dump()
    rejected.chmod(0o500)
    try:
        done = sellerkit(shop.path, "stock", "import", "bad.csv", "--as", "set", preexec_fn=without_override)
        skipping = sellerkit(
            shop.path, "stock", "import", "bad.csv", "--as", "set", "--skip-bad-rows", preexec_fn=without_override
        )
    finally:
        rejected.chmod(0o700)
    if done.returncode == 5:
        pytest.skip("permissions are not obeyed here")
    assert (done.returncode, skipping.returncode) == (8, 8), done.stderr + skipping.stderr
    assert shop.dump() == before
    assert left_behind(shop, ["bad.csv"]) == []


@posix
def test_a_file_without_permission_is_refused(shop) -> None:
    path = shop.write("secret.csv", "SKU,Name,Qty\nA-1,Dates,5\n")
    path.chmod(0o000)
    done = sellerkit(shop.path, "stock", "import", "secret.csv", "--as", "set", preexec_fn=without_override)
    if done.returncode == 0:
        pytest.skip("permissions are not obeyed here")
    assert done.returncode == 5, done.stderr
    assert "secret.csv" in done.stderr and "not allowed to read" in done.stderr


@posix
def test_killed_at_random_moments_an_import_leaves_the_store_whole(shop, start) -> None:
    rows = ROWS * 6
    shop.write("big.csv", big_csv(rows))
    before = shop.dump()
    chance, killed = random.Random(11), 0
    for _round in range(5):
        running = start("stock", "import", "big.csv", "--as", "add")
        time.sleep(chance.uniform(0.15, 0.55))
        running.send_signal(signal.SIGKILL)
        running.wait()
        done = shop.run("history", "--json").json[:1]
        if done and done[0]["state"] == "done" and done[0]["command"] == "stock import":  # it was faster than we were
            assert shop.run("undo", str(done[0]["batch"])).exit_code == 0
        else:
            killed += 1
        assert shop.dump() == before
        assert left_behind(shop, ["big.csv"]) == []
    assert killed
    done = shop.run("stock", "import", "big.csv", "--as", "add", "--json")
    assert (done.exit_code, done.json[0]["created"]) == (0, rows)
    db = shop.store()
    assert db.execute("SELECT count(*) FROM movements").fetchone()[0] == sum(1 for n in range(rows) if n % 90)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()


@posix
def test_ctrl_c_ends_with_130_and_an_unchanged_store(shop) -> None:
    shop.write("big.csv", big_csv(ROWS * 4))
    before = shop.dump()
    running = subprocess.Popen(
        [sys.executable, "-m", "sellerkit", "stock", "import", "big.csv", "--as", "add"],
        cwd=shop.path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    lock = shop.path / "shop.lock"
    for _try in range(200):
        if lock.is_file() and str(running.pid) in lock.read_text("utf-8"):
            break
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert "Traceback" not in err and "safe to run" in err
    assert out == ""
    assert shop.dump() == before
    assert shop.run("stock", "list", "--json").exit_code == 0


@posix
def test_a_disk_without_a_byte_left_is_named_with_the_file_that_it_refused(shop) -> None:
    """The first file of a run that writes is the lock."""
    import resource

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    done = sellerkit(shop.path, "stock", "import", "none.csv", "--as", "set", preexec_fn=full)
    assert done.returncode == 8, done.stderr
    assert "Cannot write" in done.stderr and "shop.lock" in done.stderr


@posix
def test_a_workbook_that_cannot_be_written_leaves_no_other_word_behind(shop) -> None:
    """An unfinished sheet used to complain while Python ended, after the answer."""
    shop.write("out", "no folder")
    done = sellerkit(shop.path, "stock", "list", "-o", "out/list.xlsx")
    assert done.returncode == 8 and "list.xlsx" in done.stderr
    assert "Traceback" not in done.stderr and "ignored" not in done.stderr
