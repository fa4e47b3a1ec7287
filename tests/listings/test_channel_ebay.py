"""ebay-draft: the template of Seller Hub Reports, filled."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from tests.listings.channel_products import FRONT, HOSTILE, SIDE, dates, scarves, variant

from sellerkit.listings.channels.contract import Target
from sellerkit.listings.channels.ebay_draft import read_drafts, write
from sellerkit.listings.channels.ebay_rules import checks
from sellerkit.listings.channels.ebay_sites import SITES
from sellerkit.listings.product import Product

FIELDS = {"category_id": "179174", "condition": "new"}
SAMPLE = Path(__file__).parent / "samples" / "ebay_drafts.csv"


def written(folder: Path, *products: Product, site: str = "US") -> bytes:
    path, fields = folder / "ebay.csv", {"site": site}
    result = write(products, Target(path, folder, SITES[site].currency, fields=fields))
    assert result.files == (path,)
    return path.read_bytes()


def rules(product: Product) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in checks(product)]


def test_two_products_give_exactly_the_golden_file(tmp_path: Path) -> None:
    found = written(tmp_path, dates(fields=FIELDS), scarves(fields=FIELDS))
    assert found == SAMPLE.read_bytes()


def test_every_variant_is_a_draft_of_its_own_with_its_options_in_the_title(tmp_path: Path) -> None:
    drafts = read_drafts(written(tmp_path, scarves(fields=FIELDS)).decode(), SITES["US"])
    assert [(row[0], row[1], row[3]) for row in drafts] == [
        ("Draft", "S-1", "Scarf 红色 斜纹, 细"),
        ("Draft", "S-2", "Scarf 蓝色 平纹: 粗"),
    ]
    assert drafts[0][7] == f"{FRONT}|{SIDE}"
    assert {(row[2], row[8], row[10]) for row in drafts} == {("179174", "1000", "FixedPrice")}


@pytest.mark.parametrize(
    ("site", "action"),
    [
        ("US", "Action(SiteID=US|Country=US|Currency=USD|Version=1193|CC=UTF-8),Custom label (SKU),Category ID,"),
        ("UK", "Action(SiteID=UK|Country=GB|Currency=GBP|Version=1193|CC=UTF-8),Custom label (SKU),Category ID,"),
        ("CA", "Action(SiteID=Canada|Country=CA|Currency=CAD|Version=1193|CC=UTF-8),Custom label (SKU),Category ID,"),
        (
            "AU",
            "Action(SiteID=Australia|Country=AU|Currency=AUD|Version=1193|CC=UTF-8),Custom label (SKU),Category ID,",
        ),
        ("DE", "Action(SiteID=Germany|Country=DE|Currency=EUR|Version=1193|CC=UTF-8);Custom label (SKU);Category ID;"),
    ],
)
def test_the_header_says_which_site_the_drafts_are_for(tmp_path: Path, site: str, action: str) -> None:
    product = dates(fields=FIELDS | {"site": site}, currency=SITES[site].currency)
    lines = written(tmp_path, product, site=site).decode().split("\r\n")
    assert all(line.startswith(("#INFO", '"#INFO')) for line in lines[:4])
    assert lines[4].startswith(action)
    assert read_drafts("\r\n".join(lines), SITES[site])[0][5] == "12.50"


@pytest.mark.parametrize(("code", "shown"), [("012345678905", "012345678905"), ("0012345678905", "012345678905")])
def test_a_upc_stands_in_its_column(tmp_path: Path, code: str, shown: str) -> None:
    product = dates(fields=FIELDS, variants=(variant(barcode=code),))
    assert read_drafts(written(tmp_path, product).decode(), SITES["US"])[0][4] == shown
    assert rules(product) == []


def test_an_ean_has_no_column_and_that_is_said(tmp_path: Path) -> None:
    product = dates(fields=FIELDS)
    assert read_drafts(written(tmp_path, product).decode(), SITES["US"])[0][4] == ""
    assert rules(product) == [("ebay-upc-only", "warning")]


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"fields": {}}, "ebay-category"),
        ({"fields": {"category_id": "Dried fruit"}}, "ebay-category"),
        ({"fields": FIELDS | {"condition": "mint"}}, "condition-unknown"),
        ({"fields": FIELDS | {"site": "FR"}}, "ebay-site"),
        ({"fields": FIELDS | {"site": "UK"}}, "ebay-site"),
        ({"fields": FIELDS, "currency": "CNY"}, "ebay-site"),
    ],
)  # fmt: skip
def test_what_a_draft_cannot_do_without_is_an_error(more: dict[str, Any], rule: str) -> None:
    found = rules(dates(**({"variants": (variant(barcode=""),)} | more)))
    assert found == [(rule, "error")]


def test_options_that_a_title_has_no_room_for_are_left_away_and_said(tmp_path: Path) -> None:
    two = (variant("D-1", "red", "XL", barcode=""), variant("D-2", "red", "S", barcode=""))
    product = dates(fields=FIELDS, title="T" * 74, option_names=("Colour", "Size"), variants=two)
    rows = read_drafts(written(tmp_path, product).decode(), SITES["US"])
    assert [row[3] for row in rows] == ["T" * 74 + " red", "T" * 74 + " red S"]
    assert rules(product) == [("title-parts-dropped", "note")]


def test_two_drafts_that_nobody_could_tell_apart_are_named() -> None:
    two = (variant("D-1", "XXL", barcode=""), variant("D-2", "XXS", barcode=""))
    product = dates(fields=FIELDS, title="T" * 78, option_names=("Size",), variants=two)
    assert rules(product) == [
        ("title-parts-dropped", "note"),
        ("title-parts-dropped", "note"),
        ("title-twice", "warning"),
    ]


def test_a_product_of_another_site_is_left_out_and_said(tmp_path: Path) -> None:
    here, there = dates(fields=FIELDS), dates(fields=FIELDS | {"site": "UK"}, variants=(variant("UK-1"),))
    result = write([here, there], Target(tmp_path / "e.csv", tmp_path, "USD"))
    assert result.skus == {"D-1"}
    assert [(finding.rule, finding.sku) for finding in result.findings] == [("ebay-site", "UK-1")]


def test_nothing_is_written_for_a_site_that_nobody_knows(tmp_path: Path) -> None:
    result = write([dates(fields=FIELDS)], Target(tmp_path / "e.csv", tmp_path, "CNY"))
    assert (result.files, len(result.findings), list(tmp_path.iterdir())) == ((), 1, [])


def test_a_build_without_a_draft_leaves_no_file_of_headings_alone(shop: Any, shelf: Any) -> None:
    shelf.add("H-1", "Hat", currency="USD")
    shop.toml('[listings.channels.ebay]\nformat = "ebay-draft"\ncurrency = "USD"\nfields = { category_id = "179174" }')
    shop.toml('[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-01"')
    shop.toml('[listings.products.H-1]\nfields = { site = "UK" }')
    result = shop.run("listings", "build")
    assert result.exit_code == 3
    assert "there is nothing to list, so no file was written" in result.stderr
    assert not (shop.path / "out/listings/ebay.csv").exists()


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_file_as_they_were(title: str, sku: str, description: str) -> None:
    for site in ("US", "DE"):
        product = dates(
            title=title, variants=(variant(sku),), description=description, fields=FIELDS, currency=SITES[site].currency
        )
        with TemporaryDirectory() as folder:
            (row,) = read_drafts(written(Path(folder), product, site=site).decode(), SITES[site])
        assert (row[1], row[3], row[9]) == (sku, title, description)
