"""Tables as aligned text without box characters; one record per paragraph where a table can't fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sellerkit.output.cells import folded, letter_width, padded, pieces, shown, width
from sellerkit.output.view import Table

GAP = 2
_KEEP_WHOLE = 16  # columns up to this wide are codes, dates and the like: not worth folding
_FOLD_TO = 10


def cells_of(table: Table) -> list[list[str]]:
    return [[shown(row.get(column.key)) for column in table.columns] for row in table.rows]


def column_widths(table: Table, cells: Sequence[Sequence[str]], room: int | None) -> list[int] | None:
    """The width of each column so that the table stands in `room` cells; None when it can't.

    Numbers and short columns keep their width; the widest text columns are folded first.
    """
    columns = [[column.title, *(row[index] for row in cells)] for index, column in enumerate(table.columns)]
    widths = [max(map(width, texts)) for texts in columns]
    if room is None:
        return widths
    least = [
        wide if column.align == "right" else narrowest(texts, wide)
        for column, texts, wide in zip(table.columns, columns, widths, strict=True)
    ]
    room -= GAP * (len(widths) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        spare = [wide - low for wide, low in zip(widths, least, strict=True)]
        index = max((i for i in range(len(widths)) if spare[i]), key=lambda i: widths[i])
        widths[index] -= 1
    return widths


def narrowest(texts: Sequence[str], wide: int) -> int:
    """How narrow a text column may become without cutting a word."""
    if wide <= _KEEP_WHOLE and not any(letter_width(letter) == 2 for text in texts for letter in text):
        return wide
    longest = max((width(piece.rstrip()) for text in texts for piece in pieces(text)), default=0)
    return min(wide, max(longest, _FOLD_TO))


def table_lines(table: Table, room: int | None = None, *, colour: bool = False) -> Iterator[str]:
    """The table as lines of text, at most `room` cells wide (None: as wide as it is)."""
    if table.title and (table.rows or table.empty):
        yield table.title
    if not table.rows:
        if table.empty:
            yield table.empty
        return
    cells = cells_of(table)
    widths = column_widths(table, cells, room)
    if widths is None:
        yield from record_lines(table, cells, room or 80)
        return
    yield from row_lines(table, [column.title for column in table.columns], widths)
    yield (" " * GAP).join("-" * wide for wide in widths)
    for row in cells:
        yield from row_lines(table, row, widths)


def row_lines(table: Table, row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    parts = [folded(text, wide) if width(text) > wide else [text] for text, wide in zip(row, widths, strict=True)]
    for number in range(max(map(len, parts), default=0)):
        texts = [lines[number] if number < len(lines) else "" for lines in parts]
        joined = (" " * GAP).join(
            padded(text, wide, column.align) for text, wide, column in zip(texts, widths, table.columns, strict=True)
        )
        yield joined.rstrip()


def record_lines(table: Table, cells: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    """Each row as a paragraph of `title  value` lines, empty values left out."""
    titles = [column.title for column in table.columns]
    wide = min(max(map(width, titles)), max(room // 2, 8))
    for number, row in enumerate(cells):
        if number:
            yield ""
        for title, text in zip(titles, row, strict=True):
            if text:
                yield from entry_lines(title, text, wide, room)


def entry_lines(title: str, text: str, wide: int, room: int) -> Iterator[str]:
    head = [title] if width(title) <= wide else folded(title, wide)
    body = folded(text, max(room - wide - GAP, 8))
    for number in range(max(len(head), len(body))):
        left = head[number] if number < len(head) else ""
        right = body[number] if number < len(body) else ""
        yield (padded(left, wide) + " " * GAP + right).rstrip()
