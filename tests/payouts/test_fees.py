"""Fees of a contract: by category, with limits, roundings, refunds and dates, and the rule that says so."""

from __future__ import annotations

import pytest

TERMS = """[payouts.sources.shopify]
files = "tx*.csv"
format = "shopify-payments"
{more}
fees = [ {fees} ]
"""


def terms(*fees: str, more: str = "") -> str:
    return TERMS.format(fees=", ".join(fees), more=more)


def gaps(result):
    return {
        one["order_id"]: (one["expected"], one["paid"])
        for one in result.json["exceptions"]
        if one["code"] == "fee-differs"
    }


def test_too_much_and_too_little_are_both_named_with_the_rule(shop, books, files):
    shop.toml(terms('{ kind = "payment-fee", rate = "5%", of = "goods" }'))
    numbers = {"#1001": "5.00", "#1002": "7.00", "#1003": "3.00"}
    result = books(
        [files.order(number) for number in numbers], [files.paid(number, fee=fee) for number, fee in numbers.items()]
    )
    assert gaps(result) == {"#1002": ("5.00", "7.00"), "#1003": ("5.00", "3.00")}
    assert {one["rule"] for one in result.json["exceptions"]} == {"Payment fee 5% of the goods"}


@pytest.mark.parametrize(
    ("rule", "total", "right"),
    [
        ('rate = "5%", min = 2.00', "10.00", "2.00"),
        ('rate = "5%", cap = 30', "1000.00", "30.00"),
        ('rate = "5%", fixed = "0.30"', "10.00", "0.80"),
        ('fixed = "0.88"', "10.00", "0.88"),
        ('rate = "2.5%", rounding = "half-up"', "0.60", "0.02"),
        ('rate = "2.5%", rounding = "half-even"', "1.00", "0.02"),
        ('rate = "2.5%", rounding = "up"', "0.50", "0.02"),
        ('rate = "2.5%", rounding = "down"', "1.00", "0.02"),
        ('rate = "5%", of = "paid"', "10.00", "0.50"),
    ],
)
def test_a_rule_comes_to_its_amount_and_a_cent_beside_it_is_wrong(shop, books, files, rule, total, right):
    rounding = "" if "rounding" in rule else ', rounding = "half-up"'
    shop.toml(terms(f'{{ kind = "payment-fee", {rule}{rounding} }}'))
    wrong = f"{float(right) + 0.01:.2f}"
    result = books(
        [files.order("#1001", total), files.order("#1002", total)],
        [files.paid("#1001", total, right), files.paid("#1002", total, wrong)],
    )
    assert gaps(result) == {"#1002": (right, wrong)}


def stocked(shop):
    shop.write("stock.csv", "SKU,Name,Category,Qty\nCOAT,Coat,女装 > 外套,100\nTEA,Tea,茶,100\n")
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0


def two_lines(files, number, coat, tea):
    total = f"{coat + tea:.2f}"
    first = files.order(number, total).replace(f"1,Dates,{total},DATE-500", f"1,Coat,{coat:.2f},COAT")
    return first + f"{number},,,,,,,,,,,1,Tea,{tea:.2f},TEA\n"


CATEGORIES = ('{ kind = "payment-fee", rate = "5%", of = "goods", category = ["女装"] }', '{ kind = "payment-fee", rate = "2%", of = "goods" }')  # fmt: skip


def test_each_line_pays_the_rate_of_its_category_and_the_rest_pays_the_rest(shop, books, files):
    stocked(shop)
    shop.toml(terms(*CATEGORIES))
    result = books(
        [two_lines(files, "#1001", 80, 20), two_lines(files, "#1002", 80, 20), files.order("#1003")],
        [files.paid("#1001", fee="4.40"), files.paid("#1002", fee="5.00"), files.paid("#1003", fee="2.00")],
    )
    assert gaps(result) == {"#1002": ("4.40", "5.00")}
    (one,) = result.json["exceptions"]
    assert "女装" in one["rule"] and "2%" in one["rule"]


def test_a_rule_may_name_its_items(shop, books, files):
    stocked(shop)
    shop.toml(terms('{ kind = "payment-fee", rate = "10%", of = "goods", items = ["CO*"] }', CATEGORIES[1]))
    result = books([two_lines(files, "#1001", 80, 20)], [files.paid("#1001", fee="8.40")])
    assert gaps(result) == {}


@pytest.mark.parametrize(
    ("on_refund", "fee_back", "exceptions"),
    [("returned", "-5.00", {}), ("returned", "0.00", {"#1001": ("0.00", "5.00")}), ("kept", "0.00", {}), ("kept", "-5.00", {"#1001": ("5.00", "0.00")})],
)  # fmt: skip
def test_a_fee_comes_back_with_the_money_or_it_does_not(shop, books, files, on_refund, fee_back, exceptions):
    shop.toml(terms(f'{{ kind = "payment-fee", rate = "5%", on_refund = "{on_refund}" }}'))
    result = books(
        [files.order("#1001", status="refunded", shipped="")],
        [files.paid("#1001", fee="5.00"), files.paid("#1001", "-100.00", fee_back, "refund")],
    )
    assert gaps(result) == exceptions


def test_a_rule_holds_from_its_first_day_to_its_last(shop, books, files):
    shop.toml(
        terms(
            '{ kind = "payment-fee", rate = "5%", until = "2026-10-30" }',
            '{ kind = "payment-fee", rate = "6%", from = "2026-10-31" }',
        )
    )
    early = files.order("#1001", paid="2026-10-30 23:59:59 +0800")
    late = files.order("#1002", paid="2026-10-31 00:00:00 +0800")
    result = books([early, late], [files.paid("#1001", fee="5.00"), files.paid("#1002", fee="6.00")])
    assert gaps(result) == {}


def test_the_platforms_share_of_coupons_comes_beside_what_the_buyer_paid(shop, books, files):
    shop.toml(terms(more='coupon_share = "50%"'))
    orders = [files.order(number, "90.00", goods="100.00") for number in ("#1001", "#1002")]
    result = books(orders, [files.paid("#1001", "95.00"), files.paid("#1002", "90.00")])
    (one,) = result.json["exceptions"]
    assert (one["code"], one["order_id"], one["expected"], one["difference"]) == (
        "paid-short",
        "#1002",
        "95.00",
        "-5.00",
    )
    assert "50%" in one["rule"] and result.json["matched"] == 1


@pytest.mark.parametrize(
    "fee", ['rate = "much"', 'from = "soon"', "min = 5, cap = 1", 'rounding = "sideways"', 'on_refund = "perhaps"']
)
def test_a_rule_that_cannot_be_meant_is_refused(shop, fee):
    shop.toml(terms(f'{{ kind = "payment-fee", {fee} }}'))
    assert shop.run("payouts", "reconcile").exit_code == 4
