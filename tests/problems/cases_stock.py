"""What a supplier's sheet and the stock commands can get wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .case import Case

SET = "stock import in.csv --as set"
FIRST = "stock import first.csv --as set"

SACK = {"first.csv": "SKU,Name,Qty,Unit,Weight\nS,散枣,100,斤,\nP,红枣 500g,1,件,500\nQ,枣糕,1,件,\n"}
TEN = {"first.csv": "SKU,Qty\nA,10\n", "nine.csv": "SKU,Qty\nA,9\n"}
SENT = {
    "orders.csv": "订单号,姓名,电话,地址,货号,数量\nC-1,张三,13800000000,山西省太原市小店区平阳路1号,A,4\n",
    "printed.csv": "订单号,物流单号,物流公司\nC-1,75312345678901,中通快递\n",
    "again.csv": "SKU,Qty,Name\nA,10,杯子\n",
}
COUNT = "stock import count.csv --as count --yes"


def counted(quantity: int, shop_id: str = "", added: str = "") -> Callable[[Any], None]:
    """A row of a workbook of `stock count`, written after the first batch, when the books said 10, with this count.

    `added` is a row (SKU, count, mark, lot) that a person wrote below it.
    """

    def write(shop: Any) -> None:
        db = shop.store()
        own = db.execute("SELECT value FROM facts WHERE name = 'shop_id'").fetchone()[0]
        db.close()
        shop.write(
            "count.csv",
            f"SKU,Counted,sellerkit,Lot\nA,{quantity},b1 2026-11-10T00:00:00Z {shop_id or own} total 10,\n{added}",
        )

    return write


CASES = [
    Case("no-sku-column", SET, {"in.csv": "Name,Qty,Price\n红枣,5,3\n"}),
    Case("missing-sku", SET, {"in.csv": "SKU,Name,Qty\nA-1,红枣,5\n,核桃,3\n"}),
    Case("duplicate-sku", SET, {"in.csv": "SKU,Qty\nA,1\nB,2\nA,3\n"}),
    Case("check-digit", SET, {"in.csv": "SKU,Qty,Barcode\nA,1,6901234567890\n"}),
    Case("wrong-currency", SET, {"in.csv": "SKU,Qty,Cost\nA,1,$5\n"}),
    Case("not-a-unit", SET, {"in.csv": "SKU,Qty,Unit\nA,1,500g袋\n"}),
    Case("not-a-pack-size", SET, {"in.csv": "SKU,Qty,Pack\nA,1,some\n"}),
    Case("not-a-shelf-life", SET, {"in.csv": "SKU,Qty,Shelf life\nA,1,long\n"}),
    Case("shelf-life-unit", SET, {"in.csv": "SKU,Qty,Produced,Shelf life\nA,1,2026-10-01,12\n"}),
    Case("expires-before-produced", SET, {"in.csv": "SKU,Qty,Produced,Expires\nA,1,2026-11-01,2026-10-01\n"}),
    Case("unit-conflict", SET, {"in.csv": "SKU,Qty,Unit\nA,100斤,kg\n"}),
    Case("unit-not-exact", SET, {"in.csv": "SKU,Qty,Unit\nA,1,lb\n"}),
    Case("unit-missing", SET, {"first.csv": "SKU,Qty,Unit\nA,100,斤\n", "in.csv": "SKU,Qty\nA,90\n"}, before=[FIRST]),
    Case("unit-changed", SET, {"first.csv": "SKU,Qty,Unit\nA,100,斤\n", "in.csv": "SKU,Qty,Unit\nA,90,件\n"}, before=[FIRST]),
    Case("price-basis", SET, {"first.csv": "SKU,Qty,Unit,Pack,Cost,Price\nA,2,箱,12,24,36\n", "in.csv": "SKU,Qty,Unit,Cost\nA,5,件,2\n"}, before=[FIRST]),
    Case("lot-unclear", SET, {"first.csv": "SKU,Qty,Lot,Expires\nA,1,L1,2027-01-01\nA,2,L1,2027-06-01\n", "in.csv": "SKU,Qty,Lot\nA,5,L1\n"}, before=[FIRST]),
    Case("item-incomplete", "stock import in.csv --as set --skip-bad-rows", {"in.csv": "SKU,Qty,Lot,Expires\nA,1,L1,2027-01-01\nA,many,L2,2027-06-01\nB,1,,\n"}, exit=3),
    Case("at-least", SET, {"in.csv": "SKU,Qty\nA,>20\n"}),
    Case("stock-word", SET, {"in.csv": "SKU,Qty\nA,有货\n"}),
    Case("weight-unit", SET, {"in.csv": "SKU,Qty,Weight\nA,1,0.5\n"}),
    Case("length-unit", SET, {"in.csv": "SKU,Qty,Length\nA,1,10.5\n"}),
    Case("sizes-do-not-add-up", SET, {"in.csv": "SKU,Color,S,M,L,Total\nT,red,1,2,3,7\n"}),
    Case("unit-in-heading", SET, {"in.csv": "SKU,Qty,进价(万元)\nA,1,2\n"}),
    Case("column-twice", SET, {"in.csv": "SKU,Qty,Cost,Qty\nA,1,2,3\n"}),
    Case("side-by-side", SET, {"in.csv": "SKU,Qty,,SKU,Qty\nA,1,,B,2\n"}),
    Case("price-range", SET, {"in.csv": "SKU,Qty,Price\nA,1,19.90-29.90\n"}),
    Case("not-a-price-tier", SET, {"in.csv": "SKU,Qty,Price\nA,1,1-9件 25; 12-99件 22\n"}),
    Case("lost-zeros", SET, {"in.csv": "SKU,Qty,Barcode\nA,1,12345670\nB,1,9506000132\n"}),
    Case("barcode-taken", SET, {"first.csv": "SKU,Qty,Barcode\nA,1,6901234567892\n", "in.csv": "SKU,Qty,Barcode\nB,1,6901234567892\n"}, before=[FIRST]),
    Case("headings-changed", "stock import new.csv --source farm", {"first.csv": "SKU,Qty,Price\nA,1,5\n", "new.csv": "SKU,Qty,Cost\nA,1,5\n"}, '[stock.sources.farm]\nas = "set"', before=["stock import first.csv --source farm"]),
    Case("sizes-unclear", SET, {"in.csv": "款号,颜色,数量,S,M,L\nA,红,60,1,2,3\n"}),
    Case("unknown-source", SET + " --source frm", {"in.csv": "SKU,Qty\nA,1\n"}, '[stock.sources.farm]\nfiles = "x.csv"', exit=4),
    Case("weights-differ", "stock repack S 10斤 --into P=98", SACK, before=[FIRST]),
    Case("weight-unknown", "stock repack S 10斤 --into Q=98", SACK, before=[FIRST]),
    Case("too-little-stock", "stock repack S 1000斤 --into P=1000", SACK, before=[FIRST]),
    Case("several-currencies", "stock repack S 150斤 --into P=150", SACK | {"usd.csv": "SKU,Qty,Unit,Lot,Expires,Cost,Price\nS,100,斤,L2,2027-02-01,1,2\n", "cny.csv": "SKU,Qty,Unit,Lot,Expires,Cost,Price\nS,100,斤,L3,2027-03-01,1,2\n"}, '[stock.sources.abroad]\ncurrency = "USD"', before=[FIRST, "stock import cny.csv --as add", "stock import usd.csv --as add --source abroad"]),
    Case("source-exists", "stock map in.csv --as set --save farm", {"in.csv": "SKU,Qty\nA,1\n"}, '[stock.sources.farm]\nfiles = "x.csv"', exit=4),
    Case("source-cannot-be-added", "stock map in.csv --as set --save town", {"in.csv": "SKU,Qty\nA,1\n"}, '[stock]\nsources = { farm = { files = "x.csv" } }', exit=4),
    Case("count-not-of-this-store", COUNT, TEN, before=[FIRST], prepare=counted(8, "ANOTHR")),
    Case("stated-since", COUNT, TEN, before=[FIRST, "stock import nine.csv --as set"], prepare=counted(8)),
    Case("arrived-since", COUNT, {**TEN, "later.csv": "SKU,Qty,Lot\nA,3,L9\n"}, before=[FIRST, "stock import later.csv --as add"], prepare=counted(8, added="A,3,,L9\n")),
    Case("sold-goods-back", "stock import again.csv --as set", {**TEN, **SENT}, before=[FIRST, "orders import orders.csv", "shipments adopt printed.csv"], exit=3),
    Case("counted-too-few", COUNT, TEN, before=[FIRST, "stock adjust A -5 --reason 卖出"], prepare=counted(3)),
    Case("unknown-sku", "stock adjust A-9 +1 --reason 盘点", {}),
    Case("stock-negative", "stock adjust A -5 --reason 碎了", {"first.csv": "SKU,Qty\nA,1\n"}, before=[FIRST]),
    Case("unknown-lot", "stock adjust A +1 --lot L9 --reason 盘点", {"first.csv": "SKU,Qty,Lot\nA,1,L1\n"}, before=[FIRST]),
]  # fmt: skip
