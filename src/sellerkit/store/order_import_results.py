"""What became of the orders of one file, and what a person may have to look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """What became of one order of the export. `verdict` "older" or "doubtful": the file was not believed.

    `held_for` is the word in its notes for which it was held just now.
    """

    outcome: str
    verdict: str
    status: str
    held_for: str = ""


@dataclass(frozen=True, slots=True)
class LineWithoutItem:
    """A line of the export that no item is known for: index of its order, its row, what names it."""

    order: int
    row: int | None
    code: str
    title: str
    properties: str


@dataclass(frozen=True, slots=True)
class ItemWanted:
    """An item that the open orders want more of than is there, and the first order and row of the export that do."""

    sku: str
    order: int
    row: int | None


@dataclass(frozen=True, slots=True)
class SavedOrders:
    """One SavedOrder for each order that was given, in its place; what a person may have to look at.

    `without_lines` counts open orders whose items no file has listed yet; `fresh` are the rows of the orders that were
    paid for with this file, in the order of their payment.
    """

    orders: tuple[SavedOrder, ...]
    without_item: tuple[LineWithoutItem, ...]
    wanted: tuple[ItemWanted, ...]
    without_lines: int
    fresh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The same of a part of the file's orders, each with its place in the file; `fresh` has (paid at, place, row)."""

    orders: tuple[tuple[int, SavedOrder], ...]
    without_item: tuple[LineWithoutItem, ...]
    without_lines: int
    fresh: tuple[tuple[str, int, int], ...]
