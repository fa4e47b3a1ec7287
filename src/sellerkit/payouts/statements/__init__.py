"""The registry of statement formats: what each is recognised by, so that recognising a file imports none of them."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.base.language import N_


@dataclass(frozen=True, slots=True)
class Format:
    """One statement: `target` reads it, `headings` must all stand in its header (brackets and case do not matter).

    `platform` names the family of sales channels it pays for. `repeats` names a format that tells the same money as
    this one: lines that both hold count once. `menu` says where the platform offers the file. `currency` is that of a
    platform which states none because it has only one.
    """

    target: str
    headings: tuple[str, ...]
    platform: str
    menu: str
    repeats: str = ""
    currency: str = ""


STATEMENTS: dict[str, Format] = {
    "alipay-merchant": Format(
        "sellerkit.payouts.statements.alipay:read",
        ("账务流水号", "发生时间", "收入金额", "支出金额"),
        "taobao",
        N_("Alipay merchant centre → Reconciliation → Fund bill (账务明细)"),
        currency="CNY",
    ),
    "alipay-merchant-trade": Format(
        "sellerkit.payouts.statements.alipay_trade:read",
        ("支付宝交易号", "商户订单号", "业务类型", "商家实收"),
        "taobao",
        N_("Alipay merchant centre → Reconciliation → Trade bill (业务明细)"),
        repeats="alipay-merchant",
        currency="CNY",
    ),
    "shopify-payments": Format(
        "sellerkit.payouts.statements.shopify:read",
        ("Transaction Date", "Type", "Order", "Amount", "Fee", "Net", "Currency"),
        "shopify",
        N_("Shopify admin → Finance → Payouts → View transactions → Export"),
    ),
    "amazon-settlement-v2": Format(
        "sellerkit.payouts.statements.amazon_v2:read",
        ("settlement-id", "total-amount", "transaction-type", "amount-type", "amount-description", "amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File V2"),
    ),
    "amazon-settlement-v1": Format(
        "sellerkit.payouts.statements.amazon_v1:read",
        ("settlement-id", "total-amount", "transaction-type", "price-type", "price-amount", "other-amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File"),
    ),
}

# Exports that sellers mistake for a statement: headings that give them away, and the format they meant.
MISTAKEN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Payout Date", "Charges", "Refunds", "Total"), "shopify-payments"),
    (("Financial Status", "Lineitem quantity"), "shopify-payments"),
    (("date/time", "settlement id", "type", "total"), "amazon-settlement-v2"),
    (("order-id", "purchase-date", "quantity-purchased"), "amazon-settlement-v2"),
    (("交易对方", "商品说明", "收/支"), "alipay-merchant"),
    (("交易号", "商家订单号", "资金状态"), "alipay-merchant"),
)
