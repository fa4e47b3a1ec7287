"""What both Amazon settlement reports share: a summary row with the total, then rows that must add up to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.model.statement import Control, Lines, PayoutLine, Statement
from sellerkit.payouts.statements.amazon_kinds import kind_of
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns
from sellerkit.payouts.statements.reading import Bad, Findings, Keys, Terms, bad_row, filled, is_total
from sellerkit.sheets import Table

SHARED = {
    "settlement": ("settlement-id",), "from": ("settlement-start-date",), "to": ("settlement-end-date",),
    "total": ("total-amount",), "currency": ("currency",), "type": ("transaction-type",), "order": ("order-id",),
    "posted": ("posted-date-time", "posted-date"), "sku": ("sku",), "item": ("order-item-code",),
    "adjustment": ("adjustment-id",), "shipment": ("shipment-id",), "merchant_item": ("merchant-order-item-id",),
    "quantity": ("quantity-purchased",), "promotion": ("promotion-id",),
}  # fmt: skip
_CONTENT = ("type", "order", "adjustment", "shipment", "item", "merchant_item", "sku", "quantity", "promotion")


@dataclass(frozen=True, slots=True)
class Component:
    """One amount of a row: the column it stands in, and Amazon's words for it."""

    column: str
    amount_type: str
    description: str
    amount: Decimal


@dataclass(slots=True)
class Settlement:
    """One settlement-id while its rows are being read. Rows that come before its currency is known wait."""

    make: Callable[[], Lines]
    total: Decimal | None = None
    total_row: int | None = None
    currency: str = ""
    period: tuple[str | None, str | None] = (None, None)
    lines: dict[str, Lines] = field(default_factory=dict)
    waiting: list[PayoutLine] = field(default_factory=list)

    def add(self, lines: Iterable[PayoutLine]) -> None:
        """Put each line to those of its currency: its own, else the settlement's."""
        for line in lines:
            self.currency = self.currency or line.currency
            if not self.currency:
                self.waiting.append(line)
                continue
            self.settle(self.currency)
            self._put(line)

    def settle(self, currency: str) -> None:
        """Let the rows that wait have the currency, now that it is known."""
        self.currency = self.currency or currency
        if not self.currency:
            return
        waiting, self.waiting = self.waiting, []
        for line in waiting:
            self._put(line)

    def _put(self, line: PayoutLine) -> None:
        currency = line.currency or self.currency
        if currency not in self.lines:
            self.lines[currency] = self.make()
        self.lines[currency].append(line if line.currency else line._replace(currency=currency))


Components = Callable[[Columns, Cells], Sequence[Component]]


def read_settlements(table: Table, terms: Terms, columns: Columns, components: Components) -> Findings:
    """Every settlement of the file. Raises InputRejected when one has no summary row to prove it by."""
    settlements: dict[str, Settlement] = {}
    keys, bad = Keys(), list[Bad]()
    summaries = 0
    for number, cells in filled(table):
        if is_total(cells):
            summaries += 1
            continue
        try:
            columns.refuse_shifted(cells)
            settlement = settlements.setdefault(columns.code(cells, "settlement"), Settlement(terms.lines))
            if columns.text(cells, "total"):
                _summary(settlement, columns, number, cells)
                summaries += 1
            else:
                settlement.add(_lines(columns, components(columns, cells), keys, number, cells))
        except BadCell as error:
            bad.append(bad_row(table, number, cells, error))
    statements = (made for name, one in settlements.items() for made in _statements(table, terms, name, one))
    return Findings(tuple(statements), tuple(bad), summaries)


def _summary(settlement: Settlement, columns: Columns, number: int, cells: Cells) -> None:
    settlement.total, settlement.total_row = columns.amount(cells, "total"), number
    settlement.settle(columns.text(cells, "currency").upper())
    settlement.period = (columns.moment(cells, "from", UTC), columns.moment(cells, "to", UTC))


def _lines(
    columns: Columns, components: Sequence[Component], keys: Keys, number: int, cells: Cells
) -> Iterator[PayoutLine]:
    settlement, order = columns.code(cells, "settlement"), columns.code(cells, "order")
    kind, posted = columns.text(cells, "type"), columns.moment(cells, "posted", UTC)
    content = [columns.text(cells, name) for name in _CONTENT]
    amounts = [part for one in components for part in (one.amount_type, one.description, one.amount)]
    key = keys.of(settlement, posted, *content, *amounts)
    # A row of an item without any amount still is a row: it is kept with a zero, so that no row goes missing.
    for n, one in enumerate(components or (Component("", "ItemPrice", "", Decimal(0)),)):
        yield PayoutLine(
            kind=kind_of(kind, one.amount_type, one.description), amount=one.amount,
            currency=columns.text(cells, "currency").upper(), row=number, column=one.column,
            # Fulfilment rows carry Amazon's shipment number where an order number would stand.
            order_id="" if order.startswith("FBA") else order, posted_at=posted,
            platform_type=" / ".join(filter(None, (kind, one.amount_type, one.description))),
            transaction_id=order if order.startswith("FBA") else columns.text(cells, "adjustment"),
            payout_id=settlement, sku=columns.text(cells, "sku"), row_key=f"{key}#{n}" if n else key,
        )  # fmt: skip


def _statements(table: Table, terms: Terms, name: str, found: Settlement) -> Iterator[Statement]:
    """The settlement in its own currency, proved; rows in another currency are a statement of their own."""
    if found.total is None:
        raise InputRejected(
            _("{file}: settlement {settlement} has no summary row with its total-amount.").format(
                file=table.file, settlement=name or "–"
            ),
            hint=_("Download the whole report again; the summary row is the second line of the file."),
            code="no-total-row",
        )
    found.settle(terms.currency)
    own = found.lines.pop(found.currency, None) or terms.lines()
    computed = sum((line.amount for line in own), Decimal(0))
    control = Control("total-amount", found.total, computed, row=found.total_row, column="total-amount")
    yield Statement(
        "", found.currency, own, (control,), opening=Decimal(0), closing=found.total,
        period_from=found.period[0], period_to=found.period[1], statement_id=name,
    )  # fmt: skip
    for other, lines in found.lines.items():
        yield Statement("", other, lines, statement_id=name)
