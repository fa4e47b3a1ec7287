"""WeChat's bill of a person (微信支付账单明细), csv or xlsx: for sellers who are paid into their own wallet.

Its stated totals are those of everything WeChat counts and may differ from the rows, as the file itself warns: they
only warn. What a person spends is no order's money; a refund that he gave is a refund.
"""

from __future__ import annotations

import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control, PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

CLOCK = ZoneInfo("Asia/Shanghai")
COLUMNS = {
    "posted": ("交易时间",), "type": ("交易类型",), "direction": ("收/支",), "amount": ("金额(元)", "金额"), "method": ("支付方式",),
    "state": ("当前状态",), "transaction": ("交易单号",), "order": ("商户单号",), "remark": ("备注",),
}  # fmt: skip
# Moves between a person's own pockets that bring money in; the other neutral ones take it out.
_INTO = re.compile(r"充值|转出-到零钱|赎回|退款")
_FEE = re.compile(r"服务费\s*[¥￥]?\s*(\d+(?:\.\d+)?)")
_REFUNDED = re.compile(r"退款")
_TOTALS = re.compile(r"(收入|支出|中性交易)\s*[：:]\s*(\d+)\s*笔\s*[¥￥]?([\d.,]+)\s*元")
_ROWS = re.compile(r"共\s*(\d+)\s*笔记录")
_NAMES = {"收入": "income", "支出": "expense", "中性交易": "neutral"}


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill. Names of buyers are not kept."""
    book = Book(table, terms, COLUMNS)
    sums: dict[str, tuple[int, Decimal]] = {}
    book.each(lambda number, cells: _row(book, number, cells, sums))
    book.account().controls.extend(_controls(table, sums))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, sums: dict[str, tuple[int, Decimal]]) -> None:
    columns = book.columns
    columns.refuse_cut(cells, "state")
    direction, words = columns.text(cells, "direction"), columns.text(cells, "type")
    amount = abs(columns.amount(cells, "amount"))
    kind, signed = _meaning(direction, words, columns.text(cells, "state"), amount)
    fee = _FEE.search(columns.text(cells, "remark"))
    charged = decimal_of(fee[1]) if fee else ZERO
    transaction, order = columns.code(cells, "transaction"), columns.code(cells, "order")
    posted = columns.moment(cells, "posted", CLOCK)
    first = PayoutLine(
        kind=kind, amount=signed, currency=book.terms.currency, row=number, column=columns.headings["amount"],
        order_id=order if kind in ("sale", "refund") and order not in ("/", "-") else "", posted_at=posted, platform_type=words,
        transaction_id=transaction, row_key=book.keys.of(posted, words, direction, amount, transaction, order),
    )  # fmt: skip
    # A withdrawal's amount holds its fee.
    rest = signed + charged if signed < 0 else signed
    book.add(
        parts_of(
            first, [(kind, rest, first.column), ("payment-fee", signed - rest, columns.headings.get("remark", ""))]
        )
    )
    name = _NAMES.get(direction, "neutral")
    count, total = sums.get(name, (0, ZERO))
    sums[name] = (count + 1, total + amount)


def _meaning(direction: str, words: str, state: str, amount: Decimal) -> tuple[str, Decimal]:
    if direction == "收入":
        # What comes back for something that the person had bought himself is no sale.
        bought = _REFUNDED.search(words) or words.startswith("商户消费")
        return ("spending" if bought else "sale"), amount
    if direction == "支出":
        return ("refund" if _REFUNDED.search(words) else "spending"), -amount
    return "transfer", amount if _INTO.search(words) else -amount


def _controls(table: Table, sums: dict[str, tuple[int, Decimal]]) -> list[Control]:
    """The totals that stand above the header, as warnings."""
    found = []
    for row, cells in table.preamble:
        text = " ".join(filter(None, (text_of(value) for value in cells)))
        for word, count, total in _TOTALS.findall(text):
            counted, added = sums.get(_NAMES[word], (0, ZERO))
            name = _NAMES[word]
            found += [
                Control(f"{name}-count", Decimal(count), Decimal(counted), hard=False, row=row),
                Control(f"{name}-total", decimal_of(total), added, hard=False, row=row),
            ]
        if rows := _ROWS.search(text):
            counted = sum(count for count, _total in sums.values())
            found.append(Control("row-count", Decimal(rows[1]), Decimal(counted), hard=False, row=row))
    return found
