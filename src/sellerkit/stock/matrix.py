"""Matrix sheets of the garment trade: a row for each style and colour, a column for each size; unpivoted into variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets import Sheet, Table, column
from sellerkit.sheets.text import heading_text
from sellerkit.sheets.walking import Block
from sellerkit.stock.sheet import StockRow
from sellerkit.stock.size_columns import SizeColumn, Sizes, size_columns, total_column
from sellerkit.stock.totals import are_their_sums

PATTERN = "{style}-{color}-{size}"
FIELD = "size:"
SIZE_COLUMN = "size column"
"""The heading under which a row's quantity stands."""


def sizes_of(table: Table, source: StockSource, fields: Mapping[str, int]) -> Sizes:
    """The columns that are sizes: the declared ones, else those that can be nothing else; empty for an ordinary sheet.

    Raises InputRejected when sizes and a quantity column stand side by side and nothing says which counts; a quantity
    that is the sum of the sizes in every row is their total.
    """
    if source.sizes:
        columns = [SizeColumn.of(table, heading_text(size)) for size in source.sizes]
        return Sizes(columns, total_column(table, columns))
    found = size_columns(table, {at for field, at in fields.items() if not _over_sizes(table, field, at)})
    if not found or "sku" not in fields or "quantity" in source.columns:
        return Sizes()
    if "option2" in fields and table.headings[fields["option2"]] not in found:
        return Sizes()
    total = total_column(table, found)
    if "quantity" in fields:
        if not are_their_sums(table, [table.index[size] for size in found], fields["quantity"]):
            raise _unclear(table, found, table.headings[fields["quantity"]])
        total = fields["quantity"]
    return Sizes(found, total)


def _over_sizes(table: Table, field: str, at: int) -> bool:
    """Whether the heading 尺码 stands over the sizes, and not over a column of its own."""
    return field == "option2" and at < len(table.parts) and len(table.parts[at]) > 1


def _unclear(table: Table, found: Sequence[str], quantity: str) -> InputRejected:
    return InputRejected(
        _("{file} has a column for each size and a quantity column as well ({quantity}).").format(
            file=table.file, quantity=quantity
        ),
        hint=_(
            'Declare in its source which count: sizes = [{sizes}], or columns = {{ quantity = "{quantity}" }}.'
        ).format(sizes=", ".join(f'"{size}"' for size in found), quantity=quantity),
        code="sizes-unclear",
    )


def with_sizes(sheet: Sheet[StockRow], sizes: Sequence[str]) -> Sheet[StockRow]:
    """The sheet with a quantity column for each size."""
    read = sheet.columns["quantity"].read
    return Sheet(sheet.make, **sheet.columns, **{FIELD + size: column(size, read=read, default=None) for size in sizes})


def declared_sizes(sizes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {FIELD + size: (size,) for size in sizes}


def spread(block: Block, sizes: Sequence[str], pattern: str) -> Block:
    """A row for each size that has a quantity; its code is made of style, colour and size."""
    rest = {name: column for name, column in block.values.items() if not name.startswith(FIELD)}
    count = len(block.numbers)
    nothing: Sequence[Any] = [None] * count
    if isinstance(sizes, Sizes):
        sizes.fill_down(rest, count)
    places: list[tuple[int, str]] = []
    quantities: list[Any] = []
    for at in range(count):
        for size in sizes:
            quantity = block.values.get(FIELD + size, nothing)[at]
            if quantity is not None:
                places.append((at, size))
                quantities.append(quantity)
    values: dict[str, Sequence[Any]] = {name: [column[at] for at, _size in places] for name, column in rest.items()}
    styles, colours = rest.get("sku", nothing), rest.get("option1", nothing)
    variants = [(at, getattr(size, "colour", "") or colours[at], getattr(size, "size", size)) for at, size in places]
    values["sku"] = [_code(pattern, styles[at], colour, size) for at, colour, size in variants]
    values["option1"] = [colour for _at, colour, _size in variants]
    values["option2"] = [size for _at, _colour, size in variants]
    values["quantity"] = quantities
    values[SIZE_COLUMN] = [str(size) for _at, size in places]
    rows = [at for at, _size in places]
    return Block(
        [block.numbers[at] for at in rows], [block.cells[at] for at in rows], values, [block.masks[at] for at in rows],
        [block.under[at] for at in rows],
    )  # fmt: skip


def _code(pattern: str, style: str | None, colour: str | None, size: str) -> str | None:
    if style is None:
        return None
    if not colour and not pattern:
        return f"{style}-{size}"
    return (pattern or PATTERN).replace("{style}", style).replace("{color}", colour or "").replace("{size}", size)
