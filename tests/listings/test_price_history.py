"""A sale shows only an earlier price that was really asked: the lowest of the thirty days before it began."""

from __future__ import annotations

import csv
from typing import Any

PLAIN = '[listings.channels.shopify]\nformat = "shopify-csv"\n{price}\n[listings.channels.woo]\nformat = "woocommerce-csv"\n{price}\n'
BEFORE = 'price = { markup = "50%" }'
SALE = 'price = { markup = "50%", sale = "10%", sale_from = "2026-11-05", sale_until = "2026-11-12"MORE }'


def prices(shop: Any) -> tuple[str, str, str, str]:
    """Price and Compare-at price at Shopify, Sale price and Regular price at WooCommerce."""
    found = []
    for name, columns in (("shopify", ("Price", "Compare-at price")), ("woo", ("Sale price", "Regular price"))):
        with (shop.path / f"out/listings/{name}.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        found += [row[column] for column in columns]
    return (found[0], found[1], found[2], found[3])


def asked(shop: Any, *days: tuple[str, int]) -> None:
    """What both channels asked for S-1 from which day on, as builds of those days leave it."""
    db = shop.store()
    with db:
        batch = db.execute(
            "INSERT INTO batches (command, started_at, state) VALUES ('listings build', '2026-09-01T00:00:00Z', 'done')"
        ).lastrowid
        for channel in ("shopify", "woo"):
            for day, minor in days:
                db.execute(
                    "INSERT INTO asked_prices (channel, sku, currency, day, price_minor, batch_id) VALUES (?, 'S-1', 'CNY', ?, ?, ?)",
                    (channel, day, minor, batch),
                )
    db.close()


def built(shop: Any, shelf: Any, price: str, more: str = "") -> Any:
    if not shop.store().execute("SELECT 1 FROM items").fetchone():
        shelf.add("S-1", "Scarf")
    shop.toml(PLAIN.replace("{price}", price.replace("MORE", more)))
    return shop.run("listings", "build", "--json")


def codes(result: Any) -> set[str]:
    return {problem["code"] for channel in result.json for problem in channel["problems"]}


def test_every_build_notes_what_is_asked_once(shop: Any, shelf: Any) -> None:
    built(shop, shelf, BEFORE)
    shop.run("listings", "build")
    rows = (
        shop.store().execute("SELECT channel, sku, currency, day, price_minor FROM asked_prices ORDER BY id").fetchall()
    )
    assert [tuple(row) for row in rows] == [
        ("shopify", "S-1", "CNY", "2026-11-10", 1500),
        ("woo", "S-1", "CNY", "2026-11-10", 1500),
    ]


def test_the_lowest_price_of_the_thirty_days_stands_beside_the_sale(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1500), ("2026-10-20", 1420), ("2026-10-22", 1500))
    result = built(shop, shelf, SALE)
    assert (result.exit_code, codes(result)) == (0, set())
    assert prices(shop) == ("13.50", "14.20", "13.50", "14.20")


def test_a_price_that_still_stood_when_the_days_began_counts(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1400), ("2026-10-07", 1500))
    built(shop, shelf, SALE)
    assert prices(shop)[1] == "14.00"


def test_a_price_from_before_those_days_does_not_count(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1400), ("2026-10-05", 1500))
    built(shop, shelf, SALE)
    assert prices(shop)[1] == "15.00"


def test_a_sale_price_of_this_sale_is_no_earlier_price(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1500), ("2026-11-05", 1350))
    built(shop, shelf, SALE)
    assert prices(shop)[1] == "15.00"


def test_without_a_history_of_all_days_no_earlier_price_is_shown(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-10-20", 1500))
    result = built(shop, shelf, SALE)
    assert codes(result) == {"compare-at-unproven"}
    assert prices(shop) == ("13.50", "", "", "13.50")


def test_perishables_may_declare_fewer_days(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-10-20", 1500))
    built(shop, shelf, SALE, ", history_days = 7")
    assert prices(shop)[1] == "15.00"


def test_what_was_as_cheap_before_is_no_reduction(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1300))
    result = built(shop, shelf, SALE)
    assert codes(result) == {"compare-at-not-lower"}
    assert prices(shop)[1] == ""


def test_a_sale_never_goes_below_the_floor(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1500))
    built(shop, shelf, SALE, ', floor = "cost * 1.4"')
    assert prices(shop)[:2] == ("14.00", "15.00")


def test_outside_its_days_there_is_no_sale(shop: Any, shelf: Any) -> None:
    asked(shop, ("2026-09-01", 1500))
    built(shop, shelf, SALE.replace("2026-11-12", "2026-11-09"))
    assert prices(shop) == ("15.00", "", "", "15.00")


def test_a_sale_without_a_first_day_is_refused(shop: Any, shelf: Any) -> None:
    result = built(shop, shelf, 'price = { markup = "50%", sale = "10%" }')
    assert result.exit_code == 4
    assert "sale_from" in result.stderr + result.stdout


def test_undo_takes_the_history_back(shop: Any, shelf: Any) -> None:
    built(shop, shelf, BEFORE)
    number = shop.store().execute("SELECT max(number) FROM batches").fetchone()[0]
    assert shop.run("undo", str(number)).exit_code == 0
    assert shop.store().execute("SELECT count(*) FROM asked_prices").fetchone()[0] == 0
