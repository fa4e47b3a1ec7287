"""The preview in a real browser: variant and language are switched from the disk, without an error or a request."""

from __future__ import annotations

from typing import Any

import pytest
from tests import judges

SHIRTS = [("T-1", "Red", "S"), ("T-2", "Red", "L"), ("T-3", "Blue", "S")]


def test_a_browser_switches_variant_and_language(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", option1="S", price_minor=2990)
    shelf.add("M-2", "Mug", option1="L", price_minor=3990, quantity=3)
    assert shop.run("listings", "preview").exit_code == 0
    troubles: list[str] = []
    with judges.chromium() as browser:
        page = browser.new_page(viewport={"width": 375, "height": 800})
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else troubles.append(asked.url))
        page.goto((shop.path / "out" / "preview" / "index.html").as_uri())
        page.click(".cards a")
        page.locator("#options label").nth(1).click()
        assert (page.inner_text("#price"), page.inner_text("#chosen")) == ("39.90 CNY", "M-2 · in stock: 3")
        page.click("#language")
        assert page.get_attribute("html", "lang") == "zh-CN"
        assert (page.inner_text("#price"), page.inner_text("#chosen")) == ("39.90 CNY", "M-2 · 库存 3")
        assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert troubles == []


def test_the_keyboard_alone_chooses_a_variant_and_its_picture(shop: Any, shelf: Any) -> None:
    for sku, colour in (("M-1", "Red"), ("M-2", "Blue")):
        shelf.add(sku, "Mug", option1=colour, price_minor=2990)
        shelf.picture(f"images/{sku}.jpg")
    shop.toml('[listings.channels.shop]\nformat = "shopify-csv"\nimages = "images"\n')
    assert shop.run("listings", "preview").exit_code == 0
    with judges.chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
        page.goto((shop.path / "out/preview/products/mug.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == "#main"
        page.focus("[name=option0]")
        page.keyboard.press("ArrowRight")
        assert page.inner_text("#chosen") == "M-2 · in stock: 10"
        strip = page.locator("#pictures")
        assert strip.evaluate("strip => strip.scrollLeft") == strip.evaluate("strip => strip.clientWidth")


def test_a_combination_that_does_not_exist_gives_way_to_the_nearest(shop: Any, shelf: Any) -> None:
    for sku, colour, size in SHIRTS:
        shelf.add(sku, "Shirt", option1=colour, option2=size, price_minor=2990)
    shop.run("listings", "preview")
    with judges.chromium() as browser:
        page = browser.new_page()
        page.goto((shop.path / "out/preview/products/shirt.html").as_uri() + "#T-2")
        page.locator("label", has_text="Blue").click()
        assert page.inner_text("#chosen").startswith("T-3")
        assert page.locator("input:checked + span").all_inner_texts() == ["Blue", "S"]


def test_cards_are_found_by_a_word(shop: Any, shelf: Any) -> None:
    for number in range(9):
        shelf.add(f"M-{number}", f"Mug {number}", price_minor=2990)
    shop.run("listings", "preview")
    with judges.chromium() as browser:
        page = browser.new_page()
        page.goto((shop.path / "out/preview/index.html").as_uri())
        page.fill("#search", "mug 7")
        assert page.locator(".cards > li:visible strong").all_inner_texts() == ["Mug 7"]
        page.fill("#search", "bowl")
        assert page.inner_text("#nothing") == "Nothing found."


@pytest.mark.parametrize("width", [320, 360, 412])
def test_two_products_stand_side_by_side_on_a_phone(shop: Any, shelf: Any, width: int) -> None:
    shelf.add("M-1", "Mug", price_minor=2990)
    shelf.add("B-1", "Bowl", price_minor=2990)
    shop.run("listings", "preview")
    with judges.chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 740})
        page.goto((shop.path / "out/preview/index.html").as_uri())
        first, second = (box.bounding_box() for box in page.locator(".cards > li").all())
        assert first["y"] == second["y"]
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_phone_without_scripts_shows_everything(shop: Any, shelf: Any) -> None:
    for sku, colour, size in SHIRTS:
        shelf.add(sku, "Shirt", option1=colour, option2=size, price_minor=2990)
    shop.run("listings", "preview")
    with judges.chromium() as browser:
        page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
        page.goto((shop.path / "out/preview/products/shirt.html").as_uri())
        assert not page.is_visible("#options")
        assert page.locator("#variants tbody th").all_inner_texts() == ["T-1", "T-2", "T-3"]
