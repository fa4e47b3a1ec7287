"""What every listing channel keeps to, whatever its file looks like: a table of rows, or files of its own."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from sellerkit.listings.channels import channel_called, channel_names
from sellerkit.listings.channels.contract import Target, Written
from sellerkit.listings.product import Product, Variant
from sellerkit.model.item import Item

PRICES = ("Price", "Regular price", "price")
STOCKS = ("Inventory quantity", "Stock", "quantity_to_sell_on_facebook", "quantity")
FIELDS = {"link": "https://shop.example/p", "category_id": "179174"}


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
    made = Product(name.lower(), name, variants, "USD", ("尺码",) if several else (), fields=FIELDS, **values)  # type: ignore[arg-type]
    return made


CATALOGUE = [
    product("Mug", ["M-1", "M-2", "M-3"], images=("https://img.example/1.jpg", "https://img.example/2.jpg")),
    product("红枣", ["D-500"], active=True),
    product("Tea", ["T-1"], images=tuple(f"https://img.example/t{n}.jpg" for n in range(4))),
]
SKUS = {sku for made in CATALOGUE for sku in made.skus}
CHANNELS = {name: channel_called(name) for name in channel_names()}
TABLES = sorted(name for name, channel in CHANNELS.items() if channel.rows is not None)
WRITERS = sorted(name for name, channel in CHANNELS.items() if channel.write is not None)
# Those of them that have one row a variant, with its price and its stock in columns of their own.
BY_VARIANT = [name for name in TABLES if set(PRICES) & set(CHANNELS[name].header)]
BY_STOCK = [name for name in BY_VARIANT if set(STOCKS) & set(CHANNELS[name].header)]


def rows_of(name: str, products: Iterable[Product] = CATALOGUE) -> list[tuple[str, ...]]:
    rows = CHANNELS[name].rows
    assert rows is not None
    return list(rows(products))


def cell(name: str, row: tuple[str, ...], headings: tuple[str, ...]) -> str:
    header = CHANNELS[name].header
    return next(row[header.index(heading)] for heading in headings if heading in header)


def rows_by_sku(name: str) -> dict[str, tuple[str, ...]]:
    at = CHANNELS[name].header.index(CHANNELS[name].key)
    return {row[at]: row for row in rows_of(name) if row[at]}


def written(name: str, folder: Path, products: list[Product] = CATALOGUE) -> Written:
    channel = CHANNELS[name]
    assert channel.write is not None
    return channel.write(products, Target(folder / f"x{channel.ending}", folder, "USD", fields=FIELDS))


@pytest.mark.parametrize("name", CHANNELS)
def test_it_is_registered_under_its_own_name(name: str) -> None:
    assert CHANNELS[name].name == name


@pytest.mark.parametrize("name", CHANNELS)
def test_it_is_either_a_table_or_writes_its_own_files(name: str) -> None:
    assert (name in TABLES) != (name in WRITERS)
    assert CHANNELS[name].header or name in WRITERS


@pytest.mark.parametrize("name", CHANNELS)
def test_its_file_has_an_ending_of_its_own(name: str) -> None:
    assert CHANNELS[name].ending.startswith(".")


@pytest.mark.parametrize("name", TABLES)
def test_no_heading_stands_twice(name: str) -> None:
    assert [heading for heading, count in Counter(CHANNELS[name].header).items() if count > 1] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_key_and_the_small_files_columns_are_columns_of_the_table(name: str) -> None:
    channel = CHANNELS[name]
    assert {channel.key, *channel.update} <= set(channel.header)
    assert not channel.update or channel.key in channel.update


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_as_wide_as_the_header(name: str) -> None:
    assert {len(row) for row in rows_of(name)} == {len(CHANNELS[name].header)}


@pytest.mark.parametrize("name", BY_VARIANT)
def test_every_variant_stands_once_with_its_price(name: str) -> None:
    rows = rows_by_sku(name)
    at = CHANNELS[name].header.index(CHANNELS[name].key)
    assert Counter(row[at] for row in rows_of(name) if row[at] in SKUS) == Counter(SKUS)
    for made in CATALOGUE:
        for variant in made.variants:
            amount = cell(name, rows[variant.sku], PRICES).removesuffix(" USD")
            assert Decimal(amount) == Decimal(variant.price_minor or 0) / 100


@pytest.mark.parametrize("name", BY_STOCK)
def test_every_variant_stands_with_its_stock(name: str) -> None:
    rows = rows_by_sku(name)
    for made in CATALOGUE:
        for variant in made.variants:
            assert cell(name, rows[variant.sku], STOCKS) == str(variant.stock)


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_lost_in_its_file(name: str) -> None:
    rows, dialect = [list(row) for row in rows_of(name)], CHANNELS[name].dialect
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=dialect.delimiter, lineterminator=dialect.line_end).writerows(rows)
    encoded = text.getvalue().encode(dialect.encoding)
    read = csv.reader(io.StringIO(encoded.decode(dialect.encoding), newline=""), delimiter=dialect.delimiter)
    assert list(read) == rows


@pytest.mark.parametrize("name", TABLES)
def test_the_same_products_give_the_same_rows(name: str) -> None:
    assert rows_of(name) == rows_of(name)


@pytest.mark.parametrize("name", TABLES)
def test_no_products_give_no_rows(name: str) -> None:
    assert rows_of(name, []) == []


@pytest.mark.parametrize("name", TABLES)
def test_one_product_alone_gives_the_rows_it_has_among_others(name: str) -> None:
    apart = [row for one in CATALOGUE for row in rows_of(name, [one])]
    assert rows_of(name) == apart


@pytest.mark.parametrize("name", CHANNELS)
def test_its_own_rules_name_an_sku_of_the_product_and_say_what_to_do(name: str) -> None:
    bare = product("Bare", ["B-1", "B-2"], description="")
    for finding in CHANNELS[name].checks(bare):
        assert finding.sku in bare.skus
        assert finding.rule and finding.field and finding.message


@pytest.mark.parametrize("name", WRITERS)
def test_what_it_wrote_is_there_and_nothing_else(name: str, tmp_path: Path) -> None:
    result = written(name, tmp_path)
    there = {path for path in tmp_path.rglob("*") if path.is_file()}
    if not result.files:
        assert result.findings, "nothing written and nothing said"
        return
    assert there == set(result.files)
    assert result.skus <= SKUS


@pytest.mark.parametrize("name", WRITERS)
def test_no_products_give_no_file(name: str, tmp_path: Path) -> None:
    written(name, tmp_path, [])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", WRITERS)
def test_it_writes_the_same_bytes_for_the_same_products(name: str, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in written(name, tmp_path / "a").files}
    assert {path.name: path.read_bytes() for path in written(name, tmp_path / "b").files} == first


def test_the_help_of_build_names_every_format() -> None:
    from sellerkit.listings.command import build

    assert build.epilog is not None
    assert [name for name in CHANNELS if name not in build.epilog] == []
