"""payouts reconcile: every order beside its shipment and its money, every difference by its name."""

from __future__ import annotations

from decimal import Decimal

import pytest

LATER = {"SELLERKIT_NOW": "2026-12-24T20:00:00+08:00"}


def codes(result):
    return {one["order_id"]: one["code"] for one in result.json["exceptions"]}


def holds(result):
    """The sums of the answer agree with each other."""
    for total in result.json["totals"]:
        of_currency = [one for one in result.json["exceptions"] if one["currency"] == total["currency"]]
        explained = [one for one in result.json["explained"] if one["currency"] == total["currency"]]
        assert sum(Decimal(one["amount"]) for one in of_currency) == Decimal(total["exceptions"])
        assert sum(Decimal(one["amount"]) for one in explained) == Decimal(total["explained"])
        assert Decimal(total["explained"]) + Decimal(total["exceptions"]) == Decimal(total["statements"])
    return True


def test_orders_that_were_paid_in_full_need_nobody(books, files):
    result = books([files.order("#1001"), files.order("#1002")], [files.paid("#1001"), files.paid("1002")])
    assert result.exit_code == 0, result.stderr
    assert (result.json["matched"], result.json["exceptions"], result.json["by_code"]) == (2, [], {})
    assert holds(result)


@pytest.mark.parametrize(
    ("order", "payments", "code", "difference"),
    [
        ({}, [{"amount": "95.00"}], "paid-short", "-5.00"),
        ({}, [{"amount": "95.00"}, {"amount": "7.00"}], "paid-more", "2.00"),
        ({}, [{}, {"at": "2026-11-02 09:30:00 +0800"}], "duplicate-payment", "100.00"),
        ({}, [{}, {"amount": "-100.00", "kind": "refund"}], "refunded-but-shipped", "0.00"),
        ({}, [{}, {"amount": "-120.00", "kind": "refund"}], "refunded-twice", "0.00"),
        ({}, [{"amount": "-100.00", "kind": "refund"}], "refund-other-period", "-100.00"),
        ({}, [{"currency": "USD"}], "currency-differs", None),
        ({}, [{}, {"amount": "-100.00", "kind": "dispute", "fee": "15.00"}], "chargeback", "0.00"),
        ({}, [{}, {"amount": "3.00", "kind": "mystery"}], "unknown-type", "3.00"),
        ({"status": "voided", "shipped": ""}, [{}], "paid-but-closed", "100.00"),
    ],
)  # fmt: skip
def test_a_difference_has_its_reason_code_and_next_step(books, files, order, payments, code, difference):
    result = books(
        [files.order("#1001", **order), files.order("#1002")],
        [files.paid("#1001", **one) for one in payments] + [files.paid("#1002")],
    )
    assert result.exit_code == 3, result.stdout
    (one,) = result.json["exceptions"]
    assert (one["code"], one["order_id"], one["difference"]) == (code, "#1001", difference)
    assert one["next_step"].endswith(".") and not one["known"]
    assert result.json["by_code"] == {code: 1}
    assert result.json["matched"] == 1
    assert holds(result)


def test_a_partial_refund_is_explained(books, files):
    result = books([files.order("#1001")], [files.paid("#1001"), files.paid("#1001", "-5.00", kind="refund")])
    assert (result.exit_code, result.json["matched"]) == (0, 1)


def test_a_cancelled_order_that_was_given_back_is_explained(books, files):
    order = files.order("#1001", status="refunded", shipped="")
    result = books([order], [files.paid("#1001"), files.paid("#1001", "-100.00", kind="refund")])
    assert (result.exit_code, result.json["matched"]) == (0, 1)


def test_an_order_may_be_paid_in_parts(books, files):
    result = books([files.order("#1001")], [files.paid("#1001", "60.00"), files.paid("#1001", "40.00")])
    assert (result.exit_code, result.json["matched"]) == (0, 1)


def test_money_that_is_not_due_is_information(shop, books, files):
    shop.toml('[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"')
    result = books([files.order("#1001"), files.order("#1002", shipped="")], [])
    assert result.exit_code == 0
    assert {one["order_id"]: (one["code"], one["due"]) for one in result.json["exceptions"]} == {
        "#1001": ("not-paid-yet", "2026-11-16T10:00:00+08:00"), "#1002": ("not-paid-yet", None),
    }  # fmt: skip


def test_money_past_its_due_date_is_overdue(shop, books, files):
    shop.toml('[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\npays_within = "7d"')
    result = books([files.order("#1001"), files.order("#1002")], [files.paid("#1002")])
    assert result.exit_code == 3
    assert [(one["code"], one["due"], one["expected"], one["paid"]) for one in result.json["exceptions"]] == [
        ("overdue", "2026-11-08T10:00:00+08:00", "100.00", "0.00")
    ]


@pytest.mark.parametrize(
    ("counts_from", "due"), [("paid", "2026-11-07"), ("shipped", "2026-11-08"), ("confirmed", "2026-11-18")]
)
def test_the_due_date_counts_from_what_shop_toml_says(shop, books, files, counts_from, due):
    shop.toml(f'[payouts.sources.s]\nfiles = "x"\npays_within = "7d"\ncounts_from = "{counts_from}"')
    (one,) = books([files.order("#1001")], []).json["exceptions"]
    assert one["due"].startswith(due)


def test_orders_that_no_source_pays_for_are_not_awaited(shop, books, files):
    shop.toml('[payouts.sources.amazon]\nfiles = "x*.txt"\nformat = "amazon-settlement-v2"')
    assert books([files.order("#1001")], [], env=LATER).json["exceptions"] == []


def test_money_for_an_unknown_order_is_named(books, files):
    result = books([files.order("#1001")], [files.paid("#1001"), files.paid("#999", fee="3.00")])
    assert result.exit_code == 3
    assert [(one["code"], one["order_id"], one["paid"]) for one in result.json["exceptions"]] == [
        ("no-such-order", "#999", "97.00")
    ]
    assert holds(result)


FEES = """[payouts.sources.shopify]
files = "tx*.csv"
format = "shopify-payments"
fees = [ { kind = "payment-fee", rate = "2.9%", of = "total", fixed = 0.30 } ]
"""


@pytest.mark.parametrize("fee", ["3.08", "3.09"])
def test_a_fee_may_be_rounded_either_way(shop, books, files, fee):
    shop.toml(FEES)
    result = books([files.order("#1001", "96.00")], [files.paid("#1001", "96.00", fee)])
    assert result.exit_code == 0, result.stdout


def test_a_fee_that_is_not_the_contracts_is_named_with_both_amounts(shop, books, files):
    shop.toml(FEES)
    result = books(
        [files.order("#1001"), files.order("#1002")], [files.paid("#1001", fee="3.20"), files.paid("#1002", fee="5.00")]
    )
    assert result.exit_code == 3
    (one,) = result.json["exceptions"]
    assert (one["code"], one["order_id"], one["kind"]) == ("fee-differs", "#1002", "payment-fee")
    assert (one["expected"], one["paid"], one["difference"]) == ("3.20", "5.00", "1.80")
    assert holds(result)


def test_what_was_reported_is_known_and_strict_counts_it(shop, books, files):
    first = books([files.order("#1001")], [files.paid("#1001", "90.00")])
    assert first.exit_code == 3 and first.json["batch"]
    before = shop.dump()
    second = shop.run("payouts", "reconcile", "--json")
    assert second.exit_code == 0
    assert [one["known"] for one in second.json["exceptions"]] == [True]
    assert second.json["batch"] is None and shop.dump() == before
    assert shop.run("payouts", "reconcile", "--strict").exit_code == 3
    shop.run("undo", str(first.json["batch"]))
    assert shop.run("payouts", "reconcile").exit_code == 3


def test_a_dry_run_reports_and_remembers_nothing(shop, books, files):
    tried = books([files.order("#1001")], [files.paid("#1001", "90.00")], "-n")
    assert tried.exit_code == 3 and tried.json["batch"] is None
    real = shop.run("payouts", "reconcile", "--json")
    assert real.exit_code == 3
    assert real.json["exceptions"] == tried.json["exceptions"]


def test_the_other_currency_of_an_order_is_looked_at_alone(books, files):
    result = books([files.order("#1001")], [files.paid("#1001"), files.paid("#1001", "5.00", currency="USD")])
    assert codes(result) == {"#1001": "currency-differs"}
    assert holds(result)


def test_alipay_rows_find_their_orders_and_unknown_ones_are_shown(shop, files):
    shop.write(
        "orders.csv", files.orders(files.order("700000000000000001"), files.order("700000000000000002", "59.90"))
    )
    shop.run("orders", "import", "orders.csv")
    shop.write(
        "bill.csv",
        files.alipay([("10000", "700000000000000001"), ("-500", "700000000000000001"), ("5990", "700000000000000002")]),
    )
    assert shop.run("payouts", "import", "bill.csv").exit_code == 0
    result = shop.run("payouts", "reconcile", "--json")
    assert (result.exit_code, result.json["matched"]) == (0, 2)
    (statement,) = result.json["statements"]
    assert (statement["opening"], statement["net"], statement["closing"], statement["holds"]) == (
        "0.00",
        "154.90",
        "154.90",
        True,
    )


def test_money_that_two_bills_tell_counts_once(shop, files):
    shop.write("orders.csv", files.orders(files.order("700000000000000001")))
    shop.run("orders", "import", "orders.csv")
    shop.write("fund.csv", files.alipay([("10000", "700000000000000001")]))
    shop.write(
        "trade.csv",
        "支付宝交易号,商户订单号,业务类型,商家实收（元）,服务费（元）\n9,T200P700000000000000001,交易,100.00,0\n",
    )
    assert shop.run("payouts", "import", "fund.csv", "trade.csv").exit_code == 0
    result = shop.run("payouts", "reconcile", "--json")
    assert (result.exit_code, result.json["matched"]) == (0, 1)
    assert [one["repeated"] for one in result.json["explained"]] == [False, True]
    assert holds(result)


def test_the_same_number_in_two_channels_is_ambiguous_until_the_channel_is_declared(shop, files):
    shop.write("orders.csv", files.orders(files.order("1001")))
    shop.run("orders", "import", "orders.csv", "--channel", "one")
    shop.run("orders", "import", "orders.csv", "--channel", "two")
    shop.write("tx.csv", files.shopify(files.paid("#1001")))
    shop.run("payouts", "import", "tx.csv")
    result = shop.run("payouts", "reconcile", "-n", "--json")
    assert result.json["by_code"]["ambiguous"] == 1 and holds(result)
    shop.toml('[payouts.sources.s]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nchannel = "two"')
    assert shop.run("payouts", "import", "tx.csv").exit_code == 0
    result = shop.run("payouts", "reconcile", "--json")
    assert "no-such-order" not in result.json["by_code"]


def test_only_one_source_can_be_asked_for(shop, books, files):
    shop.toml(FEES.replace('"tx*.csv"', '"tx*.csv"\nchannel = "shopify"'))
    result = books([files.order("#1001")], [files.paid("#1001", "90.00", "2.91")], "--source", "shopify")
    assert codes(result)["#1001"] in ("paid-short", "fee-differs")
    assert shop.run("payouts", "reconcile", "--source", "nobody").exit_code == 2


def test_the_table_shows_the_sums_and_what_to_do(shop, books, files):
    books([files.order("#1001"), files.order("#1002")], [files.paid("#1001", "90.00")], "-n")
    result = shop.run("payouts", "reconcile")
    assert result.exit_code == 3
    assert "paid-short" in result.stdout and "-10.00" in result.stdout and "Every cent" in result.stdout
    assert "1 order is not due to be paid yet." in result.stdout
    assert "ask for the rest" in result.stdout


def test_without_a_statement_it_says_so(shop):
    result = shop.run("payouts", "reconcile")
    assert result.exit_code == 0
    assert "sellerkit payouts import" in result.stderr


def test_five_hundred_orders_with_one_fault_of_each_kind_give_exactly_those(shop, books, files):
    orders = [files.order(f"#{n}") for n in range(1000, 1500)]
    payments = {n: [files.paid(f"#{n}")] for n in range(1000, 1500)}
    payments[1010] = [files.paid("#1010", "80.00")]
    payments[1020] = [files.paid("#1020", "180.00")]
    payments[1030].append(files.paid("#1030", at="2026-11-03 09:00:00 +0800"))
    payments[1040].append(files.paid("#1040", "-100.00", kind="refund"))
    payments[1050] = [files.paid("#1050", currency="USD")]
    payments[1060] = []
    payments[9000] = [files.paid("#9000")]
    result = books(orders, [row for rows in payments.values() for row in rows], env=LATER)
    assert codes(result) == {
        "#1010": "paid-short", "#1020": "paid-more", "#1030": "duplicate-payment", "#1040": "refunded-but-shipped",
        "#1050": "currency-differs", "#1060": "overdue", "#9000": "no-such-order",
    }  # fmt: skip
    assert result.json["matched"] == 494
    assert holds(result)
