"""The practice shop's three statements, each true to its own totals; what is wrong in them is planted between lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sellerkit.learning.trade import PracticeOrder
from sellerkit.learning.writing import csv_text, utc_words, yuan

ALIPAY_HEADINGS = (
    "账务流水号", "业务流水号", "商户订单号", "商品名称", "发生时间", "对方账号", "收入金额（+元）", "支出金额（-元）", "账户余额（元）", "交易渠道", "业务类型", "备注",
)  # fmt: skip
AMAZON_HEADINGS = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount", "currency", "transaction-type", "order-id",
    "merchant-order-id", "adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description", "amount", "fulfillment-id",
    "posted-date", "posted-date-time", "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
    "promotion-id",
)  # fmt: skip


def alipay(orders: Sequence[PracticeOrder], now: datetime) -> str:
    """The merchant account's 账务明细 with running balance and footer totals. Planted: order 3 was never paid, order 7 came
    5.00 short, order 11 was charged twice the commission, one payment belongs to no order, order 15 was refunded."""
    rows: list[tuple[datetime, str, str, int, str, str]] = []
    for n, order in enumerate(orders):
        paid = order.placed + timedelta(days=9)
        if n == 3:
            continue
        amount = order.total - (500 if n == 7 else 0)
        rows.append((paid, order.number, f"T200P{order.number}", amount, "在线支付", ""))
        fee = (order.total * (10 if n == 11 else 5) + 50) // 100
        rows.append(
            (
                paid + timedelta(seconds=4),
                order.number,
                "",
                -fee,
                "其它",
                f"天猫佣金（零食/坚果/特产）{{{order.number}}}扣款",
            )
        )
        if n == 15:
            rows.append(
                (paid + timedelta(days=1), order.number, f"T200P{order.number}", -order.total, "交易退款", "仅退款")
            )
    rows.append((now - timedelta(days=4), "", "T200P999000111222333", 6800, "在线支付", ""))
    rows.append((now - timedelta(days=2), "", "", -150000, "提现", "提现到银行卡"))
    rows.sort()
    lines: list[Sequence[object]] = [
        ("#支付宝账务明细查询",), ("#账号：[20880000000000000156]",), (f"#起始日期：[2026年10月01日 00:00:00]   终止日期：[{now:%Y年%m月%d日} 00:00:00]",),
        ("#-----------------------------------------账务明细列表----------------------------------------",), ALIPAY_HEADINGS,
    ]  # fmt: skip
    balance = 500000
    for n, (time, _order, merchant, amount, kind, note) in enumerate(rows):
        balance += amount
        cells = (
            f"{2026111000471 + n * 13}", f"{2026111022001454321435 + n * 7919}", merchant, "红枣" if merchant else "", f"{time:%Y-%m-%d %H:%M:%S}",
            "", yuan(max(amount, 0)), yuan(min(amount, 0)), yuan(balance), "支付宝", kind, note,
        )  # fmt: skip
        lines.append([f"{cell}\t" for cell in cells])
    incoming, outgoing = [r[3] for r in rows if r[3] > 0], [r[3] for r in rows if r[3] < 0]
    lines.append(("#-----------------------------------------账务明细列表结束------------------------------------",))
    lines.append((f"#支出合计：{len(outgoing)}笔，共{yuan(sum(outgoing))}元",))
    lines.append((f"#收入合计：{len(incoming)}笔，共{yuan(sum(incoming))}元",))
    lines.append((f"#导出时间：[{now:%Y年%m月%d日 %H:%M:%S}]",))
    return csv_text(lines)


def shopify_payments(orders: Sequence[PracticeOrder], now: datetime) -> str:
    """The web shop's transactions. Planted: order 5 was refunded, order 12 disputed, order 20 not paid out yet."""
    headings = ("Transaction Date", "Type", "Order", "Card Brand", "Card Source", "Payout Status", "Payout Date", "Payout ID", "Available On", "Amount",
                "Fee", "Net", "Checkout", "Payment Method Name", "Presentment Amount", "Presentment Currency", "Currency")  # fmt: skip
    lines: list[Sequence[object]] = [headings]
    for n, order in enumerate(orders):
        if n == 20:
            continue
        lines.append(_charge(order, n, order.placed, "charge", order.total, (order.total * 29 + 500) // 1000 + 200))
        if n == 5:
            lines.append(_charge(order, n, order.placed + timedelta(days=3), "refund", -order.total, 0))
        if n == 12:
            lines.append(_charge(order, n, order.placed + timedelta(days=5), "dispute", -order.total, 1500))
    return csv_text(lines)


def _charge(order: PracticeOrder, n: int, time: datetime, kind: str, amount: int, fee: int) -> Sequence[object]:
    payout = time + timedelta(days=3)
    return (
        f"{time:%Y-%m-%d %H:%M:%S %z}", kind, order.number, "visa", "online", "paid", f"{payout:%Y-%m-%d}", f"pout_{payout:%m%d}", f"{payout:%Y-%m-%d}",
        yuan(amount), yuan(fee), yuan(amount - fee), f"c{n:04d}", "card", yuan(amount), "CNY", "CNY",
    )  # fmt: skip


def amazon(orders: Sequence[PracticeOrder], now: datetime) -> str:
    """A V2 settlement, one component a row, its total on the summary row. Planted: a subscription fee, a reserve."""
    parts: list[tuple[str, str, str, str, int, datetime, str, int]] = []
    for order in orders:
        for line in order.lines:
            amount = line.good.price * line.quantity
            at = order.placed + timedelta(days=2)
            parts.append(("Order", order.number, "ItemPrice", "Principal", amount, at, line.good.sku, line.quantity))
            parts.append(
                (
                    "Order",
                    order.number,
                    "ItemFees",
                    "Commission",
                    -((amount * 15 + 50) // 100),
                    at,
                    line.good.sku,
                    line.quantity,
                )
            )
    end = now - timedelta(days=1)
    parts.append(("other-transaction", "", "other-transaction", "Subscription Fee", -3999, end, "", 0))
    parts.append(("other-transaction", "", "other-transaction", "Current Reserve Amount", -5000, end, "", 0))
    total = sum(part[4] for part in parts)
    start = min(part[5] for part in parts)
    lines = ["\t".join(AMAZON_HEADINGS)]
    lines.append(
        "\t".join(
            [
                "28471003921",
                utc_words(start),
                utc_words(end),
                utc_words(now + timedelta(days=2)),
                yuan(total),
                "CNY",
                *[""] * 18,
            ]
        )
    )
    for kind, order_id, amount_type, description, amount, at, sku, quantity in parts:
        cells = ["28471003921", "", "", "", "", "CNY", kind, order_id, "", "", "", "amazon.com" if order_id else "", amount_type, description, yuan(amount),
                 "MFN" if order_id else "", utc_words(at), utc_words(at), "", "", "", sku, str(quantity) if quantity else "", ""]  # fmt: skip
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
