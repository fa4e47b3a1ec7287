"""Pictures that a marketplace refuses are left out of the file; what it only dislikes stays."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.listings.test_pictures import picture

from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.pictures_rules import of_pictures
from sellerkit.listings.product import Product, Variant
from sellerkit.model.item import Item

SHOPIFY = (
    '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
    'images = "images/"\nimage_url = "https://img.example/"\n'
)
GOOGLE = Limits(
    image_pixels=500, image_pixels_most=1_000_000, image_bytes=10_000, images_refused=True, image_public=True
)


def judged(folder: Path, limits: Limits, *urls: str) -> list[tuple[str, str, bool]]:
    """Rule, severity, and whether the picture (or the product) is left out, of every finding about the folder's files."""
    there = tuple(sorted(path.name for path in folder.iterdir()))
    one = Variant(Item("M-1"), (), 1000, 1, pictures=there)
    product = Product("h", "Mug", (one,), "CNY", pictures=there, images=urls)
    found = of_pictures(product, limits, PictureBook(folder))
    return [(finding.rule, finding.severity, finding.leaves_blank or finding.whole) for finding in found]


def test_what_a_marketplace_refuses_is_left_out_and_what_it_only_dislikes_is_not(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (90, 90))
    picture(tmp_path / "b.png", (300, 300))
    picture(tmp_path / "c.png", (1200, 1000))
    Image.effect_noise((600, 600), 90).save(tmp_path / "d.png")
    assert judged(tmp_path, GOOGLE) == [
        ("picture-too-small", "error", True),
        ("picture-too-small", "warning", False),
        ("picture-too-many-pixels", "error", True),
        ("picture-too-many-bytes", "error", True),
    ]
    mild = dataclasses.replace(GOOGLE, images_refused=False)
    assert {severity for _rule, severity, _out in judged(tmp_path, mild)} == {"warning"}


def test_a_product_whose_only_public_picture_is_refused_is_left_out(tmp_path: Path) -> None:
    picture(tmp_path / "a 1.png", (90, 90))
    gone = "https://img.example/a%201.png"
    assert judged(tmp_path, GOOGLE, gone)[-1] == ("image-missing", "error", True)
    assert len(judged(tmp_path, GOOGLE, gone, "https://img.example/b.png")) == 1


def test_a_broken_picture_is_left_out_of_the_file_and_the_item_listed(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug")
    shelf.picture("images/M-1.jpg")
    shop.write("images/M-1-2.jpg", b"no picture")
    shop.toml(SHOPIFY)
    assert shop.run("listings", "build").exit_code == 3
    assert [row["Product image URL"] for row in shelf.file()] == ["https://img.example/M-1.jpg"]


def test_a_picture_that_stands_on_the_sellers_server_alone_is_listed(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", image="mug.jpg")
    shop.write("images/readme.txt", "")
    shop.toml(SHOPIFY)
    assert shop.run("listings", "build").exit_code == 0
    assert [row["Product image URL"] for row in shelf.file()] == ["https://img.example/mug.jpg"]


def test_a_picture_that_is_nowhere_is_a_warning(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", image="mug.jpg")
    shop.toml('[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }')
    (problem,) = shop.run("listings", "check", "--json").json[0]["problems"]
    assert (problem["severity"], problem["code"]) == ("warning", "picture-missing")


@pytest.mark.parametrize(
    ("said", "there"), [("", "https://img.example/M-1.jpg"), ('images = ""', ""), ('images = "mine/"', "")]
)
def test_a_folder_called_images_needs_no_word_in_shop_toml(shop: Any, shelf: Any, said: str, there: str) -> None:
    shelf.add("M-1", "Mug")
    shelf.picture("images/M-1.jpg")
    shop.write("mine/readme.txt", "none yet")
    shop.toml(SHOPIFY.replace('images = "images/"', said))
    assert shop.run("listings", "build").exit_code == 0
    assert shelf.file()[0]["Product image URL"] == there
