"""What every channel gives: its limits, its header and the rows for products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sellerkit.base.problems import Outcome
from sellerkit.listings.product import Product

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many, in characters and pieces. None = the channel sets no limit that we know of."""

    title: int | None = None
    handle: int | None = None
    sku: int | None = None
    barcode: int | None = None
    tag: int | None = None
    tags: int | None = None
    options: int = 3
    variants: int | None = None
    many_variants: int | None = None
    images: int | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One marketplace's file. `rows` is pure: products in, the file's rows below the header out, first row first.

    The rows of one product stand together, the product's own row before those of its variants.
    `barcodes_unique`: a second product with the same barcode is refused by the importer.
    """

    name: str
    header: Row
    limits: Limits
    rows: Callable[[Sequence[Product]], Outcome[Row]]
    ending: str = ".csv"
    barcodes_unique: bool = False
