"""WeChat Pay merchant fund bill (资金账单): what moved an account, with its balance after every row, proved by its totals.

Values stand behind a backtick; the last two lines are a second header and the totals. Layout: pay.weixin.qq.com, 申请资金账单,
and the bills in the tests of the WeChat Pay SDKs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.balances import Running, Sums
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells, amount_of
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.payouts.statements.wechat_bill import WechatBill
from sellerkit.payouts.statements.wechat_merchant import CLOCK
from sellerkit.sheets import Table

COLUMNS = {
    "posted": ("记账时间",), "business": ("微信支付业务单号",), "flow": ("资金流水单号",), "name": ("业务名称",), "type": ("业务类型",),
    "direction": ("收支类型",), "amount": ("收支金额(元)",), "balance": ("账户结余(元)",), "remark": ("备注",), "voucher": ("业务凭证号",),
}  # fmt: skip
COUNT = "资金流水总笔数"
# In 业务类型 or 业务名称, the first that is found; what is known of neither stays `other`.
KINDS = (
    ("手续费", "payment-fee"), ("提现", "transfer"), ("充值", "transfer"), ("退款", "refund"), ("分账", "service-fee"), ("冻结", "reserve"),
    ("付款", "spending"), ("转账", "spending"), ("红包", "spending"), ("代金券", "spending"), ("交易", "sale"),
)  # fmt: skip
_GROSS = re.compile(r"总金额\s*(\d+(?:\.\d+)?)\s*元\s*[;；]\s*含手续费\s*(\d+(?:\.\d+)?)\s*元")


@dataclass(slots=True)
class _Moved:
    """What the rows came to, and the order of every payment that the bill itself tells."""

    sums: Sums = field(default_factory=Sums)
    running: Running = field(default_factory=lambda: Running("账户结余(元)"))
    orders: dict[str, str] = field(default_factory=dict)


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill. Raises InputRejected for a bill without its totals: it is half downloaded.

    A refund names its payment, not its order: it belongs to the order that the bill tells for the payment. Where no row
    above does, the store may know it (store/payment_orders.py).
    """
    bill, moved = WechatBill(table, COUNT), _Moved()
    book = Book(replace(table, raw=replace(table.raw, rows=bill)), terms, COLUMNS)
    book.each(lambda number, cells: _row(book, number, cells, moved))
    bill.refuse_half()
    account = book.account()
    balance, account.opening, account.closing = moved.running.controls()
    # Rows of the same second need not stand in the order in which they moved: only the totals decide.
    account.controls.extend([*_totals(bill, moved.sums), *(replace(one, hard=False) for one in balance)])
    found = book.findings()
    return replace(found, ignored=found.ignored + 2)


def _row(book: Book, number: int, cells: Cells, moved: _Moved) -> None:
    columns = book.columns
    size, out = abs(columns.amount(cells, "amount")), columns.text(cells, "direction") == "支出"
    balance = columns.amount(cells, "balance") if columns.text(cells, "balance") else None
    words, name = columns.text(cells, "type"), columns.text(cells, "name")
    business, flow, voucher = (columns.code(cells, one) for one in ("business", "flow", "voucher"))
    posted, amount = columns.moment(cells, "posted", CLOCK), -size if out else size
    kind = kind_of(words) or kind_of(name) or "other"
    if kind == "sale" and voucher:
        moved.orders.setdefault(business, voucher)
    first = PayoutLine(
        kind=kind, amount=amount, currency=book.terms.currency, row=number, column=columns.headings["amount"],
        order_id="" if kind in ("transfer", "spending") else moved.orders.get(business) or moved.orders.get(flow, ""),
        posted_at=posted, platform_type=" ".join(dict.fromkeys(filter(None, (words, name)))), transaction_id=business, note=flow,
        row_key=f"{business}:" + book.keys.of(posted, flow, words, voucher, amount, balance if balance is not None else ""),
    )  # fmt: skip
    fee = fee_within(columns.text(cells, "remark"), size) if kind in ("sale", "refund") else ZERO
    fee = fee if out else -fee
    book.add(parts_of(first, [(kind, amount - fee, first.column), ("payment-fee", fee, first.column)]))
    moved.sums.add(ZERO if out else size, size if out else ZERO)
    moved.running.add(number, amount, balance)


def kind_of(words: str) -> str:
    """The kind for 业务类型 or 业务名称, "" when it is not known."""
    return next((kind for mark, kind in KINDS if mark in words), "")


def fee_within(remark: str, moved: Decimal) -> Decimal:
    """The fee that a row was netted with: 退款总金额100.00元;含手续费0.60元 beside 99.40 that moved → 0.60, else nothing."""
    found = _GROSS.search(remark)
    if found is None:
        return ZERO
    gross, fee = decimal_of(found[1]), decimal_of(found[2])
    return fee if gross - fee == moved else ZERO


def _totals(bill: WechatBill, sums: Sums) -> list[Control]:
    stated = {head: (amount_of(value, ZERO), row) for head, (value, row) in bill.totals.items()}
    found = []
    if COUNT in stated:
        found.append(Control("row-count", stated[COUNT][0], Decimal(bill.count), row=stated[COUNT][1], column=COUNT))
    for side, words in (("income", "收入"), ("expense", "支出")):
        count, total = stated.get(f"{words}笔数"), stated.get(f"{words}金额")
        if count and total:
            controls = sums.controls(side, count[0], total[0])
            found += [replace(one, row=count[1]) for one in controls]
    return found
