"""The night in a real shop: the verdict for each thing that can happen, the report, and the script of docs/nightly.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sellerkit.shop.nightly import worst

from .conftest import environment

SOURCE = """
[stock.sources.farm]
files = "inbox/farm*.csv"
as = "set"
[orders.channels.chat]
files = "inbox/chat*.csv"
format = "plain"
bad_rows = "skip"
"""
STEPS = '[nightly]\nsteps = ["orders import", "stock import", "stock low"]\n'
DOC = Path(__file__).parents[2] / "docs" / "nightly.md"


def ready(shop, steps: str = STEPS) -> None:
    shop.toml(SOURCE + steps)
    shop.write("inbox/farm1.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    shop.write(
        "inbox/chat1.csv", "订单编号,货号,数量,收件人信息\nC-1,A-1,1,李四 13900000000 山西省太原市小店区平阳路1号\n"
    )


def test_a_night_without_exceptions_ends_with_0_and_a_report(shop) -> None:
    ready(shop, STEPS.replace('"orders import", "stock import"', '"stock import", "orders import"'))
    result = shop.run("nightly")
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "Verdict: All is well: nobody is needed. (exit 0)" in result.stdout
    (report,) = (shop.path / "out" / "nightly").iterdir()
    assert str(report) in result.stdout
    document = json.loads(report.read_text("utf-8"))
    assert document["exit"] == 0
    assert [(s["step"], s["exit"]) for s in document["steps"]] == [
        ("stock import", 0),
        ("orders import", 0),
        ("stock low", 0),
    ]
    assert document["steps"][1]["answer"][0]["created"] == 1


def test_an_exception_ends_with_3_and_the_other_steps_still_run(shop) -> None:
    ready(shop)  # orders first: their code is unknown until the stock is in
    result = shop.run("nightly", "--json")
    assert result.exit_code == 3
    assert [step["exit"] for step in result.json["steps"]] == [3, 0, 0]
    assert Path(result.json["report"]).is_file()
    assert shop.run("nightly", "--json").exit_code == 0  # nothing new: what was reported is known


def test_a_refused_file_ends_with_5_before_a_mere_exception(shop) -> None:
    ready(shop)
    shop.write("inbox/farm1.csv", "SKU,Name,Qty\nA-1,红枣,many\n")
    result = shop.run("nightly", "--json")
    assert result.exit_code == 5
    assert [step["exit"] for step in result.json["steps"]] == [3, 5, 0]
    assert "farm1.csv" in result.json["steps"][1]["what"]


@pytest.mark.parametrize("step", ["stock imprt", "stock low --colour", "orders import --channel nobody", "frobnicate"])
def test_a_step_that_is_called_wrongly_is_a_fault_of_shop_toml(shop, step) -> None:
    ready(shop, f'[nightly]\nsteps = ["{step}", "stock import"]\n')
    result = shop.run("nightly", "--json")
    assert result.exit_code == 4
    assert [s["exit"] for s in result.json["steps"]] == [2, 0]
    assert result.json["steps"][0]["what"], "it says what is wrong"


def test_a_night_cannot_run_itself(shop) -> None:
    shop.toml('[nightly]\nsteps = ["nightly"]')
    result = shop.run("nightly")
    assert result.exit_code == 4
    assert "nightly.steps[0]" in result.stderr


def test_a_step_is_split_as_a_shell_does(shop) -> None:
    ready(shop, "[nightly]\nsteps = ['stock import \"inbox/farm winter.csv\" --as set']\n")
    shop.write("inbox/farm winter.csv", "SKU,Name,Qty\nW-1,核桃,5\n")
    assert shop.run("nightly").exit_code == 0
    assert [i["sku"] for i in shop.run("stock", "list", "--json").json] == ["W-1"]


def test_without_steps_only_what_shop_toml_names_is_run(shop) -> None:
    shop.toml('[orders.channels.chat]\nfiles = "inbox/chat*.csv"\nformat = "plain"')
    result = shop.run("nightly", "--json")
    assert result.exit_code == 0, result.stdout
    assert [step["step"] for step in result.json["steps"]] == ["orders import", "payouts reconcile", "stock low"]


def test_a_source_that_brings_nothing_in_time_ends_with_3(shop) -> None:
    ready(shop, '[nightly]\nsteps = ["stock import"]\nexpect_every = { farm = "7d" }\n')
    assert shop.run("nightly").exit_code == 0
    later = {"SELLERKIT_NOW": "2026-11-20T02:00:00+08:00"}
    result = shop.run("nightly", env=later)
    assert result.exit_code == 3
    assert "expected: farm" in result.stdout and "no new file within 1w" in result.stdout
    assert shop.run("nightly", "--json", env=later).json["late_sources"] == ["farm"]


def test_an_expected_source_that_nobody_declared_is_named(shop) -> None:
    ready(shop, '[nightly]\nexpect_every = { frm = "7d" }\n')
    result = shop.run("nightly")
    assert result.exit_code == 4
    assert "frm" in result.stderr and "farm" in result.stderr


def test_a_night_beside_another_run_ends_with_7_or_waits(shop) -> None:
    ready(shop)
    code = (
        "import sys\nfrom pathlib import Path\nfrom sellerkit.store.lock import locked\n"
        f"with locked(Path({str(shop.path / 'shop.lock')!r})):\n    print('held', flush=True)\n    sys.stdin.readline()\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdin and holder.stdout and holder.stdout.readline() == "held\n"
    try:
        refused = shop.run("nightly", "--json")
        assert (refused.exit_code, refused.json["error"]["code"]) == (7, "shop-locked")
        assert shop.run("nightly", "--wait", "1s").exit_code == 7
        waiting = subprocess.Popen(
            [sys.executable, "-m", "sellerkit", "nightly", "--wait", "30s", "--json"],
            cwd=shop.path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    finally:
        holder.communicate("done\n")
    out, _err = waiting.communicate(timeout=30)
    assert (waiting.returncode, len(json.loads(out)["steps"])) == (3, 3)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({0}, 0),
        ({0, 3}, 3),
        ({3, 6}, 6),
        ({3, 7, 6}, 7),
        ({5, 7, 3}, 5),
        ({2, 5}, 4),
        ({4, 8}, 8),
        ({1, 8}, 1),
        ({99, 0}, 1),
        (set(), 0),
    ],
)
def test_the_verdict_is_the_first_that_a_script_must_act_on(codes, expected) -> None:
    assert worst(codes) == expected


def night_script() -> str:
    _before, _mark, after = DOC.read_text("utf-8").partition("<!-- night.sh -->\n```sh\n")
    script, fence, _rest = after.partition("\n```")
    assert fence
    return script + "\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
@pytest.mark.parametrize(
    ("code", "told", "runs"),
    [
        (0, None, 1), (1, "has a bug", 1), (2, "wrongly", 1), (3, "please look: Verdict: look", 1), (4, "must be mended", 1),
        (5, "refused", 1), (6, "three times", 3), (7, "another run", 3), (8, "disk is full", 1), (130, "interrupted", 1),
        (99, "unknown exit code 99", 1),
    ],
)  # fmt: skip
def test_the_script_of_the_docs_reacts_to_each_exit_code(
    tmp_path: Path, code: int, told: str | None, runs: int
) -> None:
    (tmp_path / "shop" / "out").mkdir(parents=True)
    (tmp_path / "night.sh").write_text(night_script(), "utf-8")
    fake = tmp_path / "bin" / "sellerkit"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\necho "$@" >> runs\necho "Step Exit"\necho "Verdict: look"\necho "Report: x"\nexit {code}\n',
        "utf-8",
    )
    fake.chmod(0o755)
    env = {"PATH": f"{fake.parent}:{os.environ['PATH']}", "RETRY_SECONDS": "0"}
    done = subprocess.run(
        ["sh", str(tmp_path / "night.sh"), str(tmp_path / "shop")], env=env, capture_output=True, timeout=20
    )
    assert done.returncode == code, done.stderr
    assert (tmp_path / "shop" / "runs").read_text().splitlines() == ["nightly --wait 5m --quiet"] * runs
    tell = tmp_path / "shop" / "out" / "tell.txt"
    if told is None:
        assert not tell.exists()
    else:
        (line,) = tell.read_text("utf-8").splitlines() if code != 4 else [tell.read_text("utf-8")]
        assert told in line


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_script_of_the_docs_runs_a_real_night(shop, tmp_path: Path) -> None:
    ready(shop)
    (tmp_path / "night.sh").write_text(night_script(), "utf-8")
    (shop.path / "out").mkdir(exist_ok=True)
    bin_dir = tmp_path / "bin"
    bin_dir.mkdir()
    (bin_dir / "sellerkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sellerkit "$@"\n', "utf-8")
    (bin_dir / "sellerkit").chmod(0o755)
    env = environment({"PATH": f"{bin_dir}:{os.environ['PATH']}", "RETRY_SECONDS": "0"})
    done = subprocess.run(["sh", str(tmp_path / "night.sh"), str(shop.path)], env=env, capture_output=True, timeout=60)
    assert done.returncode == 3, done.stderr
    told = (shop.path / "out" / "tell.txt").read_text("utf-8")
    assert told == "please look: Verdict: Done, but a person must look at what is listed. (exit 3)\n"


def test_every_exit_code_of_the_docs_is_one_the_script_knows() -> None:
    table = (DOC.parent / "exit-codes.md").read_text("utf-8")
    codes = {
        line.split("|")[1].strip()
        for line in table.splitlines()
        if line.startswith("| ") and line.split("|")[1].strip().isdigit()
    }
    assert codes == {*map(str, range(9)), "130"}
    assert all(f"  {code})" in night_script() for code in codes)
