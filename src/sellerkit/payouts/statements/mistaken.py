"""Exports that sellers mistake for a statement: headings that give them away, and the format they meant."""

from __future__ import annotations

MISTAKEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Payout Date", "Charges", "Refunds", "Total"), "shopify-payments"),
    (("Financial Status", "Lineitem quantity"), "shopify-payments"),
    (("date/time", "settlement id", "type", "total"), "amazon-settlement-v2"),
    (("order-id", "purchase-date", "quantity-purchased"), "amazon-settlement-v2"),
    (("交易对方", "商品说明", "收/支"), "alipay-merchant"),
    (("交易号", "商家订单号", "资金状态"), "alipay-merchant"),
)
