"""Square's transactions export: parts of every payment, proved by Net Total = Total Collected + Fees.

Cash that the shop took itself is in the file too; it stands in the total as in Square's own sums.
"""

from __future__ import annotations

from dataclasses import replace

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import zone_called
from sellerkit.payouts.statements.columns import Cells, Columns
from sellerkit.payouts.statements.reading import Findings, Terms, filled, plain
from sellerkit.sheets import Table

COLUMNS = {
    "date": ("Date",), "time": ("Time",), "zone": ("Time Zone",), "sales": ("Gross Sales",), "discounts": ("Discounts",),
    "cards": ("Gift Card Sales",), "tax": ("Tax",), "tip": ("Tip",), "refunds": ("Partial Refunds",), "collected": ("Total Collected",),
    "fees": ("Fees",), "net": ("Net Total",), "id": ("Transaction ID",), "payment": ("Payment ID",), "event": ("Event Type",),
    "reference": ("Customer Reference ID",), "service": ("Service Charges",),
}  # fmt: skip
PARTS = {
    "sales": "sale", "service": "sale", "discounts": "promotion", "cards": "sale", "tax": "tax", "tip": "sale", "refunds": "refund",
}  # fmt: skip
# The currencies that a sign can stand for in the countries where Square works; the first is meant when the shop's is none of them.
SIGNS = {"$": ("USD", "CAD", "AUD"), "£": ("GBP",), "€": ("EUR",), "¥": ("JPY",), "￥": ("JPY",)}
NET, COLLECTED = "net-is-collected-and-fees", "collected-is-its-parts"


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the file; Square names no currency but by its sign, so it is the source's or the shop's if it fits."""
    book = Book(table, replace(terms, currency=_currency(table, terms.currency)), COLUMNS)
    order = book.date_order("date", "zone")
    book.each(lambda number, cells: _row(book, number, cells, order or "mdy"))
    return book.findings()


def _currency(table: Table, currency: str) -> str:
    """The source's or the shop's currency, unless the money of the first row has the sign of another."""
    columns = Columns(table, {"collected": COLUMNS["collected"]})
    first = next((columns.text(cells, "collected") for _number, cells in filled(table)), "")
    fitting = next((names for sign, names in SIGNS.items() if sign in first), (currency,))
    return currency if currency in fitting else fitting[0]


def _row(book: Book, number: int, cells: Cells, order: str) -> None:
    columns = book.columns
    amounts = {name: columns.amount(cells, name, ZERO) for name in (*PARTS, "collected", "fees", "net")}
    event = columns.text(cells, "event")
    back = event.casefold() == "refund"
    code, at = columns.code(cells, "payment") or columns.code(cells, "id"), columns.text(cells, "time")
    # Several refunds may go back to one payment.
    key = f"{code}:{event}:{at}:{plain(amounts['net'])}" if code else ""
    zone = zone_called(columns.text(cells, "zone"), book.terms.zone)
    first = PayoutLine(
        kind="refund" if back else "sale", amount=ZERO, currency=book.terms.currency, row=number, column=columns.headings["sales"],
        order_id=columns.text(cells, "reference"), posted_at=book.posted(cells, ("date", "time"), zone, order), platform_type=event,
        transaction_id=columns.code(cells, "id"), row_key=key or book.keys.of(columns.text(cells, "date"), *amounts.values()),
    )  # fmt: skip
    parts = [
        ("refund" if back and kind == "sale" else kind, amounts[name], columns.headings[name])
        for name, kind in PARTS.items()
        if name in columns.at
    ]
    account = book.add(parts_of(first, [*parts, ("payment-fee", amounts["fees"], columns.headings.get("fees", ""))]))
    if account:
        account.prove(
            COLLECTED, amounts["collected"], sum((p[1] for p in parts), ZERO), number, columns.headings["collected"]
        )
        account.prove(NET, amounts["net"], amounts["collected"] + amounts["fees"], number, columns.headings["net"])
