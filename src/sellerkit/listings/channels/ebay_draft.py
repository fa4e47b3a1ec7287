"""eBay Seller Hub's "Create new drafts": every variant a draft of its own, which the seller finishes on eBay.

Source: the template as Seller Hub Reports gives it (see ebay_sites); titles of 80 characters and SKUs of 50 from eBay's MIP
documentation; several pictures of one draft stand with | between them; eBay's links policy lets descriptions lead to
other eBay pages only, so links become their words. A draft cannot have variations, and uploading
the file twice makes every draft twice: there is no small file for price and stock.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from sellerkit.base.files import not_as_written, writing
from sellerkit.base.language import N_, _
from sellerkit.base.money import decimal_string
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.channels.contract import Channel, Limits, Row, Target, Written
from sellerkit.listings.channels.ebay_rules import TITLE, checks, condition_id, title_of, titles, upc
from sellerkit.listings.channels.ebay_sites import Site, site_for
from sellerkit.listings.descriptions import WITHOUT_LINKS
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product, Variant

BELOW_ACTION: Row = (
    "Custom label (SKU)", "Category ID", "Title", "UPC", "Price", "Quantity", "Item photo URL", "Condition ID",
    "Description", "Format",
)  # fmt: skip
# developer.ebay.com, "Introduction to Pictures in Listings": 24 pictures; eBay, "Picture policy": 500 pixels on the longest side.
# 12 MB a picture is told by sellers' tools.
LIMITS = Limits(
    title=TITLE, sku=50, description=500_000, images=24, image_pixels=500, image_longer=True, image_bytes=12_000_000
)


def write(products: Sequence[Product], target: Target) -> Written:
    """The drafts of one site: the one that the channel names or the first product. Those of another are left out."""
    stated = target.fields.get("site", "") or next((product.fields.get("site", "") for product in products), "")
    site = site_for(stated, target.currency)
    if site is None:
        return Written((), findings=tuple(_elsewhere(product) for product in products))
    here: list[Product] = []
    strays: list[Product] = []
    for product in products:
        its_own = site_for(product.fields.get("site", ""), product.currency)
        (here if its_own == site else strays).append(product)
    rows = [_row(product, variant) for product in here for variant in product.variants]
    if not rows:
        return Written((), findings=tuple(map(_elsewhere, strays)))
    _write_and_read_back(target.path, text_of_drafts(site, rows), rows, site)
    return Written((target.path,), frozenset(row[1] for row in rows), tuple(map(_elsewhere, strays)))


def _elsewhere(product: Product) -> Finding:
    message = _("One file holds the drafts of one eBay site; this product names another one.")
    hint = _("Make a channel of its own for every site.")
    return error("ebay-site", product.skus[0], "site", message, product.fields.get("site", ""), hint, whole=True)


def text_of_drafts(site: Site, rows: Sequence[Row]) -> str:
    """The whole file: remarks, header, rows; lines end with CRLF."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=site.delimiter).writerows([(site.action, *BELOW_ACTION), *rows])
    return "".join(f"{line}\r\n" for line in site.remarks) + text.getvalue()


def read_drafts(text: str, site: Site) -> list[Row]:
    """The rows below the header."""
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=site.delimiter, strict=True))
    return [tuple(line) for line in lines[len(site.remarks) + 1 :]]


def _row(product: Product, variant: Variant) -> Row:
    return (
        "Draft",
        variant.sku,
        product.fields.get("category_id", ""),
        title_of(product, variant).text,
        upc(variant),
        "" if variant.price_minor is None else decimal_string(variant.price_minor, product.currency),
        str(variant.stock),
        "|".join(url.replace("|", "%7C") for url in offers.images(product, variant)[: LIMITS.images]),
        condition_id(product),
        product.description,
        "FixedPrice",
    )


def _write_and_read_back(path: Path, text: str, rows: Sequence[Row], site: Site) -> None:
    with writing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
        if read_drafts(temporary.read_bytes().decode("utf-8"), site) != list(rows):
            raise not_as_written(path)


CHANNEL = Channel(
    "ebay-draft",
    LIMITS,
    ending=".csv",
    key="Custom label (SKU)",
    write=write,
    objects=True,
    unconfirmed=N_(
        "Made after the template of Seller Hub Reports; nobody here could upload it. Upload it once: every upload makes new drafts."
    ),
    checks=checks,
    html=WITHOUT_LINKS,
    titles=titles,
    once=True,
)
