"""What a new user stumbles over: words that mislead, names that promise another file, days that are turned round."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

SOURCES = (
    '[payouts.sources.shopify]\nformat = "shopify-payments"\nfiles = "tx*.csv"\n'
    '[payouts.sources.alipay]\nformat = "alipay-merchant"\nfiles = "bill*.csv"\n'
)
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def two_sources(shop, files):
    shop.toml(SOURCES)
    shop.write("orders.csv", files.orders(files.order("#1001"), files.order("#1002")))
    shop.run("orders", "import", "orders.csv", "--channel", "shopify")
    shop.write("tx.csv", files.shopify(files.paid("#1001", fee="3.20")))
    shop.write("bill.csv", files.alipay([("10000", "7001"), ("-300", "7001")], opening=5000), "gb18030")
    for file in ("tx.csv", "bill.csv"):
        assert shop.run("payouts", "import", file).exit_code == 0
    return shop


def test_a_workbook_of_one_source_holds_nothing_of_another(two_sources):
    result = two_sources.run("payouts", "export", "--to", "xlsx", "--source", "alipay", "-o", "a.xlsx")
    assert result.exit_code == 0
    book = openpyxl.load_workbook(two_sources.path / "a.xlsx")
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert "bill.csv" in cells and not {"tx.csv", "shopify", "#1001", "#1002"} & cells


def test_a_workbook_of_the_other_source_holds_its_orders(two_sources):
    two_sources.run("payouts", "export", "--to", "xlsx", "--source", "shopify", "-o", "a.xlsx")
    book = openpyxl.load_workbook(two_sources.path / "a.xlsx")
    orders = [row[1] for row in book["Orders"].iter_rows(values_only=True, min_row=2) if row[0] == "shopify"]
    assert sorted(orders) == ["#1001", "#1002"]


@pytest.mark.parametrize(("target", "name"), [("csv", "a.xlsx"), ("xlsx", "a.csv"), ("beancount", "a.csv")])
def test_a_name_that_promises_another_file_is_refused(two_sources, target, name):
    result = two_sources.run("payouts", "export", "--to", target, "-o", name)
    assert result.exit_code == 2 and name in result.stderr
    assert not (two_sources.path / name).exists()


def test_days_that_are_turned_round_are_refused(two_sources):
    days = ("--from", "2026-11-30", "--to-day", "2026-11-01")
    assert two_sources.run("payouts", "export", "--to", "csv", *days).exit_code == 2


def test_transactions_of_other_days_are_counted(two_sources):
    args = ("payouts", "export", "--to", "csv", "--from", "2027-01-01", "-o", "a.csv")
    assert two_sources.run(*args, "--json").json["outside"] > 0
    assert "of other days" in two_sources.run(*args).stdout
    assert two_sources.run("payouts", "export", "--to", "csv", "-o", "a.csv", "--json").json["outside"] == 0


def test_reconcile_names_the_statement_that_a_statement_follows(shop, files):
    shop.write("one.csv", files.alipay([("10000", "7001")], opening=0), "gb18030")
    second = files.alipay([("-300", "7001")], opening=10000, first=2).replace("2026-11-02", "2026-11-09")
    shop.write("two.csv", second, "gb18030")
    shop.run("payouts", "import", "one.csv")
    shop.run("payouts", "import", "two.csv")
    found = shop.run("payouts", "reconcile", "--json").json["statements"]
    assert [(one["file"], one["follows"]) for one in found] == [("one.csv", None), ("two.csv", "one.csv")]


def test_a_number_of_payments_is_no_amount_of_money(shop):
    text = (SAMPLES / "alipay-merchant.csv").read_bytes().decode("gb18030")
    row = next(line for line in text.splitlines(keepends=True) if line.startswith("2026110100001"))
    shop.write("bill.csv", text.replace(row, ""), "gb18030")
    problems = shop.run("payouts", "import", "bill.csv", "--json").json["error"]["problems"]
    assert [one["message"] for one in problems if "number of" in one["message"]] == [
        "number of receipts: stated 3, computed 2."
    ]


def test_a_reason_that_does_not_exist_is_named_with_the_nearest(two_sources):
    result = two_sources.run("payouts", "resolve", "overdu", "1", "--as", "accepted")
    assert result.exit_code == 2 and "overdue" in result.stderr


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ('fees = [{ kind = "commission", rate = "5%", cap = "-1" }]', "fees[0].cap"),
        ('fees = [{ kind = "payment-fee", fixed = "-0.30" }]', "fees[0].fixed"),
        ('fees = [{ kind = "commission", rate = "500%" }]', "fees[0].rate"),
        ('coupon_share = "150%"', "coupon_share"),
        ('currency = "RM"', "currency"),
    ],
)
def test_terms_that_no_platform_can_have_are_refused(shop, words, key):
    shop.toml(f"[payouts.sources.alipay]\n{words}\n")
    result = shop.run("payouts", "reconcile", "--json")
    assert result.exit_code == 4
    assert result.json["error"]["problems"][0]["column"] == f"payouts.sources.alipay.{key}"


def test_an_account_of_a_kind_that_does_not_exist_is_named_with_the_nearest(shop):
    shop.toml('[payouts.accounts]\nsalle = "Income:Sales"\n')
    result = shop.run("payouts", "export", "--to", "csv", "--json")
    assert result.exit_code == 4 and "sale" in result.json["error"]["hint"]


def test_a_choice_that_may_be_left_out_is_not_listed_as_nothing(shop):
    shop.toml('[payouts.sources.alipay]\ndate_order = "ymd"\n')
    assert "one of dmy, mdy" in shop.run("payouts", "reconcile").stderr


@pytest.mark.parametrize(
    ("headings", "menu"),
    [
        ("订单编号,买家会员名,总金额,订单状态,宝贝标题,宝贝总数量", "账务明细"),
        ("订单号,订单状态,商品数量(件),商家实收金额(元)", "Pinduoduo"),
        ("主订单编号,子订单编号,选购商品,商品数量,订单状态", "动账明细"),
    ],
)
def test_an_export_of_orders_is_told_which_statement_is_needed(shop, headings, menu):
    shop.write("orders.csv", headings + "\n1,2,3,4,5,6\n")
    result = shop.run("payouts", "import", "orders.csv", "--json")
    assert result.exit_code == 5 and menu in result.json["error"]["hint"]


def test_history_tells_how_many_decisions_a_batch_holds(two_sources):
    two_sources.run("payouts", "resolve", "no-such-order", "T200P7001", "--as", "accepted")
    assert "decisions 1" in two_sources.run("history").stdout


def test_a_reserve_that_came_back_without_having_gone_out_holds_nothing(shop, files):
    shop.toml(SOURCES)
    shop.write("tx.csv", files.shopify(files.paid("", "20.00", kind="reserve")))
    shop.run("payouts", "import", "tx.csv")
    assert shop.run("payouts", "ageing", "--json").json["held"] == []


def test_statements_that_overlap_add_no_total_of_their_own_to_the_workbook(shop, files):
    shop.write("one.csv", files.alipay([("10000", "7001")], opening=0), "gb18030")
    shop.write("both.csv", files.alipay([("10000", "7001"), ("-300", "7001")], opening=0), "gb18030")
    shop.run("payouts", "import", "one.csv")
    shop.run("payouts", "import", "both.csv")
    shop.run("payouts", "export", "--to", "xlsx", "-o", "a.xlsx")
    rows = list(openpyxl.load_workbook(shop.path / "a.xlsx")["Statements"].iter_rows(values_only=True, min_row=2))
    nets = [cell for row in rows for cell in row if isinstance(cell, (int, float)) and abs(float(cell) - 197) < 0.001]
    assert [row[0] for row in rows if row[0]] == ["one.csv", "both.csv"] and nets == []
