"""What a careful person would not let pass: amounts of another currency, halves of orders, words nobody knows, broken phones."""

from __future__ import annotations

import pytest

from .layouts import SHOPIFY, csv_text

TIKTOK = "Order ID,Order Status,SKU ID,Seller SKU,Product Name,Quantity,SKU Subtotal After Discount,Order Amount,Created Time,Paid Time\n"
ORDER = {
    "Name": "#1", "Financial Status": "paid", "Currency": "USD", "Total": "20.00", "Created at": "2026-11-09 08:00:00 -0500",
    "Lineitem quantity": "2", "Lineitem name": "Dates", "Lineitem price": "10.00", "Lineitem sku": "DATE-500",
}  # fmt: skip


def problem(result):
    (found,) = result.json["error"]["problems"]
    return found["code"], found["row"], found["column"], found["value"]


def tiktok(shop, *amounts):
    rows = [
        f"57700000000000000{n}\t,To ship,{n},DATE-500,Dates,1,{a},{a},09/11/2026 10:00:00,09/11/2026 10:01:00\n"
        for n, a in enumerate(amounts, 1)
    ]
    shop.write("tiktok.csv", TIKTOK + "".join(rows))
    return shop.run("orders", "import", "tiktok.csv", "--json")


def test_an_amount_with_its_currency_is_not_taken_for_the_shops(stocked, orders):
    assert tiktok(stocked, "THB 200", "150").exit_code == 0
    assert {(one["currency"], one["total"]) for one in orders().values()} == {("THB", "200.00"), ("THB", "150.00")}


def test_two_currencies_in_one_file_without_a_column_for_them_are_refused(stocked):
    result = tiktok(stocked, "THB 200", "PHP 150")
    assert result.exit_code == 5
    assert {p["code"] for p in result.json["error"]["problems"]} == {"wrong-currency"}


def test_items_whose_order_was_cut_off_are_no_order(stocked):
    items = {name: value for name, value in ORDER.items() if name.startswith("Lineitem")}
    stocked.write("cut.csv", csv_text(SHOPIFY, [items, ORDER]))
    assert problem(stocked.run("orders", "import", "cut.csv", "--json")) == ("missing-value", 2, "Name", "")


@pytest.mark.parametrize("heading", ["Financial Status", "Fulfillment Status"])
def test_a_status_that_shopify_added_is_not_guessed(stocked, heading):
    stocked.write("new.csv", csv_text(SHOPIFY, [{**ORDER, heading: "mystery"}]))
    assert problem(stocked.run("orders", "import", "new.csv", "--json")) == ("unknown-status", 2, heading, "mystery")


def test_a_phone_that_a_spreadsheet_program_broke_is_refused_by_its_cell(stocked):
    stocked.write("chat.csv", "收件人,电话,地址,货号,数量\n张三,1.38E+10,山西省太原市小店区平阳路1号,DATE-500,2\n")
    assert problem(stocked.run("orders", "import", "chat.csv", "--json")) == ("damaged-id", 2, "电话", "1.38E+10")


def test_a_line_that_was_cut_off_is_not_one_piece(stocked):
    stocked.write(
        "pdd.csv", "订单号,订单状态,商品数量(件),商家编码-规格维度\n261109-1,待发货,2,DATE-500\n261109-2,待发货\n"
    )
    assert problem(stocked.run("orders", "import", "pdd.csv", "--json"))[:3] == ("missing-value", 3, "商品数量(件)")
