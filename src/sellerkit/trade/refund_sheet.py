"""What a file of refunds says: platform exports of after-sales requests, and the plain sheet 订单号, 退款金额, 类型, 退货运单号.

Unconfirmed: the platforms' headings are those that several independent programs read; no complete export was at hand.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sellerkit.base.config.schema import OrderChannel
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets import ReadOptions, Sheet, Table, Value, column, find_table
from sellerkit.sheets.bulk import OrNothing
from sellerkit.sheets.cells import CellError, identifier, moment, money
from sellerkit.sheets.headings import keys_of
from sellerkit.sheets.text import heading_key, text_of

ORDER = ("订单号", "订单编号", "主订单编号", "Order", "Order ID", "Order number")
AMOUNT = (
    "退款金额",
    "买家退款金额",
    "退款金额(元)",
    "退商品金额(元)",
    "退商品金额",
    "实退金额",
    "Refund amount",
    "Refunded",
)
KIND = ("类型", "售后类型", "退款类型", "售后方式", "Type")
_NOTHING = ("-", "--", "/", "无")
_JOINTS = re.compile(r"[\s,，。、;；_]+")
# The first word that a cell contains decides.
_KINDS = (
    ("换货", "exchange"), ("补寄", "exchange"), ("维修", "exchange"), ("EXCHANGE", "exchange"), ("REPLACE", "exchange"), ("仅退款", "refund"),
    ("退货", "return"), ("RETURN", "return"), ("退款", "refund"), ("REFUND", "refund"),
)  # fmt: skip
_STATUSES = (
    ("关闭", "closed"), ("撤销", "closed"), ("取消", "closed"), ("驳回", "closed"), ("CLOSED", "closed"), ("CANCEL", "closed"),
    ("成功", "refunded"), ("完成", "refunded"), ("已退款", "refunded"), ("完结", "refunded"), ("SUCCESS", "refunded"), ("DONE", "refunded"),
    ("COMPLETE", "refunded"), ("申请", "refunding"), ("等待", "refunding"), ("待", "refunding"), ("中", "refunding"), ("同意", "refunding"),
    ("拒绝", "refunding"), ("OPEN", "refunding"), ("PENDING", "refunding"), ("WAIT", "refunding"), ("REFUNDED", "refunded"),
)  # fmt: skip


def kind(value: Value) -> str:
    """refund (仅退款), return (退货退款) or exchange (换货)."""
    word = _JOINTS.sub("", text_of(value)).upper()
    for part, ours in _KINDS:
        if part in word:
            return ours
    raise CellError(
        _("is no kind of refund that sellerkit knows"), "unknown-refund-kind", _("Write 仅退款, 退货退款 or 换货.")
    )


def refund_status(value: Value) -> str:
    """refunding, refunded or closed."""
    word = _JOINTS.sub("", text_of(value)).upper()
    for part, ours in _STATUSES:
        if part in word:
            return ours
    raise CellError(
        _("is a refund status that sellerkit does not know"),
        "unknown-refund-status",
        _("Write 退款中, 退款成功 or 退款关闭."),
    )


def _or_nothing(read: Callable[[Value], Any], *nothing: str) -> OrNothing:
    """The reader, for a column in which some words (and always "null") stand for an empty cell."""
    words = frozenset(("null", *nothing))
    return OrNothing(read, words, max(map(len, words)) + 2)


class RefundRow(NamedTuple):
    """One row. `status` is "" when the file has no such column: then the money went back."""

    order_id: str
    refund_id: str
    line_key: str
    amount: Decimal | None
    kind: str
    status: str
    return_waybill: str
    applied_at: datetime.datetime | None
    done_at: datetime.datetime | None


SHEET: Sheet[RefundRow] = Sheet(
    RefundRow,
    order_id=column(*ORDER, read=_or_nothing(identifier)),
    refund_id=column("退款编号", "售后编号", "售后单号", "退款单号", "Refund ID", read=_or_nothing(identifier, *_NOTHING), default=""),
    line_key=column("子订单编号", "商品单号", "子订单号", "Line", read=_or_nothing(identifier, *_NOTHING), default=""),
    amount=column(*AMOUNT, read=money, default=None),
    kind=column(*KIND, read=_or_nothing(kind), default=""),
    status=column("退款状态", "售后状态", "状态", "Status", read=_or_nothing(refund_status), default=""),
    return_waybill=column(
        "退货运单号", "退货物流单号", "退货快递单号", "退货运单编号", "Return waybill", read=_or_nothing(identifier, *_NOTHING), default=""
    ),
    applied_at=column("申请时间", "退款的申请时间", "退款申请时间", "售后申请时间", "Date", read=_or_nothing(moment, *_NOTHING), default=None),
    done_at=column("退款完结时间", "完结时间", "退款时间", "退款成功时间", read=_or_nothing(moment, *_NOTHING), default=None),
)  # fmt: skip


def refund_table(path: Path, declared: OrderChannel) -> Table:
    """The table of a file of refunds. Raises InputRejected when it is none, or cannot be read."""
    options = ReadOptions(declared.sheet, declared.encoding, decimal_comma=declared.decimal_comma, date_order=declared.date_order)  # fmt: skip
    try:
        return find_table(path, _score, options)
    except InputRejected as error:
        if error.code != "no-header":
            raise
        raise InputRejected(
            _("{file} is no list of refunds: it has no order number with a refund amount or a kind.").format(file=path.name),
            hint=_("Headings that are known: {headings}.").format(headings=", ".join((ORDER[0], AMOUNT[0], KIND[0], "退货运单号"))),
            code="unknown-format",
        ) from error  # fmt: skip


def _score(headings: tuple[str, ...]) -> int:
    """The known headings of a row that names orders and either amounts or kinds; else 0."""
    keys = {key for surest in keys_of(headings) for known in surest[:2] for key in known}

    def has(names: Sequence[str]) -> bool:
        return any(heading_key(name) in keys for name in names)

    if not has(ORDER) or not (has(AMOUNT) or has(KIND)):
        return 0
    return sum(has(one.aliases) for one in SHEET.columns.values())


def request_id(row: RefundRow, seen: Counter[str]) -> str:
    """The number of a request; for one that has none: what it asks, and which equal one of the file it is."""
    if row.refund_id:
        return row.refund_id
    what = "\x1f".join(map(str, (row.order_id, row.line_key, row.kind, row.amount, row.return_waybill)))
    seen[what] += 1
    return "R" + hashlib.sha256(f"{what}\x1f{seen[what]}".encode()).hexdigest()[:12].upper()
