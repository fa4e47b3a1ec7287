"""csv, tsv and txt: the encoding is proved, the delimiter found, and records are streamed.

A row's number is that of its record, blank ones included, because that is the row a spreadsheet program shows: a cell
with line breaks inside quotes is still one row.
"""

from __future__ import annotations

import csv
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_LINE_BYTES, MAX_TEXT_CELLS, MAX_TEXT_ROWS
from sellerkit.sheets.readers.encodings import encoding_of
from sellerkit.sheets.tables import RawTable, ReadOptions

DELIMITERS = (",", "\t", ";", "|")
NAMES = {"\\t": "\t", "tab": "\t", "TAB": "\t"}
SAMPLE_LINES = 200
CHUNK = 1 << 20
BLOCK = 2000
# Stands after the last line: when it comes back inside another cell, a quotation mark was never closed. No file can
# hold it by chance or by intent.
END = f"\ue000{secrets.token_hex(16)}\ue000"


def read_text(path: Path, options: ReadOptions) -> list[RawTable]:
    """The one table of a text file. Raises InputRejected for its encoding, its delimiter or an unclosed quotation."""
    encoding = encoding_of(path, options.encoding)
    _refuse_endless_lines(path)
    with path.open(encoding=encoding, newline="") as file:
        sample = [line[:65536] for line in islice(file, SAMPLE_LINES)]
    skip, stated = _stated_delimiter(sample)
    delimiter = _declared(path, options.delimiter) or stated or _found_delimiter(sample[skip:])
    rows = TextRows(path, encoding, delimiter, skip)
    notes = {"encoding": encoding, "delimiter": delimiter}
    return [RawTable(name="", rows=rows, notes=notes, ragged=True)]


@dataclass(frozen=True, slots=True)
class TextRows:
    """The records of a text file, read anew each time they are walked."""

    path: Path
    encoding: str
    delimiter: str
    skip: int = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MAX_CELL_CHARS)
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                lines = chain(islice(file, self.skip, None), [END])
                yield from self._records(csv.reader(lines, delimiter=self.delimiter, skipinitialspace=True))
        except (OSError, UnicodeError):  # every byte was read and decoded before
            raise refuse.changed_meanwhile(self.path) from None

    def _records(self, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        number = cells = 0
        while block := self._block(reader):
            cells += sum(map(len, block))
            if cells > MAX_TEXT_CELLS:
                raise refuse.too_many_text_cells(self.path, MAX_TEXT_CELLS)
            if number + len(block) > MAX_TEXT_ROWS:
                raise refuse.too_many_rows(self.path, MAX_TEXT_ROWS)
            if max(map(len, block)) > MAX_COLUMNS:
                wide = next(at for at, cells in enumerate(block, number + 1) if len(cells) > MAX_COLUMNS)
                raise refuse.too_many_columns(self.path, wide, MAX_COLUMNS)
            last = block[-1]
            if last and END in last[-1]:
                block.pop()
                yield from enumerate(block, number + 1)
                if last != [END]:
                    raise refuse.open_quote(self.path, number + len(block) + 1)
                return
            yield from enumerate(block, number + 1)
            number += len(block)

    def _block(self, reader: Iterator[list[str]]) -> list[list[str]]:
        try:
            return list(islice(reader, BLOCK))
        except csv.Error:
            raise refuse.cell_too_long(self.path, self._row_of_long_cell(), MAX_CELL_CHARS) from None

    def _row_of_long_cell(self) -> int:
        """Read once more, a record at a time, to the one that csv cannot hold."""
        number = 0
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(islice(file, self.skip, None), delimiter=self.delimiter, skipinitialspace=True)
            with suppress(csv.Error):
                for _cells in reader:
                    number += 1
        return number + 1


def _refuse_endless_lines(path: Path) -> None:
    """A line is read whole, so a file that is one endless line is refused before."""
    without_end = line = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            without_end = len(chunk) - last - 1 if last >= 0 else without_end + len(chunk)
            line += max(chunk.count(b"\n"), chunk.count(b"\r"))
            if without_end > MAX_LINE_BYTES:
                raise refuse.line_too_long(path, line + 1, MAX_LINE_BYTES)


_GUARD = re.compile(r"\t+(?=[,;|\r\n]|$)")


def _stated_delimiter(sample: Sequence[str]) -> tuple[int, str]:
    """Excel's first line `sep=;` names the delimiter and is not a row: (lines to skip, delimiter)."""
    first = sample[0].strip('\r\n"') if sample else ""
    if len(first) == 5 and first.lower().startswith("sep="):
        return 1, first[4]
    return 0, ""


def _declared(path: Path, delimiter: str) -> str:
    name = NAMES.get(delimiter, delimiter)
    if len(name) > 1 or name in ("\n", "\r", '"'):
        raise refuse.bad_delimiter(path, delimiter)
    return name


def _found_delimiter(sample: Sequence[str]) -> str:
    """The character that splits most lines into the same number of cells, more cells being better.

    A TAB in front of a comma or of the line's end only guards an id (2026…\t,): it separates nothing.
    """
    sample = [_GUARD.sub("", line) for line in sample]
    best, best_score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        score = _evenness(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _evenness(sample: Sequence[str], delimiter: str) -> int:
    reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
    try:
        widths = Counter(len(cells) for cells in reader if len(cells) > 1)
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)
