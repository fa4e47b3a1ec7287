"""Titles: composed of parts until they fit in the channel's own unit, never cut inside a word or a character."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.measures_text import at_a_break, graphemes, head, measured
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.title_rules import of_encoding, of_title
from sellerkit.listings.titles import composed, part_of, with_options
from sellerkit.model.item import Item

UNITS = ("characters", "gb18030-bytes", "utf8-bytes")
SHOPIFY = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
MUG = Product("mug", "Mug", (Variant(Item("A"), (), 1000, 1),), "USD")


def parts(*sources: str) -> list[tuple[int, str]]:
    return [part_of(source, place) for place, source in enumerate(sources)]


def test_without_marks_the_last_part_goes_first() -> None:
    assert composed(parts("红枣", "500克", "产地直发"), 12, "gb18030-bytes") == ("红枣 500克", ("产地直发",))


def test_a_marked_part_is_kept_longer_than_those_without_a_mark() -> None:
    title = composed(parts("吕梁", "keep 2: 特级", "keep = 1: 红枣", "产地直发"), 9, "gb18030-bytes")
    assert title == ("特级 红枣", ("吕梁", "产地直发"))


def test_the_part_that_matters_most_is_never_dropped() -> None:
    assert composed(parts("keep 2: 吕梁", "keep 1: 红枣"), 1).text == "红枣"


def test_sixty_bytes_are_thirty_chinese_characters_on_taobao_and_twenty_in_utf8() -> None:
    assert measured("枣" * 30, "gb18030-bytes") == measured("枣" * 20, "utf8-bytes") == 60
    assert measured("🍇", "gb18030-bytes") == 4


@given(
    st.lists(st.tuples(st.integers(1, 99), st.text("枣a🍇 é", min_size=1, max_size=8)), min_size=1, max_size=6),
    st.integers(1, 40),
    st.sampled_from(UNITS),
)
def test_a_title_fits_or_has_one_part_left_and_every_part_is_there_or_dropped(
    given_parts: Any, limit: int, unit: Any
) -> None:
    title = composed(given_parts, limit, unit)
    kept = len(given_parts) - len(title.dropped)
    assert kept == 1 or measured(title.text, unit) <= limit
    left = list(title.dropped)
    assert all(text in title.text or text in left for _rank, text in given_parts)


@given(st.lists(st.text("枣a🇨🇳é", max_size=6), max_size=4), st.integers(1, 30), st.sampled_from(UNITS))
def test_options_stand_behind_a_title_as_long_as_there_is_room_and_the_last_goes_first(
    options: list[str], limit: int, unit: Any
) -> None:
    there = [option for option in options if option]
    title = with_options("红枣", options, limit, unit)
    kept = len(there) - len(title.dropped)
    assert title == (" ".join(["红枣", *there[:kept]]), tuple(there[kept:]))
    assert kept == 0 or measured(title.text, unit) <= limit
    assert kept == len(there) or measured(" ".join(["红枣", *there[: kept + 1]]), unit) > limit


LETTERS = ["枣", "a", " ", "é", "e\u0301", "👨\u200d👩\u200d👧", "👍🏽", "🇨🇳", "，", "（"]


@given(st.lists(st.sampled_from(LETTERS), max_size=20), st.integers(0, 30), st.sampled_from(UNITS))
def test_a_head_fits_and_ends_at_a_whole_character(letters: list[str], limit: int, unit: Any) -> None:
    text = "".join(letters)
    found = head(text, limit, unit)
    assert measured(found, unit) <= limit
    whole = list(graphemes(text))
    heads = ["".join(whole[:n]) for n in range(len(whole) + 1)]
    assert found in heads


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "e\u0301", "👍🏽", "🇨🇳", "❤\ufe0f"])
def test_what_a_reader_takes_for_one_character_is_one(text: str) -> None:
    assert list(graphemes(text + text)) == [text, text]


def test_a_text_is_shortened_at_a_word_or_not_at_all() -> None:
    assert at_a_break("Stoneware Mug, large", 15) == "Stoneware Mug"
    assert at_a_break("临县红枣（特级）五百克", 20, "gb18030-bytes") == "临县红枣（特级）"
    assert at_a_break("Stoneware", 4) == ""


def test_what_there_was_no_room_for_is_a_note(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "红枣" * 100, category="干果" * 50)
    shop.toml(SHOPIFY + 'title = ["{{ item.name }}", "{{ item.category }}"]')
    result = shop.run("listings", "check", "--json")
    (problem,) = [p for p in result.json[0]["problems"] if p["code"] == "title-parts-dropped"]
    assert (result.exit_code, problem["severity"], problem["value"]) == (0, "note", "干果" * 50)
    assert shop.run("listings", "build").exit_code == 0
    assert shelf.file()[0]["Title"] == "红枣" * 100


def test_the_name_stays_in_a_title_that_begins_with_something_else(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "枣" * 28, origin="山西吕梁", price_minor=1990)
    shop.toml(
        '[listings.channels.pinduoduo]\nformat = "copy-sheet"\ntitle = ["{{ item.origin }}", "{{ item.name }}"]\n'
    )
    (problem,) = [p for p in shop.run("listings", "check", "--json").json[0]["problems"] if p["field"] == "title"]
    assert (problem["code"], problem["value"]) == ("title-parts-dropped", "山西吕梁")


def test_a_part_that_went_in_every_language_is_named_once(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "Donaudampfschifffahrt" * 5, origin="新疆", category="红枣")
    shop.toml(
        '[listings.channels.weixin]\nformat = "copy-sheet"\ntitle = ["{{ item.origin }}", "{{ item.name }}"]\n'
        '[listings.translations.en]\n"单件" = "one"\n'
    )
    problems = shop.run("listings", "check", "--json").json[0]["problems"]
    assert [p["code"] for p in problems].count("title-parts-dropped") == 1


def test_a_note_is_shown_by_its_name_and_counts_as_nothing(shop: Any, shelf: Any) -> None:
    shelf.add("D-1", "红枣" * 100, category="枣" * 100)
    shop.toml(SHOPIFY + 'title = ["{{ item.name }}", "{{ item.category }}"]')
    result = shop.run("listings", "check")
    assert "note" in result.stdout and "nothing to object to" in result.stdout


@pytest.mark.parametrize(
    ("title", "limits", "rule"),
    [
        ("枣" * 31, Limits(title=60, title_unit="gb18030-bytes"), "title-too-long"),
        ("枣" * 21, Limits(title=60, title_unit="utf8-bytes"), "title-too-long"),
        ("枣", Limits(title_at_least=5), "title-too-short"),
        ("Donaudampfschifffahrt mug", Limits(word=20), "word-too-long"),
        ("Mug!", Limits(forbidden="!$?"), "forbidden-character"),
    ],
)
def test_a_titles_limits_are_in_the_channels_unit(title: str, limits: Limits, rule: str) -> None:
    (found,) = of_title(dataclasses.replace(MUG, title=title), limits)
    assert (found.rule, found.severity, found.whole) == (rule, "error", True)
    assert found.suggestion


def test_exactly_the_limit_is_no_finding() -> None:
    thirty = dataclasses.replace(MUG, title="枣" * 30)
    assert list(of_title(thirty, Limits(title=60, title_unit="gb18030-bytes"))) == []


def test_what_the_files_encoding_has_no_letter_for_is_an_error() -> None:
    (found,) = of_encoding(dataclasses.replace(MUG, title="Mug 🍇"), "gbk")
    assert (found.rule, found.value) == ("not-encodable", "🍇")
    assert list(of_encoding(dataclasses.replace(MUG, title="红枣"), "gbk")) == []
