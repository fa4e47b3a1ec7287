"""Marketplaces without an upload: the sheet to copy from is held against what they take."""

from __future__ import annotations

from typing import Any

import pytest
from tests.listings.channel_products import dates, variant

from sellerkit.listings.channels.copy_sheet import CHANNEL
from sellerkit.listings.channels.marketplaces import MARKETPLACES, for_marketplace
from sellerkit.listings.findings import error, softened
from sellerkit.listings.product import Food, Product
from sellerkit.listings.rules import findings_of
from sellerkit.listings.wording import china

PICTURES = tuple(f"{n}.jpg" for n in range(4))


def rules(marketplace: str, product: Product) -> list[tuple[str, str]]:
    """Rule and severity of everything found about one product that is sold there."""
    channel = for_marketplace(CHANNEL, "sheet", {"marketplace": marketplace})
    found = softened([*findings_of([product], channel, china()), *channel.checks(product)], channel.limits.unsure)
    return [(one.rule, one.severity) for one in found]


def goods(title: str, **more: Any) -> Product:
    return dates(**({"title": title, "images": (), "pictures": PICTURES, "currency": "USD"} | more))


@pytest.mark.parametrize("name", ["etsy", "Etsy", "etsy-2", "ETSY"])
def test_a_channel_that_is_called_like_a_marketplace_has_its_limits(name: str) -> None:
    assert for_marketplace(CHANNEL, name, {}).limits.tags == 13


def test_what_shop_toml_names_goes_before_the_channels_own_name() -> None:
    assert for_marketplace(CHANNEL, "etsy", {"marketplace": "拼多多"}).limits.option == 18
    assert for_marketplace(CHANNEL, "my sheet", {}) is CHANNEL


def test_a_marketplace_that_nobody_knows_is_named_with_the_nearest(shop: Any, shelf: Any) -> None:
    shelf.add("A", "Mug")
    shop.toml(
        '[listings.channels.a]\nformat = "copy-sheet"\nprice = { markup = "35%" }\nfields = { marketplace = "etsi" }'
    )
    result = shop.run("listings", "check")
    assert result.exit_code == 4
    assert "listings.channels.a.fields.marketplace" in result.stderr and "etsy" in result.stderr


def test_no_two_marketplaces_share_a_name() -> None:
    names = [name for one in MARKETPLACES for name in one.names]
    assert len(names) == len(set(names)) and all(name == name.lower() for name in names)


def test_a_limit_that_is_known_at_second_hand_keeps_nothing_out() -> None:
    sure, unsure = error("a", "S", "title", "…", whole=True), error("b", "S", "barcode", "…", leaves_blank=True)
    assert [(one.severity, one.keeps_out) for one in softened([sure, unsure], {"b"})] == [
        ("error", True),
        ("warning", False),
    ]
    assert rules("etsy", goods("T" * 141)) == [("title-too-long", "warning")]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("糖醋排骨【预订价10元】", []),
        ("百岁山天然矿泉水1L*15瓶", []),
        ("CheddarCheese切达干酪", []),
        ("Classic Whole Wheat", ["title-not-chinese"]),
        ("iPhone 13", ["title-not-chinese"]),
        ("正宗五指毛桃根√", ["forbidden-character"]),
        ("便携式折叠扇第Ⅲ代", ["forbidden-character"]),
        ("红枣", ["title-too-short"]),
        ("红枣！！！！", ["title-too-short"]),
        ("枣" * 60, []),
        ("枣" * 61, ["title-too-long"]),
    ],
)
def test_weixin_takes_what_its_own_examples_say(title: str, found: list[str]) -> None:
    assert rules("weixin", goods(title)) == [(rule, "error") for rule in found]


@pytest.mark.parametrize(("pictures", "food", "fits"), [(3, False, True), (3, True, False), (4, True, True), (2, False, False)])  # fmt: skip
def test_weixin_wants_three_pictures_and_four_of_food(pictures: int, food: bool, fits: bool) -> None:
    kind = Food("produce") if food else None
    product = goods("山西临县红枣", pictures=PICTURES[:pictures], food=kind)
    assert rules("weixin", product) == ([] if fits else [("too-few-images", "error")])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"title": "Mug $5"}, ("forbidden-character", "error")),
        ({"title": "Mug & pot & pan"}, ("sign-repeated", "warning")),
        ({"title": "*Mug*"}, ("title-begins-wrongly", "warning")),
        ({"tags": tuple("abcdefghijklmn")}, ("too-many-tags", "error")),
        ({"tags": ("hand made stoneware mug",)}, ("tags-too-long", "error")),
        ({"tags": ("mug/cup",)}, ("forbidden-character", "warning")),
    ],
)
def test_etsy_counts_tags_and_signs(more: dict[str, Any], found: tuple[str, str]) -> None:
    assert rules("etsy", goods(**({"title": "Mug"} | more))) == [found]


def test_pinduoduo_counts_a_chinese_character_twice() -> None:
    assert rules("拼多多", goods("枣" * 30)) == []
    assert rules("拼多多", goods("枣" * 31)) == [("title-too-long", "warning")]
    options = {"option_names": ("规格",), "variants": (variant("A", "五" * 19),)}
    assert rules("拼多多", goods("红枣", **options)) == [("option-too-long", "warning")]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Stoneware Mug, 350 ml", []),
        ("Mug for tea and for coffee and for milk", []),
        ("Mug, red mug, blue mug", [("word-repeated", "warning")]),
        ("Mug {new}", [("forbidden-character", "error")]),
        ("Mug with free shipping", [("promotion-in-title", "warning")]),
        ("LARGE BLUE STONEWARE MUGS", [("title-in-capitals", "warning")]),
        ("USB-C HUB 4K HDMI", []),
        ("S" * 76, [("title-too-long", "warning")]),
    ],
)
def test_amazon_wants_a_sober_title(title: str, found: list[tuple[str, str]]) -> None:
    assert rules("amazon", goods(title)) == found


def test_a_title_of_more_than_200_is_refused_by_amazon_beyond_doubt() -> None:
    assert ("amazon-title-too-long", "error") in rules("amazon", goods("S" * 201))
