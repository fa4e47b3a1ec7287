"""Suppliers' sheets that nobody here wrote, with figures that were read with other programs.

They are not part of the project: `SELLERKIT_REAL_FILES` names their folder.
"""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / os.environ.get("SELLERKIT_REAL_FILES", "../shared/fixtures")).resolve() / "stock"

pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason="the folder of real files is not there (SELLERKIT_REAL_FILES)"
)


def items(shop):
    return shop.run("stock", "list", "--json").json


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")  # openpyxl, as the independent reader
def test_a_catalogue_whose_barcode_column_is_its_code(shop):
    path = FILES / "suppliers" / "dolphinfafa_单品.xlsx"
    rows = list(load_workbook(path).active.iter_rows(min_row=2, values_only=True))
    result = shop.run("stock", "import", str(path), "--as", "set", "--json")
    assert result.exit_code == 0, result.stdout
    assert (result.json[0]["rows"], result.json[0]["created"], result.json[0]["movements"]) == (len(rows), 239, 0)
    assert {(item["sku"], item["name"]) for item in items(shop)} == {(row[2], row[1]) for row in rows}
    assert {item["on_hand"] for item in items(shop)} == {0}
    assert "no quantity column" in shop.run("stock", "import", str(path), "--as", "set", "--again").stderr


# Read with xlrd 2: 322 rows below the headings, 59 of them without a price (the groups), one item twice.
GURESHIDZE = {
    "rows": 263,
    "groups": 59,
    "skus": 262,
    "quantity": 292,
    "stocked": 199,
    "prices": Decimal(529_970),
    "doubled": 150,
}


@pytest.mark.parametrize(
    "columns",
    ["", 'columns = { name = "Номенклатура", unit = "Единица измерения", price = "Цена", quantity = "Остаток" }'],
)
def test_a_price_list_with_a_declared_key(shop, columns):
    path = FILES / "suppliers" / "gureshidze_price.xls"
    shop.toml(
        f'[stock.sources.phones]\nkey = ["Номенклатура", "Характеристика"]\ncurrency = "RUB"\nas = "set"\n{columns}'
    )
    result = shop.run("stock", "import", str(path), "--source", "phones", "--json")
    assert result.exit_code == 0, result.stdout
    (file,) = result.json
    assert (file["rows"], file["ignored"], file["created"]) == (
        GURESHIDZE["rows"],
        GURESHIDZE["groups"],
        GURESHIDZE["skus"],
    )
    there = items(shop)
    assert len(there) == GURESHIDZE["skus"]
    assert sum(item["on_hand"] for item in there) == file["quantity_in"] == GURESHIDZE["quantity"]
    assert sum(1 for item in there if item["on_hand"]) == GURESHIDZE["stocked"]
    assert sum(Decimal(item["price"]) for item in there) == GURESHIDZE["prices"] - GURESHIDZE["doubled"]
    assert {(item["currency"], item["unit"], item["shown_unit"]) for item in there} == {("RUB", "piece", "шт")}


def test_a_price_list_without_codes_is_refused_with_what_to_declare(shop):
    before = shop.dump()
    result = shop.run("stock", "import", str(FILES / "suppliers" / "burnlife_报价单.xlsx"), "--as", "set", "--json")
    assert result.exit_code == 5
    hint = result.json["error"]["hint"]
    assert all(word in hint for word in ("[stock.sources.NAME]", "columns", "key"))
    assert shop.dump() == before


def test_a_woocommerce_product_export(shop):
    path = FILES / "woocommerce" / "sample_products.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["SKU"]: row for row in csv.DictReader(file)}
    result = shop.run("stock", "import", str(path), "--as", "set", "--json")
    assert result.exit_code == 0, result.stdout
    assert (result.json[0]["rows"], result.json[0]["created"]) == (len(rows), len(rows))
    for item in items(shop):
        row = rows[item["sku"]]
        assert item["name"] == row["Name"]
        assert item["price"] == (f"{Decimal(row['Regular price']):.2f}" if row["Regular price"] else None)
        weight = row["Weight (lbs)"]
        assert item["weight_g"] == (round(Decimal(weight) * Decimal("453.59237")) if weight else None)
        sides = [row[f"{side} (in)"] for side in ("Length", "Width", "Height")]
        assert item["size_mm"] == (
            [int(Decimal(side) * Decimal("25.4") + Decimal("0.5")) for side in sides] if all(sides) else None
        )


def test_a_shopify_product_export_names_the_one_product_without_a_code(shop):
    path = FILES / "shopify_products" / "apparel.csv"
    refused = shop.run("stock", "import", str(path), "--as", "set", "--json")
    assert refused.exit_code == 5
    assert [(p["code"], p["column"]) for p in refused.json["error"]["problems"]] == [("missing-sku", "Variant SKU")]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Variant SKU"].strip("'"): row for row in csv.DictReader(file) if row["Variant SKU"]}
    taken = shop.run("stock", "import", str(path), "--as", "set", "--skip-bad-rows", "--json")
    assert (taken.exit_code, taken.json[0]["created"]) == (3, len(rows))
    there = {item["sku"]: item for item in items(shop)}
    assert {sku: item["on_hand"] for sku, item in there.items()} == {
        sku: int(row["Variant Inventory Qty"]) for sku, row in rows.items()
    }
    assert sum(Decimal(item["price"]) for item in there.values()) == sum(
        Decimal(row["Variant Price"]) for row in rows.values()
    )


def test_a_magento_catalogue(shop):
    path = FILES / "magento" / "products_gear_bags.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert shop.run("stock", "import", str(path), "--as", "set").exit_code == 0
    there = items(shop)
    assert {item["sku"] for item in there} == {row["sku"] for row in rows}
    assert sum(item["on_hand"] for item in there) == sum(int(Decimal(row["qty"])) for row in rows)
    assert sum(Decimal(item["price"]) for item in there) == sum(Decimal(row["price"]) for row in rows)


# Read with xlrd 2: 847 rows of goods below the twelfth row (groups are merged over eight columns); 14 say ">20".
REZINA = {"skus": 847, "quantity": 4222, "prices": Decimal(2_392_734)}


def test_tyres_in_groups_with_more_than_twenty_of_some(shop):
    shop.toml('[stock.sources.tyres]\nas = "set"\ncurrency = "UAH"\nat_least = true')
    path = FILES / "suppliers" / "rezina13_price_poltava.xls"
    result = shop.run("stock", "import", str(path), "--source", "tyres", "--json")
    assert result.exit_code == 0, result.stdout
    (file,) = result.json
    assert (file["rows"], file["created"], file["quantity_in"]) == (REZINA["skus"], REZINA["skus"], REZINA["quantity"])
    there = items(shop)
    assert sum(Decimal(item["price"]) for item in there) == REZINA["prices"]
    tyre = next(item for item in there if item["sku"] == "2075463")
    assert (tyre["name"], tyre["on_hand"], tyre["price"]) == ("Imperial Snow Dragon HP 155/70 R13 75T", 8, "1250.00")
    assert all(item["category"] for item in there)


@pytest.mark.parametrize(
    ("name", "code", "problems"),
    [
        ("shopify_products/jewelry.csv", "bad-rows", {"missing-sku", "negative"}),  # no code anywhere, one stock of -1
        ("suppliers/gureshidze_price.xls", "no-sku-column", set()),
        ("woocommerce/sample_tax_rates.csv", "no-header", set()),
        ("xl_robustness/sheetjs_ErrorTypes.xlsx", "no-header", set()),
        ("xl_robustness/sheetjs_merge_cells.xls", "no-header", set()),
        ("xl_robustness/sheetjs_merge_cells.xlsx", "no-header", set()),
        ("xl_robustness/sheetjs_text_and_numbers.xlsx", "no-header", set()),
        ("xl_robustness/sheetjs_password_2002_40_basecrypto.xls", "password-protected", set()),
        # Bare fractions say no unit; once it is declared, every product has the EAN 1234567890123.
        ("prestashop_products_import.csv", "bad-rows", {"weight-unit", "length-unit"}),
        ("suppliers/rezina13_price_poltava.xls", "bad-rows", {"at-least"}),  # ">20" tyres
        ("suppliers/postavkatrub_test.xls", "no-sku-column", set()),
        ("suppliers/postavkatrub_price___.xls", "damaged-file", set()),
        ("suppliers/dolphinfafa_new_invent.xlsx", "no-header", set()),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_code(shop, name, code, problems):
    before = shop.dump()
    result = shop.run("stock", "import", str(FILES / name), "--as", "set", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, code)
    assert {problem["code"] for problem in result.json["error"]["problems"]} == problems
    assert shop.dump() == before
