"""The Tmall order report: seven columns, one row an order, neither its items nor whether it was sent.

"买家实际支付金额" is net of refunds, so what was paid is that and the refund together. An order that was paid is taken as
done until an export that knows says otherwise; an order that is known already keeps its status.
"""

from __future__ import annotations

from decimal import Decimal

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, columns
from sellerkit.sheets import Table

SHEET = columns(
    order_id="订单编号",
    total="总金额",
    line_total="买家实际支付金额",
    refund="退款金额",
    province="收货地址",
    placed_at="订单创建时间",
    paid_at="订单付款时间",
)


def _status(row: LineRow) -> str:
    if row.paid_at is None:
        return "unpaid"
    return "refunded" if row.refund and not row.line_total else "done"


def _paid_before_refunds(row: LineRow) -> Decimal | None:
    """What the buyer paid, or owes when nothing was paid yet."""
    if row.paid_at is None or row.line_total is None:
        return row.total
    return row.line_total + (row.refund or Decimal(0))


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of the report."""
    return orders_of(table, context, _LAYOUT)


_LAYOUT = Layout(
    SHEET, lines="none", sure=False, currency="CNY", zone="Asia/Shanghai", own=_status, paid=_paid_before_refunds
)
