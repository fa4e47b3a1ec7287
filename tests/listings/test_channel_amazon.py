"""amazon-price-quantity: three columns and nothing that Amazon would read otherwise."""

from __future__ import annotations

import csv
import io

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
