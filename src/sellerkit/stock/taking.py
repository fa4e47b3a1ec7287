"""From the blocks of a sheet to stock lines: what is goods, what it means, and every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.model.item import StockLine
from sellerkit.model.stock_lines import StockLines
from sellerkit.sheets import Row, Sheet
from sellerkit.sheets.walking import Block, Walk
from sellerkit.stock.columns import plain_lines
from sellerkit.stock.matrix import FIELD, SIZE_COLUMN, spread
from sellerkit.stock.sheet import StockRow
from sellerkit.stock.totals import wrong_size_totals
from sellerkit.stock.understanding import Fault, Reading, line_of
from sellerkit.store.stock import all_skus, known_items

if TYPE_CHECKING:
    import sqlite3

# What makes a row more than a name: without one of these and without a code it is a caption, not goods.
GOODS = frozenset({"barcode", "quantity", "pack", "cost", "price", "lot", "produced", "expires"})


class Taking:
    """Walks the whole sheet. Afterwards: `lines`, `problems` (not those of the walk), and counts of what was passed over."""

    def __init__(
        self, walk: Walk, sheet: Sheet[StockRow], columns: Mapping[str, str], key: Sequence[str], reading: Reading,
        db: sqlite3.Connection, sizes: Sequence[str] = (), pattern: str = "",
    ) -> None:  # fmt: skip
        self.sizes, self.pattern = sizes, pattern
        self.walk, self.sheet, self.columns, self.key, self.reading, self.db = walk, sheet, columns, key, reading, db
        self.lines = StockLines()
        self.problems: list[Problem] = []
        self.captions = self.rounded = 0
        self._has_items = bool(all_skus(db, limit=1))
        self._group: str | None = None
        self._name: str | None = None
        with_goods = {name for name in columns if name in GOODS or name.startswith(FIELD)}
        if key:
            others = [name for name, heading in columns.items() if heading not in key and name not in ("sku", "group")]
            self._goods = self._bits(others) if with_goods else -1
        else:
            self._goods = self._bits(["sku", *with_goods])
        for block in walk.blocks():
            self._take(block)

    def _take(self, block: Block) -> None:
        if self._goods != -1 and not all(mask & self._goods for mask in set(block.masks)):
            goods = [mask & self._goods != 0 for mask in block.masks]
            self.captions += goods.count(False)
            block = block.kept(goods)
        if not block.numbers:
            return
        self._share(block)
        if self.sizes:
            self.problems += wrong_size_totals(block, self.sizes)
            block = spread(block, self.sizes, self.pattern)
        known = known_items(self.db, list(filter(None, block.values.get("sku", ())))) if self._has_items else {}
        reading = replace(self.reading, known=known) if known else self.reading
        lines, unusual = plain_lines(block, reading)
        for name in ("cost", "price"):
            column = block.values.get(name, ())
            if Decimal in set(map(type, column)):
                self.rounded += sum(1 for value in column if type(value) is Decimal)
        judged = [line for at in unusual if (line := self._judged(block, at, reading))]
        if judged:
            lines.extend(StockLines.of(judged))
            lines = lines.by_row()
        self.lines.extend(lines)

    def _judged(self, block: Block, at: int, reading: Reading) -> StockLine | None:
        """One unusual row, understood cell by cell; its faults become problems."""
        row = StockRow(
            **{one.name: block.values[one.name][at] if one.name in block.values else None for one in fields(StockRow)}
        )
        faults: list[Fault] = []
        if row.sku is None:
            hint = _("Fill in its code, or delete the row.")
            faults.append(Fault("sku", "missing-sku", _("this row has goods but no SKU"), hint))
        line = line_of(block.numbers[at], row, reading, faults)
        place = Row(block.numbers[at], block.cells[at], *block.under[at]).place
        columns = self.columns
        if SIZE_COLUMN in block.values:
            columns = {**columns, "quantity": block.values[SIZE_COLUMN][at]}
        self.problems += [
            Problem(f.code, f.message, place.at(columns.get(f.field, f.field)), f.value, f.hint) for f in faults
        ]
        return None if faults else line

    def _share(self, block: Block) -> None:
        """Titles and categories that one row says for those below it.

        Where rows are grouped by a handle, the title of the first stands for those below it that have none; the text of
        a group row is the category of the rows under it that name none.
        """
        values = block.values
        if "group" in values:
            values["name"] = self._shared_names(values["group"], values.get("name", [None] * len(block.numbers)))
        if any(text for _table, text in (block.under[0], block.under[-1])) or len(set(map(id, block.under))) > 1:
            own = values.get("category", [None] * len(block.numbers))
            values["category"] = [said or under[1] or None for said, under in zip(own, block.under, strict=True)]

    def _shared_names(self, groups: Sequence[str | None], names: Sequence[str | None]) -> list[str | None]:
        shared = []
        for group, name in zip(groups, names, strict=True):
            if group is not None:
                if name is None and group == self._group:
                    name = self._name
                self._group, self._name = group, name
            shared.append(name)
        return shared

    def _bits(self, fields: Sequence[str]) -> int:
        return sum(self.walk.bits[field] for field in fields if field in self.walk.bits)
