"""What reconciling compares: an order beside its shipment and its statement lines, and what is found to be wrong."""

from __future__ import annotations

from dataclasses import dataclass

# What a buyer pays for an order arrives under these kinds.
INCOME = ("sale", "shipping-income", "promotion", "tax", "deposit")
# Money of these kinds needs an order; without one it cannot be explained.
NEEDS_ORDER = ("sale", "shipping-income", "refund", "chargeback", "other", "penalty")


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as the shop knows it. Times are UTC texts; `shipped` is proved by a status, a time or a waybill."""

    order_row: int
    channel: str
    order_id: str
    status: str
    currency: str
    total_minor: int | None
    shipped: bool
    paid_at: str | None
    placed_at: str | None
    shipped_at: str | None


@dataclass(frozen=True, slots=True)
class FeeGap:
    """A fee of one kind that is not what shop.toml says, both as positive minor units.

    `rules` are the places of its rules among the source's fees.
    """

    kind: str
    expected_minor: int
    charged_minor: int
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A request for money or goods: kind refund, return or exchange; `booked` once the goods are back. Times are UTC texts.

    `undelivered` is our own parcel that came back without a request.
    """

    kind: str
    status: str
    amount_minor: int | None
    booked: bool
    undelivered: bool
    at: str | None


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """An order with the sums of its statement lines in one currency, minor units, signed from the seller's side.

    `withheld` is tax that the platform keeps; `full_payments` counts single sales of exactly the order's total; `deposits`
    are part of the income; `coupon` is the platform's share of coupons, which comes beside the order's total.
    """

    order: OrderFacts
    source: str
    currency: str
    income: int
    withheld: int
    refunds: int
    chargebacks: int
    penalties: int
    others: int
    net: int
    full_payments: int
    fee_gaps: tuple[FeeGap, ...] = ()
    deposits: int = 0
    coupon: int = 0
    asked: tuple[AskedBack, ...] = ()
    refunded_at: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One exception, or with `information` a payment that is not due yet. Money in minor units of `currency`.

    `amount_minor` is the statement money that it holds: over all findings it is each unexplained cent once.
    """

    code: str
    order_id: str
    channel: str
    source: str
    currency: str
    expected_minor: int | None
    paid_minor: int | None
    amount_minor: int = 0
    kind: str = ""
    due: str | None = None
    order_row: int | None = None
    information: bool = False
    reference: str = ""
    rule: str = ""
    number: str = ""
    line: int | None = None

    @property
    def money_key(self) -> tuple[object, ...]:
        """Which money it speaks of: an order's, one line's, or that of a number that no single order has."""
        if self.order_row is not None:
            return self.order_row, self.currency
        return (self.line,) if self.line is not None else (self.source, self.number, self.currency)

    @property
    def difference_minor(self) -> int | None:
        """Paid less expected; None where two currencies cannot be compared."""
        if self.paid_minor is None or self.expected_minor is None:
            return None
        return self.paid_minor - self.expected_minor

    @property
    def subject(self) -> str:
        """What a reported exception is remembered by, beside its code and its difference."""
        return "/".join(filter(None, (self.channel or self.source, self.order_id or self.reference, self.kind)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about an exception. `at` is a UTC text."""

    decision: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """Where in which file an amount stands."""

    file: str
    sheet: str
    row: int | None
    column: str
    kind: str
    amount_minor: int
