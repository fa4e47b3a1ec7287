"""A count taken on paper while orders went out: what was counted, and what came and went since, is what is there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sellerkit.base.clock import iso_local, screen_time, today
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _, ngettext
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import ItemStock, Lot, StatedItem, StockLine
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of
from sellerkit.stock.count_mark import HEADING, CountMark, mark_of
from sellerkit.stock.lots import same_lot
from sellerkit.stock.units import shown_quantity
from sellerkit.store.counting import arrived_since, last_batch, lots_by_id, stated_since
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop

_NAMED = 8


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Counted lines as they stand now, what speaks against some of them, and what was added, for the answer."""

    lines: Sequence[StockLine]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    since: Mapping[str, object] = field(default_factory=dict)
    """For --json: `batch` and `at` of the workbook, `moved`: SKU → what came and went since, in its unit."""


def brought_up_to_date(shop: Shop, table: Table, lines: Sequence[StockLine], heading: str) -> UpToDate:
    """Add to each counted line of a workbook of `stock count` what moved since it was written.

    Other sheets come back as they are. `heading` is the column that problems name. Raises InputRejected for a workbook
    of another shop, or one that this store cannot know.
    """
    at = table.index.get(HEADING)
    if at is None:
        return UpToDate(lines)
    cells = ((number, text_of(row[at])) for number, row in table.raw.rows if at < len(row))
    marks = {number: mark for number, text in cells if (mark := mark_of(text))}
    if not marks:
        return UpToDate(lines)
    _of_this_store(shop, table, list(marks.values()))
    count = _Count(shop, table, marks, lines, heading)
    current = [count.line(line) for line in lines]
    settled = [line for line in current if line is not None]
    settled += count.arrived(settled)
    return UpToDate(settled, tuple(count.problems), count.notes(), count.since())


def _of_this_store(shop: Shop, table: Table, marks: Sequence[CountMark]) -> None:
    if any(mark.shop_id != shop.store.fact("shop_id") for mark in marks):
        message = _("{file} was written to count another shop.").format(file=table.file)
    elif max(mark.batch for mark in marks) > last_batch(shop.store.db):
        message = _("{file} was written later than anything this store knows.").format(file=table.file)
    else:
        return
    hint = _("Write a new workbook with `sellerkit stock count`, or delete the hidden column {column} to take the figures as they are now.").format(column=HEADING)  # fmt: skip
    raise InputRejected(message, hint=hint, code="count-not-of-this-store")


class _Count:
    """One workbook against the ledger."""

    def __init__(
        self, shop: Shop, table: Table, marks: Mapping[int, CountMark], lines: Sequence[StockLine], heading: str
    ) -> None:
        db = shop.store.db
        self.shop, self.table, self.marks, self.heading = shop, table, marks, heading
        skus = sorted({line.item.sku for line in lines if line.row in marks})
        self.batch = min(mark.batch for mark in marks.values())
        self.stocks: dict[str, ItemStock] = stock_of(db, skus, today=today(shop.zone))
        self.lots = lots_by_id(db, [mark.lot_id for mark in marks.values() if mark.lot_id is not None])
        self.stated = stated_since(db, skus, self.batch)
        self.moved_since = arrived_since(db, skus, self.batch)
        self.by_lot = {line.item.sku for line in lines if line.lot is not None and line.quantity is not None}
        self.by_lot |= {
            line.item.sku
            for line in lines
            if line.quantity is not None and (mark := marks.get(line.row)) and mark.lot_id is not None
        }
        self.problems: list[Problem] = []
        self.moved: dict[str, int] = {}

    def line(self, line: StockLine) -> StockLine | None:
        """The line as of now; None when it cannot be known. A row that a person added or changed stays as it is."""
        mark = self.marks.get(line.row)
        stock = self.stocks.get(line.item.sku)
        lot = self._lot(line, mark) if mark and stock else None
        if mark is None or stock is None or lot is None:
            return line
        # Only what was counted is taken: the sheet's names and shelves may be older than the shop's.
        same = line._replace(item=StatedItem(line.item.sku), lot=lot[0], lot_cost_minor=None)
        if line.quantity is None:
            return same
        later = self.stated.get(line.item.sku, 0)
        if later > mark.batch:
            self._problem(line, "stated-since", _("what is there of this item was stated in batch {number}, after the workbook was written").format(number=later),
                          _("Count it again, or undo that batch first: `sellerkit undo {number}`.").format(number=later))  # fmt: skip
            return None
        moved = self._there(stock, mark) - mark.booked
        self.moved[line.item.sku] = self.moved.get(line.item.sku, 0) + moved
        if line.quantity + moved < 0:
            self._problem(line, "counted-too-few", _("{moved} left after the workbook was written, more than was counted").format(moved=shown_quantity(-moved, stock.item)),
                          _("Count it again."))  # fmt: skip
            return None
        return same._replace(quantity=line.quantity + moved)

    def arrived(self, lines: Sequence[StockLine]) -> list[StockLine]:
        """Lots that came after the workbook was written: it could not name them, yet they are there."""
        named = {(line.item.sku, line.lot) for line in lines}
        first = {line.item.sku: line.row for line in reversed(lines)}
        found = []
        for sku in sorted(self.by_lot & set(first)):
            stock = self.stocks.get(sku)
            for one in stock.takeable if stock else ():
                lot = one.lot if one.lot_id is not None else None
                since = self.moved_since.get((sku, one.lot_id), 0)
                if (sku, lot) not in named and since > 0:
                    quantity = min(since, one.on_hand)
                    found.append(StockLine(first[sku], StatedItem(sku), quantity, lot))
                    self.moved[sku] = self.moved.get(sku, 0) + quantity
        return found

    def _lot(self, line: StockLine, mark: CountMark) -> tuple[Lot | None] | None:
        """The lot that the row was written for, in a tuple; None when a person made another lot of it."""
        if mark.lot_id is None:
            return None if line.lot is not None else (None,)
        sku, lot = self.lots.get(mark.lot_id, ("", Lot()))
        if sku != line.item.sku or (line.lot is not None and same_lot(line.lot, [(lot, True)]) != lot):
            return None
        return (lot,)

    def _there(self, stock: ItemStock, mark: CountMark) -> int:
        """What is there now of what the row counts."""
        if mark.lot_id is not None:
            return sum(one.on_hand for one in stock.lots if one.lot_id == mark.lot_id)
        if mark.of == "total" and stock.item.sku not in self.by_lot:
            return stock.on_hand
        return stock.on_hand - sum(one.on_hand for one in stock.lots)

    def _problem(self, line: StockLine, code: str, message: str, hint: str) -> None:
        place = Place(self.table.file, self.table.sheet, line.row, self.heading)
        self.problems.append(Problem(code, message, place, line.item.sku, hint))

    def notes(self) -> tuple[str, ...]:
        at = screen_time(min(mark.at for mark in self.marks.values()), self.shop.zone)
        moved = {sku: quantity for sku, quantity in self.moved.items() if quantity}
        if not moved:
            return (
                _(
                    "{file} was written at {time}, after batch {batch}; nothing that was counted has moved since."
                ).format(file=self.table.file, time=at, batch=self.batch),
            )
        shown = [f"{sku} {_signed(quantity, self.stocks[sku])}" for sku, quantity in moved.items()][:_NAMED]
        more = "…" if len(moved) > _NAMED else ""
        text = ngettext(
            "{file} was written at {time}, after batch {batch}. What came and went since was added to the count of {count} item: {moved}",
            "{file} was written at {time}, after batch {batch}. What came and went since was added to the count of {count} items: {moved}",
            len(moved),
        )
        return (
            text.format(
                file=self.table.file, time=at, batch=self.batch, count=len(moved), moved=", ".join(shown) + more
            ),
        )

    def since(self) -> dict[str, object]:
        moved = {sku: quantity for sku, quantity in self.moved.items() if quantity}
        return {
            "batch": self.batch,
            "at": iso_local(min(mark.at for mark in self.marks.values()), self.shop.zone),
            "moved": moved,
        }


def _signed(quantity: int, stock: ItemStock) -> str:
    return ("+" if quantity > 0 else "−") + shown_quantity(abs(quantity), stock.item)
