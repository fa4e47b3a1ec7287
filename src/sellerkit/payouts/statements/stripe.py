"""Stripe: balance history, itemized balance change and payout reconciliation, proved row by row: net = gross − fee.

The three tell the same balance transactions under the same ids, so they are one format: taken in together they count once.
"""

from __future__ import annotations

import re
from datetime import UTC

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.payouts.statements.shopify import PROOF
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

COLUMNS = {
    "id": ("balance_transaction_id", "id"), "type": ("reporting_category", "Type"), "source": ("source_id", "Source"),
    "gross": ("gross", "Amount"), "fee": ("fee",), "net": ("net",), "currency": ("currency",),
    "created": ("created_utc", "Created (UTC)", "Created date (UTC)", "created"), "description": ("description",), "payout": ("automatic_payout_id", "Transfer"),
}  # fmt: skip
# The type begins with → kind of the amount. What a fee is taken from is a payment fee, but a dispute's is part of it.
KINDS: tuple[tuple[str, str], ...] = (
    ("charge_failure", "refund"), ("charge", "sale"), ("payment_refund", "refund"), ("payment_failure", "refund"), ("payment", "sale"), ("refund_failure", "sale"), ("refund", "refund"),
    ("partial_capture", "refund"), ("dispute", "chargeback"), ("payout_minimum", "reserve"), ("payout", "transfer"), ("transfer", "transfer"), ("topup", "transfer"),
    ("stripe_fee", "payment-fee"), ("stripe_fx_fee", "payment-fee"), ("fee", "payment-fee"), ("network_cost", "payment-fee"),
    ("tax_fee", "payment-fee"), ("tax", "tax"), ("issuing", "spending"), ("minimum_balance", "reserve"), ("anticipation", "transfer"), ("contribution", "service-fee"), ("climate", "service-fee"), ("application_fee", "service-fee"),
    ("platform_earning", "service-fee"), ("connect_reserved", "reserve"), ("connect", "transfer"), ("advance", "transfer"), ("financing", "transfer"),
    ("reserve", "reserve"), ("risk_reserved", "reserve"), ("obligation", "reserve"), ("currency_conversion", "conversion"),
    ("adjustment", "adjustment"), ("other_adjustment", "adjustment"),
)  # fmt: skip
# Columns that shops fill with their own order number.
_ORDER_COLUMN = re.compile(r"(?:(?:payment_)?metadata\W+)?order[_ ]?(?:id|number|name|no)?\W*(?:metadata)?\W*", re.I)
_ORDER = re.compile(r"\border\s*(?:no\.?|number)?\s*[:#]?\s*#?([A-Za-z]{0,4}-?\d[\w-]*)", re.I)


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency; amounts in its main unit, times in UTC."""
    book = Book(table, terms, COLUMNS)
    own = next((n for n, heading in enumerate(table.headings) if _ORDER_COLUMN.fullmatch(heading)), None)
    order = book.date_order("created")
    book.each(lambda number, cells: _row(book, number, cells, own, order))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, own: int | None, date_order: str) -> None:
    columns = book.columns
    gross, fee, net = (
        columns.amount(cells, "gross"),
        columns.amount(cells, "fee", ZERO),
        columns.amount(cells, "net"),
    )
    words, key = columns.text(cells, "type"), columns.code(cells, "id")
    kind = kind_of(words)
    currency = columns.text(cells, "currency").upper() or book.terms.currency
    posted = book.posted(cells, ("created",), UTC, date_order)
    first = PayoutLine(
        kind=kind, amount=gross, currency=currency, row=number, column=columns.headings["gross"],
        order_id="" if kind in ("transfer", "reserve") else _order(book, cells, own), posted_at=posted, platform_type=words,
        transaction_id=columns.code(cells, "source"), payout_id=columns.code(cells, "payout"),
        row_key=key or book.keys.of(posted, words, gross, fee),
    )  # fmt: skip
    fee_kind = "chargeback" if kind == "chargeback" else "payment-fee"
    parts = [(kind, gross, columns.headings["gross"]), (fee_kind, -fee, columns.headings.get("fee", ""))]
    account = book.add(parts_of(first, parts))
    if account:
        account.prove(PROOF, net, gross - fee, number, columns.headings["net"])


def _order(book: Book, cells: Cells, own: int | None) -> str:
    """The order number of the shop's own metadata, else the one in the description."""
    stated = text_of(cells[own]) if own is not None and own < len(cells) else ""
    if stated:
        return stated
    found = _ORDER.search(book.columns.text(cells, "description"))
    return found[1] if found else ""


def kind_of(words: str) -> str:
    """The kind of a Stripe type or reporting category; "other" for one that nobody knows."""
    word = words.casefold().replace(" ", "_")
    return next((kind for start, kind in KINDS if word.startswith(start)), "other")
