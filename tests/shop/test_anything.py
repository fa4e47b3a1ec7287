"""Whatever is typed and whatever is in a file: an answer, never a crash, never half a change."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sellerkit.cli import COMMANDS, Noun

ARGUMENTS = {
    ("stock", "adjust"): ("A-1", "+1", "--reason", "盘点"), ("orders", "match"): ("A", "B"), ("orders", "hold"): ("C-1", "--reason", "x"),
    ("orders", "release"): ("C-1",), ("orders", "cancel"): ("C-1", "--reason", "x", "--yes"), ("shipments", "adopt"): ("absent.xlsx",),
    ("shipments", "void"): ("YT1", "--yes"), ("shipments", "create"): ("--yes",), ("undo",): ("1",), ("restore",): ("absent.db", "--yes"),
    ("stock", "import"): ("absent.xlsx", "--as", "set"), ("peak", "cartons"): ("absent.csv", "--cartons", "absent.csv"),
}  # fmt: skip
LEFT_OUT = {("demo",), ("init",)}


def every_command() -> list[tuple[str, ...]]:
    rows = [((n, v) for v in row.verbs) if isinstance(row, Noun) else [(n,)] for n, row in COMMANDS.items()]
    return [words for row in rows for words in row if words not in LEFT_OUT]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_command_crashes_in_an_empty_shop(shop, language) -> None:
    for words in every_command():
        result = shop.run(*words, *ARGUMENTS.get(words, ()), "--language", language)
        assert result.exit_code in (0, 2, 3, 4, 5), (words, result.stderr)
        assert result.stdout + result.stderr, words


def test_every_answer_as_json_is_json(shop) -> None:
    for words in every_command():
        result = shop.run(*words, *ARGUMENTS.get(words, ()), "--json")
        assert result.exit_code in (0, 2, 3, 4, 5), (words, result.stdout)
        if result.exit_code != 2:
            answer = json.loads(result.stdout)
            assert result.exit_code < 4 or answer["error"]["exit"] == result.exit_code, words


HEADINGS = ["SKU", "货号", "Name", "品名", "Qty", "数量", "收件人信息", "订单编号", "Cost", "Expires", "Weight", "Unit", "Type", "Amount", "Fee", "Net",
            "Transaction Date", "Order", "商户订单号", "收入金额（+元）", "支出金额（-元）", "账户余额（元）", "发生时间", "", "备注"]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(["A-1", "1", "-3", "2.5", "十", "1,234", "合计", "2026-11-01", "05/06/2026", "=1+1", "#REF!", "李四 13900000000 山西省太原市小店区平阳路1号", "", " ", '"', "1e9", "6.92E+12", "9" * 30, "￥5", "12件/箱", "100斤"]),
    st.text(max_size=6),
)  # fmt: skip
SHEETS = st.tuples(
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=5)
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=200),
        SHEETS.map(lambda s: "\n".join(",".join(row) for row in [s[0], *s[1]]).encode("utf-8", "replace")),
    ),
    noun=st.sampled_from(["stock", "orders", "payouts"]),
    ending=st.sampled_from(["csv", "xlsx", "xls", "txt"]),
)
def test_any_file_is_taken_whole_or_refused_whole(shop, data, noun, ending) -> None:
    path = shop.write(f"in.{ending}", data)
    before = shop.dump()
    result = shop.run(noun, "import", path.name, *(("--as", "add", "--again") if noun == "stock" else ()), "--json")
    assert result.exit_code in (0, 3, 5), result.stdout + result.stderr
    if result.exit_code == 5:
        assert shop.dump() == before
    elif (batch := result.json[0]["batch"]) is not None:
        assert shop.run("undo", str(batch)).exit_code == 0
        assert shop.dump() == before
