"""The same view on real terminals, in pipes and in places that can't show every character."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from sellerkit.output import *
rows = [
    {"sku": "DATE-500", "name": "临县红枣 一级 500g 独立小包装 山西特产 送礼佳品", "qty": 1200, "price": "29.90", "day": "2026-11-11 08:00"},
    {"sku": "MUG-02", "name": "Mug – blue × 2, dishwasher safe", "qty": -3, "price": "1299.00", "day": None},
] * int(sys.argv[2])
columns = [Column("sku", "货号"), Column("name", "品名"), Column("qty", "Qty", "right"), Column("price", "Price", "right"), Column("day", "Day")]
Output(sys.argv[1], colour=sys.argv[3:] != ["--no-color"]).show(View(rows, [Table(columns, rows, "Stock")], exit_code=3))
"""
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def environment(**more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "PYTHONIOENCODING")
    }
    return kept | {"TERM": "xterm", "LC_ALL": "C.UTF-8"} | more


def piped(format: str, count: int = 1, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", PROGRAM, format, str(count)]
    return subprocess.run(command, capture_output=True, env=environment(**more), check=False)


def on_terminal(width: int, *arguments: str, **more: str) -> str:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-c", PROGRAM, "table", "1", *arguments],
        dimensions=(50, width),
        env=environment(**more),
        encoding="utf-8",
    )
    text = str(child.read())
    child.close()
    assert child.exitstatus == 3
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp936", "latin-1", "cp437"])
def test_text_never_crashes_whatever_can_be_shown(encoding):
    done = piped("table", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (3, b"")
    text = done.stdout.decode(encoding)
    assert "1299.00" in text
    assert ("临县红枣" in text) == (encoding in ("gbk", "cp936"))


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_what_programs_read_is_utf_8_everywhere(format, encoding):
    done = piped(format, PYTHONIOENCODING=encoding)
    assert done.returncode == 3
    assert "临县红枣" in done.stdout.decode("utf-8")


def test_json_keeps_a_broken_file_name_valid():
    code = "from sellerkit.output import *; Output('json').show(View({'file': 'a\\udce4.csv'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8")) == {"file": "a\udce4.csv"}


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX pipe")
def test_a_reader_that_leaves_ends_it_quietly_with_its_own_code():
    command = [sys.executable, "-c", PROGRAM, "table", "20000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as child:
        assert child.stdout and child.stderr
        assert child.stdout.readline() == b"Stock\n"
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 3


@pytest.mark.parametrize("width", [120, 100, 80, 60, 40])
def test_a_narrow_terminal_shows_every_number_whole(width):
    text = ANSI.sub("", on_terminal(width))
    from sellerkit.output.cells import width as cells

    assert all(cells(line) <= width for line in text.splitlines())
    assert all(number in text for number in ("1200", "-3", "29.90", "1299.00", "2026-11-11 08:00", "DATE-500"))
    joined = re.sub(r"\s", "", text)
    assert width < 120 or "山西特产" in joined


def test_colour_only_where_it_is_wanted():
    assert ANSI.search(on_terminal(80))
    assert not ANSI.search(on_terminal(80, NO_COLOR="1"))
    assert not ANSI.search(on_terminal(80, "--no-color"))
    assert not ANSI.search(on_terminal(80, TERM="dumb"))


def test_a_terminal_without_unicode_gets_no_lines_of_boxes():
    text = on_terminal(100, PYTHONIOENCODING="ascii")
    assert text.isascii()
    assert "1299.00" in text


def test_a_question_on_a_terminal_is_answered_by_the_person():
    pexpect = pytest.importorskip("pexpect")
    code = (
        "from sellerkit.output import Output; o = Output(); print(o.confirm('Go on?'), o.ask('Name', 'Shop', flag='-'))"
    )
    for answers, seen in ((("y", ""), "True Shop"), (("", "Dates"), "False Dates"), (("是", ""), "True Shop")):
        child = pexpect.spawn(sys.executable, ["-c", code], env=environment(), encoding="utf-8")
        child.expect_exact("Go on? [y/N]:")
        child.sendline(answers[0])
        child.expect_exact("Name [Shop]:")
        child.sendline(answers[1])
        child.expect_exact(seen)
        child.close()


def test_importing_the_printer_loads_nothing_heavy():
    code = "import sellerkit.output, sys; print({'rich', 'openpyxl', 'fpdf', 'jinja2', 'zxingcpp'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "set()\n"


def test_a_bar_on_a_terminal_and_nothing_with_quiet():
    pexpect = pytest.importorskip("pexpect")
    code = """
import sys
from sellerkit.output import Output
output = Output(quiet=sys.argv[1:] == ["-q"])
with output.progress(3, "Importing {orders}") as progress:
    for _ in range(3):
        progress.advance()
        output.note("one more")
print("done")
"""
    loud = pexpect.run(f"{sys.executable} -c '{code}'", env=environment(), encoding="utf-8")
    assert "Importing {orders}" in loud and "3/3" in loud and loud.count("one more") == 3
    quiet = pexpect.run(f"{sys.executable} -c '{code}' -q", env=environment(), encoding="utf-8")
    assert quiet == "done\r\n"
