"""Statements that nobody here wrote, with the figures they must give."""

from __future__ import annotations

import os
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
]  # fmt: skip


@pytest.mark.parametrize(("file", "format_", "rows", "currency", "net", "totals"), FIGURES, ids=[f[0] for f in FIGURES])
def test_a_real_statement_gives_its_figures(shop, file, format_, rows, currency, net, totals):
    result = shop.run("payouts", "import", REAL / file, "--json")
    assert result.exit_code == 0, result.stderr
    (one,) = result.json
    assert (one["format"], one["rows"], one["currency"], one["net"]) == (format_, rows, currency, net)
    assert one["totals"] == totals
    assert one["created"] == rows and not one["rejected"]
    assert all(control["holds"] for control in one["controls"])
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
        ("shopify/lit_payouts_summary.csv", "View transactions"),
        ("amazon_daterange/lit_date_range.csv", "Flat File V2"),
        ("alipay/deg_alipay_2019webfmt.csv", "账务明细"),
        ("alipay/deg_alipay_2023fmt_head.csv", "账务明细"),
    ],
)
def test_another_export_is_refused_with_the_right_ones_place(shop, file, menu):
    result = shop.run("payouts", "import", REAL / file)
    assert result.exit_code == 5
    assert menu in result.stderr


def test_all_real_statements_together_are_explained_or_listed_to_the_cent(shop):
    files = [REAL / figure[0] for figure in FIGURES]
    assert shop.run("payouts", "import", *files).exit_code == 0
    answer = shop.run("payouts", "reconcile", "--json").json
    assert {one["currency"]: one["statements"] for one in answer["totals"]} == {
        "CNY": "659.45", "EUR": "1236.65", "USD": "975.12",
    }  # fmt: skip
