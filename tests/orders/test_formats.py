"""Exports that lead to one order together, formats that shop.toml declares, and files that two formats recognise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sellerkit.base.config.order_checks import ORDER_COLUMNS, ORDER_STATUSES
from sellerkit.model.order import STATUSES
from sellerkit.orders.exports.layout import FIELDS

SAMPLES = Path(__file__).parents[1] / "contracts" / "orders"


def take(shop: Any, name: str) -> Any:
    shop.write(name, (SAMPLES / name).read_bytes())
    result = shop.run("orders", "import", name, "--json")
    assert result.exit_code in (0, 3), result.stderr
    return result.json[0]


@pytest.mark.parametrize("files", [("etsy-orders.csv", "etsy-items.csv"), ("etsy-items.csv", "etsy-orders.csv")])
def test_etsys_two_files_make_one_order_in_either_order(shop: Any, orders: Any, files: tuple[str, str]) -> None:
    for name in files:
        take(shop, name)
    one = orders("--show-personal")["3301000001"]
    assert [(line["code"], line["quantity"]) for line in one["lines"]] == [("GLASS-1", 2), ("KEY-1", 1)]
    assert (one["total"], one["buyer"]["street"]) == ("69.12", "1 Example Road Apt 2")


@pytest.mark.parametrize(
    "files",
    [("taobao-order-list.csv", "taobao-order-details.csv"), ("taobao-order-details.csv", "taobao-order-list.csv")],
)
def test_taobaos_older_files_make_one_order_in_either_order(shop: Any, orders: Any, files: tuple[str, str]) -> None:
    for name in files:
        take(shop, name)
    one = orders("--show-personal")["880000000000000101"]
    assert [(line["code"], line["quantity"]) for line in one["lines"]] == [("DATE-500", 1), ("WALNUT-250", 2)]
    assert (one["total"], one["paid_at"], one["buyer"]["phone"]) == (
        "51.00",
        "2026-11-09T21:03:40+08:00",
        "13800000000",
    )
    assert one["ship_by"] == "2026-11-11T21:03:40+08:00"


def test_orders_whose_items_are_only_counted_wait_and_say_so(shop: Any) -> None:
    file = take(shop, "etsy-orders.csv")
    assert [(p["code"], p["value"]) for p in file["problems"]] == [("items-not-listed", "")]


REPORT = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\n33001,25.00,25.00,山西省,2026-11-10 09:00:00,2026-11-10 09:01:00,0.0\n"


def test_a_report_without_statuses_leaves_those_that_are_known_and_believes_those_that_come(
    shop: Any, orders: Any
) -> None:
    from .layouts import sub, taobao

    shop.write("report.csv", REPORT)
    shop.run("orders", "import", "report.csv")
    assert orders()["33001"]["status"] == "done"
    shop.write("a.xlsx", taobao(sub("33001")))
    shop.run("orders", "import", "a.xlsx")
    assert orders()["33001"]["status"] == "to-ship"
    shop.write("report2.csv", REPORT + "33002,5.00,5.00,山西省,2026-11-10 09:00:00,2026-11-10 09:01:00,0.0\n")
    shop.run("orders", "import", "report2.csv")
    assert orders()["33001"]["status"] == "to-ship"
    assert [line["code"] for line in orders()["33001"]["lines"]] == ["DATE-500"]


FORMAT = """
[orders.formats.allegro]
columns = { order_id = "Nr zamówienia", code = "Sygnatura", title = "Oferta", quantity = "Szt", line_total = "Wartość", total = "Razem", status = "Status", placed_at = "Data", name = "Odbiorca", street = "Adres" }
statuses = { "Opłacone" = "to-ship", "Wysłane" = "shipped", "Anulowane" = "closed" }
decimal_comma = true
encoding = "cp1250"
delimiter = ";"
date_order = "dmy"
currency = "PLN"
"""
ALLEGRO = (
    "Nr zamówienia;Data;Status;Sygnatura;Oferta;Szt;Wartość;Razem;Odbiorca;Adres\n"
    "A-1;05/11/2026 10:00;Opłacone;DATE-500;Daktyle;2;24,50;1.039,50;Jan Przykład;ul. Wzorowa 1\n"
    "A-1;;;WALNUT-250;Orzechy;1;15,00;;;\n"
    "A-2;04/11/2026 09:30;Wysłane;DATE-500;Daktyle;1;12,25;12,25;Anna Przykład;ul. Wzorowa 2\n"
)


def test_a_format_of_shop_toml_reads_a_file_that_nobody_coded(stocked: Any, orders: Any) -> None:
    stocked.toml(FORMAT)
    stocked.write("zam.csv", ALLEGRO, "cp1250")
    result = stocked.run("orders", "import", "zam.csv", "--json")
    assert result.exit_code == 0, result.stderr
    assert (result.json[0]["format"], result.json[0]["channel"], result.json[0]["rows"]) == ("allegro", "allegro", 3)
    one = orders("--show-personal")["A-1"]
    assert (one["status"], one["currency"], one["total"]) == ("to-ship", "PLN", "1039.50")
    assert [(line["sku"], line["unit_price"]) for line in one["lines"]] == [
        ("DATE-500", "12.25"),
        ("WALNUT-250", "15.00"),
    ]
    assert (one["placed_at"], one["buyer"]["name"]) == ("2026-11-05T10:00:00+08:00", "Jan Przykład")
    assert orders()["A-2"]["status"] == "shipped"


def test_a_status_word_that_is_not_declared_is_named(stocked: Any) -> None:
    stocked.toml(FORMAT)
    stocked.write("zam.csv", ALLEGRO.replace("Wysłane", "Zwrócone"), "cp1250")
    result = stocked.run("orders", "import", "zam.csv", "--json")
    assert result.exit_code == 5
    assert [(p["code"], p["row"], p["value"]) for p in result.json["error"]["problems"]] == [
        ("unknown-status", 4, "Zwrócone")
    ]


def test_one_row_a_parcel_needs_no_order_number(stocked: Any, orders: Any) -> None:
    stocked.toml(
        '[orders.formats.group]\nrows = "parcel"\ncolumns = { title = "要什么", quantity = "几份", recipient = "寄给" }'
    )
    row = "红枣,1,张三 13800000000 浙江省杭州市余杭区某某街道1号\n"
    stocked.write("g.csv", "要什么,几份,寄给\n" + row + row + "核桃,2,李四 13900000000 山西省太原市小店区平阳路2号\n")
    assert stocked.run("orders", "import", "g.csv", "--json").json[0]["orders_created"] == 3
    assert stocked.run("orders", "import", "g.csv", "--json").json[0]["created"] == 0
    assert len(orders()) == 3


def test_a_declared_format_that_fits_a_known_export_is_an_error_naming_both(stocked: Any) -> None:
    stocked.toml('[orders.formats.mine]\ncolumns = { order_id = "订单号", code = "货号", quantity = "数量" }')
    stocked.write(
        "a.csv", "订单号,货号,数量,收件人信息\nA-1,DATE-500,1,张三 13800000000 浙江省杭州市余杭区某某街道1号\n"
    )
    result = stocked.run("orders", "import", "a.csv", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "two-formats")
    assert "plain" in result.json["error"]["message"] and "mine" in result.json["error"]["message"]
    stocked.toml('[orders.channels.mine]\nfiles = "a.csv"\nformat = "mine"')
    assert stocked.run("orders", "import", "--json").json[0]["format"] == "mine"


@pytest.mark.parametrize(
    "toml",
    [
        '[orders.formats.x]\ncolumns = { order_id = "a", kode = "b" }',
        '[orders.formats.x]\ncolumns = { order_id = "a" }',
        '[orders.formats.x]\ncolumns = { code = "a" }',
        '[orders.formats.x]\ncolumns = { order_id = "a", code = "b" }\nstatuses = { "neu" = "new" }',
        '[[orders.gifts]]\ngive = "A=x"',
        '[[orders.gifts]]\ngive = "A"\nfirst = 0',
        '[[orders.gifts]]\ngive = "A"\nwhen = "totl > 3"',
        '[[orders.gifts]]\ngive = "A"\nwhen = "__import__(\'os\')"',
    ],
)
def test_what_cannot_be_meant_is_a_fault_of_shop_toml(shop: Any, toml: str) -> None:
    shop.toml(toml)
    shop.write("a.csv", REPORT)
    assert shop.run("orders", "import", "a.csv").exit_code == 4


def test_shop_toml_knows_the_columns_and_statuses_of_the_reader() -> None:
    assert set(ORDER_COLUMNS) | {"refund_status", "refund", "tax", "discount"} == set(FIELDS)
    assert set(ORDER_STATUSES) == set(STATUSES) - {"held"}
