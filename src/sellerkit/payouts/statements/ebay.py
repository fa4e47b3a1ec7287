"""eBay's transaction report: an order's roll-up row holds the net, the rows of its items only what was sold.

Gross stands in the transaction's currency, net in the payout's; `--` means empty; fees stand with a minus.
"""

from __future__ import annotations

from decimal import Decimal

from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.reading import Cells, Findings, Terms
from sellerkit.sheets import Table

COLUMNS = {
    "posted": ("Transaction creation date", "Transaction date"), "type": ("Type",), "order": ("Order number",), "net": ("Net amount",),
    "currency": ("Payout currency", "Currency"), "payout": ("Payout ID",), "item": ("Item ID",), "transaction": ("Transaction ID",),
    "sku": ("Custom label",), "subtotal": ("Item subtotal",), "gross": ("Gross transaction amount",), "gross_currency": ("Transaction currency",),
    "reference": ("Reference ID",), "description": ("Description",),
    "seller_tax": ("Seller collected tax",), "ebay_tax": ("eBay collected tax",), "shipping": ("Shipping and handling",),
    "fixed": ("Final Value Fee - fixed",), "variable": ("Final Value Fee - variable",), "regulatory": ("Regulatory operating fee",),
    "inad": ('Very high "item not as described" fee', "Very high item not as described fee"), "below": ("Below standard performance fee",),
    "international": ("International fee",), "charity": ("Charity donation",), "deposit": ("Deposit processing fee",),
    "setup": ("Insertion fee",), "payment": ("Payment processing fee",),
}  # fmt: skip
FEES = {
    "fixed": "commission", "variable": "commission", "regulatory": "service-fee", "inad": "service-fee", "below": "service-fee",
    "international": "service-fee", "charity": "other", "deposit": "payment-fee", "setup": "service-fee", "payment": "payment-fee",
}  # fmt: skip
# The type begins with → kind.
KINDS: tuple[tuple[str, str], ...] = (
    ("order", "sale"), ("refund", "refund"), ("payment dispute", "chargeback"), ("claim", "chargeback"), ("hold", "reserve"),
    ("payout", "transfer"), ("transfer", "transfer"), ("charge", "transfer"), ("shipping label", "shipping-label"), ("postage", "shipping-label"),
    ("other fee", "service-fee"), ("adjustment", "adjustment"), ("credit", "adjustment"), ("loan", "transfer"),
)  # fmt: skip
PROOF = "net-is-gross-and-fees"


def read(table: Table, terms: Terms) -> Findings:
    """One statement a payout currency."""
    book = Book(table, terms, COLUMNS)
    payouts: dict[tuple[str, str], list[Decimal]] = {}
    book.each(lambda number, cells: _row(book, number, cells, payouts))
    for (currency, _payout), (moved, paid) in payouts.items():
        if moved and paid:
            book.account(currency).controls.append(Control("payout-total", -paid, moved, hard=False))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, payouts: dict[tuple[str, str], list[Decimal]]) -> None:
    columns = book.columns
    words, currency = columns.text(cells, "type"), _bare(columns.text(cells, "currency")).upper() or book.terms.currency
    kind = next((kind for start, kind in KINDS if words.casefold().startswith(start)), "other")
    net = columns.amount(cells, "net", ZERO) if "net" in columns.at else None
    gross = columns.amount(cells, "gross", ZERO)
    fees = _fees(book, cells, gross)
    foreign = _bare(columns.text(cells, "gross_currency")).upper() not in ("", currency)
    order, posted = _bare(columns.code(cells, "order")), columns.moment(cells, "posted", book.terms.zone)
    item = _bare(columns.code(cells, "item"))
    first = PayoutLine(
        kind=kind, amount=ZERO, currency=currency, row=number, column=columns.headings.get("net" if net is not None else "gross", ""), order_id=order,
        posted_at=posted, platform_type=words, transaction_id=_bare(columns.code(cells, "transaction")) or _bare(columns.code(cells, "reference")),
        payout_id=_bare(columns.code(cells, "payout")), sku=_bare(columns.text(cells, "sku")), note=_bare(columns.text(cells, "description")),
        row_key=book.keys.of(posted, words, order, item, gross, net, columns.code(cells, "transaction"), columns.code(cells, "reference")),
    )  # fmt: skip
    moved = net if net is not None else gross + sum((fee[1] for fee in fees), ZERO)
    whole = not foreign and net is not None and gross + sum((fee[1] for fee in fees), ZERO) == net
    parts = (
        _parts(book, kind, moved, gross, fees) if whole or (net is None and gross) else [(kind, moved, first.column)]
    )
    book.add(parts_of(first, parts))
    if first.payout_id:
        sums = payouts.setdefault((currency, first.payout_id), [ZERO, ZERO])
        sums[1 if kind == "transfer" else 0] += moved


def _parts(
    book: Book, kind: str, moved: Decimal, gross: Decimal, fees: list[tuple[str, Decimal, str]]
) -> list[tuple[str, Decimal, str]]:
    """What the buyer paid and the fees taken from it, where they give the net exactly."""
    return [(kind, gross, book.columns.headings.get("gross", "")), *fees]


def _fees(book: Book, cells: Cells, gross: Decimal) -> list[tuple[str, Decimal, str]]:
    """Fees with a minus; some reports write them without one beside what an order brought."""
    columns = book.columns
    found = [
        (kind, columns.amount(cells, name, ZERO), columns.headings[name])
        for name, kind in FEES.items()
        if name in columns.at
    ]
    if gross > 0 and "net" not in columns.at:
        return [(kind, -abs(amount), heading) for kind, amount, heading in found if amount]
    return [fee for fee in found if fee[1]]


def _bare(text: str) -> str:
    return "" if text in ("--", "-") else text
