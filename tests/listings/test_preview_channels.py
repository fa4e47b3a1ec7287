"""A preview's page for each channel: lengths in the channel's own unit, and what is wrong there."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.channel_products import variant
from tests.listings.test_preview import pages

from sellerkit.listings.channels.contract import Channel, Limits
from sellerkit.listings.preview_counters import Counter, counters
from sellerkit.listings.product import Product


def counted(page: str, field: str) -> str:
    """What a channel's page says of the first field of that name."""
    return page.split(f"<dt>{field}</dt><dd>")[1].split("<meter")[0].split("</dd>")[0]


def test_a_title_is_counted_in_the_channels_own_unit_with_its_limit(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣" * 16, price_minor=2990)
    shop.toml('[listings.channels.taobao]\nformat = "taobao-csv"\n')
    folder = pages(shop, code=3)
    english, chinese = ((folder / path / "channel-taobao.html").read_text("utf-8") for path in ("", "zh"))
    assert counted(english, "Title") == "64 / 60 bytes (GB18030) <strong>4 too many</strong>"
    assert counted(chinese, "标题") == "64 / 60 字节（GB18030） <strong>超出 4</strong>"
    assert '<div class="over"><dt>Title</dt>' in english


def test_a_title_that_is_almost_full_says_so_in_words(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug " + "x" * 69, price_minor=2990)
    shop.toml('[listings.channels.ebay]\nformat = "ebay-draft"\nfields = { category_id = "179174" }\n')
    shop.run("listings", "preview")
    page = (shop.path / "out/preview/channel-ebay.html").read_text("utf-8")
    assert counted(page, "Title") == "73 / 80 characters <strong>almost full</strong>"


def test_a_copy_sheet_is_counted_by_the_limits_of_its_marketplace(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990)
    shop.toml('[listings.channels.etsy]\nformat = "copy-sheet"\n')
    shop.run("listings", "preview")
    page = (shop.path / "out/preview/channel-etsy.html").read_text("utf-8")
    assert counted(page, "Title") == "3 / 140 characters"


@pytest.mark.parametrize("name", ["ebay-draft", "google-merchant"])
def test_where_options_stand_in_the_title_the_longest_one_counts(shop: Any, shelf: Any, name: str) -> None:
    shelf.add("M-1", "Mug", price_minor=2990, option1="red")
    shelf.add("M-2", "Mug", price_minor=2990, option1="dark blue")
    shop.toml(f'[listings.channels.a]\nformat = "{name}"\n')
    shop.run("listings", "preview")
    page = (shop.path / "out/preview/channel-a.html").read_text("utf-8")
    assert counted(page, "Title").startswith(f"{len('Mug dark blue')} / ")


@pytest.mark.parametrize(
    ("length", "limit", "least", "state"),
    [
        (9, 10, 0, "near"),
        (8, 10, 0, ""),
        (10, 10, 0, "near"),
        (11, 10, 0, "over"),
        (3, 10, 5, "under"),
        (99, None, 0, ""),
    ],
)
def test_a_counter_is_over_near_or_under(length: int, limit: int | None, least: int, state: str) -> None:
    assert Counter("title", length, limit, least=least).state == state


def test_of_several_values_the_longest_counts() -> None:
    product = Product("mug", "A mug", (variant("M-1", "red"), variant("M-200", "dark blue")), "CNY", ("Color",))
    limits = Limits(title=80, option=20, sku=30, handle=40, description=500, variants=5, images=9, images_at_least=1)
    found = {counter.field: counter.length for counter in counters(product, Channel("mine", limits))}
    assert found == {"title": 5, "option": 9, "sku": 5, "handle": 3, "description": 0, "variants": 2, "pictures": 0}


def test_channels_that_are_all_broken_still_have_pages_that_say_so(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990)
    shop.toml('[listings.channels.a]\nformat = "shopify-csv"\ndescription = "gone.md"\n')
    shop.toml('[listings.channels."天猫#1"]\nformat = "copy-sheet"\nimages = "nowhere"\n')
    folder = pages(shop, code=3)
    index = (folder / "index.html").read_text("utf-8")
    assert "There is no product to show." in index
    assert 'href="channel-%E5%A4%A9%E7%8C%AB%231.html"' in index
    assert "No product can be made for this channel" in (folder / "channel-天猫#1.html").read_text("utf-8")
    assert "gone.md" in (folder / "zh/channel-a.html").read_text("utf-8")


def test_one_broken_channel_leaves_the_products_to_the_next(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990)
    shop.toml('[listings.channels.a]\nformat = "shopify-csv"\ndescription = "gone.md"\n')
    shop.toml('[listings.channels.b]\nformat = "copy-sheet"\n')
    folder = pages(shop, code=3)
    assert (folder / "products/mug.html").is_file()
    assert 'href="products/mug.html"' in (folder / "channel-b.html").read_text("utf-8")


def test_a_product_whose_texts_cannot_be_made_is_named_on_the_channels_page(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", price_minor=2990, quantity=10)
    shelf.add("N-1", "Bowl", price_minor=2990, quantity=3)
    shop.toml(
        '[listings.channels.a]\nformat = "shopify-csv"\ntitle = ["{{ item.name }} {{ 7 / (item.stock - 10) }}"]\n'
    )
    folder = pages(shop, code=3)
    page = (folder / "channel-a.html").read_text("utf-8")
    assert [made.name for made in (folder / "products").iterdir()] == ["bowl.html"]
    assert "M-1" in page and "The texts of this product cannot be made" in page
