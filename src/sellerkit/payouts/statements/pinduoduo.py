"""Pinduoduo's fund bill (账务明细): what came and went, by a code and its words: `0010002|交易收入-订单收入`."""

from __future__ import annotations

import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.alipay import is_remark
from sellerkit.payouts.statements.balances import Sums
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of

CLOCK = ZoneInfo("Asia/Shanghai")
COLUMNS = {
    "order": ("商户订单号", "商品订单号"), "posted": ("发生时间",), "income": ("收入金额",), "expense": ("支出金额",), "type": ("账务类型",),
    "description": ("业务描述",),
}  # fmt: skip
# Words of 业务描述, else of 账务类型, and their kind; the first that is found decides. Collected from published bills.
KINDS: tuple[tuple[str, str], ...] = (
    (r"服务费|手续费|服务支出|体验提升", "service-fee"),
    (r"多多进宝|佣金", "commission"),
    (r"提现|转账|划转|推广|广告|直通车|充值", "transfer"),
    (r"保证金|冻结|解冻", "reserve"),
    (r"退货包运费|运费险", "freight-insurance"),
    (r"小额打款|运费补偿", "adjustment"),
    (r"延迟发货|虚假发货|欺诈发货|缺货|扣款|违规|罚|赔付|追回", "penalty"),
    (r"优惠券|补贴|红包|满返|评价有礼|营销费用", "promotion"),
    (r"退款", "refund"),
    (r"售后|申诉|维权", "penalty"),
    (r"交易收入|订单收入|货款", "sale"),
)
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in KINDS)
_FOOTER = re.compile(r"(收入|支出)\D*?(\d+)\s*笔\D*?([\d.,]+)\s*元")


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; footer totals are held against the rows where it has them."""
    book, footer, sums = Book(table, terms, COLUMNS), list[str](), Sums()

    def is_footer(cells: Cells) -> bool:
        first = text_of(cells[0] if cells else None)
        if is_remark(cells) or first.startswith("-----"):
            footer.append(",".join(text_of(value) for value in cells))
            return True
        return False

    book.each(lambda number, cells: _row(book, number, cells, sums), is_footer)
    for text in footer:
        for side, count, total in _FOOTER.findall(text):
            name = "income" if side == "收入" else "expense"
            book.account().controls += sums.controls(name, Decimal(count), decimal_of(total))
    return book.findings()


def _row(book: Book, number: int, cells: Cells, sums: Sums) -> None:
    columns = book.columns
    columns.refuse_cut(cells, "type")
    income = columns.amount(cells, "income", ZERO)
    expense = abs(columns.amount(cells, "expense", ZERO))
    code, _bar, words = columns.text(cells, "description").rpartition("|")
    words = words or columns.text(cells, "type")
    order, posted = columns.code(cells, "order"), columns.moment(cells, "posted", CLOCK)
    kind = kind_of(words) or kind_of(columns.text(cells, "type")) or "other"
    first = PayoutLine(
        kind=kind, amount=income, currency=book.terms.currency, row=number, column=columns.headings["income"],
        order_id="" if kind in ("transfer", "reserve") or order in ("-", "/") else order, posted_at=posted, platform_type=words,
        transaction_id=code, row_key=book.keys.of(posted, order, income, expense, words, code),
    )  # fmt: skip
    parts = [(kind, income, columns.headings["income"]), (kind, -expense, columns.headings["expense"])]
    book.add(parts_of(first, parts))
    sums.add(income, expense)


def kind_of(words: str) -> str:
    """The kind that the words name, "" for words that nobody knows."""
    return next((kind for pattern, kind in _KINDS if pattern.search(words)), "")
