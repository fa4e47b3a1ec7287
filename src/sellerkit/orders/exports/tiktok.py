"""TikTok Shop orders: one row a SKU of an order, ids and times end with a TAB, the order's amount repeats on each row.

A second row that explains the columns is passed over. Dates have the day first; an amount may begin with its currency.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, columns, status_of
from sellerkit.sheets import Table, Value
from sellerkit.sheets.cells import money
from sellerkit.sheets.text import text_of

_WORDS = {
    "unpaid": "unpaid", "on hold": "unpaid", "to ship": "to-ship", "awaiting shipment": "to-ship", "awaiting collection": "to-ship",
    "partially shipping": "to-ship", "shipped": "shipped", "in transit": "shipped", "delivered": "done", "completed": "done",
    "canceled": "closed", "cancelled": "closed",
}  # fmt: skip
_CURRENCY = re.compile(r"^[A-Z]{3}\s*(?=[\d-])")


def amount(value: Value) -> Decimal:
    """`199`, `1,299.00` or `THB 199`."""
    return money(_CURRENCY.sub("", text_of(value)) if isinstance(value, str) else value)


SHEET = columns(
    order_id="Order ID",
    key="SKU ID",
    code="Seller SKU",
    title="Product Name",
    properties="Variation",
    quantity="Quantity",
    price="SKU Unit Original Price",
    line_total="SKU Subtotal After Discount",
    status="Order Status",
    refund_status="Cancelation/Return Type",
    shipping="Shipping Fee After Discount",
    total="Order Amount",
    placed_at="Created Time",
    paid_at="Paid Time",
    shipped_at="Shipped Time",
    waybill="Tracking ID",
    carrier_name="Shipping Provider Name",
    buyer_note="Buyer Message",
    seller_note="Seller Note",
    name="Recipient",
    phone="Phone #",
    country="Country",
    province=("Province", "State"),
    city=("District", "City"),
    street=("Detail Address", "Address Line 1"),
    postcode=("Zipcode", "Postal Code"),
    read={"status": status_of(_WORDS), **dict.fromkeys(("price", "line_total", "shipping", "total"), amount)},
)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of an export of the seller centre."""
    at = next((n for n, heading in enumerate(table.headings) if heading == "Order ID"), 0)
    for number, cells in islice((row for row in table.raw.rows if row[0] > table.header_end), 1):
        if at < len(cells) and not any(letter.isdigit() for letter in text_of(cells[at])):
            table.header_end = number
    return orders_of(table, context, Layout(SHEET, date_order="dmy"))
