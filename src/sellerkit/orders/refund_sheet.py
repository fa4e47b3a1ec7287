"""What a file of refunds says: platform exports of after-sales requests, and the plain sheet 订单号, 退款金额, 类型, 退货运单号.

Unconfirmed: the platforms' headings are those that several independent programs read; no complete export was at hand.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.orders.exports.grouping import known, long_number
from sellerkit.orders.exports.layout import plain_word
from sellerkit.sheets import Sheet, Value, column
from sellerkit.sheets.cells import CellError, identifier, moment, money
from sellerkit.sheets.text import text_of

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
    word = plain_word(text_of(value))
    for part, ours in _KINDS:
        if part in word:
            return ours
    raise CellError(
        _("is no kind of refund that sellerkit knows"), "unknown-refund-kind", _("Write 仅退款, 退货退款 or 换货.")
    )


def refund_status(value: Value) -> str:
    """refunding, refunded or closed."""
    word = plain_word(text_of(value))
    for part, ours in _STATUSES:
        if part in word:
            return ours
    raise CellError(
        _("is a refund status that sellerkit does not know"),
        "unknown-refund-status",
        _("Write 退款中, 退款成功 or 退款关闭."),
    )


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
    order_id=column(*ORDER, read=known(long_number)),
    refund_id=column("退款编号", "售后编号", "售后单号", "退款单号", "Refund ID", read=known(long_number, *_NOTHING), default=""),
    line_key=column("子订单编号", "商品单号", "子订单号", "Line", read=known(identifier, *_NOTHING), default=""),
    amount=column(*AMOUNT, read=money, default=None),
    kind=column(*KIND, read=known(kind), default=""),
    status=column("退款状态", "售后状态", "状态", "Status", read=known(refund_status), default=""),
    return_waybill=column(
        "退货运单号", "退货物流单号", "退货快递单号", "退货运单编号", "Return waybill", read=known(long_number, *_NOTHING), default=""
    ),
    applied_at=column("申请时间", "退款的申请时间", "退款申请时间", "售后申请时间", "Date", read=known(moment, *_NOTHING), default=None),
    done_at=column("退款完结时间", "完结时间", "退款时间", "退款成功时间", read=known(moment, *_NOTHING), default=None),
)  # fmt: skip
