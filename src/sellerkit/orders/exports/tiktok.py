"""TikTok Shop orders: one row a SKU of an order, ids and times end with a TAB, the order's amount repeats on each row.

A second row that explains the columns is passed over. Dates have the day first; an amount may begin with its currency.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice

from sellerkit.base.language import _
from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, columns, status_of
from sellerkit.sheets import Sheet, Table, Value
from sellerkit.sheets.cells import CellError, money
from sellerkit.sheets.text import text_of

_WORDS = {
    "unpaid": "unpaid", "on hold": "unpaid", "to ship": "to-ship", "awaiting shipment": "to-ship", "awaiting collection": "to-ship",
    "partially shipping": "to-ship", "shipped": "shipped", "in transit": "shipped", "delivered": "done", "completed": "done",
    "canceled": "closed", "cancelled": "closed",
}  # fmt: skip
_CURRENCY = re.compile(r"^([A-Z]{3})\s*(?=[\d-])")


def amount(value: Value, currency: str = "") -> Decimal:
    """`199`, `1,299.00` or `THB 199`, where the file's currency is THB."""
    said = _CURRENCY.match(text_of(value)) if isinstance(value, str) else None
    if said and currency and said[1] != currency:
        raise CellError(
            _("is in {found}, others of this file are in {currency}").format(found=said[1], currency=currency),
            "wrong-currency", _("Export the orders of one market at a time."),
        )  # fmt: skip
    return money(_CURRENCY.sub("", text_of(value)) if isinstance(value, str) else value)


SHEET = columns(
    required=("order_id", "quantity"),
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
    currency = _currency(table)
    fields = {
        name: replace(one, read=partial(amount, currency=currency)) if one.read is amount else one
        for name, one in SHEET.columns.items()
    }
    return orders_of(table, context, Layout(Sheet(LineRow, **fields), currency=currency, date_order="dmy"))


def _currency(table: Table) -> str:
    """What the first amount with a currency of its own begins with; "" when none says it."""
    at = next((n for n, heading in enumerate(table.headings) if heading == "Order Amount"), -1)
    said = (
        _CURRENCY.match(text_of(cells[at]))
        for row, cells in table.raw.rows
        if row > table.header_end and 0 <= at < len(cells)
    )
    return next((found[1] for found in said if found), "")
