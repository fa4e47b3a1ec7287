"""Amazon's date-range (unified transaction) report: one row a transaction, its parts in columns, their sum in total.

It tells what the settlement reports tell; where both were taken in, reconciling counts it once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.clocks import OFFSETS, zone_called
from sellerkit.payouts.statements.reading import BadCell, Cells, Findings, Terms, moment_text
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

COLUMNS = {
    "posted": ("date/time", "datum/uhrzeit", "date/heure", "fecha y hora", "data/ora:"),
    "settlement": ("settlement id", "abrechnungsnummer", "numéro de versement", "identificador de pago", "numero pagamento"),
    "type": ("type", "typ", "tipo"), "order": ("order id", "bestellnummer", "numéro de la commande", "número de pedido", "numero ordine"),
    "sku": ("sku",), "description": ("description", "beschreibung", "descripción", "descrizione"),
    "total": ("total", "gesamt", "totale"),
    "sales": ("product sales", "umsätze", "ventes de produits", "ventas de productos", "vendite"),
    "sales_tax": ("product sales tax", "produktumsatzsteuer"), "shipping": ("shipping credits", "gutschrift für versandkosten", "postage credits"),
    "shipping_tax": ("shipping credits tax", "steuer auf versandgutschrift"), "wrap": ("gift wrap credits", "giftwrap credits", "gutschrift für geschenkverpackung"),
    "wrap_tax": ("giftwrap credits tax", "gift wrap credits tax", "steuer auf geschenkverpackungsgutschriften"),
    "regulatory": ("regulatory fee",), "regulatory_tax": ("tax on regulatory fee",),
    "rebates": ("promotional rebates", "rabatte aus werbeaktionen"), "rebates_tax": ("promotional rebates tax", "steuer auf aktionsrabatte"),
    "withheld": ("marketplace withheld tax", "einbehaltene steuer auf marketplace"), "selling": ("selling fees", "verkaufsgebühren"),
    "fba": ("fba fees", "gebühren zu versand durch amazon"), "other_fees": ("other transaction fees", "andere transaktionsgebühren"),
    "other": ("other", "andere"), "status": ("transaction status", "transaktionsstatus"),
}  # fmt: skip
PARTS = {
    "sales": "sale", "sales_tax": "tax", "shipping": "shipping-income", "shipping_tax": "tax", "wrap": "sale", "wrap_tax": "tax",
    "regulatory": "service-fee", "regulatory_tax": "tax", "rebates": "promotion", "rebates_tax": "tax", "withheld": "tax-withheld",
    "selling": "commission", "fba": "fulfilment", "other_fees": "service-fee", "other": "adjustment",
}  # fmt: skip
# The row's type, and what the money in "other" (or in the total alone) is then.
TYPES: tuple[tuple[str, str], ...] = (
    (r"transfer|übertrag|transfert|trasferimento|transferir", "transfer"), (r"refund|erstattung|remboursement|reembolso|rimborso", "refund"),
    (r"chargeback", "chargeback"), (r"a-to-z|guarantee", "chargeback"), (r"order|bestellung|commande|pedido|ordine", "sale"),
    (r"shipping services|shipping label|versand", "shipping-label"), (r"fba inventory|storage|lager", "storage"),
    (r"advertis|werbung", "advertising"), (r"subscription", "subscription"), (r"service fee|servicegebühr", "service-fee"),
    (r"debt|reserve|rücklage", "reserve"), (r"adjustment|anpassung|ajust|modifica|reimburs", "adjustment"),
)  # fmt: skip
_TYPES = tuple((re.compile(pattern), kind) for pattern, kind in TYPES)
PROOF = "total-is-its-parts"
_ZONE = re.compile(rf"\s+({'|'.join(OFFSETS)}|GMT[+-]\d+)\s*$")
# A report without these columns leaves out parts of the total, so the parts prove nothing.
_WHOLE = ("sales", "shipping", "rebates", "selling", "fba", "other_fees", "other")


def read(table: Table, terms: Terms) -> Findings:
    """One statement; the report names no currency but the marketplace's, so it is the source's or the shop's."""
    book = Book(table, terms, COLUMNS)
    whole = all(name in book.columns.at for name in _WHOLE)
    book.each(lambda number, cells: _row(book, number, cells, whole))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, whole: bool) -> None:
    columns = book.columns
    total, words = columns.amount(cells, "total"), columns.text(cells, "type")
    order, posted = columns.code(cells, "order"), _posted(book, cells)
    kind = kind_of(words)
    amounts = {name: columns.amount(cells, name, ZERO) for name in PARTS if name in columns.at}
    description = columns.text(cells, "description")
    first = PayoutLine(
        kind=kind, amount=total, currency=book.terms.currency, row=number, column=columns.headings["total"], order_id=order,
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
        part = PARTS[name]
        if kind == "refund" and part in ("sale", "shipping-income", "promotion", "tax"):
            part = "refund"
        elif name in ("other", "other_fees") and kind not in ("sale", "refund", "other"):
            part = kind
        found.append((part, amount, book.columns.headings[name]))
    return found


def kind_of(words: str) -> str:
    """The kind that the row's type names; "other" for one that nobody knows."""
    word = words.casefold()
    return next((kind for pattern, kind in _TYPES if pattern.search(word)), "other")


def _posted(book: Book, cells: Cells) -> str | None:
    written = book.columns.text(cells, "posted")
    zone = _ZONE.search(written)
    try:
        return moment_text(
            written[: zone.start()] if zone else written, zone_called(zone[1] if zone else "", book.terms.zone), "dmy"
        )
    except CellError as error:
        raise BadCell(book.columns.headings["posted"], written, error) from None
