"""What options and titles are called where the stock sheet and shop.toml leave it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.listings.conftest import CHANNEL

Build = Callable[..., Any]


def test_a_colour_with_its_chinese_name_behind_it_is_still_called_color(shelf: Any, listed: Build) -> None:
    shelf.add("M-1", "T-shirt", option1="Navy / 藏青", option2="fine knit 细织")
    shelf.add("M-2", "T-shirt", option1="Light grey", option2="plain")
    listed()
    assert (shelf.file()[0]["Option1 name"], shelf.file()[0]["Option2 name"]) == ("Color", "Style")


def test_an_option_that_nobody_named_is_called_in_the_language_of_the_channel(shelf: Any, listed: Build) -> None:
    shelf.add("M-1", "羊毛围巾", option1="红色")
    listed(CHANNEL + 'language = "en"\n')
    assert shelf.file()[0]["Option1 name"] == "Color"


def test_a_title_that_comes_to_nothing_does_not_blame_the_stock_sheet(shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    (problem,) = listed(CHANNEL + 'title = [""]\n').json[0]["problems"]
    assert problem["code"] == "title-missing" and "item.name" in problem["hint"]
