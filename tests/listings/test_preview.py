"""The preview: pages that open from the disk, in both languages, whatever stands in the sheets."""

from __future__ import annotations

import json
import re
from typing import Any

CHANNEL = '[listings.channels.shop]\nformat = "shopify-csv"\ndescription = "d.md"\nimages = "images"\n'


def pages(shop: Any, code: int = 0) -> Any:
    result = shop.run("listings", "preview", "--json")
    assert result.exit_code == code, result.stdout + result.stderr
    return shop.path / "out" / "preview"


def test_a_shop_without_channels_has_an_index_and_a_page_a_product(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Red mug", price_minor=2990)
    folder = pages(shop)
    assert 'href="products/red-mug.html"' in (folder / "index.html").read_text("utf-8")
    assert "29.90 CNY" in (folder / "products" / "red-mug.html").read_text("utf-8")
    assert "nothing was checked" in (folder / "index.html").read_text("utf-8")


def test_variants_stand_in_a_table_and_in_json_ld(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", option1="S", price_minor=2990)
    shelf.add("M-2", "Mug", option1="L", price_minor=3990)
    shop.toml("[listings.channels.shop]\nformat = 'shopify-csv'\n")
    text = (pages(shop) / "products" / "mug.html").read_text("utf-8")
    assert re.findall(r'data-sku="([^"]+)" data-price="([^"]+)"', text) == [("M-1", "29.90 CNY"), ("M-2", "39.90 CNY")]
    data = re.search(r'ld\+json">(.*?)</script>', text, re.S)
    assert data is not None and json.loads(data[1])["@type"] == "ProductGroup"


def test_nothing_in_a_name_or_a_description_becomes_a_script(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "</script><script>alert(1)</script>", price_minor=2990)
    shop.write("d.md", "Good. <script>alert(2)</script> <img src=x onerror=alert(3)>")
    shop.toml(CHANNEL.replace('images = "images"\n', ""))
    folder = shop.path / "out" / "preview"
    shop.run("listings", "preview")
    (page,) = (folder / "products").iterdir()
    text = page.read_text("utf-8")
    assert "<script>alert" not in text
    assert "onerror=" not in text


def test_a_file_that_is_no_picture_is_named_and_the_others_are_shown(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990)
    shelf.add("N-1", "Bowl", price_minor=2990)
    shelf.picture("images/M-1.jpg")
    shop.write("images/N-1.jpg", "no picture")
    shop.write("d.md", "Good.")
    shop.toml(CHANNEL)
    result = shop.run("listings", "preview", "--json")
    folder = shop.path / "out" / "preview"
    assert result.exit_code == 3
    assert len(list((folder / "pictures").iterdir())) == 1
    assert "N-1" in (folder / "products" / "bowl.html").read_text("utf-8")
    assert "<img" not in (folder / "products" / "bowl.html").read_text("utf-8")


def test_a_page_asks_nothing_of_the_network(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990, image="https://img.example/M-1.jpg")
    for page in pages(shop).rglob("*.html"):
        assert not re.search(r'(src|srcset)="(https?:)?//', page.read_text("utf-8"))


def test_a_name_of_only_emoji_still_has_a_page(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "🎉🎉", price_minor=2990)
    shelf.add("M-2", "Bowl", price_minor=2990)
    shop.run("listings", "preview")
    assert len(list((shop.path / "out" / "preview" / "products").iterdir())) == 2


def test_a_picture_outside_the_shop_is_not_copied(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990, image="../secret.jpg")
    shelf.picture("../secret.jpg")
    shop.run("listings", "preview")
    assert list((shop.path / "out" / "preview" / "pictures").glob("*")) == []
