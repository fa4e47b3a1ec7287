"""Etsy's payments account statement: money as text, a deposit's amount in its title, every deposit the sum before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import BadCell, Cells, amount_of
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

COLUMNS = {
    "posted": ("Date",), "type": ("Type",), "title": ("Title",), "info": ("Info",), "currency": ("Currency",), "amount": ("Amount",),
    "fees": ("Fees & Taxes",), "net": ("Net",),
}  # fmt: skip
# Type → (kind of the amount, kind of the fees); titles say more where one type has several kinds.
KINDS = {
    "sale": ("sale", "payment-fee"), "fee": ("commission", "commission"), "listing": ("service-fee", "service-fee"),
    "marketing": ("advertising", "advertising"), "shipping": ("shipping-label", "shipping-label"), "tax": ("tax", "tax-withheld"),
    "vat": ("tax", "tax-withheld"), "gst": ("tax", "tax-withheld"), "buyer fee": ("tax", "tax-withheld"), "refund": ("refund", "payment-fee"), "subscription": ("subscription", "subscription"),
    "payment": ("transfer", "transfer"), "deposit": ("transfer", "transfer"), "reserve": ("reserve", "reserve"),
}  # fmt: skip
TITLES: tuple[tuple[str, str], ...] = (
    (r"processing fee", "payment-fee"), (r"transaction fee", "commission"), (r"listing fee|renew", "service-fee"),
    (r"regulatory", "service-fee"), (r"offsite ads|etsy ads|promoted", "advertising"), (r"shipping label|postage", "shipping-label"),
)  # fmt: skip
_ORDER = re.compile(r"Order\s*#\s*(\d+)", re.I)
_SENT = re.compile(r"^(.*\d.*?)\s+(?:was |has been )?(?:sent to|deposited)", re.I)
_MONEY = re.compile(r"(-?[^\s\d-]*\s?\d[\d.,]*)")
PROOF, DEPOSIT = "net-is-amount-and-fees", "deposit-is-the-sum-before"


@dataclass(frozen=True, slots=True)
class _Step:
    """One row: what moved, or what was sent to the bank (0 for a row that is no deposit)."""

    row: int
    net: Decimal
    sent: Decimal = ZERO


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency."""
    book = Book(table, terms, COLUMNS)
    steps: dict[str, list[_Step]] = {}
    order = book.date_order("posted")
    book.each(lambda number, cells: _row(book, number, cells, order, steps))
    for currency, rows in steps.items():
        book.account(currency).controls.extend(_deposits(rows))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, date_order: str, steps: dict[str, list[_Step]]) -> None:
    columns = book.columns
    words, title = columns.text(cells, "type"), unescape(columns.text(cells, "title"))
    currency = columns.text(cells, "currency").upper() or book.terms.currency
    amount, fees, net = (columns.amount(cells, name, ZERO) for name in ("amount", "fees", "net"))
    posted, info = book.posted(cells, ("posted",), book.terms.zone, date_order), unescape(columns.text(cells, "info"))
    kind, fee_kind = _kinds(words, title)
    order = _ORDER.search(title) or _ORDER.search(info)
    sent = _sent(book, title, number) if words.casefold() == "deposit" and not net else ZERO
    first = PayoutLine(
        kind=kind, amount=amount, currency=currency, row=number, column=columns.headings["amount"], order_id=order[1] if order else "",
        posted_at=posted, platform_type=f"{words}: {title}", note=info, row_key=book.keys.of(posted, words, title, info, amount, fees, net),
    )  # fmt: skip
    parts = [
        (kind, amount - sent, columns.headings["title" if sent else "amount"]),
        (fee_kind, fees, columns.headings["fees"]),
    ]
    account = book.add(parts_of(first, parts))
    if account:
        account.prove(PROOF, net, amount + fees, number, columns.headings["net"])
    steps.setdefault(currency, []).append(_Step(number, net, sent or (-net if kind == "transfer" else ZERO)))


def _kinds(words: str, title: str) -> tuple[str, str]:
    kinds = KINDS.get(words.casefold(), ("other", "other"))
    if kinds[0] in ("commission", "advertising", "shipping-label", "service-fee"):
        said = next((kind for pattern, kind in TITLES if re.search(pattern, title, re.I)), kinds[0])
        return said, said
    return kinds


def _sent(book: Book, title: str, number: int) -> Decimal:
    """What went to the bank, out of `$110.65 sent to your bank account`."""
    found = _SENT.search(title) or _MONEY.search(title)
    try:
        return amount_of(found[1].strip() if found else title)
    except CellError as error:
        raise BadCell(book.columns.headings["title"], title, error) from None


def _deposits(steps: Sequence[_Step]) -> list[Control]:
    """Every deposit against the sum since the one before it.

    The statement stands newest or oldest first; the way round in which more deposits hold is taken. A deposit whose
    beginning lies in an earlier file cannot be checked.
    """
    ways = [_checked(list(steps)), _checked(list(steps)[::-1])]
    return min(ways, key=lambda controls: (sum(not control.holds for control in controls), -len(controls)))


def _checked(steps: Sequence[_Step]) -> list[Control]:
    found: list[Control] = []
    total, first = ZERO, True
    for step in steps:
        if step.sent:
            control = Control(DEPOSIT, step.sent, total, hard=False, row=step.row, column="Title")
            found += [control] if control.holds or not first else []
            total, first = ZERO, False
        else:
            total += step.net
    return found
