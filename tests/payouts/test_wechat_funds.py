"""WeChat Pay's fund bill: money counts once beside the trade bill, and a refund finds the order of its payment."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"
FUNDS = (SAMPLES / "wechat-funds.csv").read_text("utf-8")
HEAD = FUNDS.splitlines(keepends=True)[0]
TRADE = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
    "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n"
    "`2026-11-11 09:01:02,`wx1,`1600000001,`0,`,`4200000002026111100000001,`A2001,`o1,`JSAPI,`SUCCESS,`OTHERS,`CNY,`98.00,`0.00,"
    "`0,`0,`0.00,`0.00,`,`,`红枣,`,`0.59000,`0.60%,`98.00,`0.00,`\n"
    "`2026-11-11 12:59:00,`wx1,`1600000001,`0,`,`4200000002026110900000003,`A1990,`o2,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,"
    "`50300000002026111100000008,`R1990,`10.00,`0.00,`ORIGINAL,`SUCCESS,`核桃,`,`0.00000,`0.60%,`0.00,`10.00,`\n"
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n"
    "`2,`98.00,`10.00,`0.00,`0.59000,`98.00,`10.00\n"
)
SALE = (
    HEAD
    + "`2026-11-09 10:00:00,`4200000002026110900000003,`4200000002026110900000003,`交易,`交易,`收入,`30.00,`1000.00,`system,`,`A1990\n"
    "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n`1,`1,`30.00,`0,`0.00\n"
)
FILES = {"funds.csv": FUNDS, "trade.csv": TRADE, "sale.csv": SALE}


def taken(shop, *names):
    for name in names:
        shop.write(name, FILES[name])
        assert shop.run("payouts", "import", name).exit_code == 0


def ledger(shop):
    """What every account comes to: what was told twice must stand there once."""
    written = shop.run("payouts", "export", "--to", "csv", "-o", "ledger.csv", "--json").json
    return {(one["account"], one["balance"]) for one in written["balances"]}


def test_a_refund_that_was_netted_with_its_fee_is_told_as_both(shop):
    taken(shop, "funds.csv")
    assert {("Income:Refunds", "60.00"), ("Expenses:Payment-Fees", "0.29"), ("Income:Sales", "-98.00")} <= ledger(shop)


@pytest.mark.parametrize("order", list(itertools.permutations(FILES)))
def test_bills_of_the_same_money_count_once_in_whatever_order_they_come(shop, order):
    taken(shop, *order)
    assert {("Income:Refunds", "60.00"), ("Expenses:Payment-Fees", "0.29"), ("Income:Sales", "-128.00")} <= ledger(shop)
    found = shop.run("payouts", "reconcile", "--json").json
    assert {one["code"] for one in found["exceptions"]} == {"no-such-order"}
    assert {one["order_id"] for one in found["exceptions"]} == {"A2001", "A1990"}


def test_undo_takes_back_the_order_that_a_refund_learned(shop):
    taken(shop, "funds.csv")
    before = shop.dump()
    taken(shop, "sale.csv")
    assert shop.run("undo", "2").exit_code == 0
    assert shop.dump() == before


@pytest.mark.parametrize(
    ("stated", "wrong"), [("`960.29", "`960.30"), ("`5.0,`1.0", "`4.0,`1.0"), ("`1.0,`98.00,`4.0", "`1.0,`98.00,`3.0")]
)
def test_a_fund_bill_that_does_not_agree_with_its_totals_is_refused(shop, stated, wrong):
    shop.write("funds.csv", FUNDS.replace(stated, wrong))
    assert shop.run("payouts", "import", "funds.csv").exit_code == 5


def test_a_fund_bill_without_its_totals_is_half_downloaded(shop):
    shop.write("funds.csv", FUNDS[: FUNDS.index("资金流水总笔数")])
    result = shop.run("payouts", "import", "funds.csv", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "no-total-row")


def test_rows_of_one_second_may_stand_in_another_order(shop):
    lines = FUNDS.splitlines(keepends=True)
    shop.write("funds.csv", "".join([lines[0], lines[2], lines[1], *lines[3:]]))
    result = shop.run("payouts", "import", "funds.csv")
    assert result.exit_code == 0 and "running balance" in result.stderr
