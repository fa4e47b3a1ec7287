"""Statements that nobody here wrote, with the figures they must give."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

REAL = (
    Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[2].parent / "shared" / "fixtures")) / "payouts"
)
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real files in {REAL} (SELLERKIT_REAL_FILES)")

FIGURES = [
    ("shopify/lit_tx_doc_unicode_minus.csv", "shopify-payments", 7, "USD", "307.49",
     {"sale": "518.97", "payment-fee": "-16.50", "refund": "-49.99", "chargeback": "-144.99"}),
    ("shopify/lit_tx_dollar_mixed.csv", "shopify-payments", 4, "USD", "84.74",
     {"sale": "100.17", "payment-fee": "-7.43", "refund": "-8.00"}),
    ("shopify/lit_tx_two_payouts_eur.csv", "shopify-payments", 3, "EUR", "1236.65",
     {"sale": "1264.50", "payment-fee": "-22.85", "refund": "-5.00"}),
    ("alipay_merchant/lit_fund_detail_tabs_gb18030.csv", "alipay-merchant", 1, "CNY", "10.00", {"sale": "10.00"}),
    ("alipay_merchant/lit_fund_utf8sig.csv", "alipay-merchant", 2, "CNY", "100.00",
     {"sale": "123.45", "refund": "-23.45"}),
    ("alipay_merchant/lit_signcustomer_empty_gbk.csv", "alipay-merchant", 0, "CNY", "0.00", {}),
    ("alipay_merchant/lit_trade_bill_min.csv", "alipay-merchant-trade", 2, "CNY", "549.45",
     {"sale": "600.00", "refund": "-50.00", "payment-fee": "-0.55"}),
    ("amazon_v2/xieyi_settlement-sample.txt", "amazon-settlement-v2", 23, "USD", "582.89",
     {"sale": "474.49", "tax": "10.40", "commission": "-56.68", "fulfilment": "-27.84", "tax-withheld": "-10.40",
      "shipping-income": "7.99", "refund": "-129.99", "storage": "-64.28", "service-fee": "-39.99",
      "adjustment": "18.75", "reserve": "400.44"}),
    ("amazon_daterange/lit_date_range.csv", "amazon-daterange", 3, "CNY", "-1024.82",
     {"sale": "27.82", "transfer": "-1052.64"}),
    ("shopify/lit_payouts_summary.csv", "shopify-payouts", 1, "USD", "416.65",
     {"sale": "450.00", "refund": "-20.00", "payment-fee": "-13.35"}),
    ("stripe/lit_balance_history.csv", "stripe", 4, "USD", "-2.00",
     {"sale": "120.00", "payment-fee": "-5.78", "refund": "-20.00", "transfer": "-96.22"}),
    ("square/lit_transactions_one.csv", "square", 1, "USD", "2.16", {"sale": "2.00", "tax": "0.16"}),
    ("paypal/lit_en_hold_pending.csv", "paypal", 4, "EUR", "206.60",
     {"sale": "1250.00", "payment-fee": "-43.40", "reserve": "0.00", "transfer": "-1000.00"}),
    ("paypal/lit_en_short.csv", "paypal", 5, "USD", "10.80",
     {"sale": "500.00", "payment-fee": "-14.21", "spending": "-54.99", "transfer": "-400.00", "refund": "-20.00"}),
    ("etsy/junobooks_etsy_statement_2026_3.csv", "etsy", 15, "USD", "-10.13",
     {"service-fee": "-0.33", "sale": "184.00", "payment-fee": "-5.57", "commission": "-11.93", "tax": "5.12",
      "tax-withheld": "-5.12", "advertising": "-30.40", "shipping-label": "-5.25", "refund": "-20.00",
      "transfer": "-110.65", "subscription": "-10.00"}),
    ("etsy/lit_statement_newest_first.csv", "etsy", 7, "USD", "-36.67",
     {"advertising": "-1.17", "tax-withheld": "-0.02", "commission": "-0.31", "shipping-label": "-4.10", "sale": "16.08",
      "transfer": "-37.35", "refund": "-10.00", "payment-fee": "0.20"}),
    ("ebay/lit_txn_preamble_one_order.csv", "ebay", 1, "USD", "10.00", {"sale": "10.00"}),
    ("ebay/lit_txn_report_crlf.csv", "ebay", 3, "USD", "-437.62",
     {"sale": "42.36", "commission": "-5.60", "refund": "-32.73", "transfer": "-441.65"}),
    ("wechat_merchant/lit_all_2021.csv", "wechat-merchant", 3, "CNY", "0.03", {"sale": "0.03"}),
    ("wechat/deg_wechat_head.csv", "wechat-personal", 27, "CNY", "-21107.37",
     {"spending": "-2904.39", "sale": "28.35", "transfer": "-18230.13", "payment-fee": "-1.20"}),
    ("wechat/deg_wechat_2025.xlsx", "wechat-personal", 27, "CNY", "-21107.37",
     {"spending": "-2904.39", "sale": "28.35", "transfer": "-18230.13", "payment-fee": "-1.20"}),
    ("alipay/deg_alipay_2019webfmt.csv", "alipay-personal", 7, "CNY", "-328.57", {"spending": "-328.58", "sale": "0.01"}),
    ("alipay/deg_alipay_2023fmt_head.csv", "alipay-personal", 10, "CNY", "222182.23",
     {"spending": "-145.61", "transfer": "99.34", "sale": "222228.50"}),
    ("cn_platforms/lit_douyin_settlement.csv", "douyin", 2, "CNY", "29600.00",
     {"sale": "35000.00", "refund": "-800.00", "service-fee": "-350.00", "commission": "-1750.00", "shipping-label": "-2500.00"}),
    ("cn_platforms/lit_jd_settlement.xlsx", "jd-settlement", 7, "CNY", "-13.52",
     {"sale": "36.80", "refund": "-13.80", "shipping-label": "-6.00", "commission": "-1.84", "freight-insurance": "-0.86",
      "penalty": "-23.90", "service-fee": "-3.92"}),
    ("cn_platforms/lit_pdd_account_detail_gb18030.csv", "pinduoduo", 1, "CNY", "61.80", {"sale": "61.80"}),
]  # fmt: skip
# Bills of persons count their totals in a way of their own: these only warn.
SOFT = ("wechat-personal", "alipay-personal")


@pytest.mark.parametrize(("file", "format_", "rows", "currency", "net", "totals"), FIGURES, ids=[f[0] for f in FIGURES])
def test_a_real_statement_gives_its_figures(shop, file, format_, rows, currency, net, totals):
    result = shop.run("payouts", "import", REAL / file, "--json")
    assert result.exit_code == 0, result.stderr
    (one,) = result.json
    assert (one["format"], one["rows"], one["currency"], one["net"]) == (format_, rows, currency, net)
    assert one["totals"] == totals
    assert one["created"] == rows and not one["rejected"]
    assert all(control["holds"] for control in one["controls"]) or format_ in SOFT
    before = shop.dump()
    assert shop.run("payouts", "import", REAL / file).exit_code == 0
    assert shop.dump() == before


def test_the_settlement_that_does_not_add_up_is_rejected_with_both_totals(shop):
    before = shop.dump()
    result = shop.run("payouts", "import", REAL / "amazon_v1/airbyte_dummy.csv", "--json")
    assert result.exit_code == 5
    error = result.json["error"]
    assert error["code"] == "control-failed"
    assert "1234.56" in error["message"] and "16.77" in error["message"]
    assert shop.dump() == before


@pytest.mark.parametrize(
    ("file", "menu"),
    [
        ("cn_platforms/lit_pdd_promotion_total_row.xlsx", "账务明细"),
        ("cn_platforms/deg_jd_consumer.csv", "结算明细"),
        ("paypal/egh_paypal_alternate.csv", "Activity download"),
    ],
)
def test_another_export_is_refused_with_the_right_ones_place(shop, file, menu):
    result = shop.run("payouts", "import", REAL / file)
    assert result.exit_code == 5
    assert menu in result.stderr


@pytest.mark.parametrize("file", ["wechat_merchant/wxjava_all_2019.csv", "wechat_merchant/wxjava_success_2019.csv"])
def test_a_bill_that_was_cut_short_is_rejected_by_its_own_totals(shop, file):
    before = shop.dump()
    result = shop.run("payouts", "import", REAL / file, "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "control-failed"
    assert shop.dump() == before


def test_several_currencies_in_a_file_are_a_statement_each(shop):
    taken = shop.run("payouts", "import", REAL / "stripe/lit_itemized_eur_usd.csv", "--json").json
    assert [(one["currency"], one["rows"], one["net"]) for one in taken] == [("EUR", 4, "0.00"), ("USD", 1, "9.41")]
    taken = shop.run("payouts", "import", REAL / "paypal/oca_activity_en.csv", "--json").json
    assert [(one["currency"], one["rows"], one["opening"], one["net"], one["closing"]) for one in taken] == [
        ("USD", 45, "0.00", "1.90", "1.90"), ("EUR", 29, "0.00", "43.34", "43.34"), ("AUD", 2, "0.00", "0.00", "0.00"),
    ]  # fmt: skip
    taken = shop.run("payouts", "import", REAL / "paypal/oca_statement_en.csv", "--json").json
    assert [(one["currency"], one["rows"], one["opening"], one["net"], one["closing"]) for one in taken] == [
        ("EUR", 8, "0.75", "0.00", "0.75"), ("USD", 11, "0.89", "280.30", "281.19"),
    ]  # fmt: skip


def test_days_and_months_that_nothing_settles_are_asked_for(shop):
    result = shop.run("payouts", "import", REAL / "paypal/egh_paypal.csv")
    assert result.exit_code == 5 and "date_order" in result.stderr
    shop.toml('[payouts.sources.paypal]\nfiles = "egh*.csv"\nformat = "paypal"\ndate_order = "mdy"\n')
    (one,) = shop.run("payouts", "import", REAL / "paypal/egh_paypal.csv", "--source", "paypal", "--json").json
    # It stands newest first: 1,120.00 came in and left 20.00, of which 20.00 were spent.
    assert (one["rows"], one["opening"], one["net"], one["closing"]) == (2, "-1100.00", "1100.00", "0.00")
    assert one["totals"] == {"spending": "-20.00", "transfer": "1120.00"}
    assert all(control["holds"] for control in one["controls"])


def test_a_date_that_is_none_rejects_its_row_and_the_rest_can_be_taken(shop):
    file = REAL / "ebay/lit_txn_parens_dup_baddate.csv"
    result = shop.run("payouts", "import", file)
    assert result.exit_code == 5 and "row 6" in result.stderr
    taken = shop.run("payouts", "import", file, "--skip-bad-rows", "--json")
    assert [(one["currency"], one["net"]) for one in taken.json] == [("USD", "29.16"), ("EUR", "9.99")]


def test_a_format_that_shop_toml_declares_reads_a_statement_nobody_knew(shop):
    shop.toml("""
[payouts.formats.comgate]
columns = { posted = "Datum převodu", order = "ID od klienta", id = "ID ComGate", amount = "Potvrzená částka", fee = "Poplatek celkem", net = "Převedená částka", currency = "Měna", payout = "Variabilní symbol převodu" }
check = ["net = amount - fee"]
decimal_comma = true
date_order = "dmy"
""")
    (one,) = shop.run("payouts", "import", REAL / "other/lit_comgate.csv", "--json").json
    assert (one["format"], one["rows"], one["currency"], one["net"]) == ("comgate", 2, "CZK", "1181.00")
    assert one["payouts"] == [{"payout_id": "9988", "net": "1181.00"}]
    assert all(control["holds"] for control in one["controls"])


def test_all_real_statements_together_are_explained_or_listed_to_the_cent(shop):
    files = [REAL / figure[0] for figure in FIGURES]
    assert shop.run("payouts", "import", *files).exit_code == 0
    answer = shop.run("payouts", "reconcile", "--json").json
    sums: dict[str, Decimal] = {}
    for _file, _format, _rows, currency, net, _totals in dict.fromkeys((*figure[:5], "") for figure in FIGURES):
        sums[currency] = sums.get(currency, Decimal(0)) + Decimal(net)
    # The two files of the same WeChat bill hold the same rows.
    sums["CNY"] += Decimal("21107.37")
    assert {one["currency"]: Decimal(one["statements"]) for one in answer["totals"]} == sums
