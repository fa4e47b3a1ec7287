"""Reading a workbook of `stock count` back: a count holds for the moment its workbook was written.

What came and went after that moment is replayed on top: parcels, deliveries, repacking, signed adjustments. A row is
refused when that cannot be known: something else stated the item since (a set, another count, an adjustment without a
sign). Reserved goods are on the shelf and counted. The same workbook may come again: what it said before is replaced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sellerkit.base.clock import iso_local, screen_time, today
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _, ngettext
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import ItemStock, StockLine
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of
from sellerkit.stock.count_mark import HEADING, CountMark, mark_of
from sellerkit.stock.count_replay import CannotKnow, Replay
from sellerkit.stock.units import shown_quantity
from sellerkit.store.counting import last_batch
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
    arrived: tuple[StockLine, ...] = ()
    """Those of the lines that stand in no row: lots that came after the workbook was written."""
    count_of: str = ""
    """Which workbook it is, so that it can come again."""


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
    arrived = tuple(count.replay.arrived(settled))
    return UpToDate(
        [*settled, *arrived],
        tuple(count.problems),
        count.notes(),
        count.since(),
        arrived,
        ";".join(sorted(count.replay.workbooks)),
    )


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
    """One workbook brought up to date: what is left to say of it."""

    def __init__(
        self, shop: Shop, table: Table, marks: Mapping[int, CountMark], lines: Sequence[StockLine], heading: str
    ) -> None:
        self.shop, self.table, self.marks, self.heading = shop, table, marks, heading
        self.replay = Replay(shop.store.db, marks, lines, today(shop.zone))
        self.problems: list[Problem] = []

    def line(self, line: StockLine) -> StockLine | None:
        """The line as of now; None when it cannot be known."""
        try:
            return self.replay.line(line)
        except CannotKnow as why:
            place = Place(self.table.file, self.table.sheet, line.row, self.heading)
            self.problems.append(Problem(why.code, why.message, place, line.item.sku, why.hint))
            return None

    @property
    def moved(self) -> dict[str, int]:
        return {sku: quantity for sku, quantity in self.replay.moved.items() if quantity}

    def notes(self) -> tuple[str, ...]:
        at = screen_time(min(mark.at for mark in self.marks.values()), self.shop.zone)
        moved = self.moved
        if not moved:
            return (
                _(
                    "{file} was written at {time}, after batch {batch}; nothing that was counted has moved since."
                ).format(file=self.table.file, time=at, batch=self.replay.first.batch),
            )
        shown = [f"{sku} {_signed(quantity, self.replay.stocks[sku])}" for sku, quantity in moved.items()][:_NAMED]
        more = "…" if len(moved) > _NAMED else ""
        text = ngettext(
            "{file} was written at {time}, after batch {batch}. What came and went since was added to the count of {count} item: {moved}",
            "{file} was written at {time}, after batch {batch}. What came and went since was added to the count of {count} items: {moved}",
            len(moved),
        )
        return (
            text.format(
                file=self.table.file,
                time=at,
                batch=self.replay.first.batch,
                count=len(moved),
                moved=", ".join(shown) + more,
            ),
        )

    def since(self) -> dict[str, object]:
        return {
            "batch": self.replay.first.batch,
            "at": iso_local(min(mark.at for mark in self.marks.values()), self.shop.zone),
            "moved": self.moved,
        }


def _signed(quantity: int, stock: ItemStock) -> str:
    return ("+" if quantity > 0 else "−") + shown_quantity(abs(quantity), stock.item)
