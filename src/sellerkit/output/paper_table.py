"""A table on paper: widths that fit the page, rows of wrapped cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sellerkit.output.canvas import PT_MM, Canvas
from sellerkit.output.cells import pieces, shown
from sellerkit.output.view import Table

LEADING = 1.35
CELL_PAD = 1.2
_SIZES = (9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)
_LONGEST_WORD = 45.0  # mm; a longer word is cut rather than given a column of its own


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row: the lines of each cell, `step` mm from line to line."""

    cells: Sequence[Sequence[str]]
    step: float
    bold: bool = False
    last: bool = True

    @property
    def height(self) -> float:
        return max(map(len, self.cells)) * self.step + 2 * CELL_PAD

    def parts(self, room: float) -> Iterator[PaperRow]:
        """The row itself, or pieces no higher than a page."""
        most = max(1, int((room - 2 * CELL_PAD) / self.step))
        count = max(map(len, self.cells))
        for start in range(0, count, most):
            cells = [lines[start : start + most] for lines in self.cells]
            yield PaperRow(cells, self.step, self.bold, start + most >= count)


class PaperTable:
    """A table set in the largest size at which it fits `room` mm without cutting a word or a number."""

    def __init__(self, canvas: Canvas, table: Table, room: float) -> None:
        self.canvas, self.table = canvas, table
        titles = [column.title for column in table.columns]
        self.texts = [[shown(row.get(column.key)) for column in table.columns] for row in table.rows]
        columns = [[title, *(row[index] for row in self.texts)] for index, title in enumerate(titles)]
        # Widths in mm at one point; a heading is bold and therefore a little wider.
        natural = [max(map(self.measure, texts)) * 1.02 for texts in columns]
        least = [
            wide if column.align == "right" else max(self.longest_word(text) for text in texts)
            for column, texts, wide in zip(table.columns, columns, natural, strict=True)
        ]
        bare = room - 2 * CELL_PAD * len(columns)
        self.size = next((size for size in _SIZES if sum(least) * size <= bare), _SIZES[-1])
        least = [min(wide * self.size, _LONGEST_WORD) for wide in least]
        widths = shared([wide * self.size for wide in natural], least, bare)
        spare, texts_wide = (
            bare - sum(widths),
            sum(w for w, c in zip(widths, table.columns, strict=True) if c.align == "left"),
        )
        self.widths = [
            wide + 2 * CELL_PAD + (spare * wide / texts_wide if column.align == "left" else 0)
            for wide, column in zip(widths, table.columns, strict=True)
        ]

    def measure(self, text: str) -> float:
        return self.canvas.width(text, 1, bold=True)

    def longest_word(self, text: str) -> float:
        return max((self.measure(piece.rstrip()) for piece in pieces(text)), default=0) * 1.02

    def heading(self) -> PaperRow:
        return self.row([column.title for column in self.table.columns], bold=True)

    def rows(self) -> Iterator[PaperRow]:
        return (self.row(texts) for texts in self.texts)

    def row(self, texts: Sequence[str], *, bold: bool = False) -> PaperRow:
        cells = [
            self.canvas.wrapped(text, wide - 2 * CELL_PAD + 0.01, self.size, bold=bold)
            for text, wide in zip(texts, self.widths, strict=True)
        ]
        return PaperRow(cells, self.size * PT_MM * LEADING, bold)

    def draw(self, row: PaperRow, x: float, y: float, *, shaded: bool = False) -> float:
        """Draw the row with its top at y; return where the next begins."""
        height = row.height
        if shaded:
            self.canvas.rectangle(x, y, sum(self.widths), height, grey=0.9)
        left = x
        for lines, wide, column in zip(row.cells, self.widths, self.table.columns, strict=True):
            numeric = column.align == "right"
            for number, line in enumerate(lines):
                base = y + CELL_PAD + number * row.step + self.size * PT_MM * 0.98
                where = left + wide - CELL_PAD if numeric else left + CELL_PAD
                self.canvas.text(where, base, line, self.size, bold=row.bold, align="right" if numeric else "left")
            left += wide
        if row.last:
            self.canvas.rule(x, y + height, left, y + height, line=0.15, grey=0.6)
        return y + height


def shared(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths that fit the room: the widest give way first, none below its least unless even those are too many."""
    if sum(natural) <= room:
        return list(natural)
    if sum(least) >= room:
        return [wide * room / sum(least) for wide in least]
    low, high = 0.0, max(natural)
    for _round in range(40):
        cap = (low + high) / 2
        total = sum(max(small, min(wide, cap)) for wide, small in zip(natural, least, strict=True))
        low, high = (cap, high) if total <= room else (low, cap)
    return [max(small, min(wide, low)) for wide, small in zip(natural, least, strict=True)]
