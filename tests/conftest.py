"""A shop to try commands on: every test runs the real command line."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-11-10T20:00:00+08:00"


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


class ShopFolder:
    """A shop's folder and the commands run in it. Commands run in this process, through the real front door."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def toml(self, text: str) -> None:
        """Append tables to shop.toml."""
        path = self.path / "shop.toml"
        path.write_text(path.read_text("utf-8") + "\n" + text + "\n", "utf-8")

    def run(self, *args: str, env: dict[str, str] | None = None) -> Result:
        from sellerkit.cli import run

        _forget_help_texts()
        out, err = io.StringIO(), io.StringIO()
        before, here = dict(os.environ), Path.cwd()
        os.environ.update({"SELLERKIT_NOW": NOW, "NO_COLOR": "1", "LANG": "C.UTF-8", **(env or {})})
        os.chdir(self.path)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run([str(a) for a in args])
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(before)
        return Result(code, out.getvalue(), err.getvalue())

    def store(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path / "shop.db")
        db.row_factory = sqlite3.Row
        return db

    def dump(self) -> str:
        """Every table of the store but the batches."""
        db = self.store()
        try:
            return "\n".join(line for line in db.iterdump() if not line.startswith('INSERT INTO "batches"'))
        finally:
            db.close()


def _forget_help_texts() -> None:
    """Help texts are bound to the language their module was imported in; a process of its own would import them anew."""
    for name in [name for name in sys.modules if name.startswith("sellerkit.") and name.endswith("command")]:
        del sys.modules[name]


SHOP_TOML = """\
[shop]
name = "Test Shop"
currency = "CNY"
time_zone = "Asia/Shanghai"
language = "en"
"""


@pytest.fixture(autouse=True)
def every_test_begins_in_english() -> None:
    """The language belongs to the process: a test before this one may have run a command in another."""
    from sellerkit.base.language import set_language

    set_language("en")


@pytest.fixture
def shop(tmp_path: Path) -> ShopFolder:
    """A shop with an empty store."""
    folder = tmp_path / "shop"
    folder.mkdir()
    made = ShopFolder(folder)
    made.write("shop.toml", SHOP_TOML)
    from sellerkit.store.store import open_store

    open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
    return made
