"""Widths, folding and progress lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sellerkit.output.cells import clipped, folded, padded, shown, width
from sellerkit.output.plain import table_lines
from sellerkit.output.progress import LogProgress
from sellerkit.output.structured import harmless
from sellerkit.output.view import Column, Table

WORDS = st.text(alphabet="ab1-. 红枣，é", max_size=60)


def test_a_chinese_character_is_two_cells_wide():
    assert (width("红枣 500g"), width("é"), width("e\u0301"), width("")) == (9, 1, 1, 0)
    assert padded("红", 4) + "|" == "红  |"
    assert clipped("红枣核桃", 5) == "红枣…"


@given(WORDS, st.integers(2, 30))
def test_folding_loses_nothing_and_fits(text, cells):
    lines = folded(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.tuples(WORDS, st.integers(-(10**9), 10**9)), min_size=1, max_size=5), st.integers(20, 120))
def test_a_table_fits_the_room_and_keeps_its_numbers(rows, room):
    table = Table([Column("text", "Text"), Column("n", "数", "right")], [{"text": text, "n": n} for text, n in rows])
    lines = list(table_lines(table, room))
    assert all(width(line) <= room for line in lines)
    assert all(any(str(n) in line for line in lines) for _text, n in rows)


def test_values_are_shown_as_people_read_them():
    assert [shown(value) for value in (None, True, 1.5, ["a", 2], {"a": 1})] == ["", "yes", "1.5", "a, 2", '{"a": 1}']


@given(st.text())
def test_no_text_of_a_csv_cell_can_run(text):
    written = harmless(text)
    number = written.lstrip("+-").replace(".", "", 1).isdigit()
    assert number or not written.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_log_gets_a_line_now_and_then():
    now = [0.0]
    lines: list[str] = []
    with LogProgress(1000, "Importing", lines.append, clock=lambda: now[0]) as progress:
        for _ in range(1000):
            now[0] += 0.02
            progress.advance()
    assert 8 <= len(lines) <= 10
    assert lines[0] == "Importing: 100 of 1000 (10 %)"


def test_a_slow_job_says_every_five_seconds_that_it_lives_and_a_quick_one_nothing():
    now = [0.0]
    lines: list[str] = []
    slow = LogProgress(None, "Waiting", lines.append, clock=lambda: now[0])
    for _ in range(4):
        now[0] += 2.5
        slow.advance()
    assert lines == ["Waiting: 2", "Waiting: 4"]
    quick = LogProgress(10, "Quick", lines.append, clock=lambda: now[0])
    quick.advance(10)
    assert len(lines) == 2
