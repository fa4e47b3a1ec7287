"""Statements: typed lines and the control totals that prove them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Protocol

from sellerkit.base.money import minor_units

# The kinds of line; an unknown platform type is kept as "other" with its own words in `platform_type`.
KINDS = (
    "sale", "shipping-income", "refund", "commission", "payment-fee", "service-fee", "advertising", "subscription",
    "storage", "fulfilment", "shipping-label", "freight-insurance", "promotion", "tax", "tax-withheld", "chargeback",
    "penalty", "compensation", "deposit", "reserve", "transfer", "conversion", "spending", "adjustment", "rounding", "other",
)  # fmt: skip


class PayoutLine(NamedTuple):
    """One typed amount of one row, signed from the seller's side (+ comes in, − goes out), as the decimal that was read."""

    kind: str
    amount: Decimal
    currency: str
    row: int
    column: str = ""
    order_id: str = ""
    posted_at: str | None = None
    platform_type: str = ""
    transaction_id: str = ""
    payout_id: str = ""
    sku: str = ""
    note: str = ""
    row_key: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A total that the statement states, checked on decimals as read. A hard control that fails rejects the file."""

    name: str
    stated: Decimal
    computed: Decimal
    hard: bool = True
    row: int | None = None
    column: str = ""

    @property
    def holds(self) -> bool:
        return self.stated == self.computed


class Lines(Protocol):
    """Where a reader collects the lines of one statement: added in file order, read from the start as often as wanted.

    `rows` counts the file's rows that they come from, `sums` are kind → (sum of the lines' minor units, exact sum).
    """

    @property
    def rows(self) -> int: ...

    def append(self, line: PayoutLine, /) -> None: ...
    def extend(self, lines: Iterable[PayoutLine], /) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[PayoutLine]: ...
    def sums(self) -> Mapping[str, tuple[int, Decimal]]: ...


class LineList(list[PayoutLine]):
    """Lines that stand in memory."""

    @property
    def rows(self) -> int:
        return len({line.row for line in self})

    def sums(self) -> Mapping[str, tuple[int, Decimal]]:
        found: dict[str, tuple[int, Decimal]] = {}
        for line in self:
            minor, exact = found.get(line.kind, (0, Decimal(0)))
            found[line.kind] = (minor + minor_units(line.amount, line.currency), exact + line.amount)
        return found


@dataclass(frozen=True, slots=True)
class Statement:
    """One account in one currency out of one file. `lines` stand in the order of the file."""

    account: str
    currency: str
    lines: Lines
    controls: tuple[Control, ...] = ()
    opening: Decimal | None = None
    closing: Decimal | None = None
    period_from: str | None = None
    period_to: str | None = None
    statement_id: str = ""
