"""Pictures are judged by what the files are: content, size, edge, rotation."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from sellerkit.listings import pictures
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.images import pictures_by_sku
from sellerkit.listings.pictures import PictureBook, look_at
from sellerkit.listings.pictures_rules import of_pictures
from sellerkit.listings.product import Product, Variant
from sellerkit.model.item import Item

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


def test_a_picture_in_the_colours_of_print_and_one_that_moves_are_named(tmp_path: Path) -> None:
    Image.new("CMYK", (200, 200)).save(tmp_path / "a.jpg")
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue", "white")]
    frames[0].save(tmp_path / "b.gif", save_all=True, append_images=frames[1:])
    assert found(tmp_path) == [("picture-cmyk", "a.jpg"), ("picture-moves", "b.gif")]


def test_a_picture_that_only_phones_read_is_named_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000))
    (tmp_path / "b.heic").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(2000))
    assert found(tmp_path) == [("picture-of-a-phone", "a.heic"), ("picture-not-an-image", "b.heic")]


def test_pictures_that_no_marketplace_takes_belong_to_their_sku_too() -> None:
    names = ["A.heic", "A.jpg", "B.HEIC", "B-2.tif", "C.gif", "C.txt"]
    assert pictures_by_sku(names, ["A", "B", "C"]) == {"A": ["A.jpg"], "B": ["B.HEIC", "B-2.tif"], "C": ["C.gif"]}
