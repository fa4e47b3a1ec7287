"""One suite over every registered statement: samples beside their expected JSON, kinds, keys, proofs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.base.registry import load
from sellerkit.model.statement import KINDS, Statement
from sellerkit.payouts.recognising import recognised
from sellerkit.payouts.rules import totals_of
from sellerkit.payouts.statements import STATEMENTS
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import ReadOptions

SAMPLES = Path(__file__).parents[1] / "payouts" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")


def findings_of(path: Path) -> tuple[str, Findings]:
    name, plug_in, table = recognised(path, "", ReadOptions())
    found: Findings = load(plug_in.target)(table, Terms(plug_in.currency or "USD", ZoneInfo("Asia/Shanghai")))
    return name, found


def as_json(name: str, found: Findings) -> dict[str, Any]:
    return {
        "format": name,
        "ignored": found.ignored,
        "statements": [statement_json(one) for one in found.statements],
    }


def statement_json(one: Statement) -> dict[str, Any]:
    return {
        "account": one.account,
        "currency": one.currency,
        "opening": None if one.opening is None else str(one.opening),
        "closing": None if one.closing is None else str(one.closing),
        "totals_minor": totals_of(one),
        "controls": [[c.name, str(c.stated), str(c.computed)] for c in one.controls],
        "lines": [
            [line.row, line.kind, str(line.amount), line.order_id, line.posted_at, line.platform_type]
            for line in one.lines
        ],
    }


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_format_has_a_sample(name: str) -> None:
    assert [path for path in FILES if path.name.split(".")[0] == name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_reads_as_the_json_beside_it_says(path: Path) -> None:
    name, found = findings_of(path)
    assert name == path.name.split(".")[0]
    expected = path.with_name(path.name + ".json")
    if os.environ.get("SELLERKIT_WRITE_EXPECTED"):
        expected.write_text(json.dumps(as_json(name, found), ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert as_json(name, found) == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_lines_have_known_kinds_own_keys_and_one_currency_a_statement(path: Path) -> None:
    _name, found = findings_of(path)
    assert not found.bad
    for statement in found.statements:
        keys = [line.row_key for line in statement.lines]
        assert len(keys) == len(set(keys))
        assert all(line.kind in KINDS and line.row_key for line in statement.lines)
        assert {line.currency for line in statement.lines} <= {statement.currency}
        assert all(control.holds for control in statement.controls)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reading_twice_gives_the_same_keys(path: Path) -> None:
    assert findings_of(path) == findings_of(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_name_of_the_file_says_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "download.dat"
    copy.write_bytes(path.read_bytes())
    assert findings_of(copy)[0] == findings_of(path)[0]


def test_a_file_that_is_no_statement_is_refused_with_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("SKU,Name,Qty\nM-1,Mug,3\n", "utf-8")
    with pytest.raises(InputRejected) as refused:
        recognised(path, "", ReadOptions())
    assert refused.value.code == "unknown-format"
    assert all(name in refused.value.hint for name in STATEMENTS)


def test_a_file_that_fits_two_formats_is_refused_with_both_names(tmp_path: Path) -> None:
    path = tmp_path / "both.csv"
    both = dict.fromkeys(STATEMENTS["shopify-payments"].headings + STATEMENTS["alipay-merchant"].headings)
    path.write_text(",".join(both) + "\n", "utf-8")
    with pytest.raises(InputRejected) as refused:
        recognised(path, "", ReadOptions())
    assert refused.value.code == "ambiguous-format"
    assert "shopify-payments" in refused.value.message and "alipay-merchant" in refused.value.message


def test_recognising_imports_no_plug_in() -> None:
    code = (
        "import sys; from sellerkit.payouts.recognising import known_formats; "
        "print([m for f in known_formats().values() if (m := f.target.partition(':')[0]) in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
