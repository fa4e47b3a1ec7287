"""A statement while it is being read: row by row, an account a currency, every row with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from sys import intern

from sellerkit.model.statement import Control, Lines, PayoutLine, Statement
from sellerkit.payouts.statements.balances import Running
from sellerkit.payouts.statements.clocks import order_of, plain_date
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns, moment_text
from sellerkit.payouts.statements.reading import Bad, Findings, Keys, Terms, bad_row, filled, is_total
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

ZERO = Decimal(0)
Skip = Callable[[Cells], bool]


@dataclass(slots=True)
class Proof:
    """One rule that every row must keep: its sums, and each row that breaks it."""

    stated: Decimal = ZERO
    computed: Decimal = ZERO
    broken: list[Control] = field(default_factory=list)


@dataclass(slots=True)
class Account:
    """One currency of one account. `controls` are those that concern more than a row."""

    lines: Lines
    proofs: dict[str, Proof] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    opening: Decimal | None = None
    closing: Decimal | None = None

    def prove(self, name: str, stated: Decimal, computed: Decimal, row: int, column: str, *, hard: bool = True) -> None:
        """Hold a row's stated amount against what its other cells give."""
        proof = self.proofs.setdefault(name, Proof())
        proof.stated += stated
        proof.computed += computed
        if stated != computed:
            proof.broken.append(Control(name, stated, computed, hard, row, column))

    def all_controls(self) -> tuple[Control, ...]:
        """Each row that breaks a rule is a control of its own, else there is one over all rows."""
        found = []
        for name, proof in self.proofs.items():
            found += proof.broken or [Control(name, proof.stated, proof.computed)]
        return (*found, *self.controls)


class Book:
    """The accounts of one file. A row that cannot be read leaves nothing behind but its problem."""

    def __init__(self, table: Table, terms: Terms, columns: Mapping[str, Sequence[str]]) -> None:
        self.table, self.terms = table, terms
        self.columns, self.keys = Columns(table, columns), Keys()
        self.accounts: dict[tuple[str, str], Account] = {}
        self.running: dict[str, Running] = {}
        self.bad: list[Bad] = []
        self.ignored = 0

    def each(self, read: Callable[[int, Cells], None], skip: Skip = is_total) -> None:
        """Give every row to `read`, which raises BadCell for one that cannot be read; totals are counted as ignored."""
        for number, cells in filled(self.table):
            try:
                if skip(cells):
                    self.ignored += 1
                    continue
                self.columns.refuse_shifted(cells)
                read(number, cells)
            except BadCell as error:
                self.bad.append(bad_row(self.table, number, cells, error))

    def date_order(self, date: str, zone: str = "") -> str:
        """Day or month first in the whole file: as declared, else as its dates settle it; "" where nothing does."""
        columns, rows = self.columns, filled(self.table)
        dates = ((columns.text(cells, date), columns.text(cells, zone)) for _number, cells in rows)
        return self.table.options.date_order or order_of(dates)

    def posted(self, cells: Cells, names: Sequence[str], zone: tzinfo, order: str) -> str | None:
        """The moment that stands in one cell or in several, whatever the language of its month. Raises BadCell."""
        written = " ".join(filter(None, (self.columns.text(cells, name) for name in names)))
        try:
            return moment_text(plain_date(written), zone, order)
        except CellError as error:
            raise BadCell(self.columns.headings[names[0]], written, error) from None

    def account(self, currency: str = "", number: str = "") -> Account:
        """The account of that number and currency (the platform's own where the file names none)."""
        key = (number, intern(currency or self.terms.currency))
        if key not in self.accounts:
            self.accounts[key] = Account(self.terms.lines())
        return self.accounts[key]

    def add(self, lines: Iterable[PayoutLine], number: str = "") -> Account | None:
        """Put the lines of one row into their account, which is given back."""
        made = list(lines)
        if not made:
            return None
        account = self.account(made[0].currency, number)
        account.lines.extend(made)
        return account

    def add_moved(self, currency: str, row: int, moved: Decimal, balance: Decimal | None) -> None:
        """What a row moved, and the running balance of that currency that it states (None for none)."""
        if currency not in self.running:
            self.running[currency] = Running(self.columns.headings.get("balance", ""))
        self.running[currency].add(row, moved, balance)

    def close_balances(self) -> None:
        """Give every account with a running balance its opening, its closing and what the balance proves."""
        for currency, running in self.running.items():
            account = self.account(currency)
            controls, account.opening, account.closing = running.controls()
            account.controls.extend(controls)

    def findings(self) -> Findings:
        """One statement an account; a file without rows is one empty statement."""
        if not self.accounts:
            self.account()
        statements = (
            Statement(number, currency, one.lines, one.all_controls(), one.opening, one.closing)
            for (number, currency), one in self.accounts.items()
        )
        return Findings(tuple(statements), tuple(self.bad), self.ignored)


def parts_of(first: PayoutLine, parts: Iterable[tuple[str, Decimal, str]]) -> list[PayoutLine]:
    """A row's amounts, each with its kind and column, as lines; zeros are left out unless all are zero.

    The first line keeps the row's key, the others add #1, #2 … to it.
    """
    found = [part for part in parts if part[1]] or [(first.kind, ZERO, first.column)]
    return [
        first._replace(kind=kind, amount=amount, column=column, row_key=f"{first.row_key}#{n}" if n else first.row_key)
        for n, (kind, amount, column) in enumerate(found)
    ]
