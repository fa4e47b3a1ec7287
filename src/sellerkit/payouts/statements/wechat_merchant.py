"""WeChat Pay merchant trade bill (交易账单): ALL, SUCCESS and REFUND, of 2014 and of 2019, proved by its own totals.

Every value stands behind a backtick; the last two lines are a second header and the totals. Layouts and meanings:
pay.weixin.qq.com, 下载交易账单, and the bills in WxJava's tests.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells, amount_of
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.payouts.statements.wechat_bill import WechatBill
from sellerkit.sheets import Table

CLOCK = ZoneInfo("Asia/Shanghai")
COLUMNS = {
    "posted": ("交易时间",), "merchant": ("商户号",), "sub": ("特约商户号", "子商户号"), "transaction": ("微信订单号",),
    "order": ("商户订单号",), "type": ("交易类型",), "state": ("交易状态",), "currency": ("货币种类",),
    "settled": ("应结订单金额", "总金额"), "refund_id": ("微信退款单号",), "refund": ("退款金额",), "refunded": ("退款成功时间",), "asked_at": ("退款申请时间",),
    "fee": ("手续费",), "coupon": ("代金券金额", "代金券或立减优惠金额", "企业红包金额"),
    "coupon_refund": ("充值券退款金额", "代金券或立减优惠退款金额", "企业红包退款金额"),
    "total": ("订单金额",), "asked": ("申请退款金额",),
}  # fmt: skip
# Headings of the last line but one → the column that it is the sum of.
TOTALS = {
    "应结订单总金额": "settled", "总交易额": "settled", "退款总金额": "refund", "总退款金额": "refund", "手续费总金额": "fee",
    "订单总金额": "total", "申请退款总金额": "asked", "充值券退款总金额": "coupon_refund", "总代金券或立减优惠退款金额": "coupon_refund",
    "总企业红包退款金额": "coupon_refund",
}  # fmt: skip
COUNT = "总交易单数"
# What the sum of a column is called when a bill is checked.
NAMES = {
    "settled": "income-total", "refund": "refund-total", "fee": "fee-total", "total": "order-total", "asked": "asked-refund-total",
    "coupon_refund": "coupon-refund-total",
}  # fmt: skip
# States of rows that give money back; one that was reversed at the till (REVOKED) has no refund number.
BACK = ("REFUND", "REVOKED")
_WIDE = re.compile("[，,]")


def read(table: Table, terms: Terms) -> Findings:
    """One statement a merchant number; the totals, which are those of the file, stand with the first.

    Raises InputRejected for a bill without its totals: it is half downloaded.
    """
    bill = WechatBill(table, COUNT)
    book = Book(_widened(table, bill), terms, COLUMNS)
    book.each(lambda number, cells: _row(book, number, cells, bill.sums))
    bill.refuse_half()
    first = next(iter(book.accounts.values()), None) or book.account()
    first.controls.extend(_controls(bill))
    found = book.findings()
    return replace(found, ignored=found.ignored + 2)


def _widened(table: Table, bill: WechatBill) -> Table:
    """The table with bare values, and headings that full-width commas keep together (the bills of 2014) apart."""
    headings = tuple(part for heading in table.headings for part in _WIDE.split(heading))
    return replace(table, headings=headings, parts=(), raw=replace(table.raw, rows=bill))


def _row(book: Book, number: int, cells: Cells, sums: dict[str, Decimal]) -> None:
    columns = book.columns
    amounts = {name: columns.amount(cells, name, ZERO) for name in NAMES if name in columns.at}
    refund_id = columns.code(cells, "refund_id")
    order, state = columns.code(cells, "order"), columns.text(cells, "state").upper()
    refunding = refund_id not in ("", "0") or state in BACK
    # Some bills repeat the price of the order in the row of its refund.
    paid = ZERO if refunding else amounts["settled"]
    refund, fee = amounts.get("refund", ZERO), amounts["fee"]
    transaction = refund_id if refund_id not in ("", "0") else columns.code(cells, "transaction")
    first = PayoutLine(
        kind="refund" if refunding else "sale", amount=ZERO, currency=columns.text(cells, "currency").upper() or "CNY",
        row=number, column=columns.headings["refund" if refunding and "refund" in columns.at else "settled"], order_id=order,
        posted_at=_posted(book, cells, refunding), platform_type=" ".join(filter(None, (columns.text(cells, "type"), state))),
        transaction_id=transaction, row_key=f"{transaction}:{state}" if len(transaction) > 15 else book.keys.of(transaction, order, state, paid, refund),
    )  # fmt: skip
    parts = [
        ("sale", paid, columns.headings["settled"]), ("refund", -refund, columns.headings.get("refund", "")),
        ("payment-fee", -fee, columns.headings["fee"]),
    ]  # fmt: skip
    book.add(parts_of(first, parts), _merchant(book, cells))
    for name, amount in amounts.items():
        sums[name] = sums.get(name, ZERO) + amount


def _posted(book: Book, cells: Cells, refunding: bool) -> str | None:
    names = ("refunded", "asked_at", "posted") if refunding else ("posted",)
    return next(filter(None, (book.columns.moment(cells, name, CLOCK) for name in names)), None)


def _merchant(book: Book, cells: Cells) -> str:
    """The merchant that is paid: the one below a service provider where there is one."""
    sub = book.columns.text(cells, "sub")
    return sub if sub not in ("", "0") else book.columns.text(cells, "merchant")


def _controls(bill: WechatBill) -> list[Control]:
    found = []
    for head, (value, row) in bill.totals.items():
        if head == COUNT:
            found.append(Control("row-count", amount_of(value, ZERO), Decimal(bill.count), row=row, column=head))
        elif name := TOTALS.get(head):
            computed = bill.sums.get(name, ZERO)
            found.append(Control(NAMES[name], amount_of(value, ZERO), computed, row=row, column=head))
    return found
