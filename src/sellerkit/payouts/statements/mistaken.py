"""Exports that sellers mistake for a statement: headings that give them away, and the format they meant."""

from __future__ import annotations

MISTAKEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Financial Status", "Lineitem quantity"), "shopify-payments"),
    (("Date", "Time Zone", "Status", "Amount", "Receipt ID", "Balance"), "paypal"),
    (("Amount Refunded", "Converted Amount", "Currency"), "stripe"),
    (("category", "description", "net_amount", "currency"), "stripe"),
    (("Transaction Initiation Date", "Transaction Debit or Credit", "Gross Transaction Amount"), "paypal"),
    (("Date", "Amount", "Currency", "Bank Account Ending Digits"), "etsy"),
    (("Payment ID", "Order ID", "Gross Amount", "Fees", "Net Amount", "Posted Net"), "etsy"),
    (("Sales Record Number", "Order Number", "Buyer Username", "Sold For"), "ebay"),
    (("Category", "Item", "Qty", "Price Point Name", "Gross Sales"), "square"),
    (("amazon-order-id", "purchase-date", "order-status"), "amazon-settlement-v2"),
    (("Sale Date", "Order ID", "Order Value", "Order Net"), "etsy"),
    (("order-id", "purchase-date", "quantity-purchased"), "amazon-settlement-v2"),
    (("子订单编号", "主订单编号", "标题", "购买数量"), "alipay-merchant"),
    (("订单编号", "总金额", "订单状态"), "alipay-merchant"),
    (("订单号", "订单状态", "商品数量(件)"), "pinduoduo"),
    (("主订单编号", "子订单编号", "选购商品"), "douyin"),
    (("类型", "总笔数", "收入金额", "支出金额"), "alipay-merchant"),
    (("门店编号", "门店名称", "交易订单总笔数", "退款订单总笔数"), "alipay-merchant"),
    (("日期", "推广场景", "推广名称", "总花费"), "pinduoduo"),
    (("商户订单号", "入账时间", "账务类型", "收入金额", "支出金额"), "pinduoduo"),
    (("结算时间", "子订单号", "结算金额", "结算单类型"), "douyin"),
    (("记账时间", "资金流水单号", "收支类型", "收支金额"), "wechat-funds"),
    (("交易时间", "商户名称", "交易说明", "交易分类", "商家订单号"), "jd-settlement"),
    (("交易创建时间", "交易成功时间", "订单标题", "实付金额"), "wechat-merchant"),
)
