"""A template of text and values alone gives what Jinja2 gives, with less work."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sellerkit.listings.plain_templates import plain_template
from sellerkit.listings.product import Variant
from sellerkit.listings.sandbox import environment
from sellerkit.listings.templates import Text, TextNotMade
from sellerkit.listings.texts import item_values
from sellerkit.model.item import Item

KNOWN = {"item": ("name", "price"), "shop": ("name",), "currency": (), "variants": ("name",)}
PIECES = ["{{ item.name }}", "{{item.price}}", "{{- shop.name -}}", "{{ currency }}", " ", "\n", "a & b ", "<b>", "{# no #}", "{{ item['name'] }}"]  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=6),
    st.just(Decimal("1.50")),
    st.just(Markup("<i>x</i>")),
    st.just("a<b> & *c*"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8), VALUES, VALUES, st.sampled_from(["title", "markdown", "html"]))
def test_the_same_text_comes_out(pieces: list[str], name: Any, price: Any, kind: str) -> None:
    source, how = "".join(pieces), {"markdown": kind == "markdown", "html": kind == "html"}
    given = {"item": {"name": name, "price": price}, "shop": {"name": name}, "currency": "CNY"}
    jinja = environment(iter, escape=kind != "title", markdown=kind == "markdown")
    assert Text(source, KNOWN, **how).filled(given) == jinja.from_string(source).render(given)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("{{ item.name }} {{ currency }}", True),
        ("no value at all", True),
        ("", True),
        ("{{ item.name | upper }}", False),
        ("{% if currency %}x{% endif %}", False),
        ("{{ variants }}", False),
        ("{{ variants.name }}", False),
        ("{{ item }}", False),
        ("{{ item.nothing }}", False),
    ],
)
def test_only_what_is_nothing_but_values_takes_the_short_way(source: str, plain: bool) -> None:
    jinja = environment(iter, escape=False, markdown=False)
    assert (plain_template(jinja.parse(source), jinja, KNOWN) is not None) is plain


def test_a_value_that_is_not_there_is_said_as_before() -> None:
    with pytest.raises(TextNotMade, match="price"):
        Text("{{ item.price }}", KNOWN).filled({"item": {"name": "x"}})


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{{ item.name }} {{ brand.origin }} {{ item.price }}", {"name", "price"}),
        ("no value at all", set()),
        ("{% if item.name %}{{ item.price }}{% endif %}", None),
    ],
)
def test_a_plain_template_tells_what_it_shows_of_an_item(source: str, names: set[str] | None) -> None:
    known = KNOWN | {"brand": ("origin",)}
    assert Text(source, known).names("item") == names


@pytest.mark.parametrize("wanted", [("name",), ("keywords", "origin"), ("price", "net_weight", "text"), ("weight_g", "option1")])  # fmt: skip
def test_values_that_nobody_shows_are_left_out_and_the_others_stay_what_they_are(wanted: tuple[str, ...]) -> None:
    item = Item("M-1", "Mug", category="Kitchen > Mug", origin="Shanxi", weight_g=1500, option1="Red")
    variant = Variant(item, ("Red",), 1250, 3, origin="临县")
    everything, some = item_values(variant, "CNY"), item_values(variant, "CNY", wanted=wanted)
    assert {name: some[name] for name in wanted} == {name: everything[name] for name in wanted}
    assert len(some) < len(everything)
