"""`sellerkit listings build`: what goes into the file, and what is kept out of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sellerkit.base.errors import CannotWrite
from sellerkit.listings.channels import channel_called
from sellerkit.listings.channels.contract import Dialect
from sellerkit.listings.order_of_rows import in_order
from sellerkit.listings.writing import NothingToWrite, read_rows, write_rows

SAMPLE = Path(__file__).parent / "samples" / "small_catalogue.csv"
Build = Callable[..., Any]
PLAIN = '[listings.channels.shopify]\nformat = "shopify-csv"\n'


def test_a_small_catalogue_gives_exactly_the_golden_file(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("MUG-R", "Stoneware Mug", option1="Red", option2="S", weight_g=350, barcode="6901234567892")
    shelf.add("MUG-B", "Stoneware Mug", option1="Blue", option2="M", weight_g=420, cost_minor=1250)
    shelf.add(
        "DATE-500", "临县红枣", quantity=30, weight_g=500, category="红枣", origin="山西省吕梁市", expires="2027-01-31"
    )
    shelf.picture("images/DATE-500.jpg")
    shelf.picture("images/DATE-500-2.jpg")
    shelf.picture("images/MUG-B.png")
    shop.write("brand/story.md", "我们在**黄河边**种枣。\n\n* 自家枣园\n* 手工挑选\n")
    shop.write("listings/description.md", "## {{ item.name }}\n\n{{ brand.story }}\n")
    shop.toml('[brand]\nname = "吕梁红枣"\nstory = "brand/story.md"')
    result = listed(
        '[listings.channels.shopify]\nformat = "shopify-csv"\ntitle = ["{{ brand.name }}", "{{ item.name }}"]\n'
        'description = "listings/description.md"\nprice = { markup = "35%", floor = "cost * 1.1", ending = ".90" }\n'
        'buffer = 5\nimages = "images/"\nimage_url = "https://img.example/"\ntags = ["Shanxi"]\nstatus = "active"\n'
    )
    assert result.exit_code == 0
    (channel,) = result.json
    assert (channel["products"], channel["variants"], channel["skipped"]) == (2, 3, 0)
    assert (shop.path / channel["file"]).read_text("utf-8") == SAMPLE.read_text("utf-8")


def test_the_answer_names_channel_file_counts_and_problems(shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    (channel,) = listed().json
    assert channel["channel"] == "shopify"
    assert channel["file"] == "out/listings/shopify.csv"
    assert (channel["products"], channel["variants"], channel["skipped"], channel["problems"]) == (1, 1, 0, [])


def test_items_of_one_name_with_options_are_one_product(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Scarf", option1="红色")
    shelf.add("H-1", "Hat")
    shelf.add("S-2", "Scarf", option1="蓝色")
    listed()
    rows = shelf.file()
    assert [(row["Title"], row["URL handle"], row["SKU"]) for row in rows] == [
        ("Scarf", "scarf", "S-1"),
        ("", "scarf", "S-2"),
        ("Hat", "hat", "H-1"),
    ]
    assert [(row["Option1 name"], row["Option1 value"]) for row in rows] == [
        ("颜色", "红色"),
        ("", "蓝色"),
        ("Title", "Default Title"),
    ]


def test_an_option_is_called_as_the_sheet_calls_it(shop: Any, shelf: Any, listed: Build) -> None:
    shop.toml('[stock.sources.a]\ncolumns = { sku = "货号", option1 = "口味" }')
    shelf.add("N-1", "Nuts", option1="原味")
    listed()
    assert shelf.file()[0]["Option1 name"] == "口味"


def test_options_are_called_the_same_in_every_language_of_the_terminal(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1", option1="Blue", option2="500g")
    listed()
    english = (shop.path / "out/listings/shopify.csv").read_bytes()
    shop.run("listings", "build", "--language", "zh")
    assert (shop.path / "out/listings/shopify.csv").read_bytes() == english
    assert (shelf.file()[0]["Option1 name"], shelf.file()[0]["Option2 name"]) == ("Color", "Net content")


def test_two_products_of_one_name_get_two_handles(shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    shelf.add("M-2")
    listed()
    assert [row["URL handle"] for row in shelf.file()] == ["mug", "mug-m-2"]


def test_a_chinese_name_gets_a_handle_from_its_sku(shelf: Any, listed: Build) -> None:
    shelf.add("DATE 500", "临县红枣")
    shelf.add("枣-一号", "临县冬枣")
    listed()
    first, second = (row["URL handle"] for row in shelf.file())
    assert first == "date-500"
    assert second.startswith("item-") and second.isascii()


def test_offered_stock_is_what_is_good_and_free_less_the_buffer(shelf: Any, listed: Build) -> None:
    shelf.add("A", "A", quantity=12)
    shelf.add("B", "B", quantity=3)
    shelf.add("C", "C", quantity=50, expires="2026-11-09")
    listed('[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "10%" }\nbuffer = 5')
    assert {row["SKU"]: row["Inventory quantity"] for row in shelf.file()} == {"A": "7", "B": "0", "C": "0"}


def test_goods_by_weight_are_offered_in_the_portion_they_are_priced_by(shelf: Any, listed: Build) -> None:
    shelf.add("W", "散枣", unit="g", priced_per=500, quantity=2300, cost_minor=1000)
    result = listed()
    (row,) = shelf.file()
    assert (row["Inventory quantity"], row["Weight value (grams)"], row["Price"]) == ("4", "500", "13.90")
    assert [problem["code"] for problem in result.json[0]["problems"]] == ["sold-by-weight"]
    assert result.exit_code == 0


def test_a_cost_said_by_the_dozen_is_divided_among_the_pieces(shelf: Any, listed: Build) -> None:
    shelf.add("D-1", "Socks", priced_per=12, cost_minor=12000, quantity=24)
    listed()
    (row,) = shelf.file()
    assert (row["Cost per item"], row["Price"], row["Inventory quantity"]) == ("10.00", "13.90", "24")


def test_a_supplier_sheet_becomes_a_listing(shop: Any, shelf: Any, listed: Build) -> None:
    shop.write(
        "spring.csv",
        "货号,品名,库存,进价,颜色\nA-1,棉布围巾,20,10.00,红\nA-2,棉布围巾,3,10.00,蓝\n",
        encoding="gb18030",
    )
    assert shop.run("stock", "import", "spring.csv", "--as", "set").exit_code == 0
    assert listed().json[0]["variants"] == 2
    assert [(row["Title"], row["Option1 value"], row["Price"], row["Inventory quantity"]) for row in shelf.file()] == [
        ("棉布围巾", "红", "13.90", "20"),
        ("", "蓝", "13.90", "3"),
    ]


def test_an_html_template_is_filled_with_harmless_text(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug <b>& Co</b>")
    shop.write("brand.md", "Made by **hand**.")
    shop.write(
        "d.html",
        "<h2>{{ item.name }}</h2>{{ brand.story }}{% for v in variants %}<p>{{ v.sku }}: {{ v.price }}</p>{% endfor %}",
    )
    shop.toml('[brand]\nstory = "brand.md"\n' + PLAIN + 'price = { markup = "35%" }\ndescription = "d.html"')
    assert shop.run("listings", "build").exit_code == 0
    assert shelf.file()[0]["Description"] == (
        "<h2>Mug &lt;b&gt;&amp; Co&lt;/b&gt;</h2><p>Made by <strong>hand</strong>.</p><p>M-1: 13.50</p>"
    )


def test_items_that_cannot_be_listed_are_named_and_the_others_built(shelf: Any, listed: Build) -> None:
    shelf.add("GOOD")
    shelf.add("NO-PRICE", "Tea", cost_minor=None)
    shelf.add("NO-NAME", None)
    result = listed()
    assert result.exit_code == 3
    (channel,) = result.json
    assert channel["skipped"] == 2
    assert {(p["sku"], p["code"]) for p in channel["problems"]} == {
        ("NO-PRICE", "price-missing"),
        ("NO-NAME", "title-missing"),
    }
    assert [row["SKU"] for row in shelf.file()] == ["GOOD"]


def test_an_item_in_another_currency_is_left_out(shelf: Any, listed: Build) -> None:
    shelf.add("EURO", "Cup", currency="EUR")
    result = listed()
    assert (result.exit_code, result.json[0]["file"]) == (3, None)
    assert result.json[0]["problems"][0]["code"] == "currency-differs"


def test_a_dry_run_says_the_same_and_writes_nothing(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1", barcode="6901234567890")
    tried = listed(PLAIN + 'price = { markup = "35%" }', "--dry-run")
    assert not (shop.path / "out").exists()
    done = shop.run("listings", "build", "--json")
    assert [{**channel, "dry_run": False} for channel in tried.json] == done.json
    assert (shop.path / "out" / "listings" / "shopify.csv").is_file()


def test_a_dry_run_and_check_change_nothing_in_the_store(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    before, batches = shop.dump(), shop.store().execute("SELECT count(*) FROM batches").fetchone()[0]
    listed(PLAIN + 'price = { markup = "35%" }', "--dry-run")
    shop.run("listings", "check")
    assert shop.dump() == before
    assert shop.store().execute("SELECT count(*) FROM batches").fetchone()[0] == batches


def test_building_twice_writes_the_same_bytes(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1", option1="红")
    listed()
    first = (shop.path / "out/listings/shopify.csv").read_bytes()
    shop.run("listings", "build")
    assert (shop.path / "out/listings/shopify.csv").read_bytes() == first


def test_pictures_without_an_address_are_left_out_with_a_note(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shelf.picture("images/M-1.jpg")
    shop.toml(PLAIN + 'price = { markup = "35%" }\nimages = "images"')
    result = shop.run("listings", "build")
    assert result.exit_code == 0
    assert "1 picture is left out: image_url is not set." in result.stderr
    assert shelf.file()[0]["Product image URL"] == ""


def test_a_practice_shop_lists_drafts_only(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    toml = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", toml.replace("[shop]", "[shop]\npractice = true"))
    db = shop.store()
    with db:
        db.execute("UPDATE facts SET value = '1' WHERE name = 'practice'")
    db.close()
    shop.toml(PLAIN + 'price = { markup = "35%" }\nstatus = "active"')
    assert shop.run("listings", "build").exit_code == 0
    (row,) = shelf.file()
    assert (row["Status"], row["Tags"]) == ("Draft", "PRACTICE 练习")


def test_woocommerce_gets_a_parent_with_all_values_above_its_variations(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Scarf", option1="红色", barcode="6901234567892")
    shelf.add("S-2", "Scarf", option1="蓝色")
    listed('[listings.channels.woocommerce]\nprice = { markup = "35%", ending = ".90" }')
    rows = shelf.file("woocommerce")
    assert [(row["Type"], row["SKU"], row["Parent"]) for row in rows] == [
        ("variable", "scarf-all", ""),
        ("variation", "S-1", "scarf-all"),
        ("variation", "S-2", "scarf-all"),
    ]
    assert [row["Attribute 1 value(s)"] for row in rows] == ["红色, 蓝色", "红色", "蓝色"]
    assert {row["Visibility in catalog"] for row in rows} == {"visible"}
    assert rows[1]["global_unique_id"] == "6901234567892"


def test_a_variable_product_says_where_it_comes_from_and_its_own_sku_is_free(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Dates", option1="500g", origin="山西省")
    shelf.add("dates-all", "Dates", option1="1kg", origin="山西省")
    listed('[listings.channels.woocommerce]\nprice = { markup = "35%" }')
    parent, first, second = shelf.file("woocommerce")
    assert (parent["SKU"], first["Parent"], second["Parent"]) == ("dates-all-all",) * 3
    assert (parent["Attribute 2 name"], parent["Attribute 2 value(s)"]) == ("产地", "山西省")
    assert first["Attribute 2 name"] == ""


def test_shopify_is_told_what_a_unit_price_is_worked_out_from(shelf: Any, listed: Build) -> None:
    shelf.add("S-1", "Dates", option1="500g")
    shelf.add("O-1", "Oil", option1="1.5 L")
    listed()
    rows = shelf.file()
    parts = ("total measure", "total measure unit", "base measure", "base measure unit")
    assert [tuple(row[f"Unit price {part}"] for part in parts) for row in rows] == [
        ("500", "g", "1", "kg"),
        ("1500", "ml", "1", "l"),
    ]


def test_the_same_barcode_far_apart_in_the_catalogue_is_found(shelf: Any, listed: Build) -> None:
    shelf.add("FIRST", "First", barcode="6901234567892")
    for number in range(230):
        shelf.add(f"N-{number}", f"Tea {number}")
    shelf.add("LAST", "Last", barcode="6901234567892")
    result = listed('[listings.channels.woocommerce]\nprice = { markup = "35%" }')
    assert [(one["sku"], one["code"]) for one in result.json[0]["problems"]] == [("LAST", "duplicate-barcode")]
    assert shelf.file("woocommerce")[-1]["global_unique_id"] == ""


def test_a_build_stands_in_the_history_and_names_its_channels(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    listed()
    last = shop.run("history", "--json").json[0]
    assert (last["command"], last["summary"]) == ("listings build", {"shopify": 1})


@pytest.mark.parametrize(
    "dialect",
    [
        Dialect(),
        Dialect("utf-16", "\t"),
        Dialect("utf-8-sig", ";", before=("version 1.00", "#INFO,a,b")),
        Dialect("gb18030", quote_all=True, line_end="\n"),
    ],
)
def test_a_table_reads_back_in_every_dialect(tmp_path: Path, dialect: Dialect) -> None:
    rows = [["SKU", "Text"], ["1", 'a "b"\tc,d;e\nf\r\ng'], ["2", "枣\u2028=1"]]
    write_rows(tmp_path / "x.csv", rows[0], rows[1:], dialect)
    assert read_rows(tmp_path / "x.csv", dialect) == rows


def test_what_does_not_read_back_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_rows(path, ["SKU"], [["old"]])
    with pytest.raises(CannotWrite):
        write_rows(path, ["SKU"], [["a\rb"]], Dialect(line_end="\n"))
    with pytest.raises(NothingToWrite):
        write_rows(path, ["SKU"], [])
    assert read_rows(path) == [["SKU"], ["old"]]


def test_rows_in_an_order_that_an_importer_would_misread_leave_the_old_file(tmp_path: Path) -> None:
    path, woo = tmp_path / "x.csv", channel_called("woocommerce-csv")
    write_rows(path, ["SKU", "Parent"], [["mug", ""], ["M-1", "mug"]], order=partial(in_order, woo))
    with pytest.raises(CannotWrite, match="row 2 stands apart from mug"):
        write_rows(path, ["SKU", "Parent"], [["M-1", "mug"], ["mug", ""]], order=partial(in_order, woo))
    assert read_rows(path)[1] == ["mug", ""]


def test_variations_of_a_draft_are_published_because_woocommerce_never_shows_a_draft_one(
    shelf: Any, listed: Build
) -> None:
    shelf.add("S-R", "Scarf", option1="Red")
    shelf.add("S-B", "Scarf", option1="Blue")
    listed('[listings.channels.woo]\nformat = "woocommerce-csv"\nprice = { markup = "35%" }\n')
    assert [(row["Type"], row["Published"]) for row in shelf.file("woo")] == [
        ("variable", "-1"),
        ("variation", "1"),
        ("variation", "1"),
    ]


def test_a_comma_inside_a_tag_makes_no_second_tag_and_is_said(shelf: Any, listed: Build) -> None:
    shelf.add("S-R", "Scarf")
    result = listed(PLAIN + 'price = { markup = "35%" }\ntags = ["soft, warm", "new"]\n')
    assert shelf.file("shopify")[0]["Tags"] == "soft， warm, new"
    assert [(one["code"], one["severity"], one["value"]) for one in result.json[0]["problems"]] == [
        ("tag-comma", "warning", "soft, warm")
    ]


def test_the_net_contents_of_one_thing_are_one_product(shop: Any, shelf: Any, listed: Build) -> None:
    shop.write("s.csv", "货号,品名,净含量,数量,成本\nZ-500,红枣,500g,5,3\nZ-1000,红枣,1kg,5,6\n")
    assert shop.run("stock", "import", "s.csv", "--as", "set").exit_code == 0
    listed(PLAIN + 'price = { markup = "35%" }\n')
    assert [(row["SKU"], row["Option1 value"], row["Unit price total measure"]) for row in shelf.file()] == [
        ("Z-500", "500g", "500"),
        ("Z-1000", "1kg", "1000"),
    ]
