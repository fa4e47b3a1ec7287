"""Orders as a marketplace or a chat group gives them, keyed by (channel, order_id)."""

from __future__ import annotations

from dataclasses import dataclass, field

# The statuses of an order, in the order in which an order usually passes them.
STATUSES = ("unpaid", "deposit-paid", "to-ship", "held", "shipped", "done", "refunding", "refunded", "closed")
# The key of a line that only counts what is in the order: it gives way to real lines.
SUMMARY = "*"
RESERVING = frozenset({"deposit-paid", "to-ship", "held", "refunding"})
OPEN = frozenset({"unpaid", "deposit-paid", "to-ship", "held", "refunding"})


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who receives it. All of it is personal; an order without an address is normal.

    `confidence` says how sure its parts are: exact, guessed, failed, mended (a person has looked), or "" for what a platform
    hides or an older version took in; `doubts` says why, and `written` is the text they came from where a person must look.
    """

    name: str = ""
    phone: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""
    email: str = ""
    confidence: str = field(default="", compare=False)
    doubts: str = field(default="", compare=False)
    written: str = field(default="", compare=False)

    @property
    def address(self) -> str:
        """The address in one line, largest part first; "" when the platform hides it."""
        city = "" if self.city == self.province else self.city
        return "".join(part for part in (self.province, city, self.district, self.street) if part)

    @property
    def can_be_sent_to(self) -> bool:
        return bool(self.name and self.phone and self.street)

    @property
    def in_doubt(self) -> bool:
        """Whether a person must look before a parcel goes there."""
        return self.confidence in ("guessed", "failed")


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line as the export says it. `code` is the export's SKU; `sku` the shop's, None until it is matched.

    `key` is the platform's own number of the line ("" when it has none); `closed` means that nothing of this line is to
    be sent any more although its order is open (refunded, or sent already). `paid_minor` and `due_minor` are its part of the
    order's total and goods, where the export says them line by line.
    """

    number: int
    code: str
    name: str
    quantity: int
    unit_price_minor: int | None = None
    properties: str = ""
    sku: str | None = None
    row: int | None = None
    key: str = ""
    closed: bool = False
    paid_minor: int | None = None
    due_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order; times are UTC texts (2026-11-10T16:00:00Z), money minor units of `currency`.

    `ship_by` is set by an export only when the file itself promises a date; `shipped_at` when it says when it went.
    `guessed` when the file does not tell the status: it counts only for an order that was not known before.
    """

    channel: str
    order_id: str
    status: str
    currency: str
    lines: tuple[OrderLine, ...]
    placed_at: str | None = None
    paid_at: str | None = None
    ship_by: str | None = None
    platform_status: str = ""
    total_minor: int | None = None
    goods_minor: int | None = None
    shipping_minor: int | None = None
    buyer: Buyer | None = None
    buyer_note: str = ""
    seller_note: str = ""
    flag: str = ""
    waybill: str = ""
    carrier_name: str = ""
    row: int | None = None
    sheet: str = ""
    shipped_at: str | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """A line tied to a stock item: `quantity` is in the item's unit."""

    sku: str
    quantity: int
    item_id: int


@dataclass(frozen=True, slots=True)
class OrderToPack:
    """What the peak plan and the shipments need of one order: its matched items and where it goes."""

    id: int
    channel: str
    order_id: str
    status: str
    ship_by: str | None
    buyer: Buyer | None
    items: tuple[MatchedLine, ...]
    unmatched: tuple[str, ...] = ()
    buyer_note: str = ""
    seller_note: str = ""
    flag: str = ""
    total_minor: int | None = None
    currency: str = ""
    carton: str = field(default="")
