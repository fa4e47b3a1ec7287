"""The marketplace's order reports (orders, unshipped orders): tab-separated, one row an order item, no statuses.

The orders report lists what was ordered, the unshipped report what is still to be sent: there `quantity-to-ship` counts.
Amounts are for the whole line, tax apart.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from sellerkit.model.order import Buyer, Order, OrderLine
from sellerkit.orders.exports.grouping import Context, Entry, Group, OrdersRead, minor, read_orders, stored, total
from sellerkit.orders.recipients import divided
from sellerkit.orders.rules import first_filled
from sellerkit.sheets import Sheet, Table, column
from sellerkit.sheets.cells import identifier, moment, money, quantity


class OrderItem(NamedTuple):
    """One row. Amounts are of the line, in the currency of the row."""

    order_id: str
    item_id: str
    placed_at: datetime.datetime | None
    paid_at: datetime.datetime | None
    promised: datetime.datetime | None
    email: str
    code: str
    title: str
    quantity: int
    to_ship: int | None
    currency: str
    price: Decimal | None
    tax: Decimal | None
    shipping: Decimal | None
    shipping_tax: Decimal | None
    name: str
    address1: str
    address2: str
    address3: str
    city: str
    province: str
    postcode: str
    country: str
    phone: str
    note: str


SHEET: Sheet[OrderItem] = Sheet(
    OrderItem,
    order_id=column("order-id", read=identifier),
    item_id=column("order-item-id", read=identifier, default=""),
    placed_at=column("purchase-date", read=moment, default=None),
    paid_at=column("payments-date", read=moment, default=None),
    promised=column("promise-date", read=moment, default=None),
    email=column("buyer-email", default=""),
    code=column("sku", read=identifier, default=""),
    title=column("product-name", default=""),
    quantity=column("quantity-purchased", read=quantity),
    to_ship=column("quantity-to-ship", read=quantity, default=None),
    currency=column("currency", default=""),
    price=column("item-price", read=money, default=None),
    tax=column("item-tax", read=money, default=None),
    shipping=column("shipping-price", read=money, default=None),
    shipping_tax=column("shipping-tax", read=money, default=None),
    name=column("recipient-name", default=""),
    address1=column("ship-address-1", default=""),
    address2=column("ship-address-2", default=""),
    address3=column("ship-address-3", default=""),
    city=column("ship-city", default=""),
    province=column("ship-state", default=""),
    postcode=column("ship-postal-code", read=identifier, default=""),
    country=column("ship-country", default=""),
    phone=column("ship-phone-number", "buyer-phone-number", default=""),
    note=column("delivery-Instructions", default=""),
)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of either report."""
    return read_orders(table, SHEET, lambda group: _order(group, context))


def _order(group: Group[OrderItem], context: Context) -> Order:
    rows = list({entry.value.item_id or str(n): entry for n, entry in enumerate(group.rows)}.values())
    items = [entry.value for entry in rows]
    first = items[0]
    currency = first.currency.upper() or context.currency
    goods = total(item.price for item in items)
    shipping = total(item.shipping for item in items)
    everything = total(part for item in items for part in (item.price, item.tax, item.shipping, item.shipping_tax))
    return Order(
        channel=context.channel,
        order_id=group.number,
        status="to-ship",
        currency=currency,
        lines=tuple(_line(n, entry, currency) for n, entry in enumerate(rows, 1)),
        placed_at=stored(first.placed_at, context.zone),
        paid_at=stored(first.paid_at or first.placed_at, context.zone),
        ship_by=stored(first.promised, context.zone),
        total_minor=minor(everything, currency),
        goods_minor=minor(goods, currency),
        shipping_minor=minor(shipping, currency),
        buyer=_buyer(first),
        buyer_note=first_filled([item.note for item in items]),
        row=rows[0].number,
        sheet=rows[0].row.table.sheet,
    )


def _line(number: int, entry: Entry[OrderItem], currency: str) -> OrderLine:
    item = entry.value
    count = item.quantity if item.to_ship is None else item.to_ship
    each = None if item.price is None or not item.quantity else item.price / item.quantity
    return OrderLine(
        number=number,
        code=item.code,
        name=item.title,
        quantity=count,
        unit_price_minor=minor(each, currency),
        row=entry.number,
        closed=count == 0,
        key=item.item_id,
    )


def _buyer(first: OrderItem) -> Buyer | None:
    buyer = Buyer(
        name=first.name,
        phone=first.phone,
        country=first.country,
        province=first.province,
        city=first.city,
        street=" ".join(part for part in (first.address1, first.address2, first.address3) if part),
        postcode=first.postcode,
        email=first.email,
    )
    return divided(buyer) if buyer != Buyer() else None
