"""Goods that cannot be listed as they stand in the stock: named by SKU, the others built."""

from __future__ import annotations

from typing import Any

import pytest

PLAIN = '[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
PICTURES = PLAIN + 'images = "images"\nimage_url = "https://cdn.example/"\n'


def found(shop: Any, toml: str) -> tuple[list[tuple[str, str]], list[str], int]:
    """Errors as rule and SKU, what was left out, the exit code."""
    shop.toml(toml)
    result = shop.run("listings", "build", "--json")
    (channel,) = result.json
    errors = [(one["code"], one["sku"]) for one in channel["problems"] if one["severity"] == "error"]
    return errors, channel["skipped_skus"], result.exit_code


def test_pictures_that_are_none_or_far_too_large_are_left_out_and_the_goods_are_built(shop: Any, shelf: Any) -> None:
    shop.write("images/A-1.jpg", b"not an image")
    huge = shop.write("images/B-1.jpg", b"\xff\xd8\xff")
    with huge.open("r+b") as file:
        file.truncate(200_000_000)
    shelf.picture("images/C-1.jpg", (800, 800))
    for sku in ("A-1", "B-1", "C-1"):
        shelf.add(sku, f"Mug {sku}")
    errors, skipped, code = found(shop, PICTURES)
    assert (errors, skipped, code) == ([("picture-not-an-image", "A-1"), ("picture-too-large", "B-1")], [], 3)
    assert [row["Product image URL"] for row in shelf.file("s")] == ["", "", "https://cdn.example/C-1.jpg"]


@pytest.mark.parametrize("format", ["shopify-csv", "woocommerce-csv", "schema-org"])
def test_a_picture_outside_the_shop_that_a_stock_sheet_names_is_neither_read_nor_linked(
    shop: Any, shelf: Any, format: str
) -> None:
    shelf.picture("images/C-1.jpg", (800, 800))
    outside = shop.path.parent / "secret.jpg"
    outside.write_bytes((shop.path / "images/C-1.jpg").read_bytes())
    shelf.add("C-1", "Mug")
    shelf.add("D-1", "Cup", image="../secret.jpg")
    shelf.add("E-1", "Bowl", image=str(outside))
    errors, skipped, code = found(shop, PICTURES.replace("shopify-csv", format))
    assert (errors, skipped, code) == ([("picture-outside", "D-1"), ("picture-outside", "E-1")], [], 3)
    (written,) = (shop.path / "out/listings").iterdir()
    text = written.read_text("utf-8")
    assert "secret" not in text and "C-1.jpg" in text and "Bowl" in text


def test_a_picture_name_that_no_file_can_have_is_only_missing(shop: Any, shelf: Any) -> None:
    shelf.add("C-1", "Mug", image="x" * 5000 + ".jpg")
    shop.toml(PLAIN)
    (channel,) = shop.run("listings", "build", "--json").json
    assert [one["code"] for one in channel["problems"]] == ["picture-missing"]
    assert channel["variants"] == 1


def test_a_title_of_signs_alone_is_refused(shop: Any, shelf: Any) -> None:
    shelf.add("A-1", "🎁🎉")
    shelf.add("B-1", "❤️", option1="S")
    shelf.add("B-2", "❤️", option1="L")
    shelf.add("C-1", "Mug 🎁")
    errors, skipped, code = found(shop, PLAIN)
    assert errors == [("title-without-words", "A-1"), ("title-without-words", "B-1")]
    assert (skipped, code) == (["A-1", "B-1", "B-2"], 3)
    assert [row["SKU"] for row in shelf.file("s")] == ["C-1"]


def test_goods_without_a_price_or_with_one_in_another_currency_are_left_out(shop: Any, shelf: Any) -> None:
    shelf.add("A-1", "Mug", cost_minor=None)
    shelf.add("B-1", "Cup", currency="USD")
    shelf.add("C-1", "Bowl")
    errors, skipped, code = found(shop, PLAIN)
    assert errors == [("price-missing", "A-1"), ("currency-differs", "B-1")]
    assert (skipped, code) == (["A-1", "B-1"], 3)
    assert [row["SKU"] for row in shelf.file("s")] == ["C-1"]
