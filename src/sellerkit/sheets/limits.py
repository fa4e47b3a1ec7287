"""How much of a file we are willing to read. Every limit stands here; passing one is a clear rejection, never a crash."""

from __future__ import annotations

from typing import Final

MAX_WORKBOOK_BYTES: Final = 200_000_000
"""Size of a workbook on disk."""

MAX_TEXT_BYTES: Final = 1_000_000_000
"""Size of a csv, tsv or txt file on disk; they are streamed."""

MAX_EXPANDED_BYTES: Final = 1_500_000_000
"""Everything inside a workbook once unpacked; 500,000 rows of 12 columns need about 350 MB."""

MAX_EXPANSION: Final = 100
"""How many times its size a workbook may unpack to, once that is more than the next limit; honest ones reach 30."""

FREE_EXPANDED_BYTES: Final = 100_000_000
"""Up to here a workbook may unpack to any multiple of its size."""

MAX_MEMBERS: Final = 10_000
"""Files inside a workbook."""

MAX_SHARED_STRINGS_BYTES: Final = 500_000_000
"""The workbook's table of texts, unpacked; it is held in memory."""

MAX_CELL_TEXT_BYTES: Final = 1_000_000_000
"""All texts of all cells together, counting a shared text as often as it is used."""

MAX_TOKEN_BYTES: Final = 8_000_000
"""One tag, comment or record inside a workbook; a cell's text has 32,767 characters at most."""

MAX_MERGES: Final = 1_000_000
"""Merged ranges of a workbook."""

FREE_ELEMENTS: Final = 3_000_000
"""Elements of XML that any workbook may have; a larger one may have two for each byte of its file."""

MAX_DEPTH: Final = 200
"""Elements inside elements in the XML of a workbook."""

MAX_ERROR_CELLS: Final = 200_000
"""Cells such as #REF! in one sheet; each is kept to be told."""

MAX_ROWS: Final = 1_048_576
"""Rows of a sheet (what a spreadsheet program can show)."""

MAX_TEXT_ROWS: Final = 5_000_000
"""Rows of a text file."""

MAX_COLUMNS: Final = 16_384
"""Columns of a sheet (what a spreadsheet program can show)."""

MAX_CELLS: Final = 12_600_000
"""Cells of a workbook, counted as the rectangle from column A to its last filled cell, empty ones included.

A million rows of twelve columns; calamine holds each in 32 bytes, filled or not.
"""

MAX_TEXT_CELLS: Final = 30_000_000
"""Cells of a text file, empty ones included."""

MAX_CELL_CHARS: Final = 1_000_000
"""Characters of one cell of a text file."""

MAX_LINE_BYTES: Final = 20_000_000
"""Bytes of one line of a text file."""

HEADER_ROWS: Final = 60
"""How far down a header is looked for."""
