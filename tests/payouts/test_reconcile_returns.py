"""payouts reconcile beside refunds and returns: who has the money, who has the goods."""

from __future__ import annotations

import pytest

HEADINGS = "订单号,退款编号,类型,退款金额,退款状态,退货运单号,申请时间\n"
LATER = {"SELLERKIT_NOW": "2026-12-24T20:00:00+08:00"}


@pytest.fixture
def after_sales(shop, books, files):
    """One shipped order, paid and perhaps refunded, with one request; `back` books its goods in."""

    def run(
        kind, *, status="退款成功", refunded="100.00", asked="100.00", waybill="", back=False, env=None, payments=1
    ):
        shop.write("stock.csv", "SKU,Name,Qty\nDATE-500,Dates,50\n")
        shop.run("stock", "import", "stock.csv", "--as", "set")
        shop.write("orders.csv", files.orders(files.order("#1001")))
        shop.run("orders", "import", "orders.csv")
        row = f"#1001,R1,{kind},{asked},{status},{waybill},2026-11-03 09:00:00\n"
        shop.write("refunds.csv", HEADINGS + row)
        taken = shop.run("orders", "refunds", "refunds.csv")
        assert taken.exit_code in (0, 3), taken.stderr
        if back:
            assert shop.run("orders", "returned", waybill, "--to", "scrap").exit_code == 0
        paid = [files.paid("#1001")]
        for n in range(payments if refunded else 0):
            paid.append(files.paid("#1001", f"-{refunded}", kind="refund", at=f"2026-11-0{5 + n} 09:00:00 +0800"))
        return books([files.order("#1001")], paid, env=env)

    return run


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "仅退款"}, "refund-only"),
        ({"kind": "退货退款", "waybill": "SF1", "env": LATER}, "return-not-received"),
        ({"kind": "退货退款", "env": LATER, "refunded": "40.00", "asked": "40.00"}, "return-not-received"),
        ({"kind": "退货退款", "waybill": "SF1", "back": True, "refunded": "", "status": "退款中"}, "received-not-refunded"),
        ({"kind": "仅退款", "refunded": "40.00", "asked": "40.00", "payments": 2}, "refunded-twice"),
    ],
)  # fmt: skip
def test_money_or_goods_that_do_not_meet_are_named(after_sales, given, code):
    result = after_sales(**given)
    assert [one["code"] for one in result.json["exceptions"]] == [code]
    assert result.exit_code == 3 and result.json["exceptions"][0]["next_step"].endswith(".")


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "退货退款", "waybill": "SF1", "back": True},
        {"kind": "退货退款", "waybill": "SF1"},
        {"kind": "仅退款", "refunded": "5.00", "asked": "5.00"},
    ],
)
def test_goods_back_on_their_way_or_a_small_compensation_need_nobody(after_sales, given):
    result = after_sales(**given)
    assert (result.exit_code, result.json["exceptions"]) == (0, [])


def test_how_long_a_return_may_take_is_in_shop_toml(shop, after_sales):
    shop.toml('[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nreturns_within = "2d"')
    result = after_sales("退货退款", waybill="SF1")
    assert [one["code"] for one in result.json["exceptions"]] == ["return-not-received"]


def presale(shop, files, *balance):
    shop.toml('[payouts]\nremarks = [ { find = "预售定金{order}", kind = "deposit" } ]')
    number = "700000000000000001"
    status = "paid" if balance else "voided"
    shop.write("orders.csv", files.orders(files.order(number, status=status, shipped="")))
    shop.run("orders", "import", "orders.csv")
    bill = files.alipay([("2000", number), *((fen, number) for fen in balance)])
    shop.write("bill.csv", bill.replace(",在线支付,\n", f",其他,预售定金{number}\n", 1))
    taken = shop.run("payouts", "import", "bill.csv")
    assert taken.exit_code == 0, taken.stderr
    return shop.run("payouts", "reconcile", "--json")


def test_a_deposit_whose_balance_never_came_is_kept_and_explained(shop, files):
    result = presale(shop, files)
    (one,) = result.json["exceptions"]
    assert (result.exit_code, one["code"], one["information"], one["paid"]) == (0, "deposit-kept", True, "20.00")
    assert result.json["totals"][0]["exceptions"] == "0.00"
    assert result.json["explained"][0]["kind"] == "deposit"


def test_deposit_and_balance_are_the_order(shop, files):
    result = presale(shop, files, "8000")
    assert (result.exit_code, result.json["matched"], result.json["exceptions"]) == (0, 1, [])


def test_every_exception_leads_to_its_file_and_row(books, files):
    result = books(
        [files.order("#1001")], [files.paid("#1001", "90.00", "2.00"), files.paid("#9", "1.00"), files.paid("", "3.00")]
    )
    places = {
        one["code"]: [(line["file"], line["row"], line["column"], line["amount"]) for line in one["lines"]]
        for one in result.json["exceptions"]
    }
    assert places == {
        "paid-short": [("tx.csv", 2, "Amount", "90.00"), ("tx.csv", 2, "Fee", "-2.00")],
        "no-such-order": [("tx.csv", 3, "Amount", "1.00")],
        "no-order-number": [("tx.csv", 4, "Amount", "3.00")],
    }


def test_one_reason_code_can_be_listed_alone(shop, books, files):
    books([files.order("#1001")], [files.paid("#1001", "90.00"), files.paid("#9", "1.00")])
    only = shop.run("payouts", "reconcile", "--show", "paid-short")
    assert "Paid short" in only.stdout and "tx.csv:2" in only.stdout and "tx.csv:3" not in only.stdout
    listed = shop.run("payouts", "reconcile", "--show", "paid-short", "--json").json
    assert [one["code"] for one in listed["exceptions"]] == ["paid-short"]
    assert listed["by_code"] == {"paid-short": 1, "no-such-order": 1}
    wrong = shop.run("payouts", "reconcile", "--show", "payd-short")
    assert wrong.exit_code == 2 and "paid-short" in wrong.stderr


def test_orders_that_are_not_due_are_listed_with_their_date_when_asked_for(shop, books, files):
    shop.toml('[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"')
    books([files.order("#1001")], [])
    assert "2026-11-16" in shop.run("payouts", "reconcile", "--show", "not-paid-yet").stdout
