"""One fault of each reason code, planted in a generated month: all are found and none is invented."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.payouts.month import NOW, Month

from sellerkit.payouts.rules import NEXT_STEPS


@pytest.mark.parametrize(("seed", "orders", "pieces"), [(1, 5000, 3), (2, 300, 1), (3, 300, 4), (4, 60, 2)])
def test_every_planted_fault_is_found_and_none_is_invented(shop, seed, orders, pieces):
    month = Month(seed, orders)
    month.take_in(shop, pieces)
    result = shop.run("payouts", "reconcile", "--json", env=NOW)
    answer = result.json
    assert {(one["code"], one["order_id"]) for one in answer["exceptions"]} == month.faults
    assert answer["by_code"] == dict.fromkeys(sorted(answer["by_code"]), 1) and result.exit_code == 3
    # A deposit that stays is explained to the cent like an order that agrees.
    assert answer["matched"] == month.agreeing + 1
    for total in answer["totals"]:
        lines = [Decimal(one["amount"]) for one in answer["exceptions"] if one["currency"] == total["currency"]]
        assert sum(lines) == Decimal(total["exceptions"])
        assert Decimal(total["explained"]) + Decimal(total["exceptions"]) == Decimal(total["statements"])


def test_the_month_holds_every_reason_code():
    # No export says of one order that it is unpaid and shipped; test_rules.py proves that code.
    assert {code for code, _number in Month(1, 60).faults} == set(NEXT_STEPS) - {"shipped-not-paid"}
