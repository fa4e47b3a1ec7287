"""Order exports that nobody here wrote: each comes in with the figures its file holds, or is refused with a reason."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sellerkit.orders.recipients import recipient_of

REAL = Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[2] / ".." / "shared" / "fixtures"))

pytestmark = pytest.mark.skipif(
    not (REAL / "orders").is_dir(), reason=f"no real files in {REAL}: set SELLERKIT_REAL_FILES"
)


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """The file as the csv module reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def shopify_files() -> list[Path]:
    return sorted((REAL / "orders" / "shopify").glob("*.csv"))


@pytest.mark.parametrize("path", shopify_files(), ids=lambda path: path.name)
def test_every_shopify_export_comes_in_with_its_own_figures(shop: Any, path: Path) -> None:
    result = shop.run("orders", "import", str(path), "--json")
    assert result.exit_code in (0, 3), result.stderr
    expected = rows(path)
    (file,) = result.json
    assert (file["format"], file["rows"], file["created"]) == ("shopify-orders", len(expected), len(expected))
    listed = shop.run("orders", "list", "--json").json
    names = {row["Name"] for row in expected}
    assert {order["order_id"] for order in listed} == names
    assert sum(line["quantity"] for order in listed for line in order["lines"]) == sum(
        int(row["Lineitem quantity"]) for row in expected
    )
    totals = {row["Name"]: Decimal(row["Total"]) for row in reversed(expected) if row["Total"]}
    assert {order["order_id"]: Decimal(order["total"]) for order in listed} == totals
    assert {line["code"] for order in listed for line in order["lines"]} == {row["Lineitem sku"] for row in expected}
    before = shop.dump()
    assert shop.run("orders", "import", str(path), "--json").json[0]["unchanged"] == len(expected)
    assert shop.dump() == before


def imported(
    shop: Any, name: str, delimiter: str = ","
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, str]]]:
    """What the import said, what is listed afterwards, and the rows as the csv module reads them."""
    path = REAL / "orders" / name
    result = shop.run("orders", "import", str(path), "--json")
    assert result.exit_code in (0, 3), result.stderr
    listed = shop.run("orders", "list", "--json").json
    before = shop.dump()
    shop.write("again.csv", path.read_bytes() + b"\n")
    assert shop.run("orders", "import", "again.csv", "--json").json[0]["changed"] == 0
    assert shop.dump() == before
    return result.json[0], listed, rows(path, delimiter)


def pieces(listed: list[dict[str, Any]]) -> int:
    return sum(line["quantity"] for order in listed for line in order["lines"])


def money(listed: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(order["total"]) for order in listed if order["total"] is not None), Decimal(0))


def test_the_amazon_orders_report(shop: Any) -> None:
    file, listed, expected = imported(shop, "amazon/lit_orders_report_perl.txt", "\t")
    assert (file["format"], file["rows"], len(listed)) == ("amazon-orders", 6, 4)
    assert pieces(listed) == sum(int(row["quantity-purchased"]) for row in expected)
    parts = ("item-price", "item-tax", "shipping-price", "shipping-tax")
    assert money(listed) == sum(Decimal(row[part]) for row in expected for part in parts)
    assert {order["status"] for order in listed} == {"to-ship"}


def test_the_amazon_unshipped_report_without_a_row(shop: Any) -> None:
    file, listed, _expected = imported(shop, "amazon/airbyte_unshipped_header_only.csv", "\t")
    assert (file["format"], file["rows"], file["ignored"], listed) == ("amazon-orders", 0, 2, [])


@pytest.mark.parametrize("name", ["junobooks_EtsySoldOrders2026-3.csv", "mis500_EtsySoldOrders2020.csv"])
def test_etsys_sold_orders(shop: Any, name: str) -> None:
    file, listed, expected = imported(shop, f"etsy/{name}")
    assert (file["format"], file["rows"], len(listed)) == ("etsy-orders", len(expected), len(expected))
    assert pieces(listed) == sum(int(row["Number of Items"]) for row in expected)
    assert money(listed) == sum(Decimal(row["Order Total"]) for row in expected)
    assert sum(order["shipped_at"] is not None for order in listed) == sum(
        bool(row["Date Shipped"]) for row in expected
    )


def test_etsys_sold_order_items(shop: Any) -> None:
    file, listed, expected = imported(shop, "etsy/lit_items_fx02_quantity.csv")
    assert (file["format"], file["rows"], len(listed)) == ("etsy-items", 4, 3)
    assert pieces(listed) == sum(int(row["Quantity"]) for row in expected) == 7
    assert sum(
        line["quantity"] * Decimal(line["unit_price"]) for order in listed for line in order["lines"]
    ) == Decimal("120.00")
    assert {line["code"] for order in listed for line in order["lines"]} == {row["SKU"] for row in expected}


def test_the_tmall_report_of_28010_orders(shop: Any) -> None:
    file, listed, expected = imported(shop, "taobao/tmall_order_report.csv")
    assert (file["format"], file["rows"], len(listed)) == ("tmall-report", 28010, 28010)
    statuses = [order["status"] for order in listed]
    assert (statuses.count("unpaid"), statuses.count("refunded")) == (3923, 5132)
    paid = [row for row in expected if row["订单付款时间 "]]
    owed = sum(Decimal(row["总金额"]) for row in expected if not row["订单付款时间 "])
    assert money(listed) == owed + sum(Decimal(row["买家实际支付金额"]) + Decimal(row["退款金额"]) for row in paid)


def test_the_woocommerce_export(shop: Any) -> None:
    file, listed, expected = imported(shop, "woocommerce/aipos_woocommerce_orders.csv")
    assert (file["format"], file["rows"], len(listed)) == ("woocommerce-items", len(expected), 50)
    assert pieces(listed) == sum(int(row["quantity"]) for row in expected)
    assert money(listed) == sum(Decimal(row["order_total"]) for row in expected if row["order_total"])
    words = {"completed": "done", "processing": "to-ship", "on-hold": "unpaid", "pending": "unpaid"}
    assert {order["order_id"]: order["status"] for order in listed} == {
        row["order_number"]: words[row["status"]] for row in expected
    }


def test_every_order_file_has_a_test_here() -> None:
    text = Path(__file__).read_text("utf-8")
    files = [path for path in (REAL / "orders").glob("*/*") if path.parent.name != "shopify"]
    assert not [path.name for path in files if path.name not in text]


def test_a_file_that_is_no_order_export_we_know_is_refused_whole(shop: Any) -> None:
    before = shop.dump()
    result = shop.run("orders", "import", str(REAL / "payouts" / "shopify" / "lit_payouts_summary.csv"), "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "unknown-format"
    assert shop.dump() == before


def test_no_part_of_a_free_text_address_is_lost() -> None:
    path = REAL / "addresses" / "akebe_freetext_masked.txt"
    for line in path.read_text("utf-8").splitlines():
        buyer = recipient_of(line)
        kept = "".join((buyer.name, buyer.phone, buyer.postcode, buyer.address))
        # 省直辖县级行政区划 stands where there is no city: it names no place.
        lost = set(line.replace("省直辖县级行政区划", "")) - set(kept) - set(" ,，。、 \u3000")
        assert not lost, (line, buyer)
