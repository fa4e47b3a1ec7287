"""Amazon settlement report V2, flat file: one amount a row, proved by the summary row's total-amount."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.payouts.statements.amazon_settlement import SHARED, Component, read_settlements
from sellerkit.payouts.statements.columns import Cells, Columns
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table

COLUMNS = SHARED | {
    "amount_type": ("amount-type",),
    "description": ("amount-description",),
    "amount": ("amount",),
}


def read(table: Table, terms: Terms) -> Findings:
    """Every settlement of the file, proved. Amounts are signed from the seller's side."""
    return read_settlements(table, terms, Columns(table, COLUMNS), _amount)


def _amount(columns: Columns, cells: Cells) -> Sequence[Component]:
    words = columns.text(cells, "amount_type"), columns.text(cells, "description")
    return (Component("amount", *words, columns.amount(cells, "amount")),)
