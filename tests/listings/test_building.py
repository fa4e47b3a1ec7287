"""`sellerkit listings build`: what goes into the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Build = Callable[..., Any]
PLAIN = '[listings.channels.shopify]\nformat = "shopify-csv"\n'
SAMPLE = Path(__file__).parent / "samples" / "small_catalogue.csv"


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


def test_the_net_contents_of_one_thing_are_one_product(shop: Any, shelf: Any, listed: Build) -> None:
    shop.write("s.csv", "货号,品名,净含量,数量,成本\nZ-500,红枣,500g,5,3\nZ-1000,红枣,1kg,5,6\n")
    assert shop.run("stock", "import", "s.csv", "--as", "set").exit_code == 0
    listed(PLAIN + 'price = { markup = "35%" }\n')
    assert [(row["SKU"], row["Option1 value"], row["Unit price total measure"]) for row in shelf.file()] == [
        ("Z-500", "500g", "500"),
        ("Z-1000", "1kg", "1000"),
    ]
