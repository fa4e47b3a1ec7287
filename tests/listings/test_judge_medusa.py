"""Medusa's own import understands what Shopify's and WooCommerce's files say: its columns are filled from ours alone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest
from tests import judges

Row = dict[str, str]
CDN = "https://img.example/"
OPTIONS = ("颜色", "尺码", "款式")
WIDE = str.maketrans("｜＼", "|\\")  # what WooCommerce cannot keep in an option is written by its full-width sister
# SKU, name, options, barcode, stock, price, weight in g, picture
GOODS = [
    ("T-1", "真丝围巾", ("红色", "S", "斜纹, 细"), "6901234567892", 7, "129.90", 180, "T-1.jpg"),
    ("T-2", "真丝围巾", ("红色", "L", "斜纹, 细"), "", 0, "0.01", 210, "T-2.jpg"),
    ("T-3", "真丝围巾", ("蓝色", "L", '5" 平纹; (细)'), "012345678905", 3, "99999999.99", 210, "T-3.jpg"),
    ("007", 'Tea "first" pick, 100% 🍵', (), "96385074", 12, "29.90", 520, "side,1.jpg"),
    ("C/1", "5°C; <b>cold</b> & co", (), "", 1, "5.00", 1, ""),
]


def built(shop: Any, format: str) -> list[Row]:
    """The rows of the channel's file, written by the real commands from a sheet of GOODS."""
    sheet = io.StringIO()
    lines = csv.writer(sheet)
    lines.writerow(("SKU", "Name", "颜色", "尺码", "规格", "Barcode", "Qty", "Price", "Weight (g)", "Image"))
    for sku, name, options, barcode, stock, price, weight, picture in GOODS:
        lines.writerow(
            (sku, name, *(options or ("", "", "")), barcode, stock, price, weight, picture and CDN + picture)
        )
    shop.write("stock.csv", sheet.getvalue())
    shop.write("d.md", 'Good, "very" good.\n\n* one\n* two; three')
    shop.toml(f'[listings.channels.it]\nformat = "{format}"\nstatus = "active"\ndescription = "d.md"\n')
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    assert shop.run("listings", "build").exit_code == 0
    with (shop.path / "out/listings/it.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def of_shopify(rows: list[Row]) -> Iterator[Row]:
    """A handle is a product, a row with a SKU a variant, the others bring pictures; the first row speaks for all."""
    for handle, members in groupby(rows, lambda row: row["URL handle"]):
        first, *others = group = list(members)
        pictures = _numbered("Product Image {}", [row["Product image URL"] for row in group])
        names = [first[f"Option{n} name"] for n in (1, 2, 3)]
        for row in (first, *(row for row in others if row["SKU"])):
            yield {
                "Product Handle": handle, "Product Title": first["Title"], "Product Description": first["Description"],
                "Product Status": {"Active": "published", "Draft": "draft"}[first["Status"]],
                "Variant SKU": row["SKU"], "Variant Barcode": row["Barcode"], "Variant Price CNY": row["Price"],
                "Variant Weight": row["Weight value (grams)"], **pictures,
                **_numbered("Variant Option {} Name", names),
                **_numbered("Variant Option {} Value", [row[f"Option{n} value"] for n in (1, 2, 3)]),
            }  # fmt: skip


def of_woocommerce(rows: list[Row]) -> Iterator[Row]:
    """A parent speaks for the variations below it; a simple product is its own and only variant."""
    parents = {row["SKU"]: row for row in rows if row["Type"] == "variable"}
    for row in rows:
        if row["Type"] == "variable":
            continue
        spoken = parents[row["Parent"]] if row["Type"] == "variation" else row
        options = [(row[f"Attribute {n} name"], row[f"Attribute {n} value(s)"]) for n in (1, 2, 3)]
        yield {
            "Product Handle": spoken["SKU"], "Product Title": spoken["Name"], "Product Description": spoken["Description"],
            "Product Status": {"1": "published", "-1": "draft"}[spoken["Published"]],
            "Variant SKU": row["SKU"], "Variant Barcode": row["global_unique_id"], "Variant Price CNY": row["Regular price"],
            "Variant Weight": str(Decimal(row["Weight (kg)"]) * 1000), **_numbered("Product Image {}", _split(spoken["Images"])),
            **_numbered("Variant Option {} Name", [name for name, _value in options]),
            **_numbered("Variant Option {} Value", ["".join(_split(value)).translate(WIDE) for _name, value in options]),
        }  # fmt: skip


def _numbered(heading: str, values: list[str]) -> Row:
    return {heading.format(number): value for number, value in enumerate(values, start=1)}


def _split(cell: str) -> list[str]:
    """The values of a WooCommerce cell: a comma between them, a backslash before one that belongs to a value."""
    return [value.replace("\\,", ",") for value in re.split(r"(?<!\\), ", cell) if value]


def told(product: Any) -> Any:
    """A product of Medusa's as plain values."""
    variants = [
        (
            one["sku"], one.get("barcode", ""), [(p["currency_code"], Decimal(str(p["amount"]))) for p in one["prices"]],
            one["weight"], one.get("options", {}),
        )
        for one in product["variants"]
    ]  # fmt: skip
    options = {one["title"]: one["values"] for one in product.get("options", [])}
    pictures = [one["url"] for one in product.get("images", [])]
    return product["title"], product["status"], product["description"], pictures, options, variants


def sold(goods: list[Any], plain: dict[str, str]) -> Any:
    """What Medusa must understand of these lines of one product; `plain` are the options of one that has none."""
    variants = [
        (
            sku,
            barcode,
            [("cny", Decimal(price))],
            weight,
            dict(zip(OPTIONS, options, strict=True)) if options else plain,
        )
        for sku, _name, options, barcode, _stock, price, weight, _picture in goods
    ]
    values = [variant[4] for variant in variants]
    options = {name: list(dict.fromkeys(one[name] for one in values)) for name in values[0]}
    pictures = [CDN + line[7] for line in goods if line[7]]
    description = '<p>Good, "very" good.</p>\n<ul>\n<li>one</li>\n<li>two; three</li>\n</ul>'
    return goods[0][1], "published", description, pictures, options, variants


@pytest.mark.parametrize(
    ("format", "read", "handles", "plain"),
    [
        ("shopify-csv", of_shopify, ("t-1", "tea-first-pick-100", "5-c-b-cold-b-co"), {"Title": "Default Title"}),
        ("woocommerce-csv", of_woocommerce, ("t-1-all", "007", "C/1"), {}),
    ],
)
def test_medusa_understands_every_product_as_it_came_in(
    shop: Any, format: str, read: Any, handles: tuple[str, ...], plain: dict[str, str]
) -> None:
    understood = judges.medusa(list(read(built(shop, format))))
    assert {handle: told(product) for handle, product in understood["products"].items()} == {
        handle: sold(goods, plain) for handle, goods in zip(handles, (GOODS[:3], GOODS[3:4], GOODS[4:]), strict=True)
    }


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"Price": "12.90"}, 'Invalid column name(s) "Price"'),
        ({"Variant Price CNY": "¥12.90"}, 'Row 1: Invalid value provided for "variant price cny"'),
        ({"Product Handle": ""}, "Row 1: Missing product id and handle"),
        ({"Variant Option 1 Value": ""}, 'Row 1: Missing option value for "variant option 1 name"'),
    ],
)
def test_medusa_refuses_what_it_does_not_understand(broken: Row, why: str) -> None:
    row = {"Product Handle": "mug", "Variant Option 1 Name": "Size", "Variant Option 1 Value": "L"}
    assert why in judges.medusa([row | broken])["refused"]
