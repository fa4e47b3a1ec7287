"""What the money says of one order, without a shop around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sellerkit.base.config.schema import FeeRule, PayoutSource
from sellerkit.model.reconciliation import FeeGap, OrderFacts, OrderMoney
from sellerkit.model.statement import KINDS
from sellerkit.payouts.judging import judge, judge_unpaid
from sellerkit.payouts.resolved import split_resolved
from sellerkit.payouts.rules import NEXT_STEPS
from sellerkit.payouts.statements.alipay_words import in_remark, kind_of_business, order_number
from sellerkit.payouts.statements.amazon_kinds import kind_of

ORDER = OrderFacts(
    1, "shopify", "#1001", "shipped", "USD", 10000, True, "2026-11-01T00:00:00Z", None, "2026-11-02T00:00:00Z"
)
MONEY = OrderMoney(ORDER, "shopify", "USD", 10000, 0, 0, 0, 0, 0, 10000, 1)
NOW = datetime(2026, 11, 10, tzinfo=UTC)
SOURCE = PayoutSource()


def codes(money):
    return [finding.code for finding in judge(money, SOURCE, NOW)]


def test_a_full_payment_says_nothing():
    assert codes(MONEY) == []


@pytest.mark.parametrize("total", [12999, 14039])
def test_tax_that_the_platform_keeps_may_be_in_the_order_or_not(total):
    money = replace(MONEY, order=replace(ORDER, total_minor=total), income=14039, withheld=-1040, net=12999)
    assert codes(money) == []


def test_an_order_total_may_be_what_is_left_after_a_refund():
    assert codes(replace(MONEY, order=replace(ORDER, total_minor=9000), refunds=-1000)) == []


def test_a_deposit_may_be_less_than_the_order():
    assert codes(replace(MONEY, order=replace(ORDER, status="deposit-paid", shipped=False), income=3000)) == []


def test_an_order_without_a_total_accepts_what_came():
    assert codes(replace(MONEY, order=replace(ORDER, total_minor=None))) == []


def test_a_refund_that_the_statement_does_not_know_yet_is_named():
    assert codes(replace(MONEY, order=replace(ORDER, status="refunded"))) == ["refund-other-period"]


def test_several_findings_hold_the_money_once():
    money = replace(MONEY, income=9000, penalties=-500, net=8000, fee_gaps=(FeeGap("commission", 450, 500, (0,)),))
    source = replace(SOURCE, fees=(FeeRule("commission", "5%"),))
    findings = split_resolved(judge(money, source, NOW), {}, lambda _finding: money.net).open
    assert [finding.code for finding in findings] == ["paid-short", "platform-penalty", "fee-differs"]
    assert sum(finding.amount_minor for finding in findings) == money.net
    assert len({finding.subject for finding in findings if finding.code == "fee-differs"}) == 1


@pytest.mark.parametrize("status", ["unpaid", "deposit-paid"])
def test_goods_that_left_without_a_payment_are_named(status):
    finding = judge_unpaid(replace(ORDER, status=status), "shopify", "shipped", timedelta(days=30), NOW)
    assert (finding.code, finding.information) == ("shipped-not-paid", False)


def test_the_due_moment_itself_is_not_overdue():
    at_due = judge_unpaid(ORDER, "shopify", "shipped", timedelta(days=8), NOW)
    late = judge_unpaid(ORDER, "shopify", "shipped", timedelta(days=7), NOW)
    assert (at_due.code, late.code) == ("not-paid-yet", "overdue")
    assert at_due.information and not late.information


@pytest.mark.parametrize("code", NEXT_STEPS)
def test_every_next_step_is_a_sentence(code):
    assert NEXT_STEPS[code][0].isupper() and NEXT_STEPS[code].endswith(".")


@pytest.mark.parametrize(
    ("remark", "kind", "order"),
    [
        ("天猫佣金（女装）{123456789012}扣款", "commission", "123456789012"),
        ("天猫佣金(女装)123456789012扣款", "commission", "123456789012"),
        ("淘宝客佣金代扣款[123456789012]", "advertising", "123456789012"),
        ("代扣返点积分123456789012", "service-fee", "123456789012"),
        ("运费险保费收取:淘宝订单号123456789012", "freight-insurance", "123456789012"),
        ("运费险保费收取：淘宝订单号123456789012", "freight-insurance", "123456789012"),
        ("直通车充值", "transfer", ""),
        ("余利宝-自动转入", "transfer", ""),
        ("缺货赔付", "penalty", ""),
        ("先用后付技术服务费", "payment-fee", ""),
        ("生日快乐", "", ""),
    ],
)
def test_a_remark_says_what_the_money_is_for(remark, kind, order):
    assert in_remark(remark) == (kind, order)


def test_an_order_number_loses_only_its_prefix():
    assert order_number("T200P700000000000000001") == "700000000000000001"
    assert order_number("T50060NP700000000000000001") == "700000000000000001"
    assert order_number("PAY-1") == "PAY-1"


def test_every_kind_in_the_tables_is_one_of_the_models():
    from sellerkit.payouts.statements.alipay_words import BUSINESS, REMARKS
    from sellerkit.payouts.statements.amazon_kinds import KINDS as AMAZON
    from sellerkit.payouts.statements.shopify import KINDS as SHOPIFY

    used = {row[3] for row in AMAZON} | {kind for row in SHOPIFY for kind in row[1:]}
    used |= {kind for _pattern, kind in REMARKS} | {kind for row in BUSINESS for kind in row[1:]}
    assert used <= set(KINDS)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("Order", "ItemPrice", "Principal"), "sale"),
        (("Refund", "ItemPrice", "Shipping"), "refund"),
        (("Order", "ItemFees", "ShippingChargeback"), "fulfilment"),
        (("Chargeback Refund", "ItemPrice", "Principal"), "chargeback"),
        (("other-transaction", "other-transaction", "REVERSAL_REIMBURSEMENT"), "adjustment"),
        (("other-transaction", "other-transaction", "Current Reserve Amount"), "reserve"),
        (("Payable to Amazon", "other-transaction", "Payable to Amazon"), "transfer"),
        (("Order", "ItemFees", "Something Amazon invents"), "service-fee"),
        (("Never", "seen", "before"), "other"),
    ],
)
def test_amazons_words_have_their_kind(words, kind):
    assert kind_of(*words) == kind


def test_a_way_of_business_depends_on_the_direction():
    assert kind_of_business("在线支付", income=True) == "sale"
    assert kind_of_business("在线支付", income=False) == "other"
