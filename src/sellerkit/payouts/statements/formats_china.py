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
        also=(("入账时间", "支付宝流水号", "账务类型", "收入", "支出"),),
    ),
    "alipay-merchant-trade": Format(
        "sellerkit.payouts.statements.alipay_trade:read",
        ("支付宝交易号", "商户订单号", "业务类型", "商家实收"),
        "taobao",
        N_("Alipay merchant centre → Reconciliation → Trade bill (业务明细)"),
        repeats="alipay-merchant",
        currency="CNY",
    ),
    "alipay-personal": Format(
        "sellerkit.payouts.statements.alipay_personal:read",
        ("交易时间", "交易分类", "商品说明", "收/支", "金额", "交易状态", "交易订单号"),
        "taobao",
        N_("Alipay app → Me → Bills → ⋯ → Issue transaction statement → For personal reconciliation"),
        currency="CNY",
        also=(("交易号", "商家订单号", "交易创建时间", "商品名称", "金额", "收/支", "交易状态"),),
    ),
    "wechat-merchant": Format(
        "sellerkit.payouts.statements.wechat_merchant:read",
        ("交易时间", "商户号", "微信订单号", "商户订单号", "交易状态", "手续费", "费率", "应结订单金额"),
        "wechat",
        N_("WeChat Pay merchant centre → Transactions → Trade bill (交易账单)"),
        repeats="wechat-funds",
        currency="CNY",
        also=(("交易时间", "商户号", "微信订单号", "商户订单号", "交易状态", "手续费", "费率", "总金额"),),
    ),
    "wechat-funds": Format(
        "sellerkit.payouts.statements.wechat_funds:read",
        ("记账时间", "微信支付业务单号", "资金流水单号", "收支类型", "收支金额", "账户结余"),
        "wechat",
        N_("WeChat Pay merchant centre → Transactions → Fund bill (资金账单)"),
        currency="CNY",
    ),
    "wechat-personal": Format(
        "sellerkit.payouts.statements.wechat_personal:read",
        ("交易时间", "交易类型", "交易对方", "收/支", "金额", "当前状态", "交易单号", "商户单号"),
        "wechat",
        N_("WeChat → Me → Services → Wallet → Bills → Download bill (for personal use)"),
        currency="CNY",
    ),
    "pinduoduo": Format(
        "sellerkit.payouts.statements.pinduoduo:read",
        ("商户订单号", "发生时间", "收入金额", "支出金额", "账务类型", "业务描述"),
        "pinduoduo",
        N_("Pinduoduo merchant backend → Account → Fund bill (账务明细) → Export"),
        currency="CNY",
        also=(("商品订单号", "发生时间", "收入金额", "支出金额", "账务类型", "业务描述"),),
    ),
    "douyin": Format(
        "sellerkit.payouts.statements.douyin:read",
        ("动账流水号", "动账时间", "动账方向", "动账金额"),
        "douyin",
        N_("Douyin shop backend → Funds → Fund movements (动账明细) → Export"),
        currency="CNY",
        # Most real exports write 帐 here and 账 in every other heading.
        also=(("动帐流水号", "动账时间", "动账方向", "动账金额"),),
    ),
    "jd-settlement": Format(
        "sellerkit.payouts.statements.jd:read",
        ("订单编号", "父单号", "费用名称", "应结金额", "收支方向"),
        "jd",
        N_("JD merchant backend → Settlement → Settlement details (结算明细) → Export"),
        currency="CNY",
        also=(("订单编号", "费用名称", "应结金额", "费用分类"),),
    ),
}
