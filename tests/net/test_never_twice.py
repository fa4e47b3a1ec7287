"""Killed at random and resumed, against couriers that buy and then say nothing: one waybill an order, none lost."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from sellerkit.net.practice import practice_courier

SHIP = Path(__file__).parent / "ship_once.py"


@contextmanager
def hostile_courier(script: Path, ledger: Path) -> Iterator[str]:
    command = [sys.executable, str(script), "--port", "0", "--ledger", str(ledger), "--silence-s", "0.5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def tally(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url + "/tally", timeout=5) as answer:
        return json.load(answer)


def ship(folder: Path, service: str, url: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(SHIP), str(folder / "shop.db"), service, url, str(count), "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run_with_kills(folder: Path, service: str, url: str, *, count: int, kills: int) -> str:
    """Start, kill after a random moment, start again; the last run may finish. Gives what that one printed."""
    chance = random.Random(7)
    for _n in range(kills):
        with ship(folder, service, url, count) as process:
            time.sleep(chance.uniform(0.35, 0.9))
            process.kill()
    with ship(folder, service, url, count) as process:
        said, _nothing = process.communicate(timeout=60)
    return said


def assert_each_bought_once(folder: Path, shipping, url: str, count: int) -> None:
    found, refused = tally(url), count // 40
    sold = count - refused
    assert (found["waybills"], found["references"], found["twice"], len(found["refused"])) == (sold, sold, [], refused)
    assert found["bought_more_than_once_ever"] == 0
    states = shipping.SqliteJournal(folder / "shop.db").states()
    assert sorted(state for state, *_rest in states.values()) == ["confirmed"] * sold + ["refused"] * refused
    assert len({waybill for *_rest, waybill in states.values() if waybill}) == sold


@pytest.mark.parametrize(("service", "count", "kills"), [("kuaidi100", 150, 3), ("sf-express", 24, 1)])
def test_against_the_hostile_courier_killed_at_random(hostile, shipping, tmp_path, service, count, kills):
    with hostile_courier(hostile, tmp_path / "bought.jsonl") as url:
        assert " 0 left" in run_with_kills(tmp_path, service, url, count=count, kills=kills)
        assert_each_bought_once(tmp_path, shipping, url, count)


def test_against_the_practice_courier_killed_once(shipping, tmp_path):
    with practice_courier(tmp_path / "bought.jsonl", Decimal("0.15"), silence_s=0.5) as url:
        assert " 0 left" in run_with_kills(tmp_path, "practice", url, count=40, kills=1)
        assert_each_bought_once(tmp_path, shipping, url, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process by its number here")
def test_ctrl_c_awaits_what_is_under_way_and_leaves_no_open_intent(shipping, tmp_path):
    with (
        practice_courier(tmp_path / "bought.jsonl", latency_ms=300) as url,
        ship(tmp_path, "practice", url, 500) as process,
    ):
        time.sleep(1.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=5) != 0
        bought = tally(url)["waybills"]
        journal = shipping.SqliteJournal(tmp_path / "shop.db")
    found = [state for state, *_rest in journal.states().values()]
    assert found.count("confirmed") == bought and 0 < bought < 200
    assert set(found) <= {"confirmed", "waiting", "refused"}, "neither intended nor unknown"
