"""Alipay merchant fund bill (账务明细): proved by its footer's counts and sums and by the running balance.

# lines before and after, TABs behind values, with or without units in the headings; 支出 negative or positive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sellerkit.base.language import _
from sellerkit.model.statement import Lines, PayoutLine, Statement
from sellerkit.payouts.statements.alipay_controls import footer_controls
from sellerkit.payouts.statements.alipay_words import category_in, in_remark, kind_of_business, order_number
from sellerkit.payouts.statements.balances import Running, Sums
from sellerkit.payouts.statements.columns import BadCell, Cells, Columns
from sellerkit.payouts.statements.reading import Bad, Findings, Terms, bad_row, filled, is_total, plain
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

COLUMNS = {
    "id": ("账务流水号", "支付宝流水号"), "business": ("业务流水号", "支付宝交易号"), "order": ("商户订单号",),
    "base_order": ("业务基础订单号", "业务订单号"), "posted": ("发生时间", "入账时间"), "income": ("收入金额", "收入"),
    "expense": ("支出金额", "支出"), "balance": ("账户余额", "余额"), "type": ("业务类型", "账务类型"),
    "description": ("业务描述",), "remark": ("备注",),
}  # fmt: skip
CLOCK = ZoneInfo("Asia/Shanghai")
_ZERO = Decimal(0)
# 账号：[2088…0156], or shop@example.com[2088…]: the number where there is one.
_ACCOUNT = re.compile(r"#\s*账号\s*[:：]\s*(?:[^\[\],]*\[(?=\d))?\[?([^\],]*)")


@dataclass(slots=True)
class _Bill:
    lines: Lines
    running: Running = field(default_factory=Running)
    sums: Sums = field(default_factory=Sums)
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
            columns.refuse_cut(cells, "balance")
            moved = _moved(columns, cells)
            bill.lines.extend(_lines(columns, number, cells, moved, terms))
            bill.sums.add(moved.income, moved.expense)
            bill.running.add(number, moved.income - moved.expense, moved.balance)
        except BadCell as error:
            bill.bad.append(bad_row(table, number, cells, error))
    balance, opening, closing = bill.running.controls()
    statement = Statement(
        account_in(table), terms.currency, bill.lines, (*footer_controls(bill.comments, bill.sums), *balance),
        opening=opening, closing=closing,
    )  # fmt: skip
    return Findings((statement,), tuple(bill.bad), len(bill.comments), open_ended(table, bill.comments))


def is_remark(cells: Cells) -> bool:
    """A row that is no transaction: a # comment of the footer, or a total."""
    if cells and type(cells[0]) is str and cells[0][:1].isdecimal():
        return False
    return text_of(cells[0] if cells else None).startswith("#") or is_total(cells)


def open_ended(table: Table, comments: Sequence[str]) -> tuple[str, ...]:
    """What to say of a bill whose list of rows begins with a line of its own and never ends with one."""
    begun = any("明细列表" in text_of(value) for _number, cells in table.preamble for value in cells)
    if not begun or any("结束" in comment or "合计" in comment for comment in comments):
        return ()
    return (
        _("{file} ends before its closing lines: it may have been downloaded only in part.").format(file=table.file),
    )


def account_in(table: Table) -> str:
    """The account that the lines above the header name, or ""."""
    for _number, cells in table.preamble:
        if found := _ACCOUNT.search(",".join(text_of(value) for value in cells)):
            return found[1].strip()
    return ""


class _Moved(NamedTuple):
    """One row's money: what came in, what went out (both without a sign), the balance after it where the bill states it."""

    income: Decimal
    expense: Decimal
    balance: Decimal | None


def _moved(columns: Columns, cells: Cells) -> _Moved:
    income = columns.amount(cells, "income", _ZERO)
    expense = abs(columns.amount(cells, "expense", _ZERO))
    balance = columns.amount(cells, "balance") if columns.text(cells, "balance") else None
    return _Moved(income, expense, balance)


def _lines(columns: Columns, number: int, cells: Cells, moved: _Moved, terms: Terms) -> Iterator[PayoutLine]:
    amounts = [("income", moved.income)] * bool(moved.income) + [("expense", -moved.expense)] * bool(moved.expense)
    kind_words = columns.text(cells, "type"), columns.text(cells, "description")
    remark, number_, posted = (
        columns.text(cells, "remark"),
        columns.code(cells, "id"),
        columns.moment(cells, "posted", CLOCK),
    )
    for n, (column, amount) in enumerate(amounts or [("income", _ZERO)]):
        kind, order = _meaning(columns, cells, kind_words, remark, terms, income=amount >= 0)
        key = f"{number_}:{plain(amount)}"
        yield PayoutLine(
            kind=kind, amount=amount, currency=terms.currency, row=number, column=columns.headings[column], order_id=order,
            posted_at=posted, platform_type=_joined(*kind_words), transaction_id=columns.code(cells, "business"),
            note=category_in(remark) if remark else "", row_key=f"{key}#{n}" if n else key,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _joined(first: str, second: str) -> str:
    return " ".join(dict.fromkeys(filter(None, (first, second))))


def _meaning(
    columns: Columns, cells: Cells, words: tuple[str, str], remark: str, terms: Terms, *, income: bool
) -> tuple[str, str]:
    """What the row is and which order it belongs to: the remark knows best, then type, then description."""
    kind, order = in_remark(remark, terms.remarks)
    if not kind:
        kind = kind_of_business(words[0], income=income) or kind_of_business(words[1], income=income) or "other"
    if not order and kind not in ("transfer", "reserve"):
        order = order_number(columns.code(cells, "order") or columns.code(cells, "base_order"))
    return kind, order
