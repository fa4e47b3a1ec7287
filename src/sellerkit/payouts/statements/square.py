"""Square's transactions export: parts of every payment, proved by Net Total = Total Collected + Fees.

Cash that the shop took itself is in the file too; it stands in the total as in Square's own sums.
"""

from __future__ import annotations

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import order_of, zone_called
from sellerkit.payouts.statements.reading import BadCell, Cells, Findings, Terms, filled, moment_text
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

COLUMNS = {
    "date": ("Date",), "time": ("Time",), "zone": ("Time Zone",), "sales": ("Gross Sales",), "discounts": ("Discounts",),
    "cards": ("Gift Card Sales",), "tax": ("Tax",), "tip": ("Tip",), "refunds": ("Partial Refunds",), "collected": ("Total Collected",),
    "fees": ("Fees",), "net": ("Net Total",), "id": ("Transaction ID",), "payment": ("Payment ID",), "event": ("Event Type",),
    "reference": ("Customer Reference ID",), "service": ("Service Charges",),
}  # fmt: skip
PARTS = {
    "sales": "sale", "service": "sale", "discounts": "promotion", "cards": "sale", "tax": "tax", "tip": "sale", "refunds": "refund",
}  # fmt: skip
NET, COLLECTED = "net-is-collected-and-fees", "collected-is-its-parts"


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the file; Square names no currency, so it is the source's or the shop's."""
    book = Book(table, terms, COLUMNS)
    columns = book.columns
    order = table.options.date_order or order_of(
        (columns.text(cells, "date"), columns.text(cells, "zone")) for _number, cells in filled(table)
    )
    book.each(lambda number, cells: _row(book, number, cells, order or "mdy"))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, order: str) -> None:
    columns = book.columns
    amounts = {name: columns.amount(cells, name, ZERO) for name in (*PARTS, "collected", "fees", "net")}
    event = columns.text(cells, "event")
    back = event.casefold() == "refund"
    key = ":".join(filter(None, (columns.code(cells, "payment") or columns.code(cells, "id"), event if back else "")))
    first = PayoutLine(
        kind="refund" if back else "sale", amount=ZERO, currency=book.terms.currency, row=number, column=columns.headings["sales"],
        order_id=columns.text(cells, "reference"), posted_at=_posted(book, cells, order), platform_type=event,
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


def _posted(book: Book, cells: Cells, order: str) -> str | None:
    columns = book.columns
    written = f"{columns.text(cells, 'date')} {columns.text(cells, 'time')}".strip()
    try:
        return moment_text(written, zone_called(columns.text(cells, "zone"), book.terms.zone), order)
    except CellError as error:
        raise BadCell(columns.headings["date"], written, error) from None
