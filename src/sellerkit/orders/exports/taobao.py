"""Taobao and Tmall orders as the seller centre exports them: 29 columns, one row a sub-order, every cell text.

A missing value is the word null; recipients are not in the file. Times are Beijing's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import count, repeat
from typing import NamedTuple

from sellerkit.base.clock import zone
from sellerkit.base.language import _
from sellerkit.model.order import Order, OrderLine
from sellerkit.orders.exports.grouping import (
    Context,
    Entry,
    Group,
    OrdersRead,
    known,
    long_number,
    minor,
    read_orders,
    stored_moment,
    total,
)
from sellerkit.orders.rules import first_filled
from sellerkit.sheets import Sheet, Table, Value, column
from sellerkit.sheets.cells import CellError, identifier, money, quantity, text
from sellerkit.sheets.text import text_of
from sellerkit.trade.order_status import SETTLED, combined

CURRENCY = "CNY"
_JOINTS = re.compile(r"[\s,，。、_]+")
# The platform's words, and the codes of its API (taobao.trade.fullinfo.get, trade and refund status); first match wins.
_STATUSES = (
    ("等待买家付款", "unpaid"), ("未付款", "unpaid"), ("WAITBUYERPAY", "unpaid"), ("TRADENOCREATEPAY", "unpaid"),
    ("PAYPENDING", "unpaid"), ("PAIDFORBIDCONSIGN", "to-ship"),
    ("卖家部分发货", "to-ship"), ("部分发货", "to-ship"), ("SELLERCONSIGNEDPART", "to-ship"),
    ("买家已付款", "to-ship"), ("等待卖家发货", "to-ship"), ("待发货", "to-ship"), ("WAITSELLERSENDGOODS", "to-ship"),
    ("卖家已发货", "shipped"), ("等待买家确认", "shipped"), ("WAITBUYERCONFIRMGOODS", "shipped"), ("TRADEBUYERSIGNED", "shipped"),
    ("交易成功", "done"), ("TRADEFINISHED", "done"), ("交易关闭", "closed"), ("TRADECLOSED", "closed"), ("付款前关闭", "closed"),
    ("付款后关闭", "closed"),
)  # fmt: skip
_NO_REFUND = re.compile(r"没有申请|无退款|未申请|退款关闭|撤销|NOREFUND|^CLOSED$")
_REFUNDED = re.compile(r"退款成功|^SUCCESS$|退款完成")
DEPOSIT_PAID = re.compile(
    r"FRONT_?PAID_?FINAL_?NOPAID|(?:定金|订金|阶段\s*[1一])[^未尾]{0,16}已付.*?(?:尾款|阶段\s*[2二]).{0,16}(?:未付|待付|等待)",
    re.S,
)
_NEVER = "无退款申请"


class Status(NamedTuple):
    """Our status, and the platform's word for it."""

    ours: str
    word: str


def status_word(value: Value) -> Status:
    """Our status for the platform's word. Raises CellError for a word that is not known."""
    word = _JOINTS.sub("", text_of(value)).upper()
    for begins, status in _STATUSES:
        if word.startswith(begins):
            return Status(status, text_of(value))
    raise CellError(
        _("is an order status that sellerkit does not know"), "unknown-status",
        _("Export the orders again; if the platform has a new word for it, tell us."),
    )  # fmt: skip


def waybill_number(value: Value) -> str:
    """A waybill without the "No:" that the platform puts before it."""
    return long_number(text(value).removeprefix("No:"))


@dataclass(slots=True)
class SubOrder:
    """One row. Amounts are CNY as written, times as the store keeps them; None where the file says nothing."""

    order_id: str
    key: str
    title: str
    price: Decimal | None
    quantity: int
    outer_code: str
    properties: str
    bundle: str
    status: Status
    code: str
    due: Decimal | None
    paid: Decimal | None
    refund_status: str
    refund: Decimal | None
    placed_at: str | None
    paid_at: str | None
    stages: str
    flag: str
    seller_note: str
    buyer_note: str
    shipped_at: str | None
    waybill: str
    carrier_name: str

    @property
    def word(self) -> str:
        """The platform's word for its status."""
        return self.status.word

    @property
    def gross(self) -> Decimal | None:
        """What was paid before refunds: the export's amount is net of them when both together fit into what was due."""
        if self.paid is None or not self.refund or self.due is None:
            return self.paid
        return self.paid + self.refund if self.paid + self.refund <= self.due else self.paid


class Together(NamedTuple):
    """What the rows of an order say together."""

    word: str
    gross: Decimal | None
    due: Decimal | None
    placed_at: str | None
    paid_at: str | None
    shipped_at: str | None
    flag: str
    seller_note: str
    buyer_note: str
    waybill: str
    carrier_name: str


_moment = partial(stored_moment, zone=zone("Asia/Shanghai"))


def _words(*names: str, read: Callable[[Value], str] = text) -> object:
    return column(*names, read=known(read), default="")


SHEET: Sheet[SubOrder] = Sheet(
    SubOrder,
    order_id=column("主订单编号", read=known(long_number)),
    key=column("子订单编号", read=known(long_number)),
    title=_words("标题"),
    price=column("价格", read=known(money), default=None),
    quantity=column("购买数量", read=known(quantity)),
    outer_code=_words("外部系统编号", read=identifier),
    properties=_words("商品属性"),
    bundle=_words("套餐信息"),
    status=column("订单状态", read=known(status_word)),
    code=_words("商家编码", read=identifier),
    due=column("买家应付货款", read=known(money), default=None),
    paid=column("买家实际支付金额", read=known(money), default=None),
    refund_status=_words("退款状态"),
    refund=column("退款金额", read=known(money, _NEVER), default=None),
    placed_at=column("订单创建时间", read=known(_moment), default=None),
    paid_at=column("订单付款时间", read=known(_moment), default=None),
    stages=_words("分阶段订单信息"),
    flag=_words("备注标签"),
    seller_note=_words("商家备注"),
    buyer_note=_words("主订单买家留言"),
    shipped_at=column("发货时间", read=known(_moment), default=None),
    waybill=_words("物流单号", read=waybill_number),
    carrier_name=_words("物流公司"),
)


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of a 29-column export."""
    return read_orders(table, SHEET, lambda group: _order(group, context.channel, table.sheet))


def _order(group: Group[SubOrder], channel: str, sheet: str) -> Order:
    rows = group.rows
    if len(rows) > 1:
        # A sub-order that stands twice is one: its last row counts.
        rows = list({entry.value.key: entry for entry in rows}.values())
    subs = [entry.value for entry in rows]
    statuses = [_status(sub) for sub in subs]
    status = combined(statuses) if len(set(statuses)) > 1 else statuses[0]
    # While a part still waits to be sent, the parcel that went is not the whole order's.
    gone = status in SETTLED or (
        status == "refunding" and all(sub.status.ours in SETTLED or sub.waybill for sub in subs)
    )
    whole: SubOrder | Together = subs[0] if len(subs) == 1 else _together(subs)
    due = minor(whole.due, CURRENCY)
    paid = whole.paid_at and status not in ("unpaid", "deposit-paid")
    return Order(
        channel=channel,
        order_id=group.number,
        status=status,
        currency=CURRENCY,
        lines=tuple(map(_line, count(1), rows, statuses, repeat(status), repeat(bool(paid)))),
        placed_at=whole.placed_at,
        paid_at=whole.paid_at,
        shipped_at=whole.shipped_at if gone else None,
        platform_status=whole.word,
        total_minor=minor(whole.gross, CURRENCY) if paid else due,
        goods_minor=due,
        buyer_note=whole.buyer_note,
        seller_note=whole.seller_note,
        flag=whole.flag,
        waybill=whole.waybill if gone else "",
        carrier_name=whole.carrier_name if gone else "",
        row=rows[0].number,
        sheet=sheet,
    )


def _together(subs: Sequence[SubOrder]) -> Together:
    """First and last times, sums, every word of the platform, the first notes."""
    return Together(
        " / ".join(dict.fromkeys([sub.status.word for sub in subs])),
        total([sub.gross for sub in subs]),
        total([sub.due for sub in subs]),
        min([sub.placed_at for sub in subs if sub.placed_at], default=None),
        max([sub.paid_at for sub in subs if sub.paid_at], default=None),
        min([sub.shipped_at for sub in subs if sub.shipped_at], default=None),
        first_filled([sub.flag for sub in subs]),
        first_filled([sub.seller_note for sub in subs]),
        first_filled([sub.buyer_note for sub in subs]),
        first_filled([sub.waybill for sub in subs]),
        first_filled([sub.carrier_name for sub in subs]),
    )


def _line(number: int, entry: Entry[SubOrder], own: str, status: str, paid: bool) -> OrderLine:
    sub = entry.value
    return OrderLine(
        number=number,
        code=sub.code or sub.outer_code,
        name=sub.title,
        quantity=sub.quantity,
        unit_price_minor=minor(sub.price, CURRENCY),
        properties=f"{sub.properties} {sub.bundle}".strip() if sub.bundle else sub.properties,
        row=entry.number,
        key=sub.key,
        closed=(own in SETTLED or sub.quantity == 0) and status not in SETTLED,
        paid_minor=minor(sub.gross if paid else sub.due, CURRENCY),
        due_minor=minor(sub.due, CURRENCY),
    )


def _status(sub: SubOrder) -> str:
    """The sub-order's status: a waybill means that it has gone, a refund counts more than the trade's own word."""
    status = sub.status.ours
    if status == "unpaid" and DEPOSIT_PAID.search(sub.stages):
        status = "deposit-paid"
    if status == "to-ship" and sub.waybill:
        status = "shipped"
    if not sub.refund_status or status == "unpaid" or _NO_REFUND.search(sub.refund_status):
        return status
    if _REFUNDED.search(sub.refund_status):
        whole = sub.refund is None or sub.refund >= (sub.gross or Decimal(0))
        return "refunded" if status == "closed" or whole else status
    return status if status == "closed" else "refunding"
