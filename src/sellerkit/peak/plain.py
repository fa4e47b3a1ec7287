"""Cartonise plain files without a shop: the columns that neutral data sets use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.model.carton import Carton
from sellerkit.packing import Item, Memo, Packing, Rules, pack
from sellerkit.sheets import Row, headings_of, table_at

ORDER_COLUMNS = ("order_id", "sku", "qty", "length_mm", "width_mm", "height_mm", "weight_g")
CARTON_COLUMNS = ("carton_id", "tare_g", "inner_length_mm", "inner_width_mm", "inner_height_mm", "max_gross_g")
MOST = 1_000_000  # pieces, millimetres or grams that one cell may say
MOST_PIECES = 10_000  # of one order; a pallet is no parcel


def pack_files(
    orders: Path, cartons: Path, *, upright: bool, support: bool, progress: Callable[..., Any]
) -> list[tuple[str, Packing]]:
    """Pack every order of a file, in the file's order. Raises InputRejected with every bad cell of both files."""
    found = Cells()
    boxes = [found.carton(row) for row in _rows(cartons, CARTON_COLUMNS)]
    baskets = found.baskets(_rows(orders, ORDER_COLUMNS))
    found.refuse(orders, cartons)
    if not boxes:
        raise InputRejected(_("{file} has no carton in it.").format(file=cartons.name), code="no-rows",
                            hint=_("Write one line for each carton below the headings."))  # fmt: skip
    rules, memo = Rules(support=0.7 if support else 0.0, all_upright=upright), Memo()
    packed: list[tuple[str, Packing]] = []
    with progress(len(baskets), _("Packing")) as bar:
        for order, items in baskets.items():
            packed.append((order, pack(items, boxes, rules, memo)))
            bar.advance()
    return packed


@dataclass
class Cells:
    """Reads cells and keeps every problem."""

    problems: list[Problem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def baskets(self, rows: Iterator[Row]) -> dict[str, list[Item]]:
        """The pieces of each order; its rows need not stand together."""
        baskets: dict[str, list[Item]] = {}
        for row in rows:
            basket = baskets.setdefault(self.name(row, "order_id"), [])
            quantity = self.whole(row, "qty")
            basket += [self.item(row)] * min(quantity, MOST_PIECES)
            if max(quantity, len(basket)) > MOST_PIECES:
                self.bad(row, "qty", _("must be less: an order has at most {most} pieces").format(most=MOST_PIECES), _("Split the order."))  # fmt: skip
                basket.clear()
        return baskets

    def item(self, row: Row) -> Item:
        size = tuple(self.whole(row, name) for name in ("length_mm", "width_mm", "height_mm"))
        upright = row.text("keep_upright").lower()
        if upright not in ("", "0", "1"):
            self.bad(row, "keep_upright", _("must be 1 or 0"), _("1 keeps the height upright, 0 or nothing does not."))
        weight = self.whole(row, "weight_g", least=0)
        return Item(self.name(row, "sku"), (size[0], size[1], size[2]), weight, keep_upright=upright == "1")

    def carton(self, row: Row) -> Carton:
        inner = tuple(self.whole(row, f"inner_{name}_mm") for name in ("length", "width", "height"))
        name = self.name(row, "carton_id")
        if name in self.names:
            self.bad(row, "carton_id", _("stands there twice"), _("Give every carton a name of its own."))
        self.names.add(name)
        tare, gross = self.whole(row, "tare_g", least=0), self.whole(row, "max_gross_g")
        return Carton(name, (inner[0], inner[1], inner[2]), tare, gross)

    def whole(self, row: Row, column: str, least: int = 1) -> int:
        """A whole number from `least` on; `least` in its place when the cell is bad."""
        text = row.text(column)
        if text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= MOST:
            return int(text)
        self.bad(row, column, _("must be a whole number of at least {least} and at most {most}").format(least=least, most=MOST),
                 _("Write pieces, millimetres and grams without decimals."))  # fmt: skip
        return least

    def name(self, row: Row, column: str) -> str:
        text = row.text(column)
        if not text:
            self.bad(row, column, _("is empty, and every row needs it"), _("Fill it in, or delete the row."))
        return text

    def bad(self, row: Row, column: str, message: str, hint: str) -> None:
        code = "not-a-number" if column not in ("order_id", "sku", "carton_id", "keep_upright") else "bad-cell"
        self.problems.append(Problem(code, message, row.place.at(column), row.text(column)[:200], hint))

    def refuse(self, *files: Path) -> None:
        if self.problems:
            names = ", ".join(file.name for file in files if any(p.place.file == file.name for p in self.problems))
            raise InputRejected(
                _("{file} has {count} bad cells.").format(file=names, count=len(self.problems)),
                hint=self.problems[0].hint,
                code="bad-rows",
                problems=self.problems,
            )


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[Row]:
    """Every row that is not blank, below the headings. Raises InputRejected for a file that lacks a column."""
    table = table_at(path, wanted)
    if table is None:
        best = max(headings_of(path), key=lambda one: len({*one[2]} & {*wanted}), default=("", 1, ()))
        missing = [name for name in wanted if name not in best[2]]
        raise InputRejected(
            _("{file} lacks the columns {columns}.").format(file=path.name, columns=", ".join(missing)),
            hint=_("Its first line must name: {columns}").format(columns=", ".join(wanted)),
            code="missing-column",
        )
    return (row for row in table.rows if row.filled())
