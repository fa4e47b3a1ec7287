"""What a sale leaves: its parts, each an amount of one kind with the place it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

COLUMNS = ("price", "refunds", "fees", "shipping", "packaging", "cost", "other")
# Money that only moves between the seller's own pockets: no part of any profit.
MOVES = ("transfer", "reserve", "conversion")
_COLUMN_OF = {
    "sale": "price", "shipping-income": "price", "promotion": "price", "tax": "price", "tax-withheld": "price", "deposit": "price",
    "refund": "refunds", "chargeback": "refunds", "shipping-label": "shipping",
    "compensation": "other", "adjustment": "other", "rounding": "other", "other": "other", "spending": "other",
}  # fmt: skip


def column_of(kind: str) -> str:
    """The column that a statement line of this kind counts in, "" for one that only moves; every other kind is a fee."""
    return "" if kind in MOVES else _COLUMN_OF.get(kind, "fees")


@dataclass(slots=True)
class Part:
    """An amount in minor units, signed from the seller's side. `sku` "" is shared between all goods of the order."""

    column: str
    kind: str
    currency: str
    minor: int
    sku: str = ""
    places: list[dict[str, object]] = field(default_factory=list)


@dataclass(slots=True)
class Sale:
    """One order, or with `order_id` "" the money of a source that belongs to no order. `at`: UTC text of its payment.

    `missing` names what keeps its profit from being known: SKUs without a cost, "goods" (no line is known), "price", "currency".
    """

    channel: str
    order_id: str
    at: str | None
    source: str = ""
    expected: bool = False
    without_shipping: bool = False
    goods: dict[str, int] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
