"""What a preview leaves in its folder: its own pages of today, and everything that is somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.listings.test_preview import pages

from sellerkit.listings.preview_folder import LIST


def without(shop: Any, sku: str) -> None:
    shop.toml(f'[listings.products."{sku}"]\nskip = true\n')


def two(shop: Any, shelf: Any) -> Path:
    shelf.add("M-1", "Mug", price_minor=2990)
    shelf.add("N-1", "Bowl", price_minor=2990)
    shop.toml('[listings.channels.shop]\nformat = "shopify-csv"\nimages = "images"\n')
    shelf.picture("images/N-1.jpg")
    folder: Path = pages(shop)
    return folder


def test_pages_and_pictures_of_a_product_that_is_gone_are_removed(shop: Any, shelf: Any) -> None:
    folder = two(shop, shelf)
    assert (folder / "products/bowl.html").is_file() and len(list((folder / "pictures").iterdir())) == 1
    without(shop, "N-1")
    pages(shop)
    assert [page.name for page in (folder / "products").iterdir()] == ["mug.html"]
    assert [page.name for page in (folder / "zh/products").iterdir()] == ["mug.html"]
    assert list((folder / "pictures").iterdir()) == []


def test_a_file_of_the_sellers_own_stays(shop: Any, shelf: Any) -> None:
    folder = two(shop, shelf)
    (folder / "products/notes.html").write_text("mine")
    (folder / "products/bowl.html").write_text("changed by hand")
    without(shop, "N-1")
    pages(shop)
    assert (folder / "products/notes.html").read_text() == "mine"
    assert (folder / "products/bowl.html").read_text() == "changed by hand"


def test_a_list_that_was_meddled_with_removes_nothing_outside(shop: Any, shelf: Any) -> None:
    folder = two(shop, shelf)
    fingerprint = next(line for line in (folder / LIST).read_text("utf-8").splitlines() if "mug.html" in line).split()[
        0
    ]
    page = (folder / "products/mug.html").read_bytes()
    outside = shop.write("treasure.html", page)
    (folder / "link").symlink_to(shop.path)
    names = ("../../treasure.html", str(outside), "link/treasure.html")
    (folder / LIST).write_text("".join(f"{fingerprint}  {name}\n" for name in names), "utf-8")
    pages(shop)
    assert outside.read_bytes() == page


def test_a_list_that_cannot_be_read_removes_nothing(shop: Any, shelf: Any) -> None:
    folder = two(shop, shelf)
    (folder / LIST).write_bytes(b"\xff\xfe\x00")
    without(shop, "N-1")
    pages(shop)
    assert (folder / "products/bowl.html").is_file()


def test_a_preview_made_twice_is_the_same(shop: Any, shelf: Any) -> None:
    folder = two(shop, shelf)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    pages(shop)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["index.html", "preview.css", "products/mine.html"])
def test_a_folder_with_pages_of_somebody_else_is_refused(shop: Any, shelf: Any, name: str) -> None:
    two(shop, shelf)
    mine = shop.write(f"site/{name}", "mine")
    result = shop.run("listings", "preview", "--folder", str(shop.path / "site"))
    assert result.exit_code == 2 and "no preview wrote" in result.stderr
    assert [path for path in (shop.path / "site").rglob("*") if path.is_file()] == [mine]
    assert mine.read_text("utf-8") == "mine"
