"""The page to copy from: every field in a box of its own, counted as marketplaces count."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from tests.listings.channel_products import HOSTILE, variant

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.copy_sheet import CHANNEL, Box
from sellerkit.listings.product import Product, Words

TOML = '[listings.channels.etsy]\nformat = "copy-sheet"\nprice = { markup = "35%" }\n'


class Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: list[str] = []
        self.scripts = self.ids = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        if tag == "input":
            self.values.append(dict(attrs)["value"] or "")


def test_every_variant_can_be_copied(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", option1="红色", cost_minor=1000, quantity=7)
    shelf.add("R-2", "红枣", option1="黑色", cost_minor=1000)
    shop.toml(TOML)
    (built,) = shop.run("listings", "build", "--json").json
    assert built["file"] == "out/listings/etsy.html" and built["variants"] == 2
    page = Inputs()
    page.feed((shop.path / "out/listings/etsy.html").read_text("utf-8"))
    assert page.values == ["红枣", "红色", "R-1", "13.50", "7", "黑色", "R-2", "13.50", "10"]


def test_the_page_asks_nothing_of_the_network(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", cost_minor=1000)
    shop.toml(TOML)
    assert shop.run("listings", "build").exit_code == 0
    assert "://" not in (shop.path / "out/listings/etsy.html").read_text("utf-8")


def test_a_food_label_stands_there_by_its_names(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", cost_minor=1000)
    shop.toml(TOML + '[listings.products."红枣"]\nfood = "prepacked"\nlabel = { shelf_life = "12个月" }\n')
    shop.run("listings", "build")
    page = (shop.path / "out/listings/etsy.html").read_text("utf-8")
    assert '<span lang="zh-CN">保质期</span> · <span lang="en">Shelf life</span>' in page
    assert "shelf_life" not in page


def test_a_description_keeps_its_lines(shop: Any, shelf: Any) -> None:
    shelf.add("R-1", "红枣", cost_minor=1000)
    shop.write(
        "d.md", "## 红枣\n\n自然晾晒，**肉厚**。\n\n* 即食\n* 煮粥\n\n| 产地 | 规格 |\n|---|---|\n| 临县 | 500g |\n"
    )
    shop.toml(TOML + 'description = "d.md"\n')
    shop.run("listings", "build")
    page = (shop.path / "out/listings/etsy.html").read_text("utf-8")
    assert "红枣\n自然晾晒，肉厚。\n• 即食\n• 煮粥\n产地 规格\n临县 500g</textarea>" in page


def test_a_chinese_character_counts_two() -> None:
    assert (Box("标题", "Title", "红枣 A").characters, Box("标题", "Title", "红枣 A").units) == (4, 6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=HOSTILE, option=HOSTILE)
def test_no_text_breaks_out_of_its_box(tmp_path: Path, title: str, option: str) -> None:
    title, option = " ".join(title.split()) or "x", " ".join(option.split()) or "y"
    product = Product("p", title, (variant("S-1", option),), "CNY", ("款式",), words={"en": Words("Dates")})
    assert CHANNEL.write is not None
    written = CHANNEL.write([product], Target(tmp_path / "copy.html", tmp_path, "CNY"))
    page = Inputs()
    page.feed((tmp_path / "copy.html").read_text("utf-8"))
    assert written.skus == {"S-1"} and page.scripts == 1
    assert title in page.values and option in page.values and "Dates" in page.values
