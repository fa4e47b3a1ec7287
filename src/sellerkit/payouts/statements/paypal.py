"""PayPal's activity download and statement, in the languages of its accounts.

Every row proves itself by net = gross + fee (a fee stands with a minus), every currency by its running balance. Rows
that PayPal gives no balance, such as holds and payments under way, moved no money.
"""

from __future__ import annotations

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import zone_called
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.paypal_words import COLUMNS, is_open, kind_of
from sellerkit.payouts.statements.reading import Findings, Terms, plain
from sellerkit.sheets import Table

PROOF = "net-is-gross-and-fee"


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency, with its opening and closing balance."""
    book = Book(table, terms, COLUMNS)
    columns = book.columns
    # Of PayPal's languages only English is spoken where the month comes first.
    order = book.date_order("date", "zone") or ("" if columns.headings["time"].casefold() == "time" else "dmy")
    book.each(lambda number, cells: _row(book, number, cells, order))
    book.close_balances()
    return book.findings()


def _row(book: Book, number: int, cells: Cells, order: str) -> None:
    columns = book.columns
    gross, fee = columns.amount(cells, "gross"), columns.amount(cells, "fee", ZERO)
    stated = columns.text(cells, "net")
    net = columns.amount(cells, "net") if stated else gross + fee
    currency = columns.text(cells, "currency").upper() or book.terms.currency
    balance = columns.amount(cells, "balance") if columns.text(cells, "balance") else None
    words = columns.text(cells, "type") or columns.text(cells, "description")
    zone = zone_called(columns.text(cells, "zone"), book.terms.zone)
    moved = _moved(book, cells, words)
    kind, posted = kind_of(words, income=gross > 0), book.posted(cells, ("date", "time"), zone, order)
    # Both sides of a conversion have one number, and so may a hold and its release.
    code = columns.code(cells, "id")
    told = (posted, words, gross, fee, currency, columns.text(cells, "balance"))
    key = f"{code}:{currency}:{plain(gross)}" if code else book.keys.of(*told)
    first = PayoutLine(
        kind=kind, amount=gross, currency=currency, row=number, column=columns.headings["gross"], order_id=_order(book, cells, kind),
        posted_at=posted, platform_type=words, transaction_id=columns.code(cells, "reference"),
        note="" if moved else f"{net} {columns.text(cells, 'status')}".strip(), row_key=key if moved else f"{key}:open",
    )  # fmt: skip
    parts = [(kind, gross, first.column), ("payment-fee", fee, columns.headings.get("fee", ""))] if moved else []
    account = book.add(parts_of(first, parts))
    if account and stated:
        account.prove(PROOF, net, gross + fee, number, columns.headings["net"])
    if moved:
        book.add_moved(currency, number, net, balance)


def _moved(book: Book, cells: Cells, words: str) -> bool:
    """Whether the balance changed: every such row states it, and only a file without balances tells it by status."""
    columns = book.columns
    if "balance" in columns.at:
        return bool(columns.text(cells, "balance"))
    return not is_open(columns.text(cells, "status"), words, columns.text(cells, "impact"))


def _order(book: Book, cells: Cells, kind: str) -> str:
    """The order number that the shop gave as invoice or custom number; "WC-777" keeps its prefix."""
    if kind in ("transfer", "conversion", "reserve", "spending"):
        return ""
    return book.columns.code(cells, "invoice") or book.columns.code(cells, "custom")
