"""Statements of Chinese platforms."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.payouts.statements.format import Format

CHINA: dict[str, Format] = {
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
}
