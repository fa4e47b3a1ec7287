"""WooCommerce orders. The shop has no export of its own: these are the layouts of two kinds of plugin, one row an item.

`woocommerce-items`: snake_case headings (order_number, product_name …; with other plugins item_name, item_sku).
`woocommerce-advanced`: "Order Number", "First Name (Billing)", "Item Name". Any other: [orders.formats.NAME].
"""

from __future__ import annotations

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, columns, status_of
from sellerkit.sheets import Table

_READ = {
    "status": status_of({
        **{word: ours for name, ours in {
            "pending": "unpaid", "pending payment": "unpaid", "on-hold": "unpaid", "on hold": "unpaid", "checkout-draft": "unpaid",
            "draft": "unpaid", "processing": "to-ship", "shipped": "shipped", "completed": "done", "cancelled": "closed",
            "canceled": "closed", "failed": "closed", "trash": "closed", "refunded": "refunded",
        }.items() for word in (name, f"wc-{name}")},
    })
}  # fmt: skip

ITEMS = columns(
    required=("order_id", "quantity"),
    order_id=("order_number", "order_id"),
    key=("item_id", "order_item_id", "line_item_id"),
    code=("sku", "item_sku", "product_sku"),
    title=("product_name", "item_name"),
    properties=("item_variation", "variation", "item_meta"),
    quantity=("quantity", "item_quantity"),
    line_total=("item_total", "line_total"),
    status=("status", "order_status"),
    placed_at=("order_date", "date", "date_created"),
    paid_at=("paid_date", "date_paid"),
    shipped_at=("completed_date", "date_completed"),
    total="order_total",
    shipping=("shipping_total", "order_shipping"),
    currency=("order_currency", "currency"),
    buyer_note=("customer_note", "customer_message"),
    name=("shipping_first_name", "billing_first_name"),
    last_name=("shipping_last_name", "billing_last_name"),
    phone=("shipping_phone", "billing_phone"),
    country=("shipping_country", "billing_country"),
    province=("shipping_state", "billing_state"),
    city=("shipping_city", "billing_city"),
    street=("shipping_address_1", "billing_address_1"),
    street2=("shipping_address_2", "billing_address_2"),
    postcode=("shipping_postcode", "billing_postcode"),
    email=("billing_email", "customer_email"),
    read=_READ,
)
ADVANCED = columns(
    order_id=("Order Number", "Order ID"),
    code=("SKU", "Item SKU"),
    title=("Item Name", "Product Name", "Name"),
    properties="Product Variation",
    quantity=("Quantity (- Refund)", "Quantity"),
    price=("Item Cost", "Item Cost (inc. tax)"),
    line_total=("Order Line Total", "Order Line (w/o tax)"),
    status="Order Status",
    placed_at="Order Date",
    paid_at=("Paid Date", "Date Paid"),
    shipped_at="Completed Date",
    total=("Order Total Amount", "Order Total Amount (- Refund)"),
    shipping="Order Shipping Amount",
    currency=("Order Currency", "Currency"),
    buyer_note="Customer Note",
    name=("First Name (Shipping)", "Full Name (Shipping)", "First Name (Billing)", "Full Name (Billing)"),
    last_name=("Last Name (Shipping)", "Last Name (Billing)"),
    phone=("Phone (Shipping)", "Phone (Billing)"),
    country=("Country Code (Shipping)", "Country Code (Billing)"),
    province=("State Code (Shipping)", "State Code (Billing)"),
    city=("City (Shipping)", "City (Billing)"),
    street=("Address 1&2 (Shipping)", "Address 1&2 (Billing)"),
    postcode=("Postcode (Shipping)", "Postcode (Billing)"),
    email="Email (Billing)",
    read=_READ,
)


def read_items(table: Table, context: Context) -> OrdersRead:
    """The orders of a snake_case export; totals stand on an order's first row."""
    return orders_of(table, context, Layout(ITEMS))


def read_advanced(table: Table, context: Context) -> OrdersRead:
    """The orders of an export with headings in words; totals repeat on every row."""
    return orders_of(table, context, Layout(ADVANCED))
