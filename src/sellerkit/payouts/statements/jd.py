"""JD's settlement details (结算明细): one fee or payment of an order a row, named in 费用名称."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from sellerkit.base.language import ngettext
from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import Book
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import Findings, Terms, is_total
from sellerkit.sheets import Table

CLOCK = ZoneInfo("Asia/Shanghai")
COLUMNS = {
    "order": ("订单编号",), "parent": ("父单号",), "service": ("售后服务单号",), "item": ("商品编号",), "rate": ("佣金比例",),
    "fee": ("费用名称",), "amount": ("应结金额",), "currency": ("币种",), "direction": ("收支方向", "费用分类"), "state": ("结算状态",),
    "made": ("账单生成时间",), "paid": ("到账时间",), "payout": ("商户订单号",), "remark": ("资金动账备注",),
}  # fmt: skip
# Words of 费用名称 and their kind; the first that is found decides. 货款 that goes out is a refund.
KINDS: tuple[tuple[str, str], ...] = (
    (r"货款", "sale"),
    (r"佣金|扣点", "commission"),
    (r"保险", "freight-insurance"),
    (r"赔付|赔偿|直赔|违约|罚|扣款", "penalty"),
    (r"配送费|运费|物流", "shipping-label"),
    (r"广告|推广|京准通|快车", "advertising"),
    (r"仓储", "storage"),
    (r"优惠券|促销|补贴|京豆|红包", "promotion"),
    (r"交易服务费|支付|手续费", "payment-fee"),
    (r"返利|服务费|平台使用费|框架", "service-fee"),
    (r"提现|转账", "transfer"),
    (r"保证金|质保金|冻结", "reserve"),
)
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in KINDS)
_OPEN = re.compile(r"未结算|待结算|结算中")
_YUAN = frozenset(("", "人民币", "RMB", "元", "人民币元"))


def read(table: Table, terms: Terms) -> Findings:
    """One statement a currency. Rows that are not settled yet are no money: they are counted, and said."""
    book, waiting = Book(table, terms, COLUMNS), [0]

    def skip(cells: Cells) -> bool:
        if _OPEN.search(book.columns.text(cells, "state")):
            waiting[0] += 1
            return True
        return is_total(cells)

    book.each(lambda number, cells: _row(book, number, cells), skip)
    found = book.findings()
    return replace(found, notes=(_waiting(table.file, waiting[0]),)) if waiting[0] else found


def _waiting(file: str, count: int) -> str:
    return ngettext(
        "{file}: {count} row is not settled yet and was left out; take the file in again when it is.",
        "{file}: {count} rows are not settled yet and were left out; take the file in again when they are.",
        count,
    ).format(file=file, count=count)


def _row(book: Book, number: int, cells: Cells) -> None:
    columns = book.columns
    columns.refuse_cut(cells, "direction")
    amount, name = columns.amount(cells, "amount"), columns.text(cells, "fee")
    money = columns.text(cells, "currency").upper()
    going = columns.text(cells, "direction").startswith("支")
    amount = -abs(amount) if going else amount
    kind = next((kind for pattern, kind in _KINDS if pattern.search(name)), "other")
    kind = "refund" if kind == "sale" and amount < 0 else kind
    order, service = columns.code(cells, "order"), columns.code(cells, "service")
    made = columns.moment(cells, "made", CLOCK)
    line = PayoutLine(
        kind=kind, amount=amount, currency=book.terms.currency if money in _YUAN else money, row=number,
        column=columns.headings["amount"], order_id=order, posted_at=columns.moment(cells, "paid", CLOCK) or made, platform_type=name,
        transaction_id=service, payout_id=columns.code(cells, "payout"), note=columns.text(cells, "remark"),
        row_key=book.keys.of(order, service, columns.code(cells, "item"), name, amount, made),
    )  # fmt: skip
    book.add([line])
