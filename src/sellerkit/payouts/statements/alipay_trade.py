"""Alipay merchant trade bill (业务明细): what buyers paid and the fee taken from it, one row a payment or refund.

It tells the same money as the fund bill; where both were taken in, reconciling counts it once.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sellerkit.model.statement import PayoutLine, Statement
from sellerkit.payouts.statements.alipay import CLOCK, account_in, is_remark
from sellerkit.payouts.statements.alipay_words import order_number
from sellerkit.payouts.statements.reading import (
    Bad,
    BadCell,
    Cells,
    Columns,
    Findings,
    Keys,
    Terms,
    bad_row,
    filled,
)
from sellerkit.sheets import Table

COLUMNS = {
    "id": ("支付宝交易号",), "order": ("商户订单号",), "type": ("业务类型",), "created": ("创建时间",),
    "done": ("完成时间",), "received": ("商家实收",), "fee": ("服务费",), "refund": ("退款批次号/请求号", "退款批次号"),
}  # fmt: skip
_ZERO = Decimal(0)


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; it states no totals in itself."""
    columns, keys = Columns(table, COLUMNS), Keys()
    lines = terms.lines()
    bad: list[Bad] = []
    ignored = 0
    for number, cells in filled(table):
        if is_remark(cells):
            ignored += 1
            continue
        try:
            columns.refuse_shifted(cells)
            lines.extend(_lines(columns, number, cells, keys, terms.currency))
        except BadCell as error:
            bad.append(bad_row(table, number, cells, error))
    return Findings((Statement(account_in(table), terms.currency, lines),), tuple(bad), ignored)


def _lines(columns: Columns, number: int, cells: Cells, keys: Keys, currency: str) -> Iterator[PayoutLine]:
    words = columns.text(cells, "type")
    kind, sign = ("refund", -1) if "退款" in words else ("sale", 1) if "交易" in words else ("other", 1)
    received, fee = columns.amount(cells, "received", _ZERO), columns.amount(cells, "fee", _ZERO)
    # Versions differ in the signs they print; a payment costs its fee and a refund gives it back.
    amount = received if kind == "other" else sign * abs(received)
    parts = [(kind, amount, "received")] + [("payment-fee", -sign * abs(fee), "fee")] * bool(fee)
    identity = columns.code(cells, "id"), words, columns.code(cells, "refund")
    key = keys.of(*identity, amount, fee)
    posted = columns.moment(cells, "done", CLOCK) or columns.moment(cells, "created", CLOCK)
    for n, (kind, value, column) in enumerate(parts):
        yield PayoutLine(
            kind=kind, amount=value, currency=currency, row=number, column=columns.headings[column],
            order_id=order_number(columns.code(cells, "order")), posted_at=posted, platform_type=words,
            transaction_id=identity[0], row_key=f"{key}#{n}" if n else key,
        )  # fmt: skip
