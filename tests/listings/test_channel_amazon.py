"""amazon-price-quantity: three columns and nothing that Amazon would read otherwise."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.listings.channel_products import dates, scarves, variant

from sellerkit.listings.channels.amazon_price_quantity import CHANNEL, HEADER, checks, rows
from sellerkit.listings.product import Product


def file_of(*products: Product) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t").writerows([HEADER, *rows(products)])
    return text.getvalue()


def test_the_file_holds_exactly_sku_price_and_quantity() -> None:
    assert file_of(dates(), scarves()) == (
        "sku\tprice\tquantity\r\nD-1\t12.50\t7\r\nS-1\t12.50\t0\r\nS-2\t12.50\t7\r\n"
    )
    assert CHANNEL.update == HEADER and CHANNEL.limits.sku == 40


def test_a_large_price_has_no_thousands_and_no_sign() -> None:
    assert file_of(dates(variants=(variant(price_minor=129900),))).splitlines()[1] == "D-1\t1299.00\t7"


@pytest.mark.parametrize("sku", ['A"1', "枣-1", "A  1", " A", "A\t1", "A\u20281"])
def test_an_sku_that_not_every_reader_reads_alike_is_refused(sku: str) -> None:
    assert [finding.rule for finding in checks(dates(variants=(variant(sku),)))] == ["sku-characters"]


@given(st.text(min_size=1, max_size=40), st.integers(1, 10**8), st.integers(0, 10**6))
def test_what_is_not_refused_stands_in_the_line_as_it_is(sku: str, price_minor: int, stock: int) -> None:
    product = dates(variants=(variant(sku, price_minor=price_minor, stock=stock),))
    if list(checks(product)) or not sku.isprintable():
        return
    line = file_of(product).split("\r\n")[1]
    assert line.split("\t") == [sku, f"{price_minor // 100}.{price_minor % 100:02}", str(stock)]


def test_what_its_file_does_not_hold_keeps_nothing_out(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "=1+1", option1="Red", image="missing.jpg", barcode="6901234567892")
    shelf.add("S-2", "=1+1", option1="Red", barcode="6901234567892")
    shelf.add("S-3", "=1+1", cost_minor=None)
    shop.toml('[listings.channels.amazon]\nformat = "amazon-price-quantity"\nprice = { markup = "35%" }\n')
    (channel,) = shop.run("listings", "build", "--json").json
    assert [(one["code"], one["sku"]) for one in channel["problems"]] == [("price-missing", "S-3")]
    assert channel["variants"] == 2


def test_a_title_that_cannot_be_made_is_still_named(shop: Any, shelf: Any) -> None:
    shelf.add("S-1", "Scarf")
    shop.toml('[listings.channels.amazon]\nformat = "amazon-price-quantity"\ntitle = ["{{ 1 / 0 }}"]\n')
    (channel,) = shop.run("listings", "build", "--json").json
    assert [one["code"] for one in channel["problems"]] == ["template-failed"]
