"""Exports that sellers mistake for a statement: headings that give them away, and the format they meant."""

from __future__ import annotations

MISTAKEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Financial Status", "Lineitem quantity"), "shopify-payments"),
    (("Date", "Time Zone", "Status", "Amount", "Receipt ID", "Balance"), "paypal"),
    (("Sale Date", "Order ID", "Order Value", "Order Net"), "etsy"),
    (("order-id", "purchase-date", "quantity-purchased"), "amazon-settlement-v2"),
    (("类型", "总笔数", "收入金额", "支出金额"), "alipay-merchant"),
    (("日期", "推广场景", "推广名称", "总花费"), "pinduoduo"),
    (("交易时间", "商户名称", "交易说明", "交易分类", "商家订单号"), "jd-settlement"),
    (("交易创建时间", "交易成功时间", "订单标题", "实付金额"), "wechat-merchant"),
)
