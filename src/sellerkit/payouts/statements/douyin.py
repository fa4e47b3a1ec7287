"""Douyin's fund movements (动账明细): one row an order and movement, its parts beside the amount that moved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.reading import Cells, Findings, Terms
from sellerkit.sheets import Table

CLOCK = ZoneInfo("Asia/Shanghai")
# Column → kind. The parts of an order are written without a sign: what the platform takes is taken off.
INCOME = {
    "订单实付应结": "sale", "运费实付应结": "shipping-income", "运费实付": "shipping-income", "政府补贴平台垫资": "promotion", "实际平台补贴": "promotion",
    "实际平台补贴_运费": "promotion", "其他平台补贴": "promotion", "平台补贴": "promotion", "实际达人补贴": "promotion",
    "实际抖音支付补贴": "promotion", "实际抖音月付营销补贴": "promotion", "银行补贴": "promotion", "以旧换新抵扣": "promotion",
}  # fmt: skip
TAKEN = {
    "订单退款": "refund", "平台服务费": "service-fee", "佣金": "commission", "服务商佣金": "commission", "渠道分成": "commission",
    "招商服务费": "service-fee", "站外推广费": "advertising", "其他分成": "service-fee", "运费": "shipping-label",
}  # fmt: skip
COLUMNS = {
    "id": ("动账流水号", "动帐流水号"), "posted": ("动账时间",), "direction": ("动账方向",), "moved": ("动账金额",), "scene": ("动账场景", "计费类型"),
    "order": ("订单号", "订单编号"), "sub": ("子订单号",), "remark": ("备注",),
    **{heading: (heading,) for heading in (*INCOME, *TAKEN)},
}  # fmt: skip
PROOF = "parts-are-the-amount"
# Words of 动账场景 for rows that have no parts.
SCENES = (
    ("退款", "refund"), ("提现", "transfer"), ("充值", "transfer"), ("保证金", "reserve"), ("冻结", "reserve"), ("赔付", "penalty"),
    ("违规", "penalty"), ("罚", "penalty"), ("运费险", "freight-insurance"), ("佣金", "commission"), ("服务费", "service-fee"),
    ("结算", "sale"), ("货款", "sale"),
)  # fmt: skip


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; the parts of every row are held against the amount that moved."""
    book = Book(table, terms, COLUMNS)
    book.each(lambda number, cells: _row(book, number, cells))
    return book.findings()


def _row(book: Book, number: int, cells: Cells) -> None:
    columns = book.columns
    moved = columns.amount(cells, "moved")
    out = columns.text(cells, "direction") in ("支出", "出账") and moved > 0
    moved = -moved if out else moved
    scene = columns.text(cells, "scene")
    order = columns.code(cells, "order") or columns.code(cells, "sub")
    key = columns.code(cells, "id") or book.keys.of(columns.text(cells, "posted"), order, moved)
    first = PayoutLine(
        kind=_kind(scene), amount=moved, currency=book.terms.currency, row=number, column=columns.headings["moved"],
        order_id=order, posted_at=columns.moment(cells, "posted", CLOCK), platform_type=scene, transaction_id=columns.code(cells, "sub"),
        note=columns.text(cells, "remark"), row_key=key,
    )  # fmt: skip
    parts = _parts(book, cells, moved)
    if not parts:
        book.add([first])
        return
    account = book.add(parts_of(first, parts))
    if account:
        account.prove(PROOF, moved, sum((part[1] for part in parts), ZERO), number, columns.headings["moved"])


def _parts(book: Book, cells: Cells, moved: Decimal) -> list[tuple[str, Decimal, str]]:
    """What the row is made of. Some exports write what is taken with a minus, others without: the sum tells which."""
    signed = _read(book, cells, INCOME) + _read(book, cells, TAKEN)
    if sum((part[1] for part in signed), ZERO) == moved:
        return signed
    return _read(book, cells, INCOME) + [(kind, -abs(amount), at) for kind, amount, at in _read(book, cells, TAKEN)]


def _read(book: Book, cells: Cells, kinds: Mapping[str, str]) -> list[tuple[str, Decimal, str]]:
    columns = book.columns
    found = [
        (kind, columns.amount(cells, name, ZERO), columns.headings[name])
        for name, kind in kinds.items()
        if name in columns.at
    ]
    return [part for part in found if part[1]]


def _kind(scene: str) -> str:
    return next((kind for word, kind in SCENES if word in scene), "other")
