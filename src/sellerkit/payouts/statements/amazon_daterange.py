"""Amazon's date-range (unified transaction) report: one row a transaction, its parts in columns, their sum in total.

It tells what the settlement reports tell; where both were taken in, reconciling counts it once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.amazon_daterange_words import (
    COLUMNS,
    PARTS,
    WHOLE,
    currency_of,
    currency_stated,
    kind_of,
)
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import OFFSETS, plain_date, zone_called
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns, moment_text
from sellerkit.payouts.statements.reading import Findings, Terms, filled
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError
from sellerkit.sheets.text import text_of

PROOF = "total-is-its-parts"
_ZONE = re.compile(rf"\s+({'|'.join(OFFSETS)}|(?:GMT|UTC)\s?[+-]\d+(?::\d\d)?)\s*$")


def read(table: Table, terms: Terms) -> Findings:
    """One statement, in the currency that the report's preamble or its marketplace gives, else the source's or the shop's."""
    book = Book(table, replace(terms, currency=_currency(table) or terms.currency), COLUMNS)
    whole = all(name in book.columns.at for name in WHOLE)
    # Only the English report is made for countries that write the month first.
    order = book.date_order("posted") or ("" if book.columns.headings["posted"].casefold() == "date/time" else "dmy")
    book.each(lambda number, cells: _row(book, number, cells, whole, order))
    return book.findings()


def _currency(table: Table) -> str:
    said = (currency_stated(text_of(cell)) for _number, cells in table.preamble for cell in cells)
    if stated := next(filter(None, said), ""):
        return stated
    columns = Columns(table, {"marketplace": COLUMNS["marketplace"]})
    if "marketplace" not in columns.at:
        return ""
    found = (currency_of(columns.text(cells, "marketplace")) for _number, cells in filled(table))
    return next(filter(None, found), "")


def _row(book: Book, number: int, cells: Cells, whole: bool, date_order: str) -> None:
    columns = book.columns
    total, words, description = (
        columns.amount(cells, "total"),
        columns.text(cells, "type"),
        columns.text(cells, "description"),
    )
    order, posted = columns.code(cells, "order"), _posted(book, cells, date_order)
    kind = kind_of(words, "" if order else description)
    amounts = {name: columns.amount(cells, name, ZERO) for name in PARTS if name in columns.at}
    first = PayoutLine(
        kind=kind, amount=total, currency=book.terms.currency, row=number, column=columns.headings["total"], order_id="" if kind == "transfer" else order,
        posted_at=posted, platform_type=" / ".join(filter(None, (words, description if not order else ""))),
        payout_id=columns.code(cells, "settlement"), sku=columns.text(cells, "sku"),
        row_key=book.keys.of(posted, columns.code(cells, "settlement"), words, order, columns.text(cells, "sku"), total, *amounts.values()),
    )  # fmt: skip
    if not whole:
        book.add([first])
        return
    account = book.add(parts_of(first, _parts(book, kind, amounts)))
    if account:
        account.prove(PROOF, total, sum(amounts.values(), ZERO), number, columns.headings["total"])


def _parts(book: Book, kind: str, amounts: Mapping[str, Decimal]) -> list[tuple[str, Decimal, str]]:
    """The parts; what a buyer gets back is a refund, and money without a column of its own is what the row is."""
    found = []
    for name, amount in amounts.items():
        returned = kind in ("refund", "chargeback") and PARTS[name] in ("sale", "shipping-income", "promotion", "tax")
        bare = name in ("other", "other_fees") and kind not in ("sale", "refund")
        part = kind if returned or bare else PARTS[name]
        found.append((part, amount, book.columns.headings[name]))
    return found


def _posted(book: Book, cells: Cells, date_order: str) -> str | None:
    written = book.columns.text(cells, "posted")
    zone = _ZONE.search(written)
    clock = zone_called(zone[1] if zone else "", book.terms.zone)
    try:
        return moment_text(plain_date(written[: zone.start()] if zone else written), clock, date_order)
    except CellError as error:
        raise BadCell(book.columns.headings["posted"], written, error) from None
