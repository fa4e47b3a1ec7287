"""Order files in the layouts that sellers have, made small."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

TAOBAO = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "联系方式备注", "订单状态", "商家编码", "支付单号",
    "买家应付货款", "买家实际支付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "商品id", "分阶段订单信息", "备注标签", "商家备注",
    "主订单买家留言", "发货时间", "物流单号", "物流公司", "是否赔付", "延迟发货主动赔付金额", "赔付出账时间",
)  # fmt: skip
SHOPIFY = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency", "Subtotal", "Shipping", "Taxes",
    "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Lineitem fulfillment status",
    "Shipping Name", "Shipping Address1", "Shipping City", "Shipping Zip", "Shipping Province", "Shipping Country", "Shipping Phone",
    "Notes", "Cancelled at",
)  # fmt: skip

SUB = {
    "标题": "临县红枣 500g", "价格": "25.00", "购买数量": "1", "商品属性": "规格:500g", "订单状态": "买家已付款，等待卖家发货",
    "商家编码": "DATE-500", "买家应付货款": "25.00", "买家实际支付金额": "25.00", "退款金额": "无退款申请",
    "订单创建时间": "2026-11-10 09:00:00", "订单付款时间": "2026-11-10 09:01:00",
}  # fmt: skip


def workbook(headings: Iterable[str], rows: Iterable[Iterable[object]], title: str = "Sheet0") -> bytes:
    """An xlsx file with these headings and rows."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(headings: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(headings), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def taobao(*subs: Mapping[str, str]) -> bytes:
    """A 29-column export: every cell text, what is missing is the word null."""
    return workbook(TAOBAO, ([{**SUB, **sub}.get(heading, "null") for heading in TAOBAO] for sub in subs))


def sub(order: str, number: int = 1, **cells: str) -> dict[str, str]:
    return {"主订单编号": order, "子订单编号": f"{order}{number:02}", **cells}


def shopify(*rows: Mapping[str, object]) -> str:
    return csv_text(SHOPIFY, rows)
