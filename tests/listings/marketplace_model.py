"""What a marketplace has after files were uploaded: a column that a file lacks is untouched, a blank cell blanks."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from sellerkit.listings.channels.shopify_csv import HEADER

Row = dict[str, str]
# What Shopify takes from a product's first row, and from each of its rows alike.
ABOUT = ("Title", *HEADER[2:9], "Option1 name", "Option2 name", "Option3 name", "Gift card")
OPTIONS = ("Option1 value", "Option2 value", "Option3 value")
PICTURE = ("Product image URL", "Image position", "Image alt text")


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


class WooCommerce:
    """Products and variations by SKU."""

    def __init__(self) -> None:
        self.there: dict[str, Row] = {}

    def upload(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.there.setdefault(row["SKU"], {}).update(row)

    def names(self) -> set[str]:
        return set(self.there)

    def of(self, name: str) -> object:
        return {heading: cell for heading, cell in self.there[name].items() if cell}


class Shopify:
    """Products by handle: what stands once, the pictures, the variants by their options.

    A variant that a file lacks is taken away.
    """

    def __init__(self) -> None:
        self.there: dict[str, tuple[Row, list[Row], dict[tuple[str, ...], Row]]] = {}

    def upload(self, rows: Sequence[Row]) -> None:
        for handle in dict.fromkeys(row["URL handle"] for row in rows):
            self._product(handle, [row for row in rows if row["URL handle"] == handle])

    def _product(self, handle: str, rows: Sequence[Row]) -> None:
        about, pictures, variants = self.there.get(handle, ({}, [], {}))
        about |= {heading: rows[0][heading] for heading in ABOUT if heading in rows[0]}
        if PICTURE[0] in rows[0]:
            pictures = [{heading: row[heading] for heading in PICTURE} for row in rows if row[PICTURE[0]]]
        left = {}
        for row in rows:
            if row["SKU"]:
                options = tuple(row.get(heading, "") for heading in OPTIONS)
                own = {heading: cell for heading, cell in row.items() if heading not in (*ABOUT, *PICTURE)}
                left[options] = variants.get(options, {}) | own
        self.there[handle] = (about, pictures, left)

    def names(self) -> set[str]:
        return set(self.there)

    def of(self, name: str) -> object:
        about, pictures, variants = self.there[name]
        return _said(about), pictures, {options: _said(row) for options, row in variants.items()}


def _said(row: Row) -> Row:
    return {heading: cell for heading, cell in row.items() if cell}
