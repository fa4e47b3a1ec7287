"""Tables on a terminal, drawn by rich: a rule under the headings, bold where colour is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sellerkit.output.cells import folded, width
from sellerkit.output.plain import GAP, cells_of, column_widths, record_lines, table_lines
from sellerkit.output.view import Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as Grid


def drawn(table: Table, room: int, *, colour: bool) -> str:
    """The table as text at most `room` cells wide, for a terminal that shows Unicode."""
    if not table.rows:
        return "".join(line + "\n" for line in table_lines(table, room))
    cells = cells_of(table)
    widths = column_widths(table, cells, room)
    title = emphasised(table.title, colour=colour) + "\n" if table.title else ""
    if widths is None:
        return title + "".join(line + "\n" for line in record_lines(table, cells, room))
    console = console_of(room, colour=colour)
    with console.capture() as capture:
        console.print(grid(table, cells, widths))
    return title + "".join(line.rstrip() + "\n" for line in capture.get().removesuffix("\n").split("\n"))


def console_of(room: int, *, colour: bool) -> Console:
    """A console that only formats: what it makes is written by `streams`."""
    import io

    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=room,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def grid(table: Table, cells: list[list[str]], widths: list[int]) -> Grid:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    # The box's own divider is one blank cell, the padding makes up the rest of the gap.
    shape = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style="bold")
    for column, wide in zip(table.columns, widths, strict=True):
        shape.add_column(Text(within(column.title, wide)), justify=column.align, width=wide)
    for row in cells:
        shape.add_row(*(Text(within(text, wide)) for text, wide in zip(row, widths, strict=True)))
    return shape


def within(text: str, wide: int) -> str:
    return text if width(text) <= wide else "\n".join(folded(text, wide))


def emphasised(text: str, *, colour: bool, code: str = "1") -> str:
    """The text in bold (or another ANSI style) when colour is wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
