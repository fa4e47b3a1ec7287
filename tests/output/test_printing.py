"""What a view looks like in each format, and where each part of it goes."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sellerkit.base.errors import CannotWrite, InputRejected, UsageWrong
from sellerkit.base.money import Money
from sellerkit.base.problems import Place, Problem
from sellerkit.output import Column, Output, Table, View, print_error

COLUMNS = [Column("sku", "货号"), Column("name", "Name"), Column("qty", "Qty", "right")]
ROWS = [{"sku": "DATE-500", "name": "临县红枣", "qty": 1200}, {"sku": "M-2", "name": "=1+1", "qty": -3}]
VIEW = View(ROWS, [Table(COLUMNS, ROWS, "Stock", "Nothing here.")], ["2 items."])


def problem(row: int, hint: str = "Write a number.") -> Problem:
    return Problem("not-a-number", "This is not a number.", Place("spring.xlsx", "库存", row, "库存数"), "十\n个", hint)


def test_a_pipe_gets_aligned_text_without_box_characters(capsys):
    Output().show(VIEW)
    assert capsys.readouterr().out.splitlines() == [
        "Stock",
        "货号      Name       Qty",
        "--------  --------  ----",
        "DATE-500  临县红枣  1200",
        "M-2       =1+1        -3",
        "",
        "2 items.",
    ]


def test_json_is_the_data_and_nothing_else(capsys):
    data = {"cost": Decimal("1.50"), "paid": Money(1250, "CNY"), "file": Path("a"), "lots": ("一",)}
    Output("json").show(View(data, VIEW.tables, VIEW.lines, problems=[problem(2)]))
    seen = capsys.readouterr()
    assert json.loads(seen.out) == {"cost": "1.50", "paid": "12.50", "file": "a", "lots": ["一"]}
    assert "一" in seen.out
    assert seen.err == ""


def test_json_lines_and_csv_hold_the_rows_of_the_first_table(capsys):
    view = View({"count": 2}, VIEW.tables)
    Output("jsonl").show(view)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == ROWS
    Output("csv").show(view)
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["sku", "name", "qty"],
        ["DATE-500", "临县红枣", "1200"],
        ["M-2", "'=1+1", "-3"],
    ]


def test_csv_without_rows_still_has_its_headings(capsys):
    Output("csv").show(View([], [Table(COLUMNS, [])]))
    assert capsys.readouterr().out == "sku,name,qty\n"


def test_an_empty_table_says_its_sentence(capsys):
    Output().show(View([], [Table(COLUMNS, [], empty="Nothing is low.")]))
    assert capsys.readouterr().out == "Nothing is low.\n"


def test_text_of_a_file_cannot_command_the_terminal(capsys):
    Output().show(View([], [Table([Column("a", "A")], [{"a": "\x1b[31mred\nline\x07"}])]))
    assert capsys.readouterr().out.splitlines()[2:] == [" [31mred line"]


def test_problems_are_one_line_each_with_a_hint_under_them(capsys):
    Output().show(View([], problems=[problem(14), problem(15), problem(16, "Something else.")]))
    assert capsys.readouterr().err.splitlines() == [
        "spring.xlsx, 库存, row 14, 库存数: This is not a number. (found: 十 个)",
        "spring.xlsx, 库存, row 15, 库存数: This is not a number. (found: 十 个)",
        "    Write a number.",
        "spring.xlsx, 库存, row 16, 库存数: This is not a number. (found: 十 个)",
        "    Something else.",
    ]


def test_twenty_problems_are_shown_and_the_rest_counted(capsys):
    Output().show(View([], problems=[problem(row) for row in range(2, 25)]))
    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("spring.xlsx") for line in lines) == 20
    assert lines[-2] == "… and 3 more problems."
    assert "--json" in lines[-1]


def test_notes_go_to_stderr_and_quiet_silences_them(capsys):
    view = View([], notes=["Next: sellerkit stock low"])
    Output().show(view)
    assert capsys.readouterr().err == "Next: sellerkit stock low\n"
    Output(quiet=True).show(view)
    Output(quiet=True, verbose=True).detail("read 3 rows")
    assert capsys.readouterr().err == "read 3 rows\n"


def test_the_exit_code_ends_the_command_after_everything_is_printed():
    @click.command()
    def command() -> None:
        Output().show(View([], lines=["Three were left out."], exit_code=3))

    result = CliRunner().invoke(command)
    assert (result.exit_code, result.stdout) == (3, "Three were left out.\n")
    with pytest.raises(SystemExit) as ended:
        Output("json").show(View([], exit_code=3))
    assert ended.value.code == 3


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".csv", ".xlsx", ".txt"])
def test_the_ending_of_the_file_picks_the_format(ending, tmp_path, capsys):
    file = tmp_path / f"stock{ending}"
    Output(file=file).show(VIEW)
    data = file.read_bytes()
    starts = {
        ".json": b"[\n",
        ".jsonl": b'{"sku"',
        ".csv": b"\xef\xbb\xbfsku,name,qty\r\n",
        ".xlsx": b"PK",
        ".txt": b"Stock",
    }
    assert data.startswith(starts[ending])
    seen = capsys.readouterr()
    assert seen.out == ""
    assert str(file) in seen.err
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_an_unknown_ending_is_refused_before_anything_is_done(tmp_path):
    with pytest.raises(UsageWrong) as refused:
        Output(file=tmp_path / "stock.doc")
    assert ".json .jsonl .csv .xlsx .txt" in refused.value.hint


def test_an_ending_the_command_writes_itself_leaves_the_view_to_stdout(tmp_path, capsys):
    Output(file=tmp_path / "plan.pdf", own_endings=(".pdf",)).show(VIEW)
    assert capsys.readouterr().out.startswith("Stock")


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "folder").write_text("")
    with pytest.raises(CannotWrite) as refused:
        Output(file=tmp_path / "folder" / "a.json").show(VIEW)
    assert "a.json" in refused.value.message


def test_an_error_is_said_in_sentences(capsys):
    print_error(
        InputRejected("spring.xlsx was rejected.", hint="Mend it.", problems=[problem(2)], rejected_file=Path("r.xlsx"))
    )
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.splitlines() == [
        "Error: spring.xlsx was rejected.",
        "spring.xlsx, 库存, row 2, 库存数: This is not a number. (found: 十 个)",
        "    Write a number.",
        "Rejected rows: r.xlsx",
        "Hint: Mend it.",
    ]


def test_an_error_as_json_has_every_key(capsys):
    print_error(InputRejected("No.", problems=[problem(2)], rejected_file=Path("r.xlsx")), as_json=True)
    seen = capsys.readouterr()
    error = json.loads(seen.out)["error"]
    assert list(error) == ["code", "exit", "message", "hint", "problems", "rejected_file"]
    assert (error["code"], error["exit"], error["rejected_file"]) == ("input-rejected", 5, "r.xlsx")
    assert error["problems"] == [problem(2).as_dict()]


def test_without_a_terminal_nothing_is_asked(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert Output(yes=True).confirm("Go on?")
    assert Output(yes=True).ask("Name", "Shop", flag="--name") == "Shop"
    with pytest.raises(UsageWrong) as refused:
        Output().confirm("Go on?")
    assert "--yes" in refused.value.hint
    with pytest.raises(UsageWrong) as refused:
        Output().ask("Name", "Shop", flag="--name")
    assert "--name" in refused.value.hint


def test_a_practice_shop_stamps_what_it_prints(capsys, tmp_path):
    Output(practice=True).show(VIEW)
    assert "PRACTICE 练习" in capsys.readouterr().out.splitlines()[0]
    Output(file=tmp_path / "a.txt", practice=True).show(VIEW)
    assert "PRACTICE 练习" in (tmp_path / "a.txt").read_text(encoding="utf-8")
