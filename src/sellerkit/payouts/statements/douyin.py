"""Douyin's fund movements (动账明细): one row an order and movement, its parts beside the amount that moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from sellerkit.base.language import _
from sellerkit.model.statement import PayoutLine
from sellerkit.payouts.statements.book import ZERO, Book, parts_of
from sellerkit.payouts.statements.columns import BadCell, Cells, amount_of
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError

CLOCK = ZoneInfo("Asia/Shanghai")
# Column → kind. What the platform takes stands without a sign in some exports and with a minus in others.
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
# Words of 动账场景, else of 备注, for rows that have no parts; the first that is found decides.
SCENES = (
    ("退款", "refund"), ("提现", "transfer"), ("充值", "transfer"), ("转账", "transfer"), ("保证金", "reserve"), ("冻结", "reserve"),
    ("运费险", "freight-insurance"), ("保险", "freight-insurance"), ("打款", "adjustment"), ("返现", "promotion"), ("赔付", "penalty"),
    ("赔偿", "penalty"), ("违规", "penalty"), ("罚", "penalty"), ("运费", "shipping-label"), ("推广", "advertising"),
    ("佣金", "commission"), ("服务费", "service-fee"), ("补贴", "promotion"), ("结算", "sale"), ("货款", "sale"),
)  # fmt: skip
_IN, _OUT = ("", "收入", "入账"), ("支出", "出账")
Part = tuple[str, Decimal, str]


def read(table: Table, terms: Terms) -> Findings:
    """The one statement of the bill; the parts of every row are held against the amount that moved."""
    book = Book(table, terms, COLUMNS)
    book.each(lambda number, cells: _row(book, number, cells))
    return book.findings()


def _row(book: Book, number: int, cells: Cells) -> None:
    columns = book.columns
    columns.refuse_cut(cells, "scene")
    moved = _moved(book, cells)
    scene = columns.text(cells, "scene") or columns.text(cells, "remark")
    sub, posted = columns.code(cells, "sub"), columns.moment(cells, "posted", CLOCK)
    order = columns.code(cells, "order") or sub
    kind = next((kind for word, kind in SCENES if word in scene), "other")
    first = PayoutLine(
        kind="compensation" if kind == "penalty" and moved > 0 else kind, amount=moved, currency=book.terms.currency, row=number,
        column=columns.headings["moved"], order_id=order, posted_at=posted, platform_type=scene, transaction_id=sub,
        row_key=book.keys.of(columns.code(cells, "id") or posted, order, sub, moved),
    )  # fmt: skip
    parts = _parts(book, cells, moved)
    if not parts:
        book.add([first])
        return
    account = book.add(parts_of(first, parts))
    if account:
        account.prove(PROOF, moved, _sum(parts), number, columns.headings["moved"])


def _moved(book: Book, cells: Cells) -> Decimal:
    """What moved, signed. Raises BadCell for a direction that nobody knows: its sign would be a guess."""
    direction, moved = book.columns.text(cells, "direction"), book.columns.amount(cells, "moved")
    if direction in _OUT:
        return -abs(moved)
    if direction in _IN:
        return moved
    error = CellError(
        _("is neither 入账 nor 出账"), "wrong-value", _("Write 入账 for what came in, 出账 for what went out.")
    )
    raise BadCell(book.columns.headings["direction"], direction, error)


def _parts(book: Book, cells: Cells, moved: Decimal) -> list[Part]:
    """What the row is made of, with the signs that add up to what moved."""
    income, taken = _read(book, cells, INCOME), _read(book, cells, TAKEN)
    unsigned = [(kind, -abs(amount), heading) for kind, amount, heading in taken]
    for parts in (income + taken, income + unsigned):
        rest = moved - _sum(parts)
        if not rest:
            return parts
        # Douyin adds columns: one that nobody knows and that makes up the rest is kept with the others.
        if parts and (more := _unknown(book, cells, rest)):
            return [*parts, more]
    return income + unsigned


def _unknown(book: Book, cells: Cells, rest: Decimal) -> Part | None:
    known = set(book.columns.at.values())
    for index, heading in enumerate(book.table.headings[: len(cells)]):
        if index in known:
            continue
        try:
            amount = abs(amount_of(cells[index], ZERO))
        except CellError:
            continue
        if amount == abs(rest):
            return "other", rest, heading
    return None


def _read(book: Book, cells: Cells, kinds: Mapping[str, str]) -> list[Part]:
    columns = book.columns
    found = (
        (kind, columns.amount(cells, name, ZERO), columns.headings[name])
        for name, kind in kinds.items()
        if name in columns.at
    )
    return [part for part in found if part[1]]


def _sum(parts: Iterable[Part]) -> Decimal:
    return sum((amount for _kind, amount, _heading in parts), ZERO)
