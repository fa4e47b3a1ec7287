"""What a build says of a channel as a whole, and what it clears away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.listings.conftest import CHANNEL

Build = Callable[..., Any]


def test_notes_say_whose_pictures_are_left_out_and_count_a_file_once(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", option1="Red", image="mug.jpg")
    shelf.add("M-2", option1="Blue", image="mug.jpg")
    for name, kind in (("shopify", "shopify-csv"), ("amazon", "amazon-price-quantity"), ("etsy", "copy-sheet")):
        shop.toml(f'[listings.channels.{name}]\nformat = "{kind}"\nprice = {{ markup = "35%" }}\n')
    said = shop.run("listings", "build").stderr.splitlines()
    wanted = ["shopify: 1 picture is left out: image_url is not set."]
    assert [line for line in said if "image_url" in line] == wanted


def test_what_a_killed_build_left_is_cleared_by_the_next_one(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    left = shop.write("out/listings/.shopify-ab3_d5f8.csv", "half")
    mine = shop.write("out/listings/.shopify-mine.csv", "mine")
    assert listed(CHANNEL, "--dry-run").exit_code == 0 and left.exists()
    assert shop.run("listings", "build").exit_code == 0
    assert not left.exists() and mine.exists()


def test_prices_by_quantity_stand_on_the_copy_sheet_and_are_missed_elsewhere(shop: Any) -> None:
    shop.write("s.csv", "SKU,Name,Qty,Price\nM-1,Mug,100,1-9件 20; 10-49件 16; 50+ 15\n")
    assert shop.run("stock", "import", "s.csv", "--as", "set").exit_code == 0
    for name, kind in (("shopify", "shopify-csv"), ("etsy", "copy-sheet")):
        shop.toml(f'[listings.channels.{name}]\nformat = "{kind}"\n')
    said = shop.run("listings", "build").stderr
    assert "shopify: 1 item has prices by quantity; this format has no place for them." in said
    assert "etsy: 1 item" not in said
    assert 'value="10+ 16.00; 50+ 15.00"' in (shop.path / "out/listings/etsy.html").read_text("utf-8")


def test_prices_by_quantity_that_are_not_wanted_are_not_missed(shop: Any) -> None:
    shop.write("s.csv", "SKU,Name,Qty,Price\nM-1,Mug,100,1-9件 20; 10+ 16\n")
    shop.run("stock", "import", "s.csv", "--as", "set")
    shop.toml('[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { tiers = false }\n')
    assert "prices by quantity" not in shop.run("listings", "build").stderr
