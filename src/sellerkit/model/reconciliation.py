"""What reconciling compares: an order beside its shipment and its statement lines, and what is found to be wrong."""

from __future__ import annotations

from dataclasses import dataclass

# What a buyer pays for an order arrives under these kinds.
INCOME = ("sale", "shipping-income", "promotion", "tax")
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
    """A fee of one kind that is not what shop.toml says, both as positive minor units."""

    kind: str
    expected_minor: int
    charged_minor: int


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """An order with the sums of its statement lines in one currency, minor units, signed from the seller's side.

    `withheld` is tax that the platform keeps; `full_payments` counts single sales of exactly the order's total.
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
