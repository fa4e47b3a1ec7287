"""What every channel gives: its limits, and either the rows of a table or a writer of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sellerkit.listings.descriptions import TAGS
from sellerkit.listings.findings import Finding
from sellerkit.listings.product import Product

Row = tuple[str, ...]
LengthUnit = Literal["characters", "gb18030-bytes", "utf8-bytes"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how many, in `unit`s and pieces. None = the channel sets no limit that we know of.

    `word_times`: the same word stands at most so often in a title. `sober`: no promotion and no shouting in it.
    Pictures: `image_pixels` on the side that `image_longer` names (the longer one, else the shorter one),
    `image_pixels_most` width × height, `white_picture` the place of the one on white (1 = the first); `images_refused`:
    what is beyond a limit is left out, else it is only not liked; `image_public`: a product that has none left goes, too.
    `unsure` are rules that are known at second hand only: breaking them is a warning.
    """

    title: int | None = None
    title_unit: LengthUnit = "characters"
    title_at_least: int = 1
    word: int | None = None
    word_times: int | None = None
    sober: bool = False
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
    image_pixels_most: int | None = None
    image_longer: bool = False
    image_bytes: int | None = None
    image_ratio: tuple[float, float] | None = None
    images_refused: bool = False
    image_public: bool = False
    white_picture: int | None = None
    forbidden: str = ""
    required: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()


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


def no_checks(product: Product) -> Iterable[Finding]:
    """What a channel without rules of its own has to say."""
    return ()


def own_title(product: Product) -> Iterable[str]:
    """The title of a channel that gives every variant the product's."""
    return (product.title,)


@dataclass(frozen=True, slots=True)
class Channel:
    """One marketplace's file. `rows` is pure: products in, the file's rows below the header out, one after the other.

    The rows of one product stand together, the product's own row before those of its variants. `key` is the heading
    of the SKU (rows with an empty key belong to the product above). `update` are the headings of the small file for
    price and stock alone, of which a marketplace leaves everything else as it is. `barcodes_unique`: a second product
    with the same barcode is refused by the importer. `write` is for what is no table; `unconfirmed` says what nobody
    could try on the marketplace itself. `checks` are pure: a product in, what this channel alone would object to out.
    A writer that has nothing to write writes no file; one that `objects` may leave out products itself, because it fills a
    template of the seller's. `endings` are those it may choose beside `ending`. `bilingual`: a
    product's words in the other language have a place in its file.
    `html` are the tags that its descriptions keep, `titles` a product's titles as its file has them.
    `together` is the heading whose equal values must stand in rows one below the other, `parent` the one that names the
    SKU of a row further up. `adapted` gives the channel as one channel of shop.toml means it, by its name and `fields`. `once`: a second
    upload makes second ones, so that what was told is never told again with `--changed`. `about` are the fields of findings that mean anything to
    its file (() = all), `public_pictures`: it names pictures by their addresses, `tiers`: it has a place for prices by quantity.
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
    objects: bool = False
    endings: tuple[str, ...] = ()
    language: Literal["zh", "en", ""] = ""
    bilingual: bool = False
    unconfirmed: str = ""
    checks: Callable[[Product], Iterable[Finding]] = no_checks
    html: frozenset[str] = TAGS
    titles: Callable[[Product], Iterable[str]] = own_title
    together: str = ""
    parent: str = ""
    adapted: Callable[[Channel, str, Mapping[str, str]], Channel] | None = None
    once: bool = False
    about: tuple[str, ...] = ()
    public_pictures: bool = True
    tiers: bool = False
