"""`listings diff`: field by field what an upload would change, against our last build or the marketplace's own export."""

from __future__ import annotations

from typing import Any

TOML = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
WOO = '[listings.channels.woo]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n'
# The headings of older exports, and those of today.
OLD = "Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src,Status\n"
NEW = "Title,URL handle,SKU,Price,Inventory quantity,Option1 value,Continue selling when out of stock\n"
EXPORT = (
    'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Regular price,Stock,Attribute 1 name,Attribute 1 value(s)\n'
)


def two_scarves(shop: Any, shelf: Any, toml: str = TOML) -> None:
    shelf.add("S-1", "Scarf", option1="Red", barcode="6901234567892")
    shelf.add("S-2", "Scarf", option1="Blue")
    shop.toml(toml)


def differing(shop: Any, *args: str, exit_code: int = 0) -> list[tuple[str, ...]]:
    result = shop.run("listings", "diff", *args, "--json")
    assert result.exit_code == exit_code, result.stdout + result.stderr
    (channel,) = result.json
    return [(one["kind"], one["sku"], one["field"], one["before"], one["after"]) for one in channel["differences"]]


def test_every_field_is_named_with_what_it_was_and_what_it_would_be(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.run("listings", "build")
    shelf.add("T-1", "Tea")
    db = shop.store()
    with db:
        db.execute("UPDATE items SET cost_minor = 2000 WHERE sku = 'S-2'")
    assert differing(shop) == [
        ("changed", "S-2", "Price", "13.50", "27.00"),
        ("changed", "S-2", "Cost per item", "10.00", "20.00"),
        ("added", "T-1", "", "", ""),
    ]


def test_the_first_line_says_that_the_live_shop_was_not_looked_at(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    for _turn in range(2):
        first = shop.run("listings", "diff").stdout.splitlines()[0]
        assert first.startswith("Compared with our last build, not with the live shop")
        shop.run("listings", "build")


def test_what_would_be_taken_away_ends_with_3(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.run("listings", "build")
    shop.toml("[listings.products.S-2]\nskip = true\n")
    assert differing(shop, exit_code=3) == [("removed", "S-2", "", "", "")]
    assert "--allow-removals" in shop.run("listings", "diff").stderr


def test_it_changes_nothing(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    before = shop.dump()
    differing(shop)
    assert shop.dump() == before


def test_an_old_export_of_shopify_is_understood(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.write(
        "products_export.csv",
        OLD
        + "scarf,Warm scarf,,My Shop,false,Color,Red,S-1,0,10,13.5,https://cdn.example/1.jpg,draft\n"
        + "scarf,,,,,,Blue,'S-2,0,3,13.50,,\nscarf,,,,,,Green,S-3,0,1,13.50,,\nother,Other,,,,,,X-1,0,1,1.00,,active\n",
    )
    found = differing(shop, "--against", "products_export.csv", exit_code=3)
    assert ("changed", "S-1", "Title", "Warm scarf", "Scarf") in found
    assert ("changed", "S-2", "Inventory quantity", "3", "10") in found
    assert ("removed", "S-3", "", "", "") in found
    assert not [one for one in found if one[1] == "X-1" or one[2] in ("Price", "Status", "Published on online store")]


def test_todays_export_of_shopify_is_understood(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.write("e.csv", NEW + "Scarf,scarf,S-1,13.50,10,Red,DENY\n,scarf,S-2,15.00,10,Blue,DENY\n")
    assert differing(shop, "--against", "e.csv") == [("changed", "S-2", "Price", "15.00", "13.50")]


def test_an_export_of_woocommerce_is_understood(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, WOO)
    shop.write(
        "wc.csv",
        EXPORT
        + '7,variable,scarf-all,,Scarf,-1,,,Color,"Red, Blue"\n8,variation,S-1,6901234567892,Scarf,1,13.5,9,Color,Red\n',
        encoding="utf-8-sig",
    )
    assert differing(shop, "--against", "wc.csv") == [
        ("changed", "S-1", "Stock", "9", "10"),
        ("added", "S-2", "", "", ""),
    ]


def test_another_file_is_refused_by_its_headings(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.write("wc.csv", EXPORT)
    shop.write("stock.csv", "SKU,Qty\nS-1,3\n")
    shop.write("e.csv", "é".encode("latin-1"))
    for name, code in (
        ("wc.csv", "unknown-export"),
        ("stock.csv", "unknown-export"),
        ("e.csv", "unreadable-export"),
        ("no.csv", "unreadable-export"),
    ):
        result = shop.run("listings", "diff", "--against", name, "--json")
        assert result.exit_code == 5
        assert code in result.stdout + result.stderr


def test_a_file_and_several_channels_do_not_go_together(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf, TOML + WOO)
    shop.write("e.csv", NEW)
    assert shop.run("listings", "diff", "--against", "e.csv").exit_code == 2


def the_first_scarf_is_another_product(shop: Any) -> None:
    with shop.store() as db:
        db.execute("UPDATE items SET name = 'Shawl' WHERE sku = 'S-1'")
    db.close()


def test_a_new_first_row_changes_nothing_of_the_product(shop: Any, shelf: Any) -> None:
    for toml in (TOML, '[listings.channels.etsy]\nformat = "copy-sheet"\nprice = { markup = "35%" }\n'):
        shop.toml(toml)
    two_scarves(shop, shelf, "")
    shop.run("listings", "build")
    the_first_scarf_is_another_product(shop)
    for channel in ("shopify", "etsy"):
        assert differing(shop, channel) == [("added", "S-1", "", "", "")]


def test_a_new_first_row_changes_nothing_of_the_product_of_an_export(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.run("listings", "build")
    (shop.path / "out/listings/shopify.csv").rename(shop.path / "e.csv")
    the_first_scarf_is_another_product(shop)
    found = differing(shop, "--against", "e.csv")
    assert found == [("changed", "S-1", "Title", "Scarf", "Shawl"), ("changed", "S-1", "URL handle", "scarf", "shawl")]


def test_barcodes_that_a_spreadsheet_program_ruined_are_named(shop: Any, shelf: Any) -> None:
    two_scarves(shop, shelf)
    shop.write("e.csv", "Title,URL handle,SKU,Price,Barcode\nScarf,scarf,S-1,13.50,6.90123E+12\n,scarf,S-2,13.50,\n")
    said = shop.run("listings", "diff", "--against", "e.csv").stderr
    assert "e.csv: 1 barcode reads like 6.90123E+12" in said
