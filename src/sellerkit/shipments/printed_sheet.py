"""A sheet with waybills that somebody else gave: a platform's, or a courier's answer to its import workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.sheets import Sheet, Value, column
from sellerkit.sheets.cells import CellError, reference, text

_NOTHING = frozenset({"", "null", "none", "nan", "-", "--", "/", "\\", "无", "暂无", "未发货"})
# "No:" is Taobao's; others write the courier's name before the number.
_PREFIX = re.compile(r"^(?:no|[\u4e00-\u9fff]{2,8})\s*[:：]\s*", re.I)
_NUMBER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{3,38})[A-Za-z0-9]")
_BETWEEN = re.compile(r"[,，;；、|/\s]+")
_DONE = re.compile(r"成功|已下单|已导入|正常|ok|success|succeeded|done", re.I)


def waybill_number(value: Value) -> str:
    """A waybill, without the "No:" that Taobao writes before it; "" where none was printed yet.

    Raises CellError for a number that a spreadsheet program damaged, for several in one cell, and for what is none.
    """
    number = _PREFIX.sub("", reference(value)).strip()
    if number.lower() in _NOTHING:
        return ""
    if _NUMBER.fullmatch(number):
        return number
    parts = [part for part in _BETWEEN.split(number) if part]
    if len(parts) > 1 and all(_NUMBER.fullmatch(part) for part in parts):
        raise CellError(
            _("holds {count} waybills").format(count=len(parts)), "several-waybills",
            _("Leave the one that is on the parcel; the platform keeps the others."),
        )  # fmt: skip
    raise CellError(_("holds no waybill number"), "wrong-waybill", _("Copy it from the label: letters and digits."))


def refusal(value: Value) -> str:
    """Why a courier refused a line; "" when the cell is empty or says that all went well."""
    words = text(value).strip()
    return "" if words.lower() in _NOTHING or _DONE.match(words) else words


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line of the platform's sheet."""

    order_id: str
    waybill: str
    company: str
    reason: str


PRINTED = Sheet(
    PrintedRow,
    order_id=column("订单编号", "Order ID", "Order", "订单号", "主订单编号", "客户订单号", "客户单号", "商家订单号", "商户订单号", "外部订单号", "参考号", read=reference),
    waybill=column("物流单号", "Waybill", "Tracking Number", "运单号", "快递单号", "运单编号", read=waybill_number, default=""),
    company=column("物流公司", "Courier", "Carrier", "快递公司", "快递", "承运商", "快递名称", read=text, default=""),
    reason=column("失败原因", "错误原因", "失败信息", "错误信息", "异常原因", "导入结果", "处理结果", "下单结果", "Error", read=refusal, default=""),
)  # fmt: skip
