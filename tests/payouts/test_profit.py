"""What is left of a sale: every part traced, every grouping with the same sums, nothing that is unknown taken for nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = ("price", "refunds", "fees", "shipping", "packaging", "cost", "other", "profit", "unknown", "expected_price")
GOODS = "SKU,Name,Qty,Cost,Price\nDATE-500,Dates 500 g,100,40.00,100.00\n"


def profit(shop, by="channel", *more):
    result = shop.run("payouts", "profit", "--by", by, "--json", *more)
    assert result.exit_code in (0, 3), result.stdout + result.stderr
    return result.json


def only(answer, currency="CNY"):
    (block,) = [one for one in answer["currencies"] if one["currency"] == currency]
    return block


@pytest.fixture
def trade(shop, files):
    """Goods, orders and their statement."""

    def run(orders, payments=(), goods=GOODS):
        if goods:
            shop.write("goods.csv", goods)
            assert shop.run("stock", "import", "goods.csv", "--as", "set").exit_code == 0
        shop.write("orders.csv", files.orders(*orders))
        assert shop.run("orders", "import", "orders.csv", "--channel", "shopify").exit_code in (0, 3)
        if payments:
            shop.write("tx.csv", files.shopify(*payments))
            assert shop.run("payouts", "import", "tx.csv").exit_code == 0

    return run


def test_an_order_is_price_less_fee_less_goods(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001", fee="3.20")])
    (row,) = only(profit(shop, "order"))["rows"]
    assert (row["price"], row["fees"], row["cost"], row["profit"]) == ("100.00", "-3.20", "-40.00", "56.80")
    assert row["by_kind"] == {"payment-fee": "-3.20"}
    assert (row["expected"], row["unknown"]) == (False, "0.00")


def test_every_figure_names_the_rows_it_comes_from(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001", fee="3.20")])
    (row,) = only(profit(shop, "order"))["rows"]
    fee = next(part for part in row["parts"] if part["column"] == "fees")
    assert fee["from"][0]["file"] == "tx.csv"
    assert (fee["from"][0]["row"], fee["from"][0]["column"]) == (2, "Fee")
    assert sum(Decimal(part["amount"]) for part in row["parts"]) == Decimal(row["profit"])


def test_money_that_has_not_come_is_marked_as_expected(shop, files, trade):
    trade([files.order("#1001"), files.order("#1002")], [files.paid("#1001")])
    rows = {row["order_id"]: row for row in only(profit(shop, "order"))["rows"]}
    assert (rows["#1002"]["expected"], rows["#1002"]["expected_price"]) == (True, "100.00")
    assert [row["order_id"] for row in only(profit(shop, "order", "--paid-only"))["rows"]] == ["#1001"]


def test_goods_without_a_known_cost_are_named_and_not_free(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001")], goods="SKU,Name,Qty\nDATE-500,Dates,10\n")
    result = shop.run("payouts", "profit", "--json")
    assert result.exit_code == 3
    assert result.json["unknown"] == [{"channel": "shopify", "order_id": "#1001", "missing": ["DATE-500"]}]
    total = only(result.json)["totals"]
    assert (total["profit"], total["unknown"]) == ("0.00", "100.00")


def test_a_refund_takes_the_price_back(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001"), files.paid("#1001", "-30.00", kind="refund")])
    (row,) = only(profit(shop))["rows"]
    assert (row["price"], row["refunds"], row["profit"]) == ("100.00", "-30.00", "30.00")


def test_money_of_no_order_has_a_line_of_its_own_and_is_never_spread(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001"), files.paid("", "-7.00", kind="adjustment")])
    for by in ("order", "sku", "channel", "month"):
        rows = only(profit(shop, by))["rows"]
        assert [row["profit"] for row in rows if row["without_order"]] == ["-7.00"]
        assert [row["profit"] for row in rows if not row["without_order"]] == ["60.00"]


def test_a_payout_to_the_bank_is_no_cost(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001"), files.paid("", "-100.00", kind="payout")])
    assert only(profit(shop))["totals"]["profit"] == "60.00"


def test_another_currency_stands_alone_until_shop_toml_has_a_rate(shop, files, trade):
    trade([files.order("#1001", currency="USD")], [files.paid("#1001", currency="USD")])
    answer = profit(shop)
    assert {one["currency"] for one in answer["currencies"]} == {"CNY", "USD"}
    assert answer["unknown"][0]["missing"] == ["currency"]
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write(
        "shop.toml", text.replace("[shop]\n", '[shop]\nrates = { USD = { rate = "7.12", date = "2026-11-20" } }\n')
    )
    answer = profit(shop)
    assert answer["rates"] == {"USD": {"rate": "7.12", "date": "2026-11-20"}}
    assert only(answer)["totals"]["profit"] == "672.00"


def test_a_month_holds_the_orders_that_were_paid_in_it(shop, files, trade):
    orders = [files.order("#1001"), files.order("#1002", paid="2026-11-01 00:10:00 +0800")]
    trade(orders, [files.paid("#1001"), files.paid("#1002")])
    rows = only(profit(shop, "month"))["rows"]
    assert [(row["month"], row["profit"]) for row in rows] == [("2026-10", "60.00"), ("2026-11", "60.00")]
    november = only(profit(shop, "order", "--from", "2026-11-01", "--to", "2026-11-30"))["rows"]
    assert [row["order_id"] for row in november] == ["#1002"]


def test_days_that_are_turned_round_are_refused(shop):
    result = shop.run("payouts", "profit", "--from", "2026-11-30", "--to", "2026-11-01")
    assert result.exit_code == 2


def test_the_table_names_what_was_expected(shop, files, trade):
    trade([files.order("#1001")])
    result = shop.run("payouts", "profit", "--by", "order")
    assert "#1001 *" in result.stdout
    assert "its money has not come yet" in result.stdout


kinds = st.sampled_from(["charge", "charge", "charge", "refund", "adjustment", "payout"])


@quick
@given(
    moves=st.lists(
        st.tuples(kinds, st.sampled_from(["#1001", "#1002", "#9"]), st.integers(1, 9999), st.integers(0, 99), st.sampled_from(["CNY", "USD"])),
        max_size=10,
    ),
    lines=st.lists(st.tuples(st.sampled_from(["A", "B", "C", "D"]), st.integers(1, 3), st.integers(0, 999)), min_size=1, max_size=6),
)  # fmt: skip
def test_the_sums_are_the_same_whatever_the_rows_are(shop, new_shop, files, moves, lines):
    here = new_shop(shop)
    here.write("goods.csv", "SKU,Name,Qty,Cost\nA,a,100,1.01\nB,b,100,0.33\nC,c,100,7.77\n")
    assert here.run("stock", "import", "goods.csv", "--as", "set").exit_code == 0
    rows = []
    for n, (sku, quantity, cents) in enumerate(lines):
        first, *rest = files.order(f"#100{n % 2 + 1}", f"{cents / 100:.2f}").rstrip("\n").rsplit(",", 4)
        rows.append(",".join([first, str(quantity), sku.lower(), f"{cents / 100:.2f}", sku]) + "\n")
        del rest
    here.write("orders.csv", files.orders(*sorted(rows)))
    assert here.run("orders", "import", "orders.csv", "--channel", "shopify").exit_code in (0, 3)
    here.write("tx.csv", files.shopify(*(
        files.paid(order if kind != "payout" else "", f"{(-1 if kind in ('refund', 'payout') else 1) * cents / 100:.2f}", f"{fee / 100:.2f}", kind,
                   f"2026-11-02 09:00:{n:02d} +0800", currency)
        for n, (kind, order, cents, fee, currency) in enumerate(moves)
    )))  # fmt: skip
    assert here.run("payouts", "import", "tx.csv").exit_code == 0
    answers = {by: profit(here, by) for by in ("order", "sku", "channel", "month")}
    for by, answer in answers.items():
        for block in answer["currencies"]:
            other = only(answers["order"], block["currency"])
            for column in COLUMNS:
                summed = sum(Decimal(row[column]) for row in block["rows"])
                assert summed == Decimal(block["totals"][column]) == Decimal(other["totals"][column]), (by, column)
            total = {column: Decimal(block["totals"][column]) for column in COLUMNS}
            assert total["profit"] + total["unknown"] == sum(total[column] for column in COLUMNS[:7])


@given(
    minor=st.integers(-(10**9), 10**9),
    weights=st.dictionaries(st.text(max_size=2), st.integers(0, 10**6), min_size=1, max_size=9),
)
def test_shares_add_up_and_are_a_cent_from_the_true_ones(minor, weights):
    from sellerkit.payouts.profit_rules import shared

    shares = shared(minor, weights)
    assert sum(shares.values()) == minor
    total = sum(weights.values())
    for name, share in shares.items():
        assert not total or abs(share - minor * weights[name] / total) <= 1


TAOBAO = (
    "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间\n"
)
CARTON = '[packing.cartons.no5]\ninner_mm = [290, 170, 190]\nmax_g = 10000\ncost = "0.85"\n[payouts]\npackaging = "0.60"\n[carriers.yto]\nservice = "kuaidi100"\nrates = "yto.csv"'


def taobao(number, sku, quantity, paid="25.00"):
    return f"{number},{number},红枣,{quantity},买家已付款，等待卖家发货,{sku},{paid},{paid},2026-11-10 09:00:00,2026-11-10 09:05:00\n"


@pytest.fixture
def sent(shop):
    """Two lots at two costs; T-1 takes three pieces of the first and one of the second, T-2 goes without a known cost."""
    shop.toml(CARTON)
    shop.write("yto.csv", "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,4.00,1,1.50\n其他,1,9.00,1,6.00\n")
    shop.write(
        "stock.csv",
        "SKU,Name,Qty,Weight,Lot,Expires,Cost\nD,红枣,3,520,A,2027-01-01,10.00\nD,红枣,97,520,B,2027-06-01,12.00\nN,核桃,9,500,,,\n",
    )
    assert shop.run("stock", "import", "stock.csv", "--as", "add").exit_code == 0
    shop.write("taobao.csv", TAOBAO + taobao("T-1", "D", 4, "100.00") + taobao("T-2", "N", 1))
    assert shop.run("orders", "import", "taobao.csv", "--channel", "taobao").exit_code == 0
    shop.write("printed.csv", "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\nT-2,YT0000000002,圆通速递\n")
    result = shop.run("shipments", "adopt", "printed.csv", "--json")
    assert result.exit_code == 0, result.stdout + result.stderr
    return shop


def test_goods_cost_what_the_lots_cost_that_left(sent):
    rows = {row["order_id"]: row for row in only(profit(sent, "order"))["rows"]}
    assert rows["T-1"]["cost"] == "-42.00"
    assert rows["T-2"]["missing"] == ["N"]


def of(shop, order):
    (row,) = [row for row in only(profit(shop, "order"))["rows"] if row["order_id"] == order]
    return row


def test_a_parcel_costs_its_carton_and_what_goes_with_it(sent):
    db = sent.store()
    db.execute("UPDATE parcels SET carton = 'no5' WHERE waybill = 'YT0000000001'")
    db.commit()
    db.close()
    assert of(sent, "T-1")["packaging"] == "-1.45"
    assert of(sent, "T-2")["packaging"] == "-0.60"


def test_shipping_is_what_is_agreed_of_the_couriers_bill(sent):
    sent.write(
        "bill.csv",
        "日期,运单号,目的省份,结算重量(kg),金额\n2026-11-10,YT0000000001,山东省,2.08,9.99\n2026-11-10,YT7777777777,山东省,1.00,3.33\n",
    )
    result = sent.run("shipments", "bill", "bill.csv", "--carrier", "yto", "--json")
    assert result.exit_code in (0, 3), result.stdout + result.stderr
    db = sent.store()
    agreed = dict(db.execute("SELECT waybill, agreed_minor FROM courier_bill_lines").fetchall())
    db.close()
    row = of(sent, "T-1")
    assert Decimal(row["shipping"]) == -Decimal(agreed["YT0000000001"]) / 100
    (part,) = [part for part in row["parts"] if part["column"] == "shipping"]
    assert (part["kind"], part["from"][0]["file"], part["from"][0]["row"]) == ("courier-bill", "bill.csv", 2)
    unknown = [one for one in only(profit(sent))["rows"] if one["without_order"]]
    assert sum(Decimal(one["shipping"]) for one in unknown) == -Decimal(agreed["YT7777777777"]) / 100


@pytest.mark.parametrize(("to", "cost"), [("stock", "0.00"), ("scrap", "-42.00")])
def test_goods_that_came_back_cost_nothing_unless_they_were_thrown_away(sent, to, cost):
    assert sent.run("orders", "returned", "YT0000000001", "--to", to).exit_code == 0
    assert of(sent, "T-1")["cost"] == cost


def test_an_order_that_went_out_by_other_means_has_no_known_shipping_cost(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001")])
    assert profit(shop)["without_shipping"] == 1


def test_a_refund_that_was_granted_counts_before_any_statement_knows_it(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001")])
    shop.write("refunds.csv", "退款编号,订单号,退款金额,类型,退款状态\nR1,#1001,30.00,仅退款,退款成功\n")
    result = shop.run("orders", "refunds", "refunds.csv", "--json")
    assert result.exit_code in (0, 3), result.stdout + result.stderr
    assert of(shop, "#1001")["refunds"] == "-30.00"
    assert only(profit(shop, "order", "--paid-only"))["rows"][0]["refunds"] == "0.00"


def test_an_order_whose_goods_nobody_knows_has_no_profit(shop, files, trade):
    trade([files.order("#1001")], [files.paid("#1001")])
    db = shop.store()
    db.execute("UPDATE order_lines SET number = -1")
    db.commit()
    db.close()
    assert profit(shop)["unknown"][0]["missing"] == ["goods"]


def test_a_parcel_of_two_orders_is_shared_by_their_value_and_its_goods_go_where_they_belong(sent):
    db = sent.store()
    db.execute(
        "INSERT INTO parcel_orders (parcel_id, order_row, batch_id) SELECT parcels.id, orders.id, 1 FROM parcels, orders "
        "WHERE parcels.waybill = 'YT0000000001' AND orders.order_id = 'T-2'"
    )
    db.execute("UPDATE parcels SET cost_minor = 601, currency = 'CNY' WHERE waybill = 'YT0000000001'")
    db.commit()
    db.close()
    first, second = of(sent, "T-1"), of(sent, "T-2")
    assert (first["shipping"], second["shipping"]) == ("-4.81", "-1.20")
    assert (first["packaging"], second["packaging"]) == ("-0.48", "-0.72")
    assert first["cost"] == "-42.00"


def test_a_parcel_that_was_given_back_leaves_the_goods_to_be_sent(sent):
    db = sent.store()
    assert db.execute("SELECT count(*) FROM movements WHERE kind = 'ship'").fetchone()[0] == 3
    db.close()
    assert sent.run("shipments", "void", "YT0000000001", "--yes").exit_code == 0
    assert of(sent, "T-1")["cost"] == "-48.00"
