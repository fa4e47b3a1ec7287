"""An export that shop.toml declares: [orders.formats.NAME] says which column holds what and what its status words mean."""

from __future__ import annotations

from sellerkit.base.config.schema import OrderFormat
from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, columns, status_of
from sellerkit.sheets import Table


def read_declared(form: OrderFormat, table: Table, context: Context) -> OrdersRead:
    """The orders of a table whose format shop.toml declares. Headings that are not declared are not looked at."""
    required = ("order_id",) if form.rows == "line" else ()
    sheet = columns(required=required, read={"status": status_of(form.statuses)})
    layout = Layout(
        sheet,
        amounts=form.amounts,
        status=form.status,
        currency=form.currency,
        date_order=form.date_order,
        parcels=form.rows == "parcel",
        declared=form.columns,
    )
    return orders_of(table, context, layout)
