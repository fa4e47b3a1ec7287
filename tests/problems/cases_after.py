"""After the parcels left: telling marketplaces, sheets given back, the courier's bill."""

from __future__ import annotations

from typing import Any

from .case import Case
from .cases_shipping import CARD, FILES, PRINTED, READY, SHIP

ZTO = '[carriers.zto]\nservice = "practice"\nrates = "zto.csv"\n'
BUY = [*READY, "shipments create --yes", "shipments manifest --close"]
PLATFORM = [*READY, "shipments adopt printed.csv", "shipments manifest --close"]
EXPORT = "shipments export"
BILL = "shipments bill bill.csv"
FOUND = FILES | {"zto.csv": CARD, "printed.csv": PRINTED}
# A Taobao order, so that the marketplace has a say.
TAOBAO = {
    "taobao.csv": "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间\n"
    "T-1,T-1,红枣,1,买家已付款，等待卖家发货,A-1,25.00,25.00,2026-11-10 09:00:00,2026-11-10 09:01:00\n",
    "printed.csv": "订单编号,物流单号,物流公司\nT-1,LS0000000001,老宋快运\n",
}
HANDED = ["stock import stock.csv --as set", "orders import taobao.csv", "shipments adopt printed.csv", "shipments manifest --close"]  # fmt: skip
NO_NUMBERS = "姓名,电话,地址,货号,数量\n张三丰,13800001234,山东省济南市历下区人民路1号,A-1,1\n"


def after(code: str, command: str, *, files: dict[str, Any] | None = None, before: list[str] | None = None, exit: int = 3, prepare: Any = None) -> Case:  # fmt: skip
    return Case(
        code, command, FOUND | (files or {}), SHIP + ZTO, exit, BUY if before is None else before, prepare=prepare, practice=True
    )  # fmt: skip


def second_parcel(shop: Any) -> None:
    """An order that went in two parcels."""
    db = shop.store()
    db.execute(
        "INSERT INTO parcels (id, reference, carrier, state, waybill, weight_g, confirmed_at, batch_id) "
        "SELECT 77, 'X_77_1', 'platform:圆通速递', 'confirmed', 'YT0000000009', 500, '2026-11-10T12:30:00Z', max(number) FROM batches"
    )
    db.execute(
        "INSERT INTO parcel_orders (parcel_id, order_row, batch_id) SELECT 77, orders.id, orders.batch_id FROM orders"
    )
    db.commit()


def without_sheet(shop: Any) -> None:
    (shop.path / "chat.csv").unlink()


def with_another_row(shop: Any) -> None:
    shop.write("bare2.csv", NO_NUMBERS + "李四光,13800001235,山东省济南市历下区人民路2号,A-1,1\n")


def with_another_number(shop: Any) -> None:
    shop.write("chat.csv", "订单号,姓名,地址,货号,数量,快递单号\nC-1,张三丰,人民路1号,A-1,1,ZT111\n")


def with_another_order(shop: Any) -> None:
    shop.write("chat.csv", "订单号,姓名,地址,货号,数量\nC-9,张三丰,人民路1号,A-1,1\n")


YTO = {**TAOBAO, "printed.csv": "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\n"}
REFUND = {"refunds.csv": "订单编号,退款编号,退款状态,退款金额\nT-1,R-1,退款中,25.00\n"}
HEAD = "日期,运单号,目的省份,重量(kg),金额\n"

CASES = [
    after("no-such-channel", EXPORT + " toabao", exit=5),
    after("courier-not-known-there", EXPORT, files=TAOBAO, before=HANDED),
    after("not-to-be-marked", EXPORT, files=YTO | REFUND, before=[*HANDED, "orders refunds refunds.csv --channel taobao"]),
    after("further-parcel", EXPORT + " --before-pickup", files=YTO, before=HANDED, prepare=second_parcel),
    after("sheet-gone", EXPORT, prepare=without_sheet),
    after("sheet-changed", EXPORT, files={"bare2.csv": NO_NUMBERS}, prepare=with_another_row,
          before=["stock import stock.csv --as set", "orders import bare2.csv", "shipments create --yes", "shipments manifest --close"]),
    after("cell-taken", EXPORT, prepare=with_another_number),
    after("order-not-in-sheet", EXPORT, prepare=with_another_order),
    after("same-file", EXPORT + " -o chat.csv", exit=5),
    after("left-already", "shipments void YT0000000001 --yes", exit=5, before=PLATFORM),
    after("no-bill", BILL, files={"bill.csv": "运单号,重量\nYT1,1\n"}, exit=5),
    after("bill-total-differs", BILL, files={"bill.csv": HEAD + "2026-11-10,,山东,0.5,4.00\n合计,,,,5.00\n"}),
]  # fmt: skip
