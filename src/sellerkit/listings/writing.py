"""A channel's table: written beside its place as the rows come, read back, compared, and only then put there."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from sellerkit.base.errors import CannotWrite
from sellerkit.base.files import not_as_written, writing
from sellerkit.base.language import _
from sellerkit.listings.channels.contract import CSV, Dialect
from sellerkit.listings.order_of_rows import OutOfOrder

Order = Callable[[Iterable[Sequence[str]]], Iterator[Sequence[str]]]


class NothingToWrite(Exception):
    """There was no row for the file."""


def write_rows(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], dialect: Dialect = CSV, order: Order = iter
) -> None:
    """A table as its dialect says: UTF-8 with commas, without a byte-order mark, lines ending with CRLF (RFC 4180).

    What is read back goes through `order`, which may raise OutOfOrder. Raises NothingToWrite without a row, CannotWrite
    when the disk refuses it or gives back anything else, or in another order, than it should; the old file stays.
    """
    with writing(path) as temporary:
        written = _Seal()
        with temporary.open("w", encoding=dialect.encoding, newline="") as file:
            file.writelines(line + dialect.line_end for line in dialect.before)
            quoting: Literal[0, 1] = csv.QUOTE_ALL if dialect.quote_all else csv.QUOTE_MINIMAL
            # CRLF: with LF alone a carriage return inside a cell goes unquoted
            out = csv.writer(file, delimiter=dialect.delimiter, lineterminator=dialect.line_end, quoting=quoting)
            out.writerow(written.under(header))
            out.writerows(map(written.under, rows))
        if written.count < 2:
            raise NothingToWrite
        if _read_back(path, rows_of(temporary, dialect), order) != written:
            raise not_as_written(path)


def _read_back(path: Path, rows: Iterable[Sequence[str]], order: Order) -> _Seal:
    read = _Seal()
    try:
        for row in order(rows):
            read.under(row)
    except OutOfOrder as wrong:
        message = _("{path}: row {row} stands apart from {value}, which it belongs to; the old file was kept.")
        shown = message.format(path=path, row=wrong.row, value=wrong.value)
        raise CannotWrite(shown, hint=_("Please report this."), code="round-trip") from wrong
    return read


class _Seal:
    """What rows came by, without keeping them: their number and one running hash over all cells."""

    def __init__(self) -> None:
        self.count = self.hash = 0

    def under(self, row: Sequence[str]) -> Sequence[str]:
        self.count += 1
        self.hash = hash((self.hash, tuple(row)))
        return row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seal) and (self.count, self.hash) == (other.count, other.hash)

    __hash__ = None  # type: ignore[assignment]


def rows_of(path: Path, dialect: Dialect = CSV) -> Iterator[list[str]]:
    """The rows of a file that `write_rows` wrote, the header first, without the lines above it."""
    with path.open(encoding=dialect.encoding, newline="") as file:
        for _line in dialect.before:
            file.readline()
        yield from csv.reader(file, delimiter=dialect.delimiter, strict=True)


def read_rows(path: Path, dialect: Dialect = CSV) -> list[list[str]]:
    """All rows of a file that `write_rows` wrote, the header first."""
    return list(rows_of(path, dialect))
