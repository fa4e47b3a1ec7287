"""The readers against broken and hostile files: the programme of benchmarks/fuzz_readers.py, short here and long under `-m slow`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.sheets import ReadOptions, read_tables

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from fuzz_hostile import SMALL, sheet  # noqa: E402


def fuzzed(*arguments: str) -> str:
    """What the programme says; it must have found nothing."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "fuzz_readers.py"), *arguments], capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_files_damaged_by_chance_are_read_or_refused_within_time_and_memory():
    said = fuzzed("--parts", "chance", "--runs", "150", "--seed", "7")
    assert "seed 7: 150 files, 0 findings" in said


def test_pipes_devices_links_in_a_circle_and_files_that_change_are_read_or_refused():
    assert "cannot-be-read" in fuzzed("--parts", "odd,changing")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_thousands_of_files_damaged_by_chance(seed):
    fuzzed("--parts", "chance", "--runs", "2000", "--seed", str(100 + seed))


@pytest.mark.slow
def test_every_hostile_file_and_those_of_gigabytes():
    fuzzed("--parts", "hostile,large")


def code_of(path: Path, options: ReadOptions | None = None) -> str:
    """How reading ends: the code of the refusal, or "read"."""
    try:
        for table in read_tables(path, options or ReadOptions()):
            for _row in table.rows:
                pass
    except InputRejected as error:
        assert path.name in error.message and error.hint
        return error.code
    return "read"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("one-part-many-sheets.xlsx", "damaged-file"),  # 3,000 names for one sheet would be laid out 3,000 times
        ("one-part-many-sheets.xls", "damaged-file"),
        ("roundabout-target.xlsx", "damaged-file"),  # a part that only calamine would find
        ("two-of-a-name.xlsx", "damaged-file"),
        ("two-cases-of-a-name.xlsx", "damaged-file"),
        ("two-tables-of-a-name.ods", "too-many-cells"),
        ("merge-bomb.xlsx", "expands-too-much"),
        ("empty-for-ever.ods", "damaged-file"),
        ("empty-for-long.ods", "damaged-file"),
        ("plus-repeated.ods", "damaged-file"),
        ("wide-for-ever.ods", "damaged-file"),
        ("long-record.xlsb", "damaged-file"),
        ("loop-root.xls", "damaged-file"),
        ("loop-small.xls", "damaged-file"),
        ("loop-fat.xls", "damaged-file"),
        ("claims-44.xls", "damaged-file"),  # room for four thousand million sectors
        ("date6.xlsx", "damaged-file"),  # -1e300 as a date: calamine's code panics when the cell is made
        ("long-comment-in-book.xlsx", "expands-too-much"),
        ("longer-attribute.xlsx", "expands-too-much"),
        ("empty-strings.xlsx", "read"),
        ("only-far-corner.xlsx", "read"),
        ("many-paragraphs.ods", "read"),
        ("end-mark.csv", "read"),
    ],
)
def test_traps_that_were_sprung_once_stay_shut(tmp_path, name, code):
    path = tmp_path / name
    path.write_bytes(SMALL[name]())
    assert code_of(path) == code


def test_a_million_empty_rows_above_one_cell_cost_nothing_and_keep_its_number(tmp_path):
    path = tmp_path / "far.xlsx"
    path.write_bytes(SMALL["only-far-corner.xlsx"]())
    *_above, (number, cells) = next(iter(read_tables(path))).rows
    assert (number, len(cells), cells[-1]) == (1_048_576, 16_384, 1.0)


def test_columns_left_of_the_first_filled_one_count_as_cells_too(tmp_path):
    path = tmp_path / "right.xlsx"
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1000))
    path.write_bytes(sheet(cells))
    assert code_of(path) == "too-many-cells"


def test_what_looks_like_the_end_of_a_file_does_not_end_it(text_file):
    path = text_file("a,b\n" + "x,\ue000end\ue000\n" * 3000)
    assert sum(1 for _row in next(iter(read_tables(path))).rows) == 3001


@pytest.mark.parametrize("encoding", ["unicode_escape", "raw-unicode-escape", "utf-7", "idna", "punycode", "rot13"])
def test_codecs_that_are_no_encodings_of_files_are_refused(text_file, encoding):
    assert code_of(text_file(b"SKU,Qty\n\\ud800,1\n"), ReadOptions(encoding=encoding)) == "wrong-encoding"


def test_a_text_file_that_changes_between_two_looks_is_refused(text_file):
    path = text_file("SKU,Qty\nA,1\n")
    (table,) = read_tables(path)
    path.write_bytes(b"SKU,Qty\n\xff\xfe,1\n")
    with pytest.raises(InputRejected) as caught:
        list(table.rows)
    assert caught.value.code == "cannot-be-read"
    path.unlink()
    with pytest.raises(InputRejected):
        list(table.rows)
