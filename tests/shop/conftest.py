"""The real command in a process of its own, for what only a process can show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-11-10T20:00:00+08:00"
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    kept = {
        n: v for n, v in os.environ.items() if n in ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")
    }
    return {**kept, "SELLERKIT_NOW": NOW, "LANG": "C.UTF-8", **(extra or {})}


@pytest.fixture
def process(shop: Any) -> Process:
    """Run `sellerkit …` in the shop's folder as a process; its bytes come back."""

    def run(*args: str, env: dict[str, str] | None = None, cwd: Path | None = None, **more: Any) -> Any:
        command = [sys.executable, "-W", "error", "-m", "sellerkit", *map(str, args)]
        return subprocess.run(
            command, cwd=cwd or shop.path, env=environment(env), capture_output=True, timeout=60, **more
        )

    return run


@pytest.fixture
def start(shop: Any) -> Callable[..., subprocess.Popen[bytes]]:
    """Start `sellerkit …` in the shop's folder and go on at once."""

    def run(*args: str, **more: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "sellerkit", *map(str, args)],
            cwd=shop.path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more,
        )  # fmt: skip

    return run


def left_behind(shop: Any, given: Sequence[str] = ()) -> list[str]:
    """Files in the shop's folder that a command made, but its store, lock and what was given."""
    ours = {"shop.toml", "shop.db", "shop.db-wal", "shop.db-shm", "shop.lock", "shop.runs", *given}
    found = (p.relative_to(shop.path).as_posix() for p in shop.path.rglob("*") if p.is_file())
    return sorted(name for name in found if name not in ours)
