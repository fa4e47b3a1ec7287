"""Pinduoduo orders as the merchant backend exports them: one row an order, recipients hidden.

Unconfirmed: the headings are those that several independent programs read; no complete export was at hand.
"""

from __future__ import annotations

from sellerkit.orders.exports.building import orders_of
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.exports.layout import Layout, LineRow, columns, plain_word, status_of
from sellerkit.sheets import Table

_STATUSES = {
    "待付款": "unpaid", "待支付": "unpaid", "未付款": "unpaid", "待分享": "deposit-paid", "待成团": "deposit-paid", "拼单中": "deposit-paid",
    "待发货": "to-ship", "未发货": "to-ship", "已发货": "shipped", "待收货": "shipped", "待签收": "shipped", "已签收": "done", "已收货": "done",
    "已完成": "done", "交易成功": "done", "已取消": "closed", "已关闭": "closed", "交易关闭": "closed", "已退款": "refunded",
}  # fmt: skip

SHEET = columns(
    required=("order_id", "quantity"),
    order_id="订单号",
    title=("商品", "商品名称"),
    quantity=("商品数量(件)", "商品数量"),
    price="商品单价(元)",
    code=("商家编码-规格维度", "商家编码-SKU维度", "商家编码-商品维度"),
    properties="商品规格",
    status="订单状态",
    refund_status="售后状态",
    placed_at=("订单成交时间", "拼单成功时间"),
    paid_at="支付时间",
    ship_by="承诺发货时间",
    shipped_at="发货时间",
    total="用户实付金额(元)",
    goods="商品总价(元)",
    shipping="邮费(元)",
    seller_note="商家备注",
    buyer_note="买家留言",
    waybill="快递单号",
    carrier_name="快递公司",
    name="收货人",
    phone="手机",
    country="国家",
    province="省",
    city="市",
    district="区",
    street=("收货地址", "详细地址", "街道"),
    read={"status": status_of(_STATUSES, contains={"退款成功": "refunded"})},
)


def own_status(row: LineRow) -> str:
    """An open request for a refund stops the order, a granted one ends it; otherwise the order's own word counts."""
    after = plain_word(row.refund_status)
    if not after or "无售后" in after or "取消" in after or "关闭" in after or "驳回" in after:
        return ""
    if "退款成功" in after or after.startswith("已退款"):
        return "refunded"
    ours = row.status.ours if row.status else ""
    return "refunding" if ours in ("to-ship", "shipped", "done", "") and ("中" in after or "待" in after) else ""


_LAYOUT = Layout(SHEET, currency="CNY", zone="Asia/Shanghai", own=own_status)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of an export of the merchant backend."""
    return orders_of(table, context, _LAYOUT)
