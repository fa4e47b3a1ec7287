"""The preview in a real browser: variant and language are switched from the disk, without an error or a request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests import judges

CHROMIUM = Path("/usr/bin/chromium")


def test_a_browser_switches_variant_and_language(shop: Any, shelf: Any) -> None:
    shelf.add("M-1", "Mug", option1="S", price_minor=2990)
    shelf.add("M-2", "Mug", option1="L", price_minor=3990, quantity=3)
    assert shop.run("listings", "preview").exit_code == 0
    if not CHROMIUM.exists():
        judges.absent("chromium", str(CHROMIUM))
    playwright = pytest.importorskip("playwright.sync_api")
    troubles: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 375, "height": 800})
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else troubles.append(asked.url))
        page.goto((shop.path / "out" / "preview" / "index.html").as_uri())
        page.click("button[data-language=en]")
        page.click(".cards a")
        page.select_option("#options select", "L")
        assert page.inner_text("#chosen") == "39.90 CNY · 3 · M-2"
        assert page.inner_text("caption").strip() == "Variants"
        page.click("button[data-language=zh]")
        assert page.inner_text("caption").strip() == "规格"
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        browser.close()
    assert troubles == []
