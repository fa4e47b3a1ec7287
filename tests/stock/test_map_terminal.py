"""`stock map` on a terminal: what is not sure is asked, with the proposal as the default."""

from __future__ import annotations

import os
import sys
import tomllib

import pytest

SHEET = "款码,款名,当前库存数(件),给你的价(元)\nQ-1,玻璃杯子,12,¥3.50\nQ-2,白瓷盘子,7,¥5.00\nQ-3,蓝花大碗,12,¥2.20\n"


def answered(shop, arguments: list[str], answers: list[str]) -> tuple[str, int]:
    """The command on a terminal of 100 columns, with these answers to its questions."""
    pexpect = pytest.importorskip("pexpect")
    if sys.platform == "win32":
        pytest.skip("no terminals of this kind")
    more = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "SELLERKIT_NOW": "2026-11-10T20:00:00+08:00"}
    child = pexpect.spawn(
        sys.executable, ["-m", "sellerkit", "stock", "map", *arguments], cwd=str(shop.path), env=os.environ | more,
        dimensions=(60, 100), encoding="utf-8", timeout=30,
    )  # fmt: skip
    said = ""
    for answer in answers:
        child.expect(r"\]: ")
        said += child.before + child.after
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    return (said + child.before).replace("\r", ""), child.exitstatus


def test_enter_takes_a_proposal_a_letter_corrects_it_and_a_slip_is_asked_again(shop):
    shop.write("in.csv", SHEET)
    said, code = answered(shop, ["in.csv", "--save", "pots"], ["", "", "Z", "C", "-", "set"])
    assert code == 0, said
    assert "has no column Z" in said
    assert tomllib.loads((shop.path / "shop.toml").read_text("utf-8"))["stock"]["sources"]["pots"] == {
        "as": "set",
        "columns": {"sku": "款码", "name": "款名", "quantity": "当前库存数(件)"},
    }


def test_a_sheet_whose_headings_are_known_asks_nothing(shop):
    shop.write("in.csv", "货号,品名,库存\nA,杯子,3\n")
    said, code = answered(shop, ["in.csv"], [])
    assert (code, "[" in said) == (0, False)
