"""`sellerkit orders import`: what each export says, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .layouts import shopify, sub, taobao, workbook

Orders = Callable[..., dict[str, dict[str, Any]]]


def test_sub_orders_of_taobao_become_lines_of_their_main_order(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 1), sub("33001", 2, 商家编码="WALNUT-250", 购买数量="2"), sub("33002")))
    result = stocked.run("orders", "import", "a.xlsx", "--json")
    assert result.exit_code == 0, result.stderr
    (file,) = result.json
    assert file["format"] == "taobao-orders"
    assert (file["rows"], file["created"], file["orders_created"]) == (3, 3, 2)
    one = orders()["33001"]
    assert [(line["sku"], line["quantity"], line["unit_price"]) for line in one["lines"]] == [
        ("DATE-500", 1, "25.00"),
        ("WALNUT-250", 2, "25.00"),
    ]
    assert (one["channel"], one["status"], one["currency"], one["total"]) == ("taobao", "to-ship", "CNY", "50.00")
    assert one["platform_status"] == "买家已付款，等待卖家发货"


def test_an_order_without_an_address_is_normal(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001")))
    assert stocked.run("orders", "import", "a.xlsx").exit_code == 0
    assert orders()["33001"]["buyer"] is None


def test_the_order_must_go_48_hours_after_it_was_paid(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 订单付款时间="2026-11-10 09:01:00")))
    stocked.run("orders", "import", "a.xlsx")
    assert orders()["33001"]["paid_at"] == "2026-11-10T09:01:00+08:00"
    assert orders()["33001"]["ship_by"] == "2026-11-12T09:01:00+08:00"


def test_the_channel_may_promise_another_time(stocked: Any, orders: Orders) -> None:
    stocked.toml('[orders.channels.taobao]\nfiles = "inbox/*.xlsx"\ndispatch_within = "24h"')
    stocked.write("inbox/a.xlsx", taobao(sub("33001", 订单付款时间="2026-11-10 09:01:00")))
    assert stocked.run("orders", "import").exit_code == 0
    assert orders()["33001"]["ship_by"] == "2026-11-11T09:01:00+08:00"


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"订单状态": "等待买家付款", "订单付款时间": "null"}, "unpaid"),
        ({"订单状态": "WAIT_BUYER_PAY", "订单付款时间": "null"}, "unpaid"),
        ({"订单状态": "等待买家付款", "分阶段订单信息": "阶段1:定金,已付款;阶段2:尾款,未付款"}, "deposit-paid"),
        ({"订单状态": "WAIT_BUYER_PAY", "分阶段订单信息": "FRONT_PAID_FINAL_NOPAID"}, "deposit-paid"),
        ({"订单状态": "等待买家付款", "分阶段订单信息": "阶段1:定金,未付款;阶段2:尾款,未付款"}, "unpaid"),
        ({"订单状态": "买家已付款，等待卖家发货"}, "to-ship"),
        ({"订单状态": "WAIT_SELLER_SEND_GOODS"}, "to-ship"),
        ({"订单状态": "卖家已发货，等待买家确认"}, "shipped"),
        ({"订单状态": "WAIT_BUYER_CONFIRM_GOODS"}, "shipped"),
        ({"订单状态": "买家已付款", "物流单号": "No:773200000001", "物流公司": "申通快递"}, "shipped"),
        ({"订单状态": "交易成功"}, "done"),
        ({"订单状态": "TRADE_FINISHED", "退款状态": "没有申请退款"}, "done"),
        ({"订单状态": "交易关闭"}, "closed"),
        ({"订单状态": "TRADE_CLOSED_BY_TAOBAO"}, "closed"),
        ({"订单状态": "买家已付款", "退款状态": "退款中", "退款金额": "25.00"}, "refunding"),
        ({"订单状态": "买家已付款", "退款状态": "买家已经申请退款，等待卖家同意"}, "refunding"),
        ({"订单状态": "买家已付款", "退款状态": "退款关闭"}, "to-ship"),
        ({"订单状态": "交易关闭", "退款状态": "退款成功", "退款金额": "25.00"}, "refunded"),
        ({"订单状态": "交易成功", "退款状态": "退款成功", "退款金额": "5.00"}, "done"),
    ],
)
def test_taobao_speaks_of_statuses_in_its_own_words(
    shop: Any, orders: Orders, cells: dict[str, str], status: str
) -> None:
    shop.write("a.xlsx", taobao(sub("33001", **cells)))
    shop.run("orders", "import", "a.xlsx")
    assert orders()["33001"]["status"] == status


def test_a_refunded_part_of_an_order_is_not_sent(stocked: Any, orders: Orders) -> None:
    gone = sub("33001", 2, 商家编码="WALNUT-250", 订单状态="交易关闭", 退款状态="退款成功", 退款金额="25.00")
    stocked.write("a.xlsx", taobao(sub("33001", 1), gone))
    assert stocked.run("orders", "import", "a.xlsx").exit_code == 0
    one = orders()["33001"]
    assert one["status"] == "to-ship"
    assert [line["settled"] for line in one["lines"]] == [False, True]
    stock = {item["sku"]: item["reserved"] for item in stocked.run("stock", "list", "--json").json}
    assert (stock["DATE-500"], stock["WALNUT-250"]) == (1, 0)


def test_the_total_is_what_was_paid_before_refunds(stocked: Any, orders: Orders) -> None:
    net = {
        "订单状态": "交易成功",
        "买家应付货款": "25.00",
        "买家实际支付金额": "20.00",
        "退款状态": "退款成功",
        "退款金额": "5.00",
    }
    stocked.write("a.xlsx", taobao(sub("33001", **net)))
    stocked.run("orders", "import", "a.xlsx")
    assert orders()["33001"]["total"] == "25.00"


def test_notes_and_the_flag_are_kept(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 主订单买家留言="请发顺丰", 商家备注="老客户", 备注标签="红旗")))
    stocked.run("orders", "import", "a.xlsx")
    one = orders()["33001"]
    assert (one["buyer_note"], one["seller_note"], one["flag"]) == ("请发顺丰", "老客户", "红旗")


def test_only_what_is_paid_reserves_stock(stocked: Any) -> None:
    stocked.write(
        "a.xlsx",
        taobao(
            sub("1", 购买数量="1"),
            sub("2", 购买数量="2", 订单状态="等待买家付款", 订单付款时间="null"),
            sub("3", 购买数量="4", 订单状态="等待买家付款", 分阶段订单信息="定金已付款，尾款未付款"),
            sub("4", 购买数量="8", 订单状态="卖家已发货，等待买家确认"),
            sub("5", 购买数量="16", 订单状态="卖家已发货，等待买家确认", 退款状态="退款中", 物流单号="77"),
        ),
    )
    stocked.run("orders", "import", "a.xlsx")
    stock = {item["sku"]: item for item in stocked.run("stock", "list", "--json").json}
    assert stock["DATE-500"]["reserved"] == 5


ROW = {
    "Name": "#1001", "Email": "buyer@example.com", "Financial Status": "paid", "Paid at": "2026-11-09 20:00:00 -0500",
    "Fulfillment Status": "unfulfilled", "Currency": "USD", "Subtotal": "39.00", "Shipping": "5.00", "Taxes": "0.00", "Total": "44.00",
    "Created at": "2026-11-09 19:59:00 -0500", "Lineitem quantity": "2", "Lineitem name": "Red dates - 500 g", "Lineitem price": "12.00",
    "Lineitem sku": "DATE-500", "Shipping Name": "Mary Smith", "Shipping Address1": "1 Example Road", "Shipping City": "Springfield",
    "Shipping Zip": "'00501", "Shipping Province": "NY", "Shipping Country": "US", "Shipping Phone": "+15550100", "Notes": "ring twice",
}  # fmt: skip
FOLLOW_ON = {
    "Name": "#1001",
    "Email": "buyer@example.com",
    "Lineitem quantity": "1",
    "Lineitem name": "Walnuts",
    "Lineitem price": "15.00",
    "Lineitem sku": "WALNUT-250",
}


def test_order_cells_of_shopify_stand_on_the_first_row_only(stocked: Any, orders: Orders) -> None:
    stocked.write("orders_export.csv", shopify(ROW, FOLLOW_ON))
    result = stocked.run("orders", "import", "orders_export.csv", "--json")
    assert result.exit_code == 0, result.stderr
    assert (result.json[0]["format"], result.json[0]["rows"]) == ("shopify-orders", 2)
    one = orders("--show-personal")["#1001"]
    assert (one["status"], one["currency"], one["total"]) == ("to-ship", "USD", "44.00")
    assert one["paid_at"] == "2026-11-10T09:00:00+08:00"
    assert [(line["sku"], line["quantity"], line["unit_price"]) for line in one["lines"]] == [
        ("DATE-500", 2, "12.00"),
        ("WALNUT-250", 1, "15.00"),
    ]
    assert one["buyer"]["postcode"] == "00501"
    assert one["buyer_note"] == "ring twice"


def test_an_older_shopify_export_repeats_the_order_on_every_row(shop: Any, orders: Orders) -> None:
    shop.write(
        "old.csv",
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
        "#7,a@example.com,paid,2026-11-01,EUR,30.00,35.00,1,Mug,10.00,M-1\n#7,a@example.com,paid,2026-11-01,EUR,30.00,35.00,2,Cup,10.00,C-1\n",
    )
    assert shop.run("orders", "import", "old.csv").exit_code == 3
    assert orders()["#7"]["total"] == "35.00"
    assert len(orders()["#7"]["lines"]) == 2


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({"Financial Status": "pending"}, "unpaid"),
        ({"Financial Status": "authorized"}, "unpaid"),
        ({"Financial Status": "partially_paid"}, "deposit-paid"),
        ({"Fulfillment Status": "partial"}, "to-ship"),
        ({"Fulfillment Status": "fulfilled"}, "shipped"),
        ({"Financial Status": "refunded"}, "refunded"),
        ({"Financial Status": "voided"}, "closed"),
        ({"Cancelled at": "2026-11-10 10:00:00 +0800"}, "closed"),
    ],
)
def test_shopify_says_money_and_sending_apart(shop: Any, orders: Orders, cells: dict[str, str], status: str) -> None:
    shop.write("orders_export.csv", shopify({**ROW, **cells}))
    shop.run("orders", "import", "orders_export.csv")
    assert orders()["#1001"]["status"] == status


PLAIN = "姓名,电话,地址,货号,数量,备注\n张三,13800000000,浙江省杭州市余杭区某某街道1号,DATE-500,2,不要辣\n李四,13900000000,上海市浦东新区世纪大道2号,WALNUT-250,1,\n"


def test_a_chat_groups_sheet_is_paid_and_waits_to_be_shipped(stocked: Any) -> None:
    stocked.write("group.csv", PLAIN.encode("gb18030"))
    result = stocked.run("orders", "import", "group.csv", "--channel", "wechat")
    assert result.exit_code == 0, result.stderr
    first, _second = stocked.run("orders", "list", "--json", "--show-personal", "--channel", "wechat").json
    assert (first["status"], first["buyer_note"], first["lines"][0]["sku"]) == ("to-ship", "不要辣", "DATE-500")
    assert first["ship_by"] == "2026-11-12T20:00:00+08:00"
    assert first["buyer"]["province"] == "浙江省"
    assert (first["buyer"]["city"], first["buyer"]["district"], first["buyer"]["street"]) == (
        "杭州市",
        "余杭区",
        "某某街道1号",
    )


def test_a_recipient_may_stand_in_one_free_text(stocked: Any) -> None:
    stocked.write("group.csv", "收货信息,货号,数量\n张三 13800000000 浙江省杭州市余杭区某某街道1号,DATE-500,1\n")
    assert stocked.run("orders", "import", "group.csv").exit_code == 0
    (one,) = stocked.run("orders", "list", "--json", "--show-personal").json
    assert (one["channel"], one["buyer"]["name"], one["buyer"]["phone"]) == ("plain", "张三", "13800000000")
    assert one["buyer"]["address"] == "浙江省杭州市余杭区某某街道1号"


def test_rows_without_a_recipient_continue_the_order_above(stocked: Any) -> None:
    stocked.write("group.csv", "姓名,电话,地址,货号,数量\n张三,13800000000,某某街道1号,DATE-500,1\n,,,WALNUT-250,3\n")
    stocked.run("orders", "import", "group.csv")
    (one,) = stocked.run("orders", "list", "--json").json
    assert [line["sku"] for line in one["lines"]] == ["DATE-500", "WALNUT-250"]


def test_a_recipient_merged_over_two_rows_is_one_order(stocked: Any) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook(("姓名", "电话", "地址", "货号", "数量"), [
        ("张三", "13800000000", "某某街道1号", "DATE-500", 1), (None, None, None, "WALNUT-250", 2),
    ])))  # fmt: skip
    for column in "ABC":
        book["Sheet0"].merge_cells(f"{column}2:{column}3")
    book.save(stocked.path / "group.xlsx")
    assert stocked.run("orders", "import", "group.xlsx").exit_code == 0
    (one,) = stocked.run("orders", "list", "--json").json
    assert [line["quantity"] for line in one["lines"]] == [1, 2]


def test_equal_rows_of_a_chat_group_stay_two_orders_and_a_saved_copy_adds_none(stocked: Any) -> None:
    row = "张三,13800000000,某某街道1号,DATE-500,1\n"
    stocked.write("group.csv", "姓名,电话,地址,货号,数量\n" + row + row)
    stocked.run("orders", "import", "group.csv")
    before = stocked.dump()
    stocked.write(
        "group.xlsx",
        workbook(("姓名", "电话", "地址", "货号", "数量"), [("张三", "13800000000", "某某街道1号", "DATE-500", 1)] * 2),
    )
    again = stocked.run("orders", "import", "group.xlsx", "--json")
    assert again.exit_code == 0, again.stderr
    assert (again.json[0]["created"], again.json[0]["unchanged"]) == (0, 2)
    assert stocked.dump() == before
    assert len(stocked.run("orders", "list", "--json").json) == 2


def test_a_file_nobody_knows_is_refused_naming_what_is_known(shop: Any) -> None:
    shop.write("notes.csv", "Colour,Size\nred,XL\n")
    before = shop.dump()
    result = shop.run("orders", "import", "notes.csv")
    assert result.exit_code == 5
    for name in ("taobao-orders", "shopify-orders", "plain"):
        assert name in result.stderr
    assert shop.dump() == before


def test_a_file_that_two_formats_recognise_is_refused_naming_both(shop: Any) -> None:
    shop.write(
        "both.csv",
        "Name,Financial Status,Lineitem quantity,Lineitem name,货号,数量,收件人信息\n#1,paid,1,Mug,M,1,张三\n",
    )
    result = shop.run("orders", "import", "both.csv", "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "two-formats"
    assert "shopify-orders" in result.json["error"]["message"]
    assert "plain" in result.json["error"]["message"]


def test_a_channel_that_declares_its_format_decides_it(shop: Any, orders: Orders) -> None:
    shop.toml('[orders.channels.web]\nfiles = "both.csv"\nformat = "shopify-orders"')
    shop.write(
        "both.csv",
        "Name,Financial Status,Lineitem quantity,Lineitem name,货号,数量,收件人信息\n#1,paid,1,Mug,M,1,张三\n",
    )
    assert shop.run("orders", "import").exit_code == 3
    assert orders()["#1"]["channel"] == "web"


def test_a_format_that_does_not_exist_is_a_mistake_of_shop_toml(shop: Any) -> None:
    shop.toml('[orders.channels.web]\nfiles = "a.csv"\nformat = "shopfy-orders"')
    shop.write("a.csv", shopify(ROW))
    result = shop.run("orders", "import")
    assert result.exit_code == 4
    assert "shopify-orders" in result.stderr


def test_a_bad_row_takes_its_whole_order_with_it_and_is_named(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 1), sub("33001", 2, 购买数量="两件"), sub("33002")))
    before = stocked.dump()
    refused = stocked.run("orders", "import", "a.xlsx")
    assert refused.exit_code == 5
    assert "a.xlsx, Sheet0, row 3, 购买数量" in refused.stderr
    assert stocked.dump() == before
    taken = stocked.run("orders", "import", "a.xlsx", "--skip-bad-rows", "--json")
    assert taken.exit_code == 3
    assert (taken.json[0]["rows"], taken.json[0]["created"], taken.json[0]["rejected"]) == (3, 1, 2)
    assert list(orders()) == ["33002"]
    assert (stocked.path / "out/rejected/a.xlsx").is_file()


def test_an_order_number_that_a_spreadsheet_program_shortened_is_refused(shop: Any) -> None:
    shop.write("a.xlsx", taobao(sub("3.30012E+17", 1)))
    result = shop.run("orders", "import", "a.xlsx")
    assert result.exit_code == 5
    assert "主订单编号" in result.stderr


def test_order_numbers_that_lost_their_last_digits_are_refused(shop: Any) -> None:
    shop.write("a.xlsx", taobao(sub("330012345678901000"), sub("330012345678902000")))
    result = shop.run("orders", "import", "a.xlsx", "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "damaged-id"


def test_one_order_number_among_many_may_end_with_zeros(shop: Any) -> None:
    shop.write("a.xlsx", taobao(sub("330012345678901000"), *(sub(f"33001234567890123{n}") for n in range(9))))
    assert shop.run("orders", "import", "a.xlsx", "--json").json[0]["orders_created"] == 10


def test_an_unknown_code_keeps_its_line_and_is_named(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 商家编码="HZ-500")))
    result = stocked.run("orders", "import", "a.xlsx", "--json")
    assert result.exit_code == 3
    (problem,) = result.json[0]["problems"]
    assert {key: problem[key] for key in ("code", "file", "sheet", "row", "column", "value")} == {
        "code": "unknown-code", "file": "a.xlsx", "sheet": "Sheet0", "row": 2, "column": "商家编码", "value": "HZ-500",
    }  # fmt: skip
    assert "sellerkit orders match HZ-500 SKU" in problem["hint"]
    assert orders()["33001"]["lines"][0]["matched"] is False


def test_a_barcode_is_as_good_as_a_sku(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(sub("33001", 商家编码="6901234567892")))
    assert stocked.run("orders", "import", "a.xlsx").exit_code == 0
    line = orders()["33001"]["lines"][0]
    assert (line["sku"], line["code"]) == ("DATE-500", "6901234567892")


def test_short_stock_is_named_once_an_item_and_rejects_nothing(stocked: Any, orders: Orders) -> None:
    stocked.write("a.xlsx", taobao(*(sub(f"3300{n}", 商家编码="CHILLI-100", 购买数量="3") for n in range(3))))
    result = stocked.run("orders", "import", "a.xlsx", "--json")
    assert result.exit_code == 3
    (problem,) = result.json[0]["problems"]
    assert (problem["code"], problem["value"], problem["row"]) == ("short-stock", "CHILLI-100", 2)
    assert "need 9, 5 are there" in problem["message"]
    assert len(orders()) == 3


def test_no_new_file_is_no_failure(shop: Any) -> None:
    shop.toml('[orders.channels.taobao]\nfiles = "inbox/*.xlsx"')
    result = shop.run("orders", "import")
    assert result.exit_code == 0
    assert "No new order file." in result.stdout
