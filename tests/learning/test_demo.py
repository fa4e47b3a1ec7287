"""The demo makes a shop that works, walks its day, and its figures add up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def sellerkit(*words: str, folder: Path, now: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("SELLERKIT_")} | {"LANG": "C.UTF-8"}
    if now:
        env["SELLERKIT_NOW"] = now
    command = [sys.executable, "-m", "sellerkit", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("demo")
    done = sellerkit("demo", "practice", "--quick", "--json", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "practice", json.loads(done.stdout)


def test_every_command_of_the_day_ends_as_planned(walked: tuple[Path, dict]) -> None:
    _folder, answer = walked
    assert [step for step in answer["steps"] if not step["as_planned"]] == []
    assert answer["well"] is True


def test_the_figures_of_the_day_add_up(walked: tuple[Path, dict]) -> None:
    _folder, answer = walked
    assert len(answer["proofs"]) >= 4
    assert all(proof["holds"] for proof in answer["proofs"])


def test_the_shop_stays_and_every_command_can_be_tried_again(walked: tuple[Path, dict]) -> None:
    folder, _answer = walked
    now = "2026-11-11T07:30:00+08:00"
    for words in (
        ("today",),
        ("stock", "list"),
        ("orders", "list"),
        ("history",),
        ("shipments", "create", "--yes"),
        ("config", "show"),
    ):
        done = sellerkit(*words, "--json", folder=folder, now=now)
        assert done.returncode in (0, 3), done.stderr
        json.loads(done.stdout)
    again = sellerkit("stock", "import", "--json", folder=folder, now=now)
    assert again.returncode == 5 or all(row["created"] == 0 for row in json.loads(again.stdout))


def test_every_order_has_at_most_one_waybill_at_the_practice_courier(walked: tuple[Path, dict]) -> None:
    folder, _answer = walked
    bought = [json.loads(line) for line in (folder / "practice-courier.jsonl").read_text("utf-8").splitlines()]
    references = [row["reference"] for row in bought if "reference" in row]
    assert len(references) == len(set(references)) > 50


def test_the_demo_never_writes_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", "utf-8")
    done = sellerkit("demo", ".", "--quick", folder=tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_practice_shop_is_stamped_and_reaches_only_this_computer(walked: tuple[Path, dict]) -> None:
    folder, _answer = walked
    assert "PRACTICE" in sellerkit("stock", "low", folder=folder).stdout
    text = (folder / "shop.toml").read_text("utf-8")
    (folder / "shop.toml").write_text(
        text.replace('service = "practice"', 'service = "practice"\nurl = "https://api.kuaidi100.com"'), "utf-8"
    )
    try:
        done = sellerkit("shipments", "create", "--yes", folder=folder, now="2026-11-11T07:30:00+08:00")
        assert done.returncode == 4
        assert "api.kuaidi100.com" in done.stderr
    finally:
        (folder / "shop.toml").write_text(text, "utf-8")


def test_the_demo_speaks_chinese(tmp_path: Path) -> None:
    done = sellerkit("demo", "p", "--language", "zh", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'language = "zh"' in (tmp_path / "p" / "shop.toml").read_text("utf-8")
    assert "sellerkit peak plan" in done.stdout
