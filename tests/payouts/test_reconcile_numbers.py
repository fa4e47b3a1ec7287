"""One order under several spellings of its number, in several statements, sources and currencies."""

from __future__ import annotations

LATER = {"SELLERKIT_NOW": "2026-12-31T00:00:00Z"}
SOURCES = '[payouts.sources.a]\nfiles = "a*.csv"\n[payouts.sources.b]\nfiles = "b*.csv"\n'


def found(shop):
    result = shop.run("payouts", "reconcile", "-n", "--json", env=LATER)
    return result.json, {one["order_id"]: one["code"] for one in result.json["exceptions"]}


def taken_in(shop, files, orders, **statements):
    shop.write("orders.csv", files.orders(*(files.order(number) for number in orders)))
    assert shop.run("orders", "import", "orders.csv").exit_code == 0
    for name, rows in statements.items():
        shop.write(f"{name}.csv", files.shopify(*rows))
        assert shop.run("payouts", "import", f"{name}.csv").exit_code == 0


def test_an_order_that_is_paid_in_parts_under_three_spellings_is_paid(shop, files):
    parts = [files.paid("#1001", "50.00"), files.paid("1001", "30.00"), files.paid(" 1001", "20.00")]
    taken_in(shop, files, ["#1001"], tx=parts)
    report, codes = found(shop)
    assert codes == {} and report["matched"] == 1
    assert [(one["kind"], one["lines"], one["amount"]) for one in report["explained"]] == [("sale", 3, "100.00")]


def test_what_is_short_names_the_lines_of_every_spelling(shop, files):
    taken_in(shop, files, ["#1001"], tx=[files.paid("#1001", "50.00"), files.paid("1001", "30.00")])
    report, codes = found(shop)
    assert codes == {"#1001": "paid-short"}
    assert [line["amount"] for line in report["exceptions"][0]["lines"]] == ["50.00", "30.00"]
    assert report["totals"][0]["exceptions"] == "80.00"


def test_a_number_in_two_sources_is_one_order(shop, files):
    shop.toml(SOURCES)
    taken_in(shop, files, ["#1001"], a1=[files.paid("#1001", "60.00")], b1=[files.paid("#1001", "40.00")])
    report, codes = found(shop)
    assert codes == {} and report["matched"] == 1


def test_a_second_statement_of_a_source_goes_on_with_the_order(shop, files):
    shop.toml(SOURCES)
    other = [files.paid("#1002"), files.paid("#1001", "40.00", at="2026-11-09 09:00:00 +0800")]
    taken_in(shop, files, ["#1001", "#1002"], a1=[files.paid("#1001", "60.00")], a2=other, b1=[files.paid("#1003")])
    report, codes = found(shop)
    assert codes == {"#1003": "no-such-order"} and report["matched"] == 2


def test_only_the_line_in_a_foreign_currency_stands_out(shop, files):
    taken_in(shop, files, ["#1001"], tx=[files.paid("#1001"), files.paid("#1001", "9.00", currency="USD")])
    report, codes = found(shop)
    assert codes == {"#1001": "currency-differs"}
    assert {one["currency"]: one["exceptions"] for one in report["totals"]} == {"CNY": "0.00", "USD": "9.00"}


def test_a_tie_holds_for_its_source_alone(shop, files):
    shop.toml(SOURCES)
    taken_in(shop, files, ["#1001", "#1002"], a1=[files.paid("#999")], b1=[files.paid("#1002")])
    tied = shop.run("payouts", "resolve", "no-such-order", "999", "--order", "shopify/1001", env=LATER)
    assert tied.exit_code == 0
    shop.write("later.csv", files.orders(files.order("999")))
    shop.run("orders", "import", "later.csv")
    shop.write("b2.csv", files.shopify(files.paid("999", at="2026-11-09 09:00:00 +0800")))
    shop.run("payouts", "import", "b2.csv")
    report, codes = found(shop)
    assert codes == {} and report["matched"] == 3


def test_a_number_that_is_only_a_sign_is_no_number(shop, files):
    taken_in(shop, files, ["#1001"], tx=[files.paid("#1001"), files.paid("#", "7.00")])
    report, _codes = found(shop)
    assert [(one["code"], one["amount"]) for one in report["exceptions"]] == [("no-order-number", "7.00")]
