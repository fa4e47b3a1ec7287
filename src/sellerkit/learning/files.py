"""The practice shop's inbox: files in the layouts that suppliers and marketplaces really send, faults planted."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sellerkit.base.files import write_bytes
from sellerkit.learning.goods import Good, goods
from sellerkit.learning.statements import alipay, amazon, shopify_payments
from sellerkit.learning.trade import PracticeOrder, abroad_orders, chat_orders, taobao_orders, web_orders
from sellerkit.learning.writing import csv_text, yuan
from sellerkit.output import Column, Table
from sellerkit.output.workbook import write_workbook

SEED = 1111
STOCK_HEADINGS = (
    "货号", "品名", "条码", "库存数", "箱规", "进价", "售价", "毛重(g)", "长(mm)", "宽(mm)", "高(mm)", "货位", "批次", "生产日期", "到期日", "产地",
)  # fmt: skip
TAOBAO_HEADINGS = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "联系方式备注", "订单状态", "商家编码", "支付单号", "买家应付货款",
    "买家实际支付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "商品id", "分阶段订单信息", "备注标签", "商家备注", "主订单买家留言", "发货时间",
    "物流单号", "物流公司", "是否赔付", "延迟发货主动赔付金额", "赔付出账时间",
)  # fmt: skip
SHOPIFY_HEADINGS = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
    "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Shipping Name", "Shipping Street",
    "Shipping City", "Shipping Province", "Shipping Country", "Shipping Phone", "Notes", "Cancelled at", "Payment Method", "Refunded Amount", "Id",
)  # fmt: skip
RATES = """区域,3㎏以内,,3㎏以上,
,首重,续重,首重,续重
山西,3,1,3,1
河北,3.5,1,3.5,1
陕西,3.5,1,3.5,1
北京,4,1.5,4,1.5
山东,4,1.5,4,1.5
江苏,4.5,1.5,4.5,2
浙江,4.5,1.5,4.5,2
上海,5,2,5,2
湖北,4.5,1.5,4.5,2
广东,5,2,5,2.5
四川,5,2.5,5,2.5
新疆,16,14,16,14
西藏,18,16,18,16
"""


def write_inbox(folder: Path, now: datetime) -> None:
    """Write every file of the practice shop. `now` is its fixed moment in its own time zone; the same moment gives the
    same bytes in every csv."""
    stock = goods(now.date())
    chance = random.Random(SEED)
    taobao, web = taobao_orders(stock, now, chance), web_orders(stock, now, chance)
    abroad, chat = abroad_orders(stock, now, chance), chat_orders(stock, now, chance)
    inbox = folder / "inbox"
    write_bytes(inbox / "库存表.csv", stock_csv(stock, now, damaged=True).encode("gb18030"))
    write_bytes(inbox / "库存表-改好.csv", stock_csv(stock, now, damaged=False).encode("gb18030"))
    taobao_workbook(inbox / "taobao-orders.xlsx", taobao)
    write_bytes(inbox / "orders_export.csv", shopify_csv(web).encode("utf-8"))
    chat_workbook(inbox / "chat-1110.xlsx", chat)
    write_bytes(inbox / "amazon-orders.txt", amazon_orders(abroad).encode("utf-8"))
    write_bytes(inbox / "amazon-shipped.csv", shipped_csv(abroad, "9405511", "USPS").encode("utf-8-sig"))
    write_bytes(
        inbox / "taobao-printed.csv",
        shipped_csv([o for o in taobao if ships_today(o)], "7731110", "中通快递").encode("gb18030"),
    )
    write_bytes(inbox / "alipay-202611.csv", alipay([o for o in taobao if o.shipped], now).encode("gb18030"))
    write_bytes(inbox / "shopify-payments.csv", shopify_payments(web, now).encode("utf-8"))
    write_bytes(inbox / "amazon-settlement.txt", amazon(abroad, now).encode("utf-8"))
    write_bytes(folder / "rates" / "zto.csv", RATES.encode("gb18030"))


def ships_today(order: PracticeOrder) -> bool:
    """Paid in full and still here; the one whose buyer writes 改地址 is held back first."""
    return order.paid is not None and order.shipped is None and not order.deposit and "改地址" not in order.note


def stock_csv(stock: Sequence[Good], now: datetime, *, damaged: bool) -> str:
    """The co-operative's sheet: letterhead, 40 goods, a total. Damaged: a quantity in words, a barcode that a spreadsheet
    program ruined."""
    rows: list[Sequence[object]] = [
        ("临县红枣合作社 库存表",),
        (f"日期：{now:%Y年%m月%d日}", "", "制表：张三"),
        (),
        STOCK_HEADINGS,
    ]
    for n, g in enumerate(stock):
        quantity: object = "十" if damaged and n == 6 else g.quantity
        barcode = "6.90E+12" if damaged and n == 17 else g.barcode
        rows.append(
            (
                g.sku,
                g.name,
                barcode,
                quantity,
                12,
                yuan(g.cost),
                yuan(g.price),
                g.weight_g,
                *g.size_mm,
                g.shelf,
                g.lot,
                g.produced,
                g.expires,
                "山西临县",
            )
        )
    rows.append(("合计", "", "", sum(g.quantity for g in stock)))
    return csv_text(rows)


def taobao_workbook(path: Path, orders: Sequence[PracticeOrder]) -> None:
    rows = [row for order in orders for row in _taobao_rows(order)]
    columns = [Column(name, name) for name in TAOBAO_HEADINGS]
    write_workbook(path, [Table(columns, [dict(zip(TAOBAO_HEADINGS, row, strict=True)) for row in rows], title="订单")])


def _taobao_rows(order: PracticeOrder) -> Iterable[tuple[str, ...]]:
    waits = order.paid is None or order.deposit
    status = "交易成功" if order.shipped else "等待买家付款" if waits else "买家已付款，等待卖家发货"
    stages = "阶段1：定金已付；阶段2：尾款未付" if order.deposit else "null"
    for n, line in enumerate(order.lines):
        due = line.good.price * line.quantity
        yield (
            f"{order.number}{n}", order.number, line.good.name, yuan(line.good.price), str(line.quantity), "null", "null", "null", "null", status,
            line.good.sku, f"20261110{order.number[-8:]}", yuan(due), "0.00" if waits else yuan(due), "没有申请退款", "无退款申请",
            moment(order.placed), moment(None if waits else order.paid), f"7{order.number[-9:]}", stages, "null", "null", order.note or "null", moment(order.shipped),
            f"7730{order.number[-8:]}" if order.shipped else "null", "中通快递" if order.shipped else "null", "null", "null", "null",
        )  # fmt: skip


def shopify_csv(orders: Sequence[PracticeOrder]) -> str:
    rows: list[Sequence[object]] = [SHOPIFY_HEADINGS]
    for n, order in enumerate(orders):
        for m, line in enumerate(order.lines):
            first = m == 0
            head = (order.number, f"buyer{n}@example.com", "paid", _zoned(order.paid), "fulfilled", _zoned(order.shipped), "CNY", yuan(order.total),
                    "0.00", "0.00", yuan(order.total), "0.00", _zoned(order.placed))  # fmt: skip
            item = (line.quantity, line.good.name, yuan(line.good.price), line.good.sku)
            tail = (
                f"Buyer {n}",
                f"{n + 1} Example Street",
                "Toronto",
                "ON",
                "CA",
                "",
                "",
                "",
                "Shopify Payments",
                "0.00",
                5_900_000_000 + n,
            )
            rows.append((head if first else (order.number, *[""] * 12)) + item + (tail if first else tuple([""] * 11)))
    return csv_text(rows)


def chat_workbook(path: Path, orders: Sequence[PracticeOrder]) -> None:
    """The chat group's sheet: name, phone, address, code, quantity. Three rows carry a nickname instead of a code."""
    headings = ("订单号", "姓名", "电话", "地址", "货号", "数量", "单价", "备注")
    rows = []
    for n, order in enumerate(orders):
        for line in order.lines:
            code = (
                "礼盒大号"
                if line.good.sku == "GIFT-B" or (n in (3, 22, 47) and line is order.lines[0])
                else line.good.sku
            )
            rows.append(
                (
                    order.number,
                    order.name,
                    order.phone,
                    order.address,
                    code,
                    str(line.quantity),
                    yuan(line.good.price),
                    order.note,
                )
            )
    columns = [Column(name, name) for name in headings]
    write_workbook(path, [Table(columns, [dict(zip(headings, row, strict=True)) for row in rows], title="代发")])


def amazon_orders(orders: Sequence[PracticeOrder]) -> str:
    """The marketplace's order report: tab-separated, one row an item."""
    headings = ("order-id", "order-item-id", "purchase-date", "payments-date", "buyer-email", "buyer-name", "buyer-phone-number", "sku", "product-name",
                "quantity-purchased", "currency", "item-price", "item-tax", "shipping-price", "shipping-tax", "ship-service-level", "recipient-name",
                "ship-address-1", "ship-city", "ship-state", "ship-postal-code", "ship-country")  # fmt: skip
    lines = ["\t".join(headings)]
    for n, order in enumerate(orders):
        for m, line in enumerate(order.lines):
            lines.append("\t".join((
                order.number, f"{55182930000 + n * 10 + m}", _utc(order.placed), _utc(order.paid), f"b{n}@example.com", f"Buyer {n}", "", line.good.sku,
                line.good.name, str(line.quantity), "CNY", yuan(line.good.price * line.quantity), "0.00", "0.00", "0.00", "Standard", f"Buyer {n}",
                f"{n + 1} Example Avenue", "Springfield", "IL", "62701", "US",
            )))  # fmt: skip
    return "\n".join(lines) + "\n"


def shipped_csv(orders: Sequence[PracticeOrder], prefix: str, company: str) -> str:
    """What a platform's printing page hands back: order number, waybill, courier."""
    return csv_text(
        [
            ("订单编号", "物流单号", "物流公司"),
            *((o.number, f"{prefix}{10001 + n * 7:07d}", company) for n, o in enumerate(orders)),
        ]
    )


def moment(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S}" if time else "null"


def _zoned(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S %z}" if time else ""


def _utc(time: datetime | None) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds") if time else ""
