"""Alipay's bill of a person, three generations (web 2019, app 2021, since 2023): for sellers paid into their own account.

Its stated totals count in a way of their own, as the bill itself warns: they only warn. Names are not kept.
"""

from __future__ import annotations

import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.alipay_words import order_number
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms, is_total
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

CLOCK = ZoneInfo("Asia/Shanghai")
COLUMNS = {
    "id": ("交易号", "交易订单号"), "order": ("商家订单号",), "posted": ("付款时间", "交易时间"), "created": ("交易创建时间",),
    "type": ("类型", "交易分类"), "goods": ("商品名称", "商品说明"), "amount": ("金额（元）", "金额"), "direction": ("收/支",),
    "state": ("交易状态",), "fee": ("服务费（元）", "服务费"), "funds": ("资金状态",), "remark": ("备注",),
}  # fmt: skip
# Moves between a person's own pockets that bring money in; the others take it out.
_INTO = re.compile(r"充值|卖出|赎回|收益|转出到余额|转入到余额")
_REFUND = re.compile(r"^退款|退款[-－]")
_WAITING = re.compile(r"等待|待收|处理中|待付款|未付款")
_TOTALS = re.compile(
    r"(?<![已待])(已收入|已支出|收入|支出|不计收支|其他)\s*[：:]\s*(\d+)\s*笔\s*[,，]?\s*([\d.,]+)\s*元"
)
_NAMES = {
    "已收入": "income",
    "收入": "income",
    "已支出": "expense",
    "支出": "expense",
    "不计收支": "neutral",
    "其他": "neutral",
}
_BLOCK = re.compile(
    r"-{5,}|共\s*\d+\s*笔|(?:已|待)?(?:收入|支出)\s*[:：]|导出|姓名|支付宝账[户号]|起始日期|用户|不计收支\s*[:：]|其他\s*[:：]|特别提示|\d+[.、]"
)
# How a row begins, should the file end right there.
_BEGUN = re.compile(r"\d{4}|(?:收入|支出|其他|不计收支)$")
Sums = dict[str, tuple[int, Decimal]]


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; what stands above and below the rows are its stated totals."""
    book, sums = Book(table, terms, COLUMNS), Sums()
    around = [" ".join(filter(None, map(text_of, cells))) for _number, cells in table.preamble]

    def is_block(cells: Cells) -> bool:
        filled = [text for value in cells if (text := text_of(value))]
        alone = len(filled) == 1 and not _BEGUN.match(filled[0])
        if is_total(cells) or alone or (len(filled) <= 3 and _BLOCK.match(filled[0])):
            around.append(" ".join(filled))
            return True
        return False

    book.each(lambda number, cells: _row(book, number, cells, sums), is_block)
    book.account().controls.extend(control for text in around for control in _controls(text, sums))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, sums: Sums) -> None:
    columns = book.columns
    columns.refuse_cut(cells, "state")
    direction, goods, state = (columns.text(cells, name) for name in ("direction", "goods", "state"))
    amount, fee = abs(columns.amount(cells, "amount")), abs(columns.amount(cells, "fee", ZERO))
    funds = columns.text(cells, "funds")
    moved = _moved(direction or funds, state)
    words = " ".join(filter(None, (columns.text(cells, "type"), "退款" if _REFUND.search(goods) else "")))
    kind, signed = _meaning(direction, funds, f"{words} {goods}", amount)
    transaction, order = columns.code(cells, "id"), columns.code(cells, "order")
    posted = columns.moment(cells, "posted", CLOCK) or columns.moment(cells, "created", CLOCK)
    key = book.keys.of(transaction, posted, direction, amount, words)
    first = PayoutLine(
        kind=kind, amount=signed, currency=book.terms.currency, row=number, column=columns.headings["amount"],
        order_id=order_number(order) if kind in ("sale", "refund") and order else "", posted_at=posted, platform_type=f"{words} {state}".strip(),
        transaction_id=transaction, note="" if moved else f"{signed}", row_key=key if moved else f"{key}:open",
    )  # fmt: skip
    book.add(
        parts_of(
            first,
            [(kind, signed, first.column), ("payment-fee", -fee, columns.headings.get("fee", ""))] if moved else [],
        )
    )
    name = _NAMES.get(direction, "neutral")
    count, total = sums.get(name, (0, ZERO))
    sums[name] = (count + 1, total + amount)


def _moved(direction: str, state: str) -> bool:
    """A closed trade that was counted as income or expense did move money: its refund stands in a row of its own."""
    if "关闭" in state:
        return direction in ("支出", "收入", "已支出", "已收入")
    return not (_WAITING.search(state) and direction in ("收入", "已收入", "待收入", "待支出"))


def _meaning(direction: str, funds: str, words: str, amount: Decimal) -> tuple[str, Decimal]:
    refund = "退款" in words
    if direction == "收入":
        return ("spending" if refund else "sale"), amount
    if direction == "支出":
        return ("refund" if refund else "spending"), -amount
    if refund:
        return "spending", amount
    return "transfer", amount if _INTO.search(words) or funds == "已收入" else -amount


def _controls(text: str, sums: Sums) -> list[Control]:
    found = []
    for word, count, total in _TOTALS.findall(text):
        counted, added = sums.get(_NAMES[word], (0, ZERO))
        name = _NAMES[word]
        found += [
            Control(f"{name}-count", Decimal(count), Decimal(counted), hard=False),
            Control(f"{name}-total", decimal_of(total), added, hard=False),
        ]
    return found
