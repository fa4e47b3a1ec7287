"""What waits for its money: by age, by source, order by order, and what the platform keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

SOON = '[payouts.sources.shopify]\nformat = "shopify-payments"\nfiles = "tx*.csv"\npays_within = "7d"'


def ageing(shop, *more, **options):
    return shop.run("payouts", "ageing", "--json", *more, **options)


@pytest.fixture
def taken(shop, files):
    def take(*orders, payments=()):
        shop.toml(SOON)
        shop.write("orders.csv", files.orders(*orders))
        assert shop.run("orders", "import", "orders.csv", "--channel", "shopify").exit_code in (0, 3)
        if payments:
            shop.write("tx.csv", files.shopify(*payments))
            assert shop.run("payouts", "import", "tx.csv").exit_code == 0

    return take


def test_a_shipped_order_without_money_is_overdue_for_so_many_days(shop, files, taken):
    taken(files.order("#1001", shipped="2026-11-01 10:00:00 +0800"))
    result = ageing(shop)
    assert result.exit_code == 3
    (order,) = result.json["orders"]
    assert order["due"] == "2026-11-08T10:00:00+08:00"
    assert (order["overdue_days"], order["bucket"], order["waits_days"]) == (3, "1-7", 9)
    assert order["message"] == "shipped 9 days ago, still no money"
    assert order["amount"] == "100.00"
    assert order["next_step"].startswith("Ask the platform")


def test_what_is_not_due_yet_is_listed_and_ends_well(shop, files, taken):
    taken(files.order("#1001", shipped="2026-11-09 10:00:00 +0800"))
    result = ageing(shop)
    assert result.exit_code == 0
    assert result.json["buckets"] == [
        {"source": "shopify", "currency": "CNY", "bucket": "not-due", "count": 1, "amount": "100.00"}
    ]


def test_an_order_that_was_paid_out_waits_for_nothing(shop, files, taken):
    taken(files.order("#1001"), files.order("#1002"), payments=[files.paid("#1001")])
    assert [one["order_id"] for one in ageing(shop).json["orders"]] == ["#1002"]


def test_currencies_are_never_added_together(shop, files, taken):
    taken(files.order("#1001"), files.order("#1002"), files.order("#1003", currency="USD"))
    sums = {one["currency"]: one["amount"] for one in ageing(shop).json["buckets"]}
    assert sums == {"CNY": "200.00", "USD": "100.00"}


def test_only_what_is_overdue_for_so_long(shop, files, taken):
    taken(files.order("#1001", shipped="2026-10-20 10:00:00 +0800"), files.order("#1002"))
    assert [one["order_id"] for one in ageing(shop, "--days", "8").json["orders"]] == ["#1001"]
    assert {one["bucket"] for one in ageing(shop).json["orders"]} == {"8-15", "1-7"}


def test_an_order_paid_for_and_not_sent_is_not_due(shop, files, taken):
    taken(files.order("#1001", shipped=""))
    (order,) = ageing(shop).json["orders"]
    assert (order["event"], order["due"], order["bucket"]) == ("paid", None, "not-due")
    assert order["message"] == "the buyer paid 10 days ago, not shipped yet"


def test_a_source_that_does_not_exist_is_named(shop, taken):
    taken()
    result = shop.run("payouts", "ageing", "--source", "shopfy")
    assert result.exit_code == 2
    assert "Did you mean shopify?" in result.stderr


def test_reserves_that_did_not_come_back_are_held(shop, files, taken):
    rows = [
        files.paid("", "-30.00", kind="reserve"),
        files.paid("", "10.00", kind="reserve", at="2026-11-05 09:00:00 +0800"),
    ]
    taken(payments=rows)
    (held,) = ageing(shop).json["held"]
    assert (held["source"], held["held"], held["currency"], held["lines"]) == ("shopify", "20.00", "CNY", 2)


def test_the_table_says_it_in_a_sentence_and_changes_nothing(shop, files, taken):
    taken(files.order("#1001"))
    before = shop.dump()
    result = shop.run("payouts", "ageing")
    assert "1 order waits for its money." in result.stdout
    assert "1–7 days overdue" in result.stdout
    assert shop.dump() == before


def test_a_run_that_writes_does_not_keep_others_from_looking(shop, files, taken):
    taken(files.order("#1001"))
    db = shop.store()
    db.execute("BEGIN IMMEDIATE")
    try:
        assert len(ageing(shop).json["orders"]) == 1
    finally:
        db.close()


@given(days=st.integers(0, 400))
def test_every_age_is_in_one_bucket(days):
    from sellerkit.payouts.ageing import bucket_of

    expected = (
        "not-due" if not days else "1-7" if days < 8 else "8-15" if days < 16 else "16-30" if days < 31 else "over-30"
    )
    assert bucket_of(days) == expected
