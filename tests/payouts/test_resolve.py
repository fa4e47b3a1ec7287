"""payouts resolve: what a person decided, kept, undone, and asked again when the money changes."""

from __future__ import annotations

from decimal import Decimal

import pytest

LATER = {"SELLERKIT_NOW": "2026-11-19T20:30:00+08:00"}


def reconciled(shop, **more):
    result = shop.run("payouts", "reconcile", "--json", **more)
    for total in result.json["totals"]:
        of_currency = [one for one in result.json["exceptions"] if one["currency"] == total["currency"]]
        assert sum(Decimal(one["amount"]) for one in of_currency) == Decimal(total["exceptions"])
        assert Decimal(total["explained"]) + Decimal(total["exceptions"]) == Decimal(total["statements"])
    return result


@pytest.fixture
def short(shop, books, files):
    """Two orders that were paid short, one that was not."""
    books(
        [files.order(f"#{n}") for n in (1001, 1002, 1003)],
        [files.paid("#1001", "95.00"), files.paid("#1002", "94.00"), files.paid("#1003")],
    )
    return shop


@pytest.mark.parametrize("decision", ["accepted", "written-off", "fixed"])
def test_a_settled_exception_is_listed_as_resolved_and_can_be_undone(short, decision):
    done = short.run(
        "payouts", "resolve", "paid-short", "1001", "#1002", "--as", decision, "--note", "agreed", "--json"
    )
    assert done.exit_code == 0, done.stderr
    assert [one["order_id"] for one in done.json["resolved"]] == ["#1001", "#1002"]
    after = reconciled(short)
    assert after.exit_code == 0 and after.json["exceptions"] == [] and after.json["matched"] == 1
    assert [(one["order_id"], one["decision"]["as"], one["decision"]["note"]) for one in after.json["resolved"]] == [
        ("#1001", decision, "agreed"), ("#1002", decision, "agreed"),
    ]  # fmt: skip
    assert short.run("payouts", "reconcile", "--strict").exit_code == 0
    assert short.run("undo", str(done.json["batch"])).exit_code == 0
    assert len(reconciled(short).json["exceptions"]) == 2


def test_a_resolved_exception_comes_back_when_its_difference_changes(short, files):
    short.run("payouts", "resolve", "paid-short", "#1001", "--as", "accepted")
    short.write("more.csv", files.shopify(files.paid("#1001", "2.00", at="2026-11-04 09:00:00 +0800")))
    short.run("payouts", "import", "more.csv")
    after = reconciled(short)
    assert after.exit_code == 3 and after.json["resolved"] == []
    assert [(one["order_id"], one["difference"], one["known"]) for one in after.json["exceptions"]] == [
        ("#1001", "-3.00", False), ("#1002", "-6.00", True),
    ]  # fmt: skip


def test_a_claim_stays_open_with_its_date_until_the_money_comes(short, files):
    assert (
        short.run("payouts", "resolve", "paid-short", "#1001", "--as", "claimed", "--note", "ticket 7").exit_code == 0
    )
    after = reconciled(short, env=LATER)
    (one,) = [one for one in after.json["exceptions"] if one["order_id"] == "#1001"]
    assert (one["known"], one["decision"]["as"], one["decision"]["days"]) == (True, "claimed", 9)
    assert "claimed 9" in short.run("payouts", "reconcile", env=LATER).stdout.replace("\n", " ")
    short.write("more.csv", files.shopify(files.paid("#1001", "5.00", at="2026-11-04 09:00:00 +0800")))
    short.run("payouts", "import", "more.csv")
    assert {one["order_id"] for one in reconciled(short).json["exceptions"]} == {"#1002"}


def test_one_of_two_exceptions_of_an_order_can_be_settled(shop, books, files):
    shop.toml('[payouts.sources.shopify]\nfiles = "tx*.csv"\nformat = "shopify-payments"\nfees = [ { kind = "payment-fee", rate = "1%" } ]')  # fmt: skip
    books([files.order("#1001")], [files.paid("#1001", "95.00", "3.00")])
    assert shop.run("payouts", "resolve", "fee-differs", "1001", "--as", "accepted").exit_code == 0
    after = reconciled(shop)
    assert [(one["code"], one["amount"]) for one in after.json["exceptions"]] == [("paid-short", "92.00")]


def test_money_of_an_unknown_order_is_tied_to_its_order(shop, books, files):
    books([files.order("#1001")], [files.paid("#999")])
    done = shop.run("payouts", "resolve", "no-such-order", "999", "--order", "shopify/1001", "--json")
    assert done.exit_code == 0, done.stderr
    after = reconciled(shop)
    assert (after.json["matched"], after.json["exceptions"]) == (1, [])
    again = shop.run("payouts", "resolve", "no-such-order", "999", "--order", "shopify/1001", "--json")
    assert (again.exit_code, again.json["batch"], again.json["unchanged"]) == (0, None, 1)
    shop.run("undo", str(done.json["batch"]))
    assert "no-such-order" in reconciled(shop).json["by_code"]


def test_money_without_a_number_is_tied_line_by_line(shop, books, files):
    found = books(
        [files.order("#1001"), files.order("#1002")],
        [files.paid("#1001"), files.paid("", "60.00"), files.paid("", "40.00", at="2026-11-03 09:00:00 +0800")],
    )
    lines = [one["reference"] for one in found.json["exceptions"] if one["code"] == "no-order-number"]
    assert len(lines) == 2
    done = shop.run("payouts", "resolve", "no-order-number", *lines, "--order", "shopify/1002", "--json")
    assert done.exit_code == 0, done.stderr
    assert (reconciled(shop).json["matched"], reconciled(shop).json["exceptions"]) == (2, [])


def test_an_ambiguous_number_is_tied_to_one_of_its_orders(shop, files):
    shop.write("orders.csv", files.orders(files.order("1001")))
    for channel in ("one", "two"):
        shop.run("orders", "import", "orders.csv", "--channel", channel)
    shop.write("tx.csv", files.shopify(files.paid("#1001")))
    shop.run("payouts", "import", "tx.csv")
    assert shop.run("payouts", "resolve", "ambiguous", "#1001", "--order", "two/1001").exit_code == 0
    after = reconciled(shop)
    assert after.json["matched"] == 1 and "ambiguous" not in after.json["by_code"]


def test_the_workbook_of_exceptions_is_taken_in_with_its_decisions(short):
    from openpyxl import load_workbook

    short.run("payouts", "reconcile", "-o", "month.xlsx")
    book = load_workbook(short.path / "month.xlsx")
    sheet = next(one for one in book if any("Decision" in [cell.value for cell in row] for row in one.iter_rows()))
    for row in sheet.iter_rows():
        texts = [cell.value for cell in row]
        if "Decision" in texts:
            decision, order = texts.index("Decision"), texts.index("Order")
        elif texts[order] == "#1002":
            row[decision].value = "接受"
    book.save(short.path / "month.xlsx")
    done = short.run("payouts", "resolve", "--file", "month.xlsx", "--json")
    assert done.exit_code == 0, done.stderr
    assert [(one["order_id"], one["decision"]) for one in done.json["resolved"]] == [("#1002", "accepted")]
    before = short.dump()
    assert short.run("payouts", "resolve", "--file", "month.xlsx").exit_code == 0
    assert short.dump() == before


def test_a_sheet_with_one_wrong_row_is_refused_whole(short):
    short.write("d.csv", "code,order,decision\npaid-short,#1001,accepted\npaid-short,#7777,accepted\n")
    before = short.dump()
    refused = short.run("payouts", "resolve", "--file", "d.csv")
    assert refused.exit_code == 5 and "row 3" in refused.stderr and "#7777" in refused.stderr
    assert short.dump() == before


def test_an_exception_that_is_not_there_is_refused_with_those_that_are(short):
    refused = short.run("payouts", "resolve", "paid-short", "#1003", "--as", "accepted")
    assert refused.exit_code == 2 and "#1001" in refused.stderr
    assert short.run("payouts", "resolve", "paid-short", "#1001").exit_code == 2
    assert short.run("payouts", "resolve", "paid-short", "#1001", "--order", "shopify/1003").exit_code == 2


def test_a_dry_run_decides_nothing(short):
    before = short.dump()
    assert short.run("payouts", "resolve", "paid-short", "#1001", "--as", "accepted", "-n").exit_code == 0
    assert short.dump() == before


def test_a_tie_and_a_decision_at_once_are_told_apart(shop):
    result = shop.run("payouts", "resolve", "no-such-order", "9", "--order", "shopify/1", "--as", "fixed")
    assert result.exit_code == 2
    assert "Leave --as out" in result.stderr
