"""Alipay merchant fund bill (账务明细): proved by its footer's counts and sums and by the running balance.

# lines before and after, TABs behind values, with or without units in the headings; 支出 negative or positive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.model.statement import Lines, PayoutLine, Statement
from sellerkit.payouts.statements.alipay_controls import Step, balance_controls, footer_controls
from sellerkit.payouts.statements.alipay_words import category_in, in_remark, kind_of_business, order_number
from sellerkit.payouts.statements.reading import (
    Bad,
    BadCell,
    Cells,
    Columns,
    Findings,
    Terms,
    bad_row,
    filled,
    is_total,
    plain,
)
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

COLUMNS = {
    "id": ("账务流水号",), "business": ("业务流水号",), "order": ("商户订单号",),
    "base_order": ("业务基础订单号", "业务订单号"), "posted": ("发生时间",), "income": ("收入金额", "收入"),
    "expense": ("支出金额", "支出"), "balance": ("账户余额", "余额"), "type": ("业务类型",),
    "description": ("业务描述",), "remark": ("备注",),
}  # fmt: skip
CLOCK = ZoneInfo("Asia/Shanghai")
_ZERO = Decimal(0)
_ACCOUNT = re.compile(r"#\s*账号\s*[:：]\s*\[?([^\],]*)")


@dataclass(slots=True)
class _Bill:
    lines: Lines
    steps: list[Step] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; Alipay keeps its time on China's clock."""
    columns, bill = Columns(table, COLUMNS), _Bill(terms.lines())
    for number, cells in filled(table):
        if is_remark(cells):
            bill.comments.append(",".join(text_of(value) for value in cells))
            continue
        try:
            columns.refuse_shifted(cells)
            step = _step(columns, number, cells)
            bill.lines.extend(_lines(columns, number, cells, step, terms))
            bill.steps.append(step)
        except BadCell as error:
            bill.bad.append(bad_row(table, number, cells, error))
    balance, opening, closing = balance_controls(bill.steps)
    statement = Statement(
        account_in(table), terms.currency, bill.lines, footer_controls(bill.comments, bill.steps) + balance,
        opening=opening, closing=closing,
    )  # fmt: skip
    return Findings((statement,), tuple(bill.bad), len(bill.comments))


def is_remark(cells: Cells) -> bool:
    """A row that is no transaction: a # comment of the footer, or a total."""
    return text_of(cells[0] if cells else None).startswith("#") or is_total(cells)


def account_in(table: Table) -> str:
    """The account that the lines above the header name, or ""."""
    for _number, cells in table.preamble:
        if found := _ACCOUNT.search(",".join(text_of(value) for value in cells)):
            return found[1].strip()
    return ""


def _step(columns: Columns, number: int, cells: Cells) -> Step:
    income = columns.amount(cells, "income", _ZERO)
    expense = abs(columns.amount(cells, "expense", _ZERO))
    balance = columns.amount(cells, "balance") if columns.text(cells, "balance") else None
    return Step(number, income, expense, balance)


def _lines(columns: Columns, number: int, cells: Cells, step: Step, terms: Terms) -> Iterator[PayoutLine]:
    amounts = [("income", step.income)] * bool(step.income) + [("expense", -step.expense)] * bool(step.expense)
    words = " ".join(dict.fromkeys(filter(None, (columns.text(cells, "type"), columns.text(cells, "description")))))
    for n, (column, amount) in enumerate(amounts or [("income", _ZERO)]):
        kind, order = _meaning(columns, cells, terms, income=amount >= 0)
        key = f"{columns.code(cells, 'id')}:{plain(amount)}"
        yield PayoutLine(
            kind=kind, amount=amount, currency=terms.currency, row=number, column=columns.headings[column], order_id=order,
            posted_at=columns.moment(cells, "posted", CLOCK), platform_type=words,
            transaction_id=columns.code(cells, "business"), note=category_in(columns.text(cells, "remark")), row_key=f"{key}#{n}" if n else key,
        )  # fmt: skip


def _meaning(columns: Columns, cells: Cells, terms: Terms, *, income: bool) -> tuple[str, str]:
    """What the row is and which order it belongs to: the remark knows best, then type, then description."""
    kind, order = in_remark(columns.text(cells, "remark"), terms.remarks)
    if not kind:
        known = (kind_of_business(columns.text(cells, name), income=income) for name in ("type", "description"))
        kind = next(filter(None, known), "other")
    if not order and kind not in ("transfer", "reserve"):
        order = order_number(columns.code(cells, "order") or columns.code(cells, "base_order"))
    return kind, order
