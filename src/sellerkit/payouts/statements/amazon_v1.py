"""Amazon settlement report V1, flat file: up to nine amounts a row, proved by the summary row's total-amount.

Deprecated by Amazon, still in sellers' folders. Some files lack the promotion columns: columns are found by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sellerkit.payouts.statements.amazon_settlement import SHARED, Component, read_settlements
from sellerkit.payouts.statements.columns import Cells, Columns
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table

# amount column, the column with Amazon's word for it ("" where there is none), and the V2 amount-type it became.
AMOUNTS: tuple[tuple[str, str, str], ...] = (
    ("shipment-fee-amount", "shipment-fee-type", "Shipment-Fees"),
    ("order-fee-amount", "order-fee-type", "Order-Fees"),
    ("price-amount", "price-type", "ItemPrice"),
    ("item-related-fee-amount", "item-related-fee-type", "ItemFees"),
    ("misc-fee-amount", "", "other-transaction"),
    ("other-fee-amount", "other-fee-reason-description", "other-transaction"),
    ("promotion-amount", "promotion-type", "Promotion"),
    ("direct-payment-amount", "direct-payment-type", "Direct-Payment"),
    ("other-amount", "", "other-transaction"),
)
COLUMNS = SHARED | {name: (name,) for amount, word, _kind in AMOUNTS for name in (amount, word) if name}
_ZERO = Decimal(0)


def read(table: Table, terms: Terms) -> Findings:
    """Every settlement of the file, proved. Amounts are signed from the seller's side."""
    return read_settlements(table, terms, Columns(table, COLUMNS), _amounts)


def _amounts(columns: Columns, cells: Cells) -> Sequence[Component]:
    found = []
    for column, word, amount_type in AMOUNTS:
        if columns.text(cells, column):
            # Where a column has no word of its own, the transaction type says what it is (Subscription Fee).
            described = (columns.text(cells, word) if word else "") or columns.text(cells, "type")
            found.append(Component(column, amount_type, described, columns.amount(cells, column, _ZERO)))
    return found
