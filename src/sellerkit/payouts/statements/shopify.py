"""Shopify Payments, transactions export: every row proves itself by Net = Amount − Fee."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from sellerkit.model.statement import Control, Lines, PayoutLine, Statement
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns
from sellerkit.payouts.statements.reading import Bad, Findings, Keys, Terms, bad_row, filled, is_total
from sellerkit.sheets import Table

COLUMNS = {
    "posted": ("Transaction Date",), "type": ("Type",), "order": ("Order",), "amount": ("Amount",), "fee": ("Fee",),
    "net": ("Net",), "currency": ("Currency",), "payout": ("Payout ID",),
    "transaction": ("Checkout",),
}  # fmt: skip
# Shopify's type begins with → kind of the amount, kind of the fee. A dispute's fee is part of the dispute.
KINDS: tuple[tuple[str, str, str], ...] = (
    ("charge", "sale", "payment-fee"),
    ("sale", "sale", "payment-fee"),
    ("refund", "refund", "payment-fee"),
    ("dispute", "chargeback", "chargeback"),
    ("adjustment", "adjustment", "adjustment"),
    ("reserve", "reserve", "reserve"),
    ("payout", "transfer", "transfer"),
    ("transfer", "transfer", "transfer"),
)
PROOF = "net-is-amount-less-fee"
_ZERO = Decimal(0)


@dataclass(slots=True)
class _Account:
    """One currency while its rows are being read."""

    lines: Lines
    failed: list[Control] = field(default_factory=list)
    stated: Decimal = _ZERO
    computed: Decimal = _ZERO

    def prove(self, net: Decimal, worth: Decimal, row: int) -> None:
        self.stated += net
        self.computed += worth
        if net != worth:
            self.failed.append(Control(PROOF, net, worth, row=row, column="Net"))

    def statement(self, currency: str) -> Statement:
        """Each row that does not prove itself is a control of its own, else there is one over all rows."""
        whole = (Control(PROOF, self.stated, self.computed, column="Net"),) if self.lines else ()
        return Statement("", currency, self.lines, tuple(self.failed) or whole)


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency. Presentment amounts are what the buyer saw, never what is paid: they are not read."""
    columns, keys = Columns(table, COLUMNS), Keys()
    accounts: dict[str, _Account] = {}
    bad: list[Bad] = []
    ignored = 0
    for number, cells in filled(table):
        if is_total(cells):
            ignored += 1
            continue
        try:
            columns.refuse_shifted(cells)
            currency = intern(columns.text(cells, "currency").upper() or terms.currency)
            amount, fee = columns.amount(cells, "amount"), columns.amount(cells, "fee", _ZERO)
            net = columns.amount(cells, "net")
            made = _lines(columns, number, cells, Paid(amount, fee, currency), keys, terms)
        except BadCell as error:
            bad.append(bad_row(table, number, cells, error))
            continue
        if currency not in accounts:
            accounts[currency] = _Account(terms.lines())
        account = accounts[currency]
        account.lines.extend(made)
        account.prove(net, amount - fee, number)
    accounts = accounts or {terms.currency: _Account(terms.lines())}
    return Findings(tuple(one.statement(name) for name, one in accounts.items()), tuple(bad), ignored)


class Paid(NamedTuple):
    """The money of one row."""

    amount: Decimal
    fee: Decimal
    currency: str


def _lines(columns: Columns, number: int, cells: Cells, paid: Paid, keys: Keys, terms: Terms) -> list[PayoutLine]:
    words, order = intern(columns.text(cells, "type")), columns.code(cells, "order")
    posted = columns.moment(cells, "posted", terms.zone)
    kind, fee_kind = kinds_of(words)
    # Only what never changes goes into the key: a pending row gets its payout and its dates later.
    key = keys.of(posted, words.casefold(), order, *paid)
    # In the order of PayoutLine's fields: by name a million lines would take seconds longer.
    about = (order, posted, words, columns.text(cells, "transaction"), intern(columns.code(cells, "payout")), "", "")
    headings = columns.headings
    first = PayoutLine(kind, paid.amount, paid.currency, number, headings["amount"], *about, key)
    if not paid.fee:
        return [first]
    return [first, PayoutLine(fee_kind, -paid.fee, paid.currency, number, headings["fee"], *about, f"{key}#1")]


@lru_cache(maxsize=256)
def kinds_of(words: str) -> tuple[str, str]:
    """The kinds of a row's amount and of its fee. "chargeback" is a dispute, although it begins like a charge."""
    word = words.casefold()
    if "chargeback" in word:
        return "chargeback", "chargeback"
    return next(((kind, fee) for start, kind, fee in KINDS if word.startswith(start)), ("other", "payment-fee"))
