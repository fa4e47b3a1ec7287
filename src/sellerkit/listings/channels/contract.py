"""What every channel gives: its limits, and either the rows of a table or a writer of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sellerkit.listings.findings import Finding
from sellerkit.listings.product import Product

Row = tuple[str, ...]
LengthUnit = Literal["characters", "gb18030-bytes", "utf8-bytes"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many, in `unit`s and pieces. None = the channel sets no limit that we know of."""

    title: int | None = None
    title_unit: LengthUnit = "characters"
    title_at_least: int = 1
    word: int | None = None
    description: int | None = None
    handle: int | None = None
    sku: int | None = None
    barcode: int | None = None
    option: int | None = None
    tag: int | None = None
    tags: int | None = None
    options: int = 3
    variants: int | None = None
    many_variants: int | None = None
    images: int | None = None
    images_at_least: int = 0
    image_pixels: int | None = None
    image_bytes: int | None = None
    image_ratio: tuple[float, float] | None = None
    white_first: bool = False
    forbidden: str = ""
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. `before` are whole lines above the header, as they stand."""

    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    before: tuple[str, ...] = ()
    quote_all: bool = False


CSV = Dialect()
TSV = Dialect(delimiter="\t")


@dataclass(frozen=True, slots=True)
class Target:
    """What a channel that writes its own files is given: where to, the seller's template, the extra settings."""

    path: Path
    folder: Path
    currency: str
    template: Path | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer of its own came to. `files` are all files it made, `skus` what stands in them, read back."""

    files: tuple[Path, ...]
    skus: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """One marketplace's file. `rows` is pure: products in, the file's rows below the header out, one after the other.

    The rows of one product stand together, the product's own row before those of its variants. `key` is the heading
    of the SKU (rows with an empty key belong to the product above). `update` are the headings of the small file for
    price and stock alone, of which a marketplace leaves everything else as it is. `barcodes_unique`: a second product
    with the same barcode is refused by the importer. `write` is for what is no table; `unconfirmed` says what nobody
    could try on the marketplace itself.
    """

    name: str
    limits: Limits
    header: Row = ()
    rows: Callable[[Iterable[Product]], Iterable[Row]] | None = None
    ending: str = ".csv"
    dialect: Dialect = CSV
    key: str = "SKU"
    update: tuple[str, ...] = ()
    barcodes_unique: bool = False
    write: Callable[[Sequence[Product], Target], Written] | None = None
    language: Literal["zh", "en", ""] = ""
    unconfirmed: str = ""
