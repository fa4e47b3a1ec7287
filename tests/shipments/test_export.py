"""`shipments export`: what marketplaces are told, when, and by which name of the courier."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

PRINTED = "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\nT-2,YT0000000002,圆通速递\n"


def hand_over(seller) -> None:
    """The driver signed for everything that waits."""
    closed = seller.run("shipments", "manifest", "--close", "--json")
    assert closed.exit_code in (0, 3), closed.stdout + closed.stderr


def taobao(seller):
    seller.hidden(("T-1", "DATE-500", 2), ("T-2", "NUT-1", 1), ("T-3", "NUT-1", 1))
    seller.write("printed.csv", PRINTED)
    seller.good("shipments", "adopt", "printed.csv")
    return seller


def book(path: Path, sheet: str = "") -> list[list[object]]:
    loaded = openpyxl.load_workbook(path)
    page = loaded[sheet] if sheet else loaded.active
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_nothing_is_told_before_the_driver_signed(practice) -> None:
    taobao(practice)
    done = practice.good("shipments", "export")
    assert (done["files"], done["waiting"], done["batch"]) == ([], 2, None)
    assert not (practice.path / "out/export").exists()
    hand_over(practice)
    done = practice.good("shipments", "export", "taobao")
    (file,) = done["files"]
    assert (file["orders"], file["marketplace"]) == (2, "Taobao")
    assert book(practice.path / file["file"]) == [
        ["订单编号", "物流公司", "物流单号"],
        ["T-1", "圆通速递", "YT0000000001"],
        ["T-2", "圆通速递", "YT0000000002"],
    ]


def test_before_pickup_writes_them_and_says_what_it_risks(practice) -> None:
    taobao(practice)
    result = practice.run("shipments", "export", "--before-pickup")
    assert result.exit_code == 0 and "not handed over" in result.stderr
    assert len(list((practice.path / "out/export").glob("*.xlsx"))) == 1


def test_each_is_told_once_and_again_changes_nothing(practice) -> None:
    taobao(practice)
    hand_over(practice)
    assert practice.good("shipments", "export")["batch"]
    after = practice.dump()
    again = practice.good("shipments", "export")
    assert (again["files"], again["told_before"], again["batch"]) == ([], 2, None)
    once_more = practice.good("shipments", "export", "--again")
    assert once_more["files"][0]["orders"] == 2 and once_more["batch"] is None
    assert practice.dump() == after
    practice.write("late.csv", "订单编号,物流单号,物流公司\nT-3,YT0000000003,圆通速递\n")
    practice.good("shipments", "adopt", "late.csv")
    hand_over(practice)
    assert [order["order_id"] for order in practice.good("shipments", "export")["orders"]] == ["T-3"]


def test_undo_takes_an_export_back_and_it_is_told_anew(practice) -> None:
    taobao(practice)
    hand_over(practice)
    before = practice.dump()
    done = practice.good("shipments", "export")
    practice.good("undo", str(done["batch"]))
    assert practice.dump() == before
    assert practice.good("shipments", "export")["files"][0]["orders"] == 2


def test_a_dry_run_writes_no_file_and_no_row(practice) -> None:
    taobao(practice)
    hand_over(practice)
    before = practice.dump()
    done = practice.good("shipments", "export", "--dry-run")
    assert done["files"][0]["orders"] == 2 and done["dry_run"]
    assert practice.dump() == before and not (practice.path / "out/export").exists()


def test_a_courier_that_the_marketplace_does_not_know_is_refused_until_it_is_declared(practice) -> None:
    practice.hidden(("T-1", "DATE-500", 2))
    practice.write("printed.csv", "订单编号,物流单号,物流公司\nT-1,LS0001,老宋快运\n")
    practice.good("shipments", "adopt", "printed.csv")
    hand_over(practice)
    result = practice.run("shipments", "export", "--json")
    (problem,) = result.json["problems"]
    assert result.exit_code == 3 and problem["code"] == "courier-not-known-there" and "carrier_names" in problem["hint"]
    assert result.json["files"] == []
    practice.toml('[orders.channels.taobao]\ncarrier_names = { "老宋快运" = "其他" }')
    done = practice.good("shipments", "export")
    assert done["orders"][0]["carrier"] == "其他"


def test_an_order_that_is_refunding_is_not_marked(practice) -> None:
    taobao(practice)
    hand_over(practice)
    practice.write("refunds.csv", "订单编号,退款编号,退款状态,退款金额\nT-1,R-1,退款中,25.00\n")
    assert practice.run("orders", "refunds", "refunds.csv", "--channel", "taobao").exit_code in (0, 3)
    result = practice.run("shipments", "export", "--json")
    assert result.exit_code == 3 and [o["order_id"] for o in result.json["orders"]] == ["T-2"]
    assert result.json["problems"][0]["code"] == "not-to-be-marked"


def test_a_channel_without_orders_is_named(practice) -> None:
    result = practice.run("shipments", "export", "toabao", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "no-such-channel"


def sheet(seller, name: str = "group.xlsx") -> Path:
    """A group's sheet as sellers keep them: a title above, bold coloured headings, a second page, no order numbers."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = "代发"
    page.append(["团购代发单 11月10日"])
    page.append(["序号", "姓名", "电话", "地址", "货号", "数量", "快递公司", "单号", "备注"])
    for cell in page[2]:
        cell.font = openpyxl.styles.Font(bold=True, color="FFFF0000")
    page.append([1, "张三丰", "13800001234", "山东省济南市历下区人民路1号", "DATE-500", 2, None, None, "轻放"])
    page.append([2, "李四光", "13800001235", "山东省济南市历下区人民路2号", "NUT-1", 1, None, None, None])
    page.column_dimensions["D"].width = 44
    made.create_sheet("价格表").append(["不要动", 1])
    path = seller.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


@pytest.fixture
def group(practice):
    """The practice shop with a group's own sheet and its parcels bought."""
    for row in practice.rows("SELECT order_id FROM orders"):
        assert practice.run("orders", "cancel", row[0]).exit_code == 0
    sheet(practice, "inbox/group.xlsx")
    assert practice.run("orders", "import", "inbox/group.xlsx", "--channel", "wechat").exit_code in (0, 3)
    result = practice.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 0 and result.json["confirmed"] == 2, result.stdout
    return practice


def test_a_sheet_comes_back_with_its_looks_and_the_numbers_filled(group) -> None:
    hand_over(group)
    done = group.good("shipments", "export", "wechat")
    (file,) = done["files"]
    assert file["marketplace"] is None and file["orders"] == 2
    path = group.path / file["file"]
    lines = book(path, "代发")
    waybills = set(group.waybills().values())
    assert lines[0][0] == "团购代发单 11月10日" and lines[2][8] == "轻放"
    assert {lines[2][7], lines[3][7]} == waybills and lines[2][6] == "ZTO Express"
    copy = openpyxl.load_workbook(path)
    assert copy["代发"]["B2"].font.bold and copy["代发"].column_dimensions["D"].width == 44
    assert copy["价格表"]["A1"].value == "不要动"
    assert book(group.path / "inbox/group.xlsx", "代发")[2][7] is None, "the original is never written over"


def test_a_sheet_without_order_numbers_that_was_changed_since_is_refused(group) -> None:
    hand_over(group)
    loaded = openpyxl.load_workbook(group.path / "inbox/group.xlsx")
    loaded["代发"].insert_rows(3)
    loaded.save(group.path / "inbox/group.xlsx")
    result = group.run("shipments", "export", "--json")
    assert result.exit_code == 3 and result.json["problems"][0]["code"] == "sheet-changed"
    assert result.json["files"] == [] and group.rows("SELECT count(*) FROM exported") == [(0,)]


def test_a_sheet_that_is_gone_is_named_and_found_in_inbox_done(group) -> None:
    hand_over(group)
    source = group.path / "inbox/group.xlsx"
    (group.path / "elsewhere").mkdir()
    source.rename(group.path / "elsewhere/group.xlsx")
    result = group.run("shipments", "export", "--json")
    assert result.json["problems"][0]["code"] == "sheet-gone"
    (group.path / "inbox/done").mkdir()
    (group.path / "elsewhere/group.xlsx").rename(group.path / "inbox/done/group.xlsx")
    assert group.good("shipments", "export")["files"][0]["orders"] == 2


def test_a_gbk_csv_keeps_its_encoding_and_gets_columns_that_it_lacks(practice) -> None:
    text = "订单号,姓名,电话,地址,货号,数量\nG-1,张三丰,13800001234,山东省济南市历下区人民路1号,NUT-1,1\nG-2,李四光,13800001235,山东省济南市历下区人民路2号,NUT-1,1\n"
    practice.write("g.csv", text, encoding="gbk")
    assert practice.run("orders", "import", "g.csv", "--channel", "wechat").exit_code in (0, 3)
    assert practice.run("shipments", "create", "--yes", "--channel", "wechat").exit_code == 0
    hand_over(practice)
    practice.good("shipments", "export", "wechat", "-o", str(practice.path / "back.csv"))
    lines = list(csv.reader(io.StringIO((practice.path / "back.csv").read_bytes().decode("gbk"))))
    assert lines[0] == ["订单号", "姓名", "电话", "地址", "货号", "数量", "快递公司", "快递单号"]
    assert [line[7] for line in lines[1:]] == [practice.waybills()["G-1"], practice.waybills()["G-2"]]


def test_several_files_into_one_name_are_refused(practice) -> None:
    taobao(practice)
    assert practice.run("shipments", "create", "--yes").exit_code == 0
    hand_over(practice)
    result = practice.run("shipments", "export", "-o", "all.csv")
    assert result.exit_code == 2 and "CHANNEL" in result.stderr
    assert practice.rows("SELECT count(*) FROM exported") == [(0,)]


def test_a_named_sheet_gets_the_numbers_of_its_own_orders_only(practice) -> None:
    taobao(practice)
    hand_over(practice)
    practice.write("template.csv", "订单编号,物流公司,物流单号\nT-2,,\nX-9,,\n")
    done = practice.good("shipments", "export", "taobao", "--from", "template.csv", "-o", "filled.csv")
    assert [o["order_id"] for o in done["orders"]] == ["T-2"]
    lines = list(csv.reader(io.StringIO((practice.path / "filled.csv").read_text("utf-8-sig"))))
    assert lines[1:] == [["T-2", "圆通速递", "YT0000000002"], ["X-9", "", ""]]


def test_a_number_that_left_is_not_given_back_unless_it_came_back(practice) -> None:
    taobao(practice)
    hand_over(practice)
    practice.good("shipments", "export")
    before = practice.dump()
    result = practice.run("shipments", "void", "YT0000000001", "--yes", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "left-already" and practice.dump() == before
    result = practice.run("shipments", "void", "YT0000000001", "--yes", "--came-back", "--json")
    assert result.exit_code == 0 and "taobao was told" in result.json["waybills"][0]["problem"]
    practice.write("new.csv", "订单编号,物流单号,物流公司\nT-1,YT0000000007,圆通速递\n")
    practice.good("shipments", "adopt", "new.csv")
    hand_over(practice)
    assert [order["waybill"] for order in practice.good("shipments", "export")["orders"]] == ["YT0000000007"]


AMAZON = "order-id\torder-item-id\tpurchase-date\tpayments-date\tsku\tproduct-name\tquantity-purchased\tcurrency\titem-price\trecipient-name\tship-address-1\tship-city\tship-postal-code\tship-country\tship-phone-number\n"
SHOPIFY = "Name,Financial Status,Paid at,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
WOO = "order_number,order_date,paid_date,status,order_currency,order_total,product_name,sku,quantity,item_total\n"
ETSY = "Sale Date,Order ID,Number of Items,Date Paid,Order Value,Order Total,Currency,Date Shipped,Street 1,Ship City,Ship Country,SKU\n"
PDD = "订单号,订单状态,商品数量(件),商家编码-规格维度,商品,支付时间\n"
DOUYIN = "主订单编号,子订单编号,选购商品,商品数量,订单状态,商家编码,订单提交时间\n"
MARKETS = {
    "amazon": (AMAZON + "111-1111111-1111111\t11111111111111\t2026-11-10T01:00:00+00:00\t2026-11-10T01:00:00+00:00\tNUT-1\tWalnuts\t1\tCNY\t20.00\t\t\t\t\t\t\n",
               "111-1111111-1111111", ".txt", "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method\r\n"
               "111-1111111-1111111\t\t\t2026-11-10\tOther\tYTO Express\tYT0000000077\t\r\n"),
    "shopify": (SHOPIFY + "#1001,paid,2026-11-10 09:00:00 +0800,unfulfilled,CNY,20.00,2026-11-10 09:00:00 +0800,1,Walnuts,20.00,NUT-1\n",
                "#1001", ".csv", "Name,Command,Line: Type,Fulfillment: Status,Fulfillment: Tracking Company,Fulfillment: Tracking Number,Fulfillment: Send Receipt\r\n"
                "#1001,UPDATE,Fulfillment Line,success,YTO Express,YT0000000077,TRUE\r\n"),
    "woocommerce": (WOO + "501,2026-11-10 09:00:00,2026-11-10 09:00:00,processing,CNY,20.00,Walnuts,NUT-1,1,20.00\n",
                    "501", ".csv", "order_id,tracking_provider,tracking_number,date_shipped,status_shipped\r\n501,YTO Express,YT0000000077,10-11-2026,1\r\n"),
    "etsy": (ETSY + "11/10/26,2001,1,11/10/2026,20.00,20.00,CNY,,,,,NUT-1\n",
             "2001", ".csv", "Order ID,Date Shipped,Shipping Carrier,Tracking Code\r\n2001,2026-11-10,YTO Express,YT0000000077\r\n"),
    "pinduoduo": (PDD + "P-1,待发货,1,NUT-1,核桃,2026-11-10 09:00:00\n", "P-1", ".xlsx", [["订单号", "快递公司", "快递单号"], ["P-1", "圆通快递", "YT0000000077"]]),
    "douyin": (DOUYIN + "D-1,D-1,核桃,1,待发货,NUT-1,2026-11-10 09:00:00\n", "D-1", ".xlsx", [["订单编号", "快递公司", "快递单号"], ["D-1", "圆通快递", "YT0000000077"]]),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKETS)
def test_each_marketplace_gets_its_own_file(practice, name: str) -> None:
    text, order, ending, wanted = MARKETS[name]
    practice.write("in.txt" if name == "amazon" else "in.csv", text)
    result = practice.run("orders", "import", "in.txt" if name == "amazon" else "in.csv")
    assert result.exit_code in (0, 3), result.stderr
    practice.write("printed.csv", f"订单编号,物流单号,物流公司\n{order},YT0000000077,圆通速递\n")
    practice.good("shipments", "adopt", "printed.csv")
    hand_over(practice)
    (file,) = practice.good("shipments", "export", name)["files"]
    path = practice.path / file["file"]
    assert path.suffix == ending
    assert (book(path) if ending == ".xlsx" else path.read_bytes().decode("utf-8")) == wanted


def test_every_marketplace_names_the_couriers_of_the_house() -> None:
    from sellerkit.shipments.courier_names import NAMES
    from sellerkit.shipments.marketplaces import MARKETPLACES, marketplace

    known = {name.english for name in NAMES.values()}
    for name in MARKETPLACES:
        market = marketplace(name)
        assert set(market.names) <= known and all(market.names.values()), name


def second_parcel(seller, order: str, waybill: str) -> None:
    """A further parcel of an order, as a store that split it has it."""
    db = seller.shop.store()
    (row,) = db.execute("SELECT id FROM orders WHERE order_id = ?", (order,)).fetchone()
    batch = db.execute("SELECT max(number) FROM batches").fetchone()[0]
    db.execute(
        "INSERT INTO parcels (id, reference, carrier, state, waybill, weight_g, confirmed_at, batch_id) "
        "VALUES (77, 'X_77_1', 'platform:圆通速递', 'confirmed', ?, 500, '2026-11-10T12:30:00Z', ?)",
        (waybill, batch),
    )
    db.execute("INSERT INTO parcel_orders (parcel_id, order_row, batch_id) VALUES (77, ?, ?)", (row, batch))
    db.commit()
    db.close()


def test_an_order_in_two_parcels_is_told_of_both_where_the_file_has_room(practice) -> None:
    practice.write("in.csv", MARKETS["woocommerce"][0])
    practice.run("orders", "import", "in.csv")
    practice.write("printed.csv", "订单编号,物流单号,物流公司\n501,YT0000000077,圆通速递\n")
    practice.good("shipments", "adopt", "printed.csv")
    hand_over(practice)
    second_parcel(practice, "501", "YT0000000078")
    first = practice.path / practice.good("shipments", "export")["files"][0]["file"]
    assert first.read_text("utf-8").splitlines()[1].split(",")[2:] == ["YT0000000077", "10-11-2026", "2"], (
        "partially shipped"
    )
    hand_over(practice)
    second = practice.path / practice.good("shipments", "export")["files"][0]["file"]
    assert second.read_text("utf-8").splitlines()[1].split(",")[2:] == ["YT0000000078", "10-11-2026", "1"], (
        "complete now"
    )


def test_a_further_parcel_is_named_where_the_file_has_room_for_one(practice) -> None:
    taobao(practice)
    second_parcel(practice, "T-1", "YT0000000009")
    hand_over(practice)
    result = practice.run("shipments", "export", "--json")
    (problem,) = result.json["problems"]
    assert result.exit_code == 3 and problem["code"] == "further-parcel" and "YT0000000009" in problem["message"]
    assert len(book(practice.path / result.json["files"][0]["file"])) == 3
    assert practice.good("shipments", "export")["files"] == []


def test_one_waybill_for_two_orders_stands_in_both_rows(practice) -> None:
    text = "订单号,姓名,电话,地址,货号,数量\nM-1,李四光,13800001235,山东省济南市历下区人民路2号,NUT-1,1\nM-2,李四光,13800001235,山东省济南市历下区人民路2号,NUT-1,1\n"
    practice.write("m.csv", text)
    assert practice.run("orders", "import", "m.csv", "--channel", "wechat").exit_code in (0, 3)
    result = practice.run("shipments", "create", "--yes", "--channel", "wechat", "--merge", "--json")
    assert result.json["confirmed"] == 1, result.stdout
    hand_over(practice)
    done = practice.good("shipments", "export", "wechat")
    assert (done["files"][0]["orders"], done["files"][0]["waybills"]) == (2, 1)
    lines = (practice.path / done["files"][0]["file"]).read_text("utf-8-sig").splitlines()
    assert lines[1].split(",")[7] == lines[2].split(",")[7] != ""


def test_a_named_sheet_that_is_not_there_is_said(practice) -> None:
    taobao(practice)
    hand_over(practice)
    result = practice.run("shipments", "export", "--from", "nofile.xlsx", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "no-such-file"


def test_a_copy_is_the_kind_of_file_that_the_sheet_is(group) -> None:
    hand_over(group)
    result = group.run("shipments", "export", "wechat", "-o", "back.csv")
    assert result.exit_code == 2 and ".xlsx" in result.stderr and not (group.path / "back.csv").exists()
    assert group.rows("SELECT count(*) FROM exported") == [(0,)]
    assert group.run("shipments", "export", "wechat", "-o", "back.xlsx").exit_code == 0


ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">{rows}'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def test_an_ods_comes_back_as_a_workbook_with_all_its_cells(practice) -> None:
    rows = [
        ["团购单"],
        ["订单号", "姓名", "电话", "地址", "货号", "数量", "单号"],
        ["O-1", "李四光", "13800001235", "山东省济南市历下区人民路2号", "NUT-1", "1"],
    ]
    cells = [
        "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        for row in rows
    ]
    with zipfile.ZipFile(practice.path / "g.ods", "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        made.writestr(
            "content.xml", ODS.format(rows="".join(f"<table:table-row>{row}</table:table-row>" for row in cells))
        )
    assert practice.run("orders", "import", "g.ods", "--channel", "wechat").exit_code in (0, 3)
    assert practice.run("shipments", "create", "--yes", "--channel", "wechat").exit_code == 0
    hand_over(practice)
    result = practice.run("shipments", "export", "wechat")
    assert result.exit_code == 0 and "without its colours" in result.stderr
    (path,) = (practice.path / "out/export").glob("g-*.xlsx")
    lines = book(path)
    assert lines[0][0] == "团购单" and lines[2][6] == practice.waybills()["O-1"] and lines[1][7] == "快递公司"
