"""Pictures are judged by what the files are: content, size, edge, rotation."""

from __future__ import annotations

import dataclasses
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sellerkit.listings import pictures
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.pictures import PictureBook, look_at
from sellerkit.listings.pictures_rules import of_pictures
from sellerkit.listings.product import Product, Variant
from sellerkit.model.item import Item

SHOPIFY = (
    '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
    'images = "images/"\nimage_url = "https://img.example/"\n'
)
ANY = Limits()


def found(folder: Path, limits: Limits = ANY, *names: str) -> list[tuple[str, str]]:
    """Rule and file of every finding about these files (all of the folder's when none is named)."""
    there = names or tuple(sorted(path.name for path in folder.iterdir()))
    product = Product("h", "Mug", (Variant(Item("M-1"), (), 1000, 1, pictures=there),), "CNY", pictures=there)
    return [(one.rule, one.value) for one in of_pictures(product, limits, PictureBook(folder))]


def picture(path: Path, size: tuple[int, int] = (200, 200), colour: str = "white", **how: Any) -> Path:
    Image.new("RGB", size, colour).save(path, **how)
    return path


def test_a_good_picture_is_none_of_our_business(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    picture(tmp_path / "b.png", colour="red")
    assert found(tmp_path, Limits(white_picture=1, image_pixels=200, image_ratio=(1.0, 1.0))) == []


def test_a_file_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("this is a letter")
    (tmp_path / "b.png").write_bytes(b"")
    assert found(tmp_path) == [("picture-not-an-image", "a.jpg"), ("picture-not-an-image", "b.png")]


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_picture_that_stops_in_the_middle_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.effect_noise((300, 300), 90).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert found(tmp_path) == [("picture-broken", name)]


def test_a_decompression_bomb_is_not_unpacked(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    (tmp_path / "bomb.png").write_bytes(bomb)
    assert found(tmp_path) == [("picture-too-many-pixels", "bomb.png")]


def test_a_file_of_200_megabytes_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(200_000_000)
    assert look_at(tmp_path / "huge.jpg").digest == ""
    assert found(tmp_path) == [("picture-too-large", "huge.jpg")]


def test_pixels_form_and_bytes_are_those_of_the_channel(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (300, 400))
    limits = Limits(image_pixels=480, image_ratio=(1.0, 1.0), image_bytes=100)
    rules = {rule for rule, _name in found(tmp_path, limits)}
    assert rules == {"picture-too-small", "picture-ratio", "picture-too-many-bytes"}


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg", format="PNG")
    picture(tmp_path / "b.jpg", colour="red", format="BMP")
    assert found(tmp_path) == [("picture-format-differs", "a.jpg"), ("picture-format", "b.jpg")]


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


def test_some_marketplaces_measure_the_longer_side(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (500, 120))
    assert found(tmp_path, Limits(image_pixels=500)) == [("picture-too-small", "a.png")]
    assert found(tmp_path, Limits(image_pixels=500, image_longer=True)) == []


def test_the_fifth_picture_of_taobao_should_stand_on_white(tmp_path: Path) -> None:
    for n in range(4):
        picture(tmp_path / f"{n}.png", (200 + n, 200), colour="red")
    limits = Limits(white_picture=5)
    assert found(tmp_path, limits) == []
    picture(tmp_path / "5.png", colour="blue")
    assert found(tmp_path, limits) == [("picture-not-white", "5.png")]


def test_only_the_first_picture_must_stand_on_white(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg", colour="red")
    picture(tmp_path / "b.jpg", colour="white")
    limits = Limits(white_picture=1)
    assert found(tmp_path, limits) == [("picture-not-white", "a.jpg")]
    assert found(tmp_path, limits, "b.jpg", "a.jpg") == []


def test_a_transparent_edge_counts_as_white(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert found(tmp_path, Limits(white_picture=1)) == []


def test_the_same_picture_under_two_names_is_named_once(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        picture(tmp_path / name)
    assert found(tmp_path) == [("picture-twice", "b.jpg")]


def test_a_picture_marked_as_turned_is_measured_as_it_is_shown(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = picture(tmp_path / "a.jpg", (400, 200), exif=exif)
    looked = look_at(path)
    assert (looked.width, looked.height, looked.rotated) == (200, 400, True)
    assert found(tmp_path) == [("picture-turned", "a.jpg")]


def test_a_file_is_looked_at_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = picture(tmp_path / "a.jpg")
    first = look_at(path)
    monkeypatch.setattr(pictures, "_opened", lambda path, size: pytest.fail("opened again"))
    assert look_at(path) is first


def test_nothing_outside_the_shop_is_looked_at(tmp_path: Path) -> None:
    picture(tmp_path / "secret.jpg")
    (tmp_path / "shop").mkdir()
    assert PictureBook(tmp_path / "shop").of("../secret.jpg").trouble == "picture-outside"


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
