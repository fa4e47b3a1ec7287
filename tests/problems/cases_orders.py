"""What order files and the order commands can get wrong."""

from __future__ import annotations

from .case import Case

HEAD = "订单编号,货号,数量,收件人信息\n"
BUYER = "李四 13900000000 山西省太原市小店区平阳路1号"
TAOBAO = (
    "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间\n"
)
MENDED = f"货号,数量,收件人信息\nA-1,1,{BUYER}\n"
STOCK = "stock import stock.csv --as set"
GOODS = {"stock.csv": "SKU,Name,Qty,Weight\nA-1,红枣,50,500\n"}
ONE = {"in.csv": HEAD + f"C-1,A-1,1,{BUYER}\n", **GOODS}
IMPORT = "orders import in.csv"


PAID = "买家已付款，等待卖家发货"


def taobao(status: str) -> str:
    return (
        TAOBAO
        + f"900000000000000001,900000000000000001,红枣,1,{status},A-1,25.00,25.00,2026-11-10 09:00:00,2026-11-10 09:01:00\n"
    )


refund = (
    taobao(PAID)
    .replace("订单付款时间\n", "订单付款时间,退款状态\n")
    .replace("09:01:00\n", "09:01:00,等待卖家同意退款\n")
)

SOLD = {
    "in.csv": taobao("卖家已发货，等待买家确认")
    .replace("订单付款时间\n", "订单付款时间,物流单号\n")
    .replace("09:01:00\n", "09:01:00,SF001\n")
}
ASKED = "订单号,退款金额,类型,退款状态\n"
FORGET = "orders forget --older-than 180d --yes"
LONG_AGO = HEAD.replace("收件人信息", "收件人信息,日期") + f"C-1,A-1,1,{BUYER},2026-01-05\n"
TWICE = '[orders.channels.a]\nfiles = "a.csv"\n[orders.channels.b]\nfiles = "b.csv"'
LIST = "Order,Recipient,Phone,Province,City,District,Street\nC-1,李四,{1},{0},太原市,小店区,平阳路1号\n"

CASES = [
    Case("unknown-format", IMPORT, {"in.csv": "a,b,c\n1,2,3\n"}),
    Case("headings-missing", "orders import", {"in.csv": HEAD}, '[orders.channels.taobao]\nfiles = "in.csv"\nformat = "taobao-orders"'),
    Case("two-formats", IMPORT, {"in.csv": "Name,Financial Status,Lineitem quantity,Lineitem name,货号,数量,收件人信息\n#1,paid,1,Dates,A-1,1,x\n"}),
    Case("zero-quantity", IMPORT, {"in.csv": HEAD + f"C-1,A-1,0,{BUYER}\n"}),
    Case("unknown-status", IMPORT, {"in.csv": taobao("天上飞")}),
    Case("unknown-code", IMPORT, {"in.csv": HEAD + f"C-1,NEW-9,1,{BUYER}\n"}, exit=3),
    Case("short-stock", IMPORT, {"in.csv": HEAD + f"C-1,A-1,80,{BUYER}\n", **GOODS}, before=[STOCK], exit=3),
    Case("status-backwards", "orders import again.csv", {"in.csv": refund, "again.csv": taobao(PAID), **GOODS}, before=[STOCK, IMPORT], exit=3),
    Case("probably-same-order", IMPORT, {"first.csv": MENDED, "in.csv": MENDED.replace("1号", "11号"), **GOODS}, before=[STOCK, "orders import first.csv"], exit=3),
    Case("held-by-note", "orders import", {"in.csv": HEAD.replace("收件人信息", "收件人信息,备注") + f"C-1,A-1,1,{BUYER},请改地址\n", **GOODS}, '[orders.channels.g]\nfiles = "in.csv"\nhold_words = ["改地址"]', before=[STOCK], exit=3),
    Case("items-not-listed", IMPORT, {"in.csv": "Sale Date,Order ID,Number of Items,Order Value,Order Total,Currency\n11/09/26,3301,2,9.00,9.00,USD\n"}, exit=3),
    Case("out-of-gifts", IMPORT, ONE, '[[orders.gifts]]\ngive = "NUTS-30"', before=[STOCK], exit=3),
    Case("bad-condition", IMPORT, ONE, '[[orders.gifts]]\ngive = "A-1"\nwhen = "totl > 3"', exit=4),
    Case("no-such-place", "orders addresses --from list.csv", {**ONE, "list.csv": LIST.format("浙江", "13900000000")}, before=[IMPORT]),
    Case("phone-wrong", "orders addresses --from list.csv", {**ONE, "list.csv": LIST.format("山西省", "139000")}, before=[IMPORT]),
    Case("unknown-refund-kind", "orders refunds r.csv", {"r.csv": ASKED + "C-1,5.00,借钱,退款成功\n"}),
    Case("unknown-refund-status", "orders refunds r.csv", {"r.csv": ASKED + "C-1,5.00,仅退款,天上飞\n"}),
    Case("order-in-two-channels", "orders refunds r.csv", {"a.csv": ONE["in.csv"], "b.csv": ONE["in.csv"] + "\n", "r.csv": ASKED + "C-1,5.00,仅退款,退款成功\n"}, TWICE, before=["orders import"]),
    Case("came-back-already", "orders returned SF001 --to scrap", {**SOLD, **GOODS}, before=[STOCK, IMPORT, "orders returned SF001 --to scrap"]),
    Case("nothing-to-return", "orders returned SF001 --to scrap", SOLD, before=[IMPORT]),
    Case("still-open", FORGET, {"in.csv": LONG_AGO, **GOODS}, before=[STOCK, IMPORT], exit=3),
    Case("buyers-erased", "undo 4", {"in.csv": LONG_AGO, **GOODS}, before=[STOCK, IMPORT, "orders cancel C-1", FORGET]),
    Case("no-such-order", "orders hold C-9 --reason 地址不清"),
    Case("wrong-status", "orders release C-1", ONE, before=[STOCK, IMPORT]),
    Case("already-shipped", "orders cancel 900000000000000001 --reason 重复 --yes", {"in.csv": taobao("卖家已发货，等待买家确认"), **GOODS}, before=[STOCK, IMPORT]),
    Case("no-such-item", "orders match NEW-9 A-9", {"in.csv": HEAD + f"C-1,NEW-9,1,{BUYER}\n"}, before=[IMPORT]),
    Case("is-an-item", "orders match A-1 A-1", ONE, before=[STOCK, IMPORT]),
]  # fmt: skip
