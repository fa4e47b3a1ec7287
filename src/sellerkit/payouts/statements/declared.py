"""A statement that shop.toml declares under `[payouts.formats.NAME]`: columns, signs, kinds and rules, without code."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Account, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.declared_rules import AMOUNTS, row_rules
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

if TYPE_CHECKING:
    from sellerkit.base.config.schema import PayoutFormat


class _Reader:
    """One file of a declared format. `form.columns` name the fields; `amount`, or `income` and `expense`, is required."""

    def __init__(self, table: Table, terms: Terms, form: PayoutFormat) -> None:
        self.form = form
        self.book = Book(table, terms, {name: tuple(aliases) for name, aliases in form.columns.items()})
        self.amounts = [name for name in AMOUNTS if name in self.book.columns.at]
        self.rules = row_rules(form.check)
        self.sums: dict[str, Decimal] = {}
        self.stated: dict[str, Decimal] = {}
        self.date_order = self.book.date_order("posted")

    def findings(self) -> Findings:
        self.book.each(self.row, self.is_total)
        if "balance" in self.form.check:
            self.book.close_balances()
        if "totals" in self.form.check:
            first = next(iter(self.book.accounts.values()), None) or self.book.account()
            for name, stated in self.stated.items():
                heading = self.book.columns.headings[name]
                first.controls.append(Control("column-total", stated, self.sums.get(name, ZERO), column=heading))
        return self.book.findings()

    def is_total(self, cells: Cells) -> bool:
        """The row of totals; its amounts are kept to be held against the columns."""
        first = next((text for value in cells if (text := text_of(value))), "")
        if not self.form.total_row or first.casefold() != self.form.total_row.casefold():
            return False
        for name in self.amounts:
            if self.book.columns.text(cells, name):
                self.stated[name] = self.book.columns.amount(cells, name)
        return True

    def row(self, number: int, cells: Cells) -> None:
        columns, form = self.book.columns, self.form
        read = {name: columns.amount(cells, name, ZERO) for name in self.amounts}
        amount, at = self._amount(cells, read)
        fee = read.get("fee", ZERO)
        currency = columns.text(cells, "currency").upper() or form.currency or self.book.terms.currency
        words = columns.text(cells, "type")
        kind = form.kinds.get(words, form.kind if not words or not form.kinds else "other")
        posted = self.book.posted(cells, ("posted",), self.book.terms.zone, self.date_order)
        order, code = columns.code(cells, "order"), columns.code(cells, "id")
        first = PayoutLine(
            kind=kind, amount=amount, currency=currency, row=number, column=at, order_id="" if kind in ("transfer", "reserve") else order,
            posted_at=posted, platform_type=words, transaction_id=code, payout_id=columns.code(cells, "payout"), sku=columns.text(cells, "sku"),
            note=columns.text(cells, "note"), row_key=code or self.book.keys.of(posted, order, words, amount, fee, columns.text(cells, "balance")),
        )  # fmt: skip
        taken = fee if form.fees == "signed" else -abs(fee)
        parts = [(kind, amount, at), (form.fee_kind, taken, columns.headings.get("fee", ""))]
        if account := self.book.add(parts_of(first, parts)):
            self._prove(account, number, read)
            balance = read.get("balance") if columns.text(cells, "balance") else None
            self.book.add_moved(currency, number, amount + taken, balance)

    def _prove(self, account: Account, number: int, read: Mapping[str, Decimal]) -> None:
        """Hold the row against the declared rules, and count it towards the totals."""
        headings = self.book.columns.headings
        for rule in self.rules:
            account.prove(rule.name, rule.left(read), rule.right(read), number, headings.get(rule.field, ""))
        for name, value in read.items():
            self.sums[name] = self.sums.get(name, ZERO) + value

    def _amount(self, cells: Cells, read: Mapping[str, Decimal]) -> tuple[Decimal, str]:
        """What moved, signed from the seller's side, and the heading it stands under."""
        columns = self.book.columns
        if "amount" in read:
            amount = read["amount"]
            out = columns.text(cells, "direction") in self.form.outgoing
            return (-abs(amount) if out else amount), columns.headings["amount"]
        income, expense = read.get("income", ZERO), abs(read.get("expense", ZERO))
        return income - expense, columns.headings["income" if income or "expense" not in columns.at else "expense"]


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency, with the proofs that shop.toml asks for."""
    if terms.declared is None:
        raise LookupError("no declared format was given")
    return _Reader(table, terms, terms.declared).findings()
