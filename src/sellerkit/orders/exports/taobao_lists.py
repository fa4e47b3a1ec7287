"""The two older files of the seller centre, GBK with guarded ids: the list of orders and the list of what was in them.

`taobao-order-list` has one row an order with money, recipient and waybill; its items are one text and one count.
`taobao-order-details` has one row an item with its code; both lead to the same orders.
"""

from __future__ import annotations

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, Status, columns
from sellerkit.orders.exports.taobao import DEPOSIT_PAID, status_word, waybill_number
from sellerkit.sheets import Table, Value

_GUARDS = ("", "null", "0")


def _status(value: Value) -> Status:
    return Status(*status_word(value))


def _waybill(value: Value) -> str:
    number = waybill_number(value)
    return "" if number in _GUARDS else number


LIST = columns(
    order_id="订单编号",
    title="宝贝标题",
    quantity="宝贝总数量",
    status="订单状态",
    refund_status="分阶段订单信息",
    placed_at="订单创建时间",
    paid_at="订单付款时间",
    total="总金额",
    line_total="买家实际支付金额",
    goods="买家应付货款",
    refund="退款金额",
    shipping="买家应付邮费",
    buyer_note="买家留言",
    seller_note="订单备注",
    flag="备注标签",
    waybill="物流单号",
    carrier_name="物流公司",
    name="收货人姓名",
    phone=("联系手机", "联系电话"),
    street=("修改后的收货地址", "收货地址"),
    read={"status": _status, "waybill": _waybill},
)
DETAILS = columns(
    required=("order_id", "quantity"),
    order_id="订单编号",
    title="标题",
    price="价格",
    quantity="购买数量",
    code="商家编码",
    code2="外部系统编号",
    properties="商品属性",
    status="订单状态",
    buyer_note="备注",
    read={"status": _status},
)


def _own(row: LineRow) -> str:
    """A presale order whose deposit is paid waits for its balance; a waybill means that the order went."""
    ours = row.status.ours if row.status else ""
    if ours == "unpaid" and DEPOSIT_PAID.search(row.refund_status):
        return "deposit-paid"
    return "shipped" if ours == "to-ship" and row.waybill else ""


def read_list(table: Table, context: Context) -> OrdersRead:
    """The orders of ExportOrderList; nothing was paid for those that were closed before."""
    layout = Layout(
        LIST, lines="summary", currency="CNY", zone="Asia/Shanghai", own=_own,
        paid=lambda row: row.line_total if row.paid_at and row.line_total else row.total,
    )  # fmt: skip
    return orders_of(table, context, layout)


def read_details(table: Table, context: Context) -> OrdersRead:
    """The orders of ExportOrderDetailList; it says neither when they were placed nor what was paid."""
    return orders_of(table, context, Layout(DETAILS, currency="CNY", zone="Asia/Shanghai"))
