"""Killed at random while the courier buys and then says nothing: one waybill an order, in the store as at the courier."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CHECKS

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "never_twice.py"


def ran(*options: str) -> str:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, text=True, timeout=120, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_at_the_hostile_courier() -> None:
    script = CHECKS / "hostile_courier.py"
    if not script.exists():
        pytest.skip(f"the hostile courier is not here: {script}")
    assert "exactly one waybill" in ran("--courier", str(script), "--orders=120", "--kills=3")
