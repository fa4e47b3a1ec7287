"""What was counted, as of the moment its workbook was written, and what came and went after: what is there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sellerkit.base.language import _
from sellerkit.model.item import ItemStock, Lot, StatedItem, StockLine
from sellerkit.stock.count_mark import CountMark
from sellerkit.stock.lots import same_lot
from sellerkit.stock.units import shown_quantity
from sellerkit.store.counting import Known, known_of, lots_by_id, moves_since
from sellerkit.trade.availability import stock_of

if TYPE_CHECKING:
    import sqlite3

# A parcel leaves and comes back by its own number, whatever else was undone meanwhile.
_PARCELS = frozenset({"ship", "return"})


class CannotKnow(Exception):
    """A counted row that nobody can bring up to date: a problem's code, message and hint."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a row counts: a lot, what has no lot, or (of None and not loose) the whole item."""

    lot: Lot | None
    lot_id: int | None
    loose: bool
    mark: CountMark
    marked: bool

    def holds(self, lot_id: int | None) -> bool:
        return (not self.loose and self.lot_id is None) or lot_id == self.lot_id


class Replay:
    """One workbook against the ledger. Each line that is asked for adds to `moved`: SKU → what came and went since."""

    def __init__(
        self, db: sqlite3.Connection, marks: Mapping[int, CountMark], lines: Sequence[StockLine], today: date
    ) -> None:
        skus = sorted({line.item.sku for line in lines})
        self.marks = marks
        self.first = min(marks.values(), key=lambda mark: mark.batch)
        self.stocks: dict[str, ItemStock] = stock_of(db, skus, today=today)
        self.lots = lots_by_id(db, [mark.lot_id for mark in marks.values() if mark.lot_id is not None])
        self.known = known_of(db, skus)
        self.moves = moves_since(db, skus, self.first.batch)
        self.workbooks = {mark.workbook for mark in marks.values()}
        self.by_lot = {
            line.item.sku for line in lines if line.lot is not None or ((mark := marks.get(line.row)) and mark.lot_id)
        }
        self.by_lot |= {sku for sku, stock in self.stocks.items() if stock.lots}
        self.moved: dict[str, int] = {}

    def line(self, line: StockLine) -> StockLine:
        """The line as of now. Raises CannotKnow."""
        counted = self._counted(line)
        if counted is None:  # goods that the shop did not know
            return line
        if counted.marked:
            # Only what was counted is taken: the sheet's names and shelves may be older than the shop's.
            line = line._replace(item=StatedItem(line.item.sku), lot=counted.lot, lot_cost_minor=None)
        if line.quantity is None:
            return line
        sku, stock = line.item.sku, self.stocks[line.item.sku]
        moves = [one for one in self.moves.get(sku, ()) if one.batch > counted.mark.batch]
        came = sum(one.delta for one in moves if counted.holds(one.lot_id) and not one.states)
        self._trust(line, counted, came)
        if line.quantity + came < 0:
            raise CannotKnow(
                "counted-too-few",
                _("{moved} left after the workbook was written, more than was counted").format(
                    moved=shown_quantity(-came, stock.item)
                ),
                _("Count it again."),
            )
        self.moved[sku] = self.moved.get(sku, 0) + came
        return line._replace(quantity=line.quantity + came)

    def arrived(self, lines: Sequence[StockLine]) -> Iterator[StockLine]:
        """Lots that came after the workbook was written: it could not name them, yet they are there."""
        named = {(line.item.sku, line.lot) for line in lines}
        rows = {line.item.sku: line.row for line in reversed(lines) if line.quantity is not None}
        for sku in sorted(self.by_lot & set(rows)):
            stock = self.stocks.get(sku)
            for one in stock.takeable if stock else ():
                lot = one.lot if one.lot_id is not None else None
                since = sum(
                    move.delta for move in self.moves.get(sku, ()) if move.lot_id == one.lot_id and not move.states
                )
                if (sku, lot) not in named and since > 0:
                    quantity = one.on_hand if self._stated(sku, self.first.batch) else since
                    self.moved[sku] = self.moved.get(sku, 0) + since
                    yield StockLine(rows[sku], StatedItem(sku), quantity, lot)

    def _counted(self, line: StockLine) -> _Counted | None:
        """What the row counts; None for an item or a lot that the shop does not have."""
        mark, sku = self.marks.get(line.row), line.item.sku
        if sku not in self.stocks:
            return None
        if mark is not None and mark.lot_id is None and line.lot is None:
            return _Counted(None, None, mark.of == "loose" or sku in self.by_lot, mark, True)
        if mark is not None and mark.lot_id is not None:
            its, lot = self.lots.get(mark.lot_id, ("", Lot()))
            if its == sku and (line.lot is None or same_lot(line.lot, [(lot, True)]) == lot):
                return _Counted(lot, mark.lot_id, False, mark, True)
        # A row that a person added, or made another lot of.
        found = self._known(line)
        return (
            None
            if found is None
            else _Counted(found.lot, found.lot_id, sku in self.by_lot and not found.lot_id, self.first, False)
        )

    def _known(self, line: StockLine) -> Known | None:
        known = self.known.get(line.item.sku, [])
        if line.lot is None:
            return next(one for one in known if one.lot_id is None)
        lot = same_lot(line.lot, [(one.lot, True) for one in known if one.lot is not None])
        return next((one for one in known if one.lot is not None and one.lot == lot), None)

    def _trust(self, line: StockLine, counted: _Counted, came: int) -> None:
        """Raise CannotKnow when the books do not say what was there at the moment of the workbook."""
        sku, stock = line.item.sku, self.stocks[line.item.sku]
        there = self._there(stock, counted)
        if (line.quantity or 0) + came == there:
            return
        if later := self._stated(sku, counted.mark.batch):
            raise CannotKnow(
                "stated-since",
                _("what is there of this item was stated in batch {number}, after the workbook was written").format(number=later),
                _("Count it again, or undo that batch first: `sellerkit undo {number}`.").format(number=later),
            )  # fmt: skip
        moves = [one for one in self.moves.get(sku, ()) if one.batch > counted.mark.batch and counted.holds(one.lot_id)]
        then = there - sum(one.delta for one in moves)
        if (
            counted.marked
            and then != counted.mark.booked
            and any(not one.states and one.kind not in _PARCELS for one in moves)
        ):
            raise CannotKnow(
                "stated-since",
                _("what the books said when the workbook was written was undone since, and more came or went"),
                _("Count it again."),
            )
        new = not counted.marked and any(
            one.batch > counted.mark.batch for one in self.known[sku] if one.lot_id == counted.lot_id
        )
        if new and came > 0:
            raise CannotKnow(
                "arrived-since",
                _("this came after the workbook was written, so the count of that moment cannot hold it"),
                _("Delete the row: what came since is added by itself. Or write a new workbook and count again."),
            )

    def _stated(self, sku: str, batch: int) -> int:
        """The last batch that said what is there of it, after that one; a count in this very workbook is no such thing."""
        found = [
            one.states
            for one in self.moves.get(sku, ())
            if one.states and one.batch > batch and not self.workbooks & set(one.workbook.split(";"))
        ]
        return max(found, default=0)

    def _there(self, stock: ItemStock, counted: _Counted) -> int:
        """What the books say now of what the row counts."""
        if counted.lot_id is not None:
            return sum(one.on_hand for one in stock.lots if one.lot_id == counted.lot_id)
        in_lots = sum(one.on_hand for one in stock.lots) if counted.loose else 0
        return stock.on_hand - in_lots
