"""The limits of the readers, met through the command: a code, the file's name, what to do, and nothing changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from fuzz_hostile import SMALL


def refused(shop, name):
    before = shop.dump()
    result = shop.run("stock", "import", name, "--as", "set", "--json")
    assert (result.exit_code, shop.dump()) == (5, before), result.stderr
    error = result.json["error"]
    assert name in error["message"]
    assert error["hint"]
    return error


@pytest.mark.parametrize(
    ("name", "code", "limit"),
    [
        ("merge-bomb.xlsx", "expands-too-much", "1000000"),
        ("longer-attribute.xlsx", "expands-too-much", "8 MB"),
        ("far-corner.xlsx", "too-many-cells", "12600000"),
        ("20000-columns.csv", "too-many-columns", "16384"),
    ],
)
def test_a_limit_is_named_with_its_figure(shop, name, code, limit):
    shop.write(name, SMALL[name]())
    error = refused(shop, name)
    assert error["code"] == code
    assert limit in error["message"]


def test_a_line_without_end_is_named_by_its_line(shop):
    shop.write("in.csv", b"SKU,Qty\nA,1\n" + b"x," * 10_600_000)
    assert "line 3" in refused(shop, "in.csv")["message"]


def test_a_pipe_and_a_circle_of_links_are_refused_at_once(shop):
    os.mkfifo(shop.path / "pipe.csv")
    (shop.path / "circle.csv").symlink_to(shop.path / "circle.csv")
    assert {refused(shop, name)["code"] for name in ("pipe.csv", "circle.csv")} <= {"cannot-be-read", "no-such-file"}


def test_one_code_in_thousands_of_rows_is_told_in_few_words(shop):
    shop.write("in.csv", "SKU,Qty\n" + "A,1\n" * 4000)
    message = refused(shop, "in.csv")["problems"][0]["message"]
    assert "2, 3, 4" in message
    assert "4001" in message
    assert len(message) < 200
