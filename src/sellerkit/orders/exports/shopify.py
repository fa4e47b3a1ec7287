"""The Shopify orders export: one row a line item, order cells on the first row only (or, in old ones, on every row)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.model.order import Buyer, Order, OrderLine
from sellerkit.orders.exports.grouping import Context, Entry, Group, OrdersRead, RowWrong, minor, read_orders, stored
from sellerkit.orders.recipients import divided
from sellerkit.orders.rules import first_filled
from sellerkit.sheets import Sheet, Table, column
from sellerkit.sheets.cells import identifier, moment, money, quantity, reference, text

_GONE = frozenset({"fulfilled", "restocked"})
# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus and …FulfillmentStatus
_FINANCIAL = frozenset({
    "", "authorized", "expired", "paid", "partially_paid", "partially_refunded", "pending", "refunded", "unpaid", "voided",
})  # fmt: skip
_FULFILLMENT = frozenset({
    "", "fulfilled", "in_progress", "on_hold", "open", "partial", "partially_fulfilled", "pending_fulfillment", "request_declined",
    "restocked", "scheduled", "unfulfilled", "pending",
})  # fmt: skip


class LineItem(NamedTuple):
    """One row. What belongs to the order is None or "" on follow-on rows."""

    order_id: str
    email: str
    financial: str
    paid_at: datetime.datetime | None
    fulfillment: str
    fulfilled_at: datetime.datetime | None
    currency: str
    subtotal: Decimal | None
    shipping: Decimal | None
    total: Decimal | None
    placed_at: datetime.datetime | None
    quantity: int
    title: str
    price: Decimal | None
    code: str
    line_fulfillment: str
    name: str
    company: str
    street: str
    address1: str
    address2: str
    city: str
    postcode: str
    province: str
    province_name: str
    country: str
    phone: str
    note: str
    cancelled_at: datetime.datetime | None


SHEET: Sheet[LineItem] = Sheet(
    LineItem,
    order_id=column("Name", read=identifier, default=""),
    email=column("Email", default=""),
    financial=column("Financial Status", default=""),
    paid_at=column("Paid at", read=moment, default=None),
    fulfillment=column("Fulfillment Status", default=""),
    fulfilled_at=column("Fulfilled at", read=moment, default=None),
    currency=column("Currency", default=""),
    subtotal=column("Subtotal", read=money, default=None),
    shipping=column("Shipping", read=money, default=None),
    total=column("Total", read=money, default=None),
    placed_at=column("Created at", read=moment, default=None),
    quantity=column("Lineitem quantity", read=quantity),
    title=column("Lineitem name", default=""),
    price=column("Lineitem price", read=money, default=None),
    code=column("Lineitem sku", read=identifier, default=""),
    line_fulfillment=column("Lineitem fulfillment status", default=""),
    name=column("Shipping Name", default=""),
    company=column("Shipping Company", default=""),
    street=column("Shipping Street", default=""),
    address1=column("Shipping Address1", default=""),
    address2=column("Shipping Address2", default=""),
    city=column("Shipping City", default=""),
    postcode=column("Shipping Zip", read=text, default=""),
    province=column("Shipping Province", default=""),
    province_name=column("Shipping Province Name", default=""),
    country=column("Shipping Country", default=""),
    phone=column("Shipping Phone", read=reference, default=""),
    note=column("Notes", default=""),
    cancelled_at=column("Cancelled at", read=moment, default=None),
)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of an export with 79 columns, or of an older one with fewer."""
    return read_orders(table, SHEET, lambda group: _order(group, context))


def _order(group: Group[LineItem], context: Context) -> Order:
    items = [entry.value for entry in group.rows]
    _refuse_strange(group)
    first = next((item for item in items if item.financial), items[0])
    currency = first.currency.upper() or context.currency
    status = status_of(first.financial, first.fulfillment, cancelled=first.cancelled_at is not None)
    gone = status in ("shipped", "done")
    return Order(
        channel=context.channel,
        order_id=group.number,
        status=status,
        currency=currency,
        lines=tuple(_line(n, entry, currency, status) for n, entry in enumerate(group.rows, 1)),
        placed_at=stored(first.placed_at, context.zone),
        paid_at=stored(first.paid_at, context.zone),
        shipped_at=stored(first.fulfilled_at, context.zone) if gone else None,
        platform_status="/".join(word for word in (first.financial, first.fulfillment) if word),
        total_minor=minor(first.total, currency),
        goods_minor=minor(first.subtotal, currency),
        shipping_minor=minor(first.shipping, currency),
        buyer=_buyer(first),
        buyer_note=first_filled([item.note for item in items]),
        row=group.rows[0].number,
        sheet=group.rows[0].row.table.sheet,
    )


def _refuse_strange(group: Group[LineItem]) -> None:
    """Raise RowWrong for items without an order above them, and for a status that Shopify has added since."""
    for entry in group.rows:
        item, row = entry.value, entry.row
        if not group.number:
            raise RowWrong(
                row, "Name", "missing-value", _("These items belong to an order that stands above the first row."),
                _("Export the orders again, whole."),
            )  # fmt: skip
        for heading, word, known in (
            ("Financial Status", item.financial, _FINANCIAL),
            ("Fulfillment Status", item.fulfillment, _FULFILLMENT),
        ):
            if word.strip().lower().replace(" ", "_") not in known:
                raise RowWrong(
                    row, heading, "unknown-status", _("is an order status that sellerkit does not know"),
                    _("Export the orders again; if the platform has a new word for it, tell us."), word,
                )  # fmt: skip


def status_of(financial: str, fulfillment: str, *, cancelled: bool) -> str:
    """Our status: money first, then what was sent; nothing goes out on an authorisation alone."""
    money_word, sent = financial.strip().lower().replace(" ", "_"), fulfillment.strip().lower()
    if money_word == "refunded":
        return "refunded"
    if cancelled or money_word in ("voided", "expired"):
        return "closed"
    if sent == "fulfilled":
        return "shipped"
    if money_word in ("paid", "partially_refunded"):
        return "to-ship"
    return "deposit-paid" if money_word == "partially_paid" else "unpaid"


def _line(number: int, entry: Entry[LineItem], currency: str, status: str) -> OrderLine:
    item = entry.value
    settled = item.quantity == 0 or item.line_fulfillment.lower() in _GONE
    return OrderLine(
        number=number,
        code=item.code,
        name=item.title,
        quantity=item.quantity,
        unit_price_minor=minor(item.price, currency),
        row=entry.number,
        closed=settled and status in ("unpaid", "deposit-paid", "to-ship"),
    )


def _buyer(first: LineItem) -> Buyer | None:
    address = " ".join(part for part in (first.address1, first.address2) if part) or first.street
    street = " ".join(part for part in (first.company, address) if part) if address else ""
    buyer = Buyer(
        name=first.name,
        phone=first.phone,
        country=first.country,
        province=first.province_name or first.province,
        city=first.city,
        street=street,
        postcode=first.postcode,
        email=first.email,
    )
    return divided(buyer) if buyer != Buyer() else None
