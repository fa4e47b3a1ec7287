"""PayPal's activity download and statement, in the languages of its accounts.

Every row proves itself by net = gross + fee (a fee stands with a minus), every currency by its running balance. Rows
that PayPal gives no balance, such as holds and payments under way, moved no money.
"""

from __future__ import annotations

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.alipay_controls import Step, balance_controls
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import order_of, zone_called
from sellerkit.payouts.statements.paypal_words import COLUMNS, is_open, kind_of
from sellerkit.payouts.statements.reading import BadCell, Cells, Findings, Terms, filled, moment_text
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

PROOF = "net-is-gross-and-fee"


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency, with its opening and closing balance."""
    book = Book(table, terms, COLUMNS)
    columns = book.columns
    order = table.options.date_order or order_of(
        (columns.text(cells, "date"), columns.text(cells, "zone")) for _number, cells in filled(table)
    )
    steps: dict[str, list[Step]] = {}
    book.each(lambda number, cells: _row(book, number, cells, order, steps))
    for currency, rows in steps.items():
        account = book.account(currency)
        controls, account.opening, account.closing = balance_controls(rows, columns.headings.get("balance", ""))
        account.controls.extend(controls)
    return book.findings()


def _row(book: Book, number: int, cells: Cells, order: str, steps: dict[str, list[Step]]) -> None:
    columns = book.columns
    gross, fee = columns.amount(cells, "gross"), columns.amount(cells, "fee", ZERO)
    net = columns.amount(cells, "net") if "net" in columns.at else gross + fee
    currency = columns.text(cells, "currency").upper() or book.terms.currency
    balance = columns.amount(cells, "balance") if columns.text(cells, "balance") else None
    words = columns.text(cells, "type") or columns.text(cells, "description")
    moved = balance is not None if "balance" in columns.at else not is_open(columns.text(cells, "status"))
    kind, posted = kind_of(words, income=gross > 0), _posted(book, cells, order)
    code = columns.code(cells, "id")
    key = (
        f"{code}:{currency}"
        if code
        else book.keys.of(posted, words, gross, fee, currency, columns.text(cells, "balance"))
    )
    first = PayoutLine(
        kind=kind, amount=gross, currency=currency, row=number, column=columns.headings["gross"], order_id=_order(book, cells, kind),
        posted_at=posted, platform_type=words, transaction_id=columns.code(cells, "reference"),
        note="" if moved else f"{net} {columns.text(cells, 'status')}".strip(), row_key=key if moved else f"{key}:open",
    )  # fmt: skip
    parts = [(kind, gross, first.column), ("payment-fee", fee, columns.headings.get("fee", ""))] if moved else []
    account = book.add(parts_of(first, parts))
    if account and "net" in columns.at:
        account.prove(PROOF, net, gross + fee, number, columns.headings["net"])
    if moved:
        steps.setdefault(currency, []).append(Step(number, max(net, ZERO), max(-net, ZERO), balance))


def _order(book: Book, cells: Cells, kind: str) -> str:
    """The order number that the shop gave as invoice or custom number; "WC-777" keeps its prefix."""
    if kind in ("transfer", "conversion", "reserve", "spending"):
        return ""
    return book.columns.code(cells, "invoice") or book.columns.code(cells, "custom")


def _posted(book: Book, cells: Cells, order: str) -> str | None:
    columns = book.columns
    written = f"{columns.text(cells, 'date')} {columns.text(cells, 'time')}".strip()
    try:
        return moment_text(written, zone_called(columns.text(cells, "zone"), book.terms.zone), order)
    except CellError as error:
        raise BadCell(columns.headings["date"], written, error) from None
