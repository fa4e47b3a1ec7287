"""A channel's file: written beside its place, read back, compared, and only then put there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from sellerkit.base.errors import CannotWrite
from sellerkit.base.files import writing
from sellerkit.base.language import _


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 CSV without a byte-order mark, lines ending with CRLF (RFC 4180).

    Raises CannotWrite when the disk refuses it or gives back anything else than was written; the old file stays.
    """
    wanted = [list(header), *map(list, rows)]
    with writing(path) as temporary:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(wanted)  # CRLF: with LF alone a carriage return inside a cell goes unquoted
        if read_rows(temporary) != wanted:
            raise CannotWrite(
                _("{path} does not read back as it was written; the old file was kept.").format(path=path),
                hint=_("Check the disk and run the command again."),
                code="round-trip",
            )


def read_rows(path: Path) -> list[list[str]]:
    """All rows of a file that `write_rows` wrote, the header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))
