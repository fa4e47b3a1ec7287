"""Matrix sheets of the garment trade: a row for each style and colour, a column for each size; unpivoted into variants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets import Sheet, Table, column
from sellerkit.sheets.text import heading_text
from sellerkit.sheets.walking import Block
from sellerkit.stock.sheet import StockRow

PATTERN = "{style}-{color}-{size}"
FIELD = "size:"
_LETTERS = re.compile(r"(?:[XS]{0,4}S|M|X{0,5}L|[2-8]XL|均码|F|FREE)(?:码|/\d+)?$", re.I)
_NUMBERS = re.compile(r"(?:2[5-9]|3\d|4\d|50|7[3-9]|80|90|1[0-7]0)(?:码|cm)?$")
# Two letters could be anything; the numbers could be years or shelves. So many of them in a row are sizes.
CERTAIN_LETTERS, CERTAIN_NUMBERS = 2, 3


def sizes_of(table: Table, source: StockSource, fields: Mapping[str, int]) -> list[str]:
    """The headings that are sizes: the declared ones, else those that can be nothing else; [] for an ordinary sheet.

    Raises InputRejected when sizes and a quantity column stand side by side and nothing says which counts.
    """
    if source.sizes:
        return [heading_text(size) for size in source.sizes]
    free = [heading for index, heading in enumerate(table.headings) if heading and index not in fields.values()]
    letters = [heading for heading in free if _LETTERS.match(heading)]
    numbers = [heading for heading in free if _NUMBERS.match(heading)]
    found = letters if len(letters) >= CERTAIN_LETTERS else numbers if _rising(numbers) else []
    if not found or "sku" not in fields or "quantity" in source.columns or "option2" in fields:
        return []
    if "quantity" in fields:
        raise InputRejected(
            _("{file} has a column for each size and a quantity column as well ({quantity}).").format(
                file=table.file, quantity=table.headings[fields["quantity"]]
            ),
            hint=_(
                'Declare in its source which count: sizes = [{sizes}], or columns = {{ quantity = "{quantity}" }}.'
            ).format(sizes=", ".join(f'"{size}"' for size in found), quantity=table.headings[fields["quantity"]]),
            code="sizes-unclear",
        )
    return found


def _rising(numbers: Sequence[str]) -> bool:
    values = [int(re.sub(r"\D", "", number)) for number in numbers]
    return len(values) >= CERTAIN_NUMBERS and values == sorted(set(values))


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
    values["sku"] = [_code(pattern, styles[at], colours[at], size) for at, size in places]
    values["option2"] = [size for _at, size in places]
    values["quantity"] = quantities
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
