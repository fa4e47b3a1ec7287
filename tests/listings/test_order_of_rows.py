"""Rows stand as importers need them: a product's rows together, a parent right above its children."""

from __future__ import annotations

import pytest
from tests.listings.channel_products import dates, scarves, variant

from sellerkit.listings.channels import channel_called
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.order_of_rows import OutOfOrder, in_order

SHOPIFY = channel_called("shopify-csv")
WOOCOMMERCE = channel_called("woocommerce-csv")
GOODS = [
    scarves(),
    dates(handle="d", variants=(variant("D-1"),)),
    dates(handle="s", option_names=("Size",), variants=(variant("T-1", "S"),)),
]


@pytest.mark.parametrize("channel", [SHOPIFY, WOOCOMMERCE], ids=lambda channel: channel.name)
def test_the_rows_that_are_written_stand_in_order(channel: Channel) -> None:
    assert channel.rows is not None
    rows = [channel.header, *channel.rows(GOODS)]
    assert list(in_order(channel, rows)) == rows


def test_rows_of_one_product_with_another_between_are_named() -> None:
    rows = [("URL handle", "SKU"), ("mug", "M-1"), ("tea", "T-1"), ("mug", "M-2")]
    with pytest.raises(OutOfOrder) as wrong:
        list(in_order(SHOPIFY, rows))
    assert (wrong.value.row, wrong.value.value) == (4, "mug")


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([("M-1", "mug"), ("mug", "")], 2),
        ([("mug", ""), ("M-1", "mug"), ("M-2", "cup")], 4),
        ([("mug", ""), ("M-1", "mug"), ("M-2", "M-1")], 4),
        ([("mug", ""), ("M-1", "mug"), ("tea", ""), ("M-2", "mug")], 5),
    ],
)
def test_a_child_above_its_parent_or_without_one_is_named(rows: list[tuple[str, str]], row: int) -> None:
    with pytest.raises(OutOfOrder) as wrong:
        list(in_order(WOOCOMMERCE, [("SKU", "Parent"), *rows]))
    assert wrong.value.row == row


def test_a_small_file_without_these_headings_passes_as_it_is() -> None:
    rows = [("SKU", "Stock"), ("B", "1"), ("A", "2"), ("B", "1")]
    assert list(in_order(WOOCOMMERCE, rows)) == rows
    assert list(in_order(SHOPIFY, [])) == []
