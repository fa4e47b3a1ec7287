"""Alipay merchant trade bill (业务明细): what buyers paid and the fee taken from it, one row a payment or refund.

Its footer proves it. It tells the same money as the fund bill; where both were taken in, reconciling counts it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control, PayoutLine, Statement
from sellerkit.payouts.statements.alipay import CLOCK, account_in, is_remark, open_ended
from sellerkit.payouts.statements.alipay_words import order_number
from sellerkit.payouts.statements.balances import Sums
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns
from sellerkit.payouts.statements.reading import Bad, Findings, Keys, Terms, bad_row, filled
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

COLUMNS = {
    "id": ("支付宝交易号",), "order": ("商户订单号",), "type": ("业务类型",), "created": ("创建时间",),
    "done": ("完成时间",), "received": ("商家实收",), "fee": ("服务费",), "refund": ("退款批次号/请求号", "退款批次号"),
}  # fmt: skip
_ZERO = Decimal(0)
# #交易合计：6笔，商家实收共0.06元，… and #退款合计：4笔，商家实收退款共-0.04元，…
_TOTAL = re.compile(
    r"(交易|退款)合计\s*[:：]\s*(\d+)\s*笔\s*[，,]\s*商家实收(?:退款)?共\s*([-−]?[\d,]+(?:\.\d+)?)\s*元"
)


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill, held against the totals of its footer."""
    columns, keys, sums = Columns(table, COLUMNS), Keys(), Sums()
    lines = terms.lines()
    bad: list[Bad] = []
    comments: list[str] = []
    for number, cells in filled(table):
        if is_remark(cells):
            comments.append(",".join(text_of(value) for value in cells))
            continue
        try:
            columns.refuse_shifted(cells)
            columns.refuse_cut(cells, "fee")
            lines.extend(_lines(columns, number, cells, keys, sums, terms.currency))
        except BadCell as error:
            bad.append(bad_row(table, number, cells, error))
    statement = Statement(account_in(table), terms.currency, lines, _controls(comments, sums))
    return Findings((statement,), tuple(bad), len(comments), open_ended(table, comments))


def _controls(comments: Sequence[str], sums: Sums) -> tuple[Control, ...]:
    found = []
    for side, count, total in _TOTAL.findall("\n".join(comments)):
        name, counted, added = (
            ("income", sums.incomes, sums.income) if side == "交易" else ("refund", sums.expenses, sums.expense)
        )
        found += [
            Control(f"{name}-count", Decimal(count), Decimal(counted)),
            Control(f"{name}-total", abs(decimal_of(total)), added),
        ]
    return tuple(found)


def _lines(columns: Columns, number: int, cells: Cells, keys: Keys, sums: Sums, currency: str) -> Iterator[PayoutLine]:
    words = columns.text(cells, "type")
    kind, sign = ("refund", -1) if "退款" in words else ("sale", 1) if "交易" in words else ("other", 1)
    received, fee = columns.amount(cells, "received", _ZERO), columns.amount(cells, "fee", _ZERO)
    # Versions differ in the signs they print; a payment costs its fee and a refund gives it back.
    amount = received if kind == "other" else sign * abs(received)
    parts = [(kind, amount, "received")] + [("payment-fee", -sign * abs(fee), "fee")] * bool(fee)
    identity = columns.code(cells, "id"), words, columns.code(cells, "refund")
    key = keys.of(*identity, amount, fee)
    posted = columns.moment(cells, "done", CLOCK) or columns.moment(cells, "created", CLOCK)
    order = order_number(columns.code(cells, "order"))
    if kind == "sale":
        sums.incomes, sums.income = sums.incomes + 1, sums.income + amount
    elif kind == "refund":
        sums.expenses, sums.expense = sums.expenses + 1, sums.expense - amount
    for n, (kind, value, column) in enumerate(parts):
        yield PayoutLine(
            kind=kind, amount=value, currency=currency, row=number, column=columns.headings[column],
            order_id=order, posted_at=posted, platform_type=words,
            transaction_id=identity[0], row_key=f"{key}#{n}" if n else key,
        )  # fmt: skip
