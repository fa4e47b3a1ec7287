"""Shopify's payouts summary: what every payout to the bank was made of, proved by its own total.

Fees and refunds stand with a minus here. It tells the money of the transactions export once more, by day.
"""

from __future__ import annotations

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table

COLUMNS = {
    "date": ("Payout Date",), "status": ("Status",), "charges": ("Charges",), "refunds": ("Refunds",), "adjustments": ("Adjustments",),
    "reserved": ("Reserved Funds",), "fees": ("Fees",), "retried": ("Retried Amount",), "advances": ("Advances",),
    "tax": ("Marketplace Sales Tax",), "credits": ("Credits",), "labels": ("Shipping Labels",), "total": ("Total",), "currency": ("Currency",),
    "payout": ("Payout ID",), "bank": ("Bank Reference",),
}  # fmt: skip
PARTS = {
    "charges": "sale", "refunds": "refund", "adjustments": "adjustment", "reserved": "reserve", "fees": "payment-fee", "retried": "transfer",
    "advances": "transfer", "tax": "tax-withheld", "credits": "adjustment", "labels": "shipping-label",
}  # fmt: skip
PROOF = "payout-is-its-parts"


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency: a payout's parts, and the payout itself as a transfer to the bank."""
    book = Book(table, terms, COLUMNS)
    order = book.date_order("date")
    book.each(lambda number, cells: _row(book, number, cells, order))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, date_order: str) -> None:
    columns = book.columns
    amounts = {name: columns.amount(cells, name, ZERO) for name in PARTS if name in columns.at}
    total = columns.amount(cells, "total")
    posted = book.posted(cells, ("date",), book.terms.zone, date_order)
    currency = columns.text(cells, "currency").upper() or book.terms.currency
    payout = columns.code(cells, "payout")
    first = PayoutLine(
        kind="transfer", amount=ZERO, currency=currency, row=number, column=columns.headings["total"], posted_at=posted,
        platform_type=columns.text(cells, "status"), payout_id=payout or columns.text(cells, "date")[:10], transaction_id=columns.code(cells, "bank"),
        row_key=payout or book.keys.of(posted, currency, total),
    )  # fmt: skip
    parts = [(PARTS[name], amount, columns.headings[name]) for name, amount in amounts.items()]
    account = book.add(parts_of(first, parts))
    if account:
        account.prove(PROOF, total, sum(amounts.values(), ZERO), number, columns.headings["total"])
