"""What every listing channel keeps to, whatever its file looks like."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest

from sellerkit.listings.channels import channel_called, channel_names
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.product import Product, Variant
from sellerkit.model.item import Item

PRICES, STOCKS = ("Price", "Regular price"), ("Inventory quantity", "Stock")


def product(name: str, skus: list[str], **more: object) -> Product:
    several = len(skus) > 1
    variants = tuple(
        Variant(
            Item(sku, name=name, weight_g=500),
            (f"尺码, {sku}",) if several else (),
            1990 + n,
            n * 5,
            barcode="6901234567892",
        )
        for n, sku in enumerate(skus)
    )
    values = {"description": '<p>第一行\n第二行, "quoted"</p>', "tags": ("a", "b"), "vendor": "吕梁红枣"} | more
    return Product(name.lower(), name, variants, "CNY", ("尺码",) if several else (), **values)  # type: ignore[arg-type]


CATALOGUE = [
    product("Mug", ["M-1", "M-2", "M-3"], images=("https://img.example/1.jpg", "https://img.example/2.jpg")),
    product("红枣", ["D-500"], active=True),
    product("Tea", ["T-1"], images=tuple(f"https://img.example/t{n}.jpg" for n in range(4))),
]


@pytest.fixture(params=channel_names())
def channel(request: pytest.FixtureRequest) -> Channel:
    return channel_called(request.param)


def rows_of(channel: Channel, products: Iterable[Product] = CATALOGUE) -> list[tuple[str, ...]]:
    assert channel.rows is not None
    return list(channel.rows(products))


def cell(channel: Channel, row: tuple[str, ...], headings: tuple[str, ...]) -> str:
    return next(row[channel.header.index(heading)] for heading in headings if heading in channel.header)


def rows_by_sku(channel: Channel) -> dict[str, tuple[str, ...]]:
    at = channel.header.index("SKU")
    return {row[at]: row for row in rows_of(channel) if row[at]}


def test_it_is_registered_under_its_own_name(channel: Channel) -> None:
    assert channel.name in channel_names()


def test_no_heading_stands_twice(channel: Channel) -> None:
    assert [heading for heading, count in Counter(channel.header).items() if count > 1] == []


def test_every_row_is_as_wide_as_the_header(channel: Channel) -> None:
    assert {len(row) for row in rows_of(channel)} == {len(channel.header)}


def test_every_variant_stands_once_with_its_price_and_stock(channel: Channel) -> None:
    rows = rows_by_sku(channel)
    for made in CATALOGUE:
        for variant in made.variants:
            row = rows[variant.sku]
            assert Decimal(cell(channel, row, PRICES)) == Decimal(variant.price_minor or 0) / 100
            assert cell(channel, row, STOCKS) == str(variant.stock)


def test_nothing_is_lost_in_a_csv_file(channel: Channel) -> None:
    rows = [list(row) for row in rows_of(channel)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    assert list(csv.reader(io.StringIO(text.getvalue(), newline=""))) == rows


def test_the_same_products_give_the_same_rows(channel: Channel) -> None:
    assert rows_of(channel) == rows_of(channel)


def test_no_products_give_no_rows(channel: Channel) -> None:
    assert rows_of(channel, []) == []


def test_one_product_alone_gives_the_rows_it_has_among_others(channel: Channel) -> None:
    apart = [row for one in CATALOGUE for row in rows_of(channel, [one])]
    assert rows_of(channel) == apart
