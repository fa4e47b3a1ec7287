"""Douyin shop orders: one row a sub-order of a main order, ids and times end with a TAB.

Unconfirmed: the headings are those that shops show in public; no complete export was at hand.
"""

from __future__ import annotations

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, columns, plain_word, status_of
from sellerkit.sheets import Table

_STATUSES = {
    "待支付": "unpaid", "待付款": "unpaid", "待确认": "unpaid", "已支付定金": "deposit-paid", "备货中": "to-ship", "待发货": "to-ship",
    "已支付": "to-ship", "已付款": "to-ship", "部分发货": "to-ship", "已发货": "shipped", "待收货": "shipped", "已收货": "done", "已完成": "done",
    "交易成功": "done", "已取消": "closed", "已关闭": "closed", "交易关闭": "closed", "已退款": "refunded", "退款成功": "refunded",
}  # fmt: skip

SHEET = columns(
    required=("order_id", "quantity"),
    order_id="主订单编号",
    key="子订单编号",
    title=("选购商品", "商品名称"),
    properties="商品规格",
    quantity="商品数量",
    code="商家编码",
    price=("商品单价", "商品金额"),
    total=("订单应付金额", "订单实付金额"),
    shipping="运费",
    status="订单状态",
    refund_status=("售后状态", "退款状态"),
    placed_at=("订单提交时间", "下单时间"),
    paid_at=("支付完成时间", "支付时间"),
    ship_by="承诺发货时间",
    shipped_at="发货时间",
    buyer_note="买家留言",
    seller_note="商家备注",
    flag="旗帜颜色",
    waybill=("快递单号", "运单号"),
    carrier_name=("快递公司", "物流公司"),
    name=("收件人", "收货人"),
    phone=("收件人手机号", "手机号"),
    province="省",
    city="市",
    district="区",
    street=("详细地址", "街道"),
    read={"status": status_of(_STATUSES)},
)


def own_status(row: LineRow) -> str:
    """The sub-order's status: its request for a refund counts more than the order's own word."""
    after = plain_word(row.refund_status)
    if not after or "关闭" in after or "取消" in after or "拒绝" in after or after.startswith("无"):
        return ""
    if "退款成功" in after or "全额退款" in after or "售后完成" in after:
        return "refunded"
    ours = row.status.ours if row.status else ""
    return "" if ours in ("unpaid", "closed") else "refunding"


_LAYOUT = Layout(SHEET, amounts="rows", currency="CNY", zone="Asia/Shanghai", own=own_status)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of an export of the shop's backend."""
    return orders_of(table, context, _LAYOUT)
