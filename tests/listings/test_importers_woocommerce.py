"""woocommerce-csv as WooCommerce's importer stores it: every variation can be chosen, no text loses a sign."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listings.channel_products import dates, variant

from sellerkit.listings.channels.woocommerce_csv import CHANNEL, HEADER, rows
from sellerkit.listings.channels.woocommerce_text import checks, value
from sellerkit.listings.product import Product

TROUBLE = st.text(st.sampled_from("a红b 0,|\\<>%'=+-@&;#x1/\"🫘"), min_size=1, max_size=8).filter(str.strip)


def written(product: Product) -> list[dict[str, str]]:
    return [dict(zip(HEADER, row, strict=True)) for row in rows((product,))]


def two(*values: str, **more: Any) -> Product:
    variants = tuple(variant(f"S-{n}", text) for n, text in enumerate(values))
    return dates(option_names=("Style",), variants=variants, **more)


def parsed(cell: str) -> list[str]:
    """parse_comma_field, with what wc_clean takes away."""
    if cell[:2] in ("'=", "'+", "'-", "'@"):
        cell = cell[1:]
    parts = (part.replace("\0", ",") for part in cell.replace("\\,", "\0").split(","))
    return [" ".join(re.sub(r"<[^>]*>?|%[0-9a-fA-F]{2}", "", part).split()) for part in parts]


def stored(cell: str) -> list[str]:
    """The values of a parent's attribute as they are read again: kept in one text with | between."""
    return [re.sub(r"&#?\w+;", "?", part.strip()) for part in " | ".join(parsed(cell)).split("|")]


@given(st.lists(TROUBLE.map(lambda text: " ".join(text.split())), min_size=2, max_size=4, unique_by=value))
def test_every_variation_has_a_value_that_its_parent_lists(values: list[str]) -> None:
    parent, *variations = written(two(*values))
    listed = stored(parent["Attribute 1 value(s)"])
    chosen = [parsed(row["Attribute 1 value(s)"])[0] for row in variations]
    assert listed == chosen
    assert len(set(listed)) == len(values)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("a, b", "a\\, b"), ("c | d", "c ｜ d"), ("e\\", "e＼"), ("'=f", "’=f"), ("50%20", "50％20"), ("<g>", "＜g>"), ("50%", "50%")],
)  # fmt: skip
def test_a_value_is_written_so_that_it_stays_one(text: str, cell: str) -> None:
    assert written(two(text, "other"))[1]["Attribute 1 value(s)"] == cell


def test_what_is_written_otherwise_is_said() -> None:
    found = [(one.rule, one.severity, one.sku, one.value) for one in checks(two("c | d", "plain"))]
    assert found == [("woocommerce-option", "note", "S-0", "c | d")]


def test_two_values_that_would_become_one_keep_the_product_out() -> None:
    rules = [(one.rule, one.whole) for one in checks(two("a|b", "a｜b"))]
    assert rules == [("woocommerce-option", False), ("woocommerce-same-options", True)]


def test_an_sku_that_its_orders_would_not_name_again_is_a_warning() -> None:
    (found,) = checks(dates(variants=(variant("T&C-1"),)))
    assert (found.rule, found.severity, found.value) == ("woocommerce-sku", "warning", "T&C-1")
    assert CHANNEL.checks is checks


def test_backslashes_of_name_and_description_are_doubled() -> None:
    # saving a post takes one of two away, and \n in a description would become a new line
    (row,) = written(dates(title="C:\\new", description="<p>a\\nb</p>"))
    assert (row["Name"], row["Description"]) == ("C:\\\\new", "<p>a\\\\nb</p>")


@pytest.mark.parametrize(("stock", "there"), [((0, 3), "1"), ((0, 0), "0")])
def test_the_parent_is_in_stock_where_one_of_its_variations_is(stock: tuple[int, int], there: str) -> None:
    first, second = (variant(f"S-{n}", str(n), stock=count) for n, count in enumerate(stock))
    parent = written(dates(option_names=("Style",), variants=(first, second)))[0]
    assert (parent["In stock?"], parent["Stock"]) == (there, "")


def test_variations_of_a_draft_are_published() -> None:
    parent, *variations = written(two("a", "b", active=False))
    assert (parent["Published"], {row["Published"] for row in variations}) == ("-1", {"1"})


def test_the_origin_stands_beside_three_options() -> None:
    from_here = variant("S-1", "a", "b", "c", origin="山西, 吕梁")
    parent, _variation = written(dates(option_names=("A", "B", "C"), variants=(from_here,)))
    assert (parent["Attribute 4 name"], parent["Attribute 4 value(s)"]) == ("产地", "山西\\, 吕梁")


def test_an_option_that_is_called_origin_is_not_pushed_aside_by_it() -> None:
    both = (variant("S-1", "山西", origin="中国"), variant("S-2", "新疆", origin="中国"))
    parent = written(dates(option_names=("产地",), variants=both))[0]
    assert (parent["Attribute 1 value(s)"], parent["Attribute 2 name"]) == ("山西, 新疆", "")
