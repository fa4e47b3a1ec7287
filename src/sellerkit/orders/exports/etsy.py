"""Etsy's two files of one month: Sold Orders (one row an order, items only counted) and Sold Order Items (one row an item).

Both lead to the same orders: the items bring lines and the recipient, the orders what was paid. Dates have the month first.
Tax that Etsy collects for the state is inside Order Total but in no column of its own, so the total stands as stated.
"""

from __future__ import annotations

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, columns, status_of
from sellerkit.sheets import Table

_WORDS = {
    "completed": "shipped", "shipped": "shipped", "paid": "to-ship", "not shipped": "to-ship", "open": "to-ship", "unpaid": "unpaid",
    "canceled": "closed", "cancelled": "closed", "refunded": "refunded",
}  # fmt: skip

ORDERS = columns(
    order_id="Order ID",
    title=(),
    quantity="Number of Items",
    status="Status",
    placed_at="Sale Date",
    shipped_at="Date Shipped",
    total="Order Total",
    goods="Order Value",
    shipping="Shipping",
    refund="Adjusted Order Total",
    currency="Currency",
    name="Full Name",
    country="Ship Country",
    province="Ship State",
    city="Ship City",
    postcode="Ship Zipcode",
    read={"status": status_of(_WORDS)},
)
ITEMS = columns(
    required=("order_id", "quantity"),
    order_id="Order ID",
    key="Transaction ID",
    code="SKU",
    title="Item Name",
    properties="Variations",
    quantity="Quantity",
    price="Price",
    line_total="Item Total",
    placed_at="Sale Date",
    paid_at="Date Paid",
    shipped_at="Date Shipped",
    currency="Currency",
    name="Ship Name",
    country="Ship Country",
    province="Ship State",
    city="Ship City",
    street="Ship Address1",
    street2="Ship Address2",
    postcode="Ship Zipcode",
)


def _order_status(row: LineRow) -> str:
    """A date of shipping means that it went; an adjusted total of zero that all of it was refunded."""
    if row.refund is not None and row.refund == 0 and row.total:
        return "refunded"
    return "shipped" if row.shipped_at and (row.status is None or row.status.ours == "to-ship") else ""


def read_orders_file(table: Table, context: Context) -> OrdersRead:
    """The orders of Sold Orders."""
    return orders_of(table, context, Layout(ORDERS, lines="summary", date_order="mdy", own=_order_status))


def read_items_file(table: Table, context: Context) -> OrdersRead:
    """The orders of Sold Order Items; what was paid for an order stands in the other file."""
    return orders_of(
        table, context, Layout(ITEMS, date_order="mdy", own=lambda row: "shipped" if row.shipped_at else "to-ship")
    )
