"""A marketplace's own export, recognised by its headings, as rows by SKU in the headings that we write."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal, NamedTuple

from sellerkit.base.errors import InputRejected
from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.listings.against_shapes import NOT_COMPARED, OF_PRODUCT, shape_of
from sellerkit.listings.channels.contract import Channel
from sellerkit.store.listed import Cells

Kind = Literal["changed", "added", "removed"]
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_EXPONENT = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
_NEW_LINE = re.compile(r"(?<!\\)\\n")
_CODES = ("active", "draft", "archived", "deny", "continue")
_WORDS = {"true": "1", "false": "0", "yes": "1", "no": "0", "parent": "taxable"}


class Difference(NamedTuple):
    """One field of one SKU; for what is added or removed the field is empty."""

    kind: Kind
    sku: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """`rows` by SKU in our headings, `headings` those that the file has and that can be compared.

    `items` says which item of the marketplace an SKU belongs to, where the file has no handles; `products` holds the
    fields that stand once a product, by handle.
    """

    rows: Mapping[str, Mapping[str, str]]
    headings: frozenset[str]
    items: Mapping[str, str] = dataclasses.field(default_factory=dict)
    products: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)

    @property
    def ruined(self) -> int:
        """How many barcodes a spreadsheet program made numbers of (6.90123E+12)."""
        codes = (row.get(field, "") for row in self.rows.values() for field in ("Barcode", "global_unique_id"))
        return sum(_EXPONENT.fullmatch(code.strip()) is not None for code in codes)

    def of_product(self, handle: str, sku: str, field: str) -> str:
        """A field of the product: that of our handle, else of the one that has the SKU."""
        row = self.rows[sku]
        product = self.products.get(handle) or self.products.get(row.get("URL handle", ""), row)
        return product.get(field, "")

    def skus_of(self, handles: Collection[str], listed: Callable[[str], bool]) -> list[str]:
        """What stands there beside ours: an upload of the product takes away the variants that it does not have."""
        ours = {item for sku, item in self.items.items() if listed(sku)}
        beside = [sku for sku, item in self.items.items() if item in ours]
        return beside + [sku for sku, row in self.rows.items() if row.get("URL handle") in handles]


def export_of(path: Path, channel: Channel, fields: Mapping[str, str]) -> Export:
    """The export of that channel's marketplace; `fields` are the channel's. Raises InputRejected for any other file."""
    if channel.write is not None:
        from sellerkit.listings.against_own import own_export_of

        return own_export_of(path, channel, fields)
    header, rows = _table(path)
    shape = shape_of(header)
    if shape is None or shape.channel != channel.name:
        hint = _("Export the products from Shopify or WooCommerce as CSV; the file is recognised by its headings.")
        raise unknown_export(path, channel, hint)
    names = [shape.names.get(heading, heading) for heading in header]
    found: dict[str, dict[str, str]] = {}
    products: dict[str, dict[str, str]] = {}
    for cells in rows:
        row = dict(zip(names, cells, strict=False))
        if handle := row.get("URL handle"):
            products[handle] = {name: row[name] for name in OF_PRODUCT if row.get(name)} | products.get(handle, {})
        if channel.name == "woocommerce-csv":
            row |= _as_imported(row)
        if row.get("SKU"):
            found[row["SKU"].strip().lstrip("'")] = row
    headings = frozenset(names) & frozenset(channel.header) - frozenset(NOT_COMPARED)
    return Export(found, headings, products=products)


def unknown_export(path: Path, channel: Channel, hint: str) -> InputRejected:
    """A file that does not belong to that channel's marketplace."""
    text = _("{file} is no export that can be held against {format}.")
    return InputRejected(text.format(file=path.name, format=channel.name), hint=hint, code="unknown-export")


def unreadable_export(path: Path, reason: str) -> InputRejected:
    """A file that the system does not give, or that is damaged."""
    text = _("{file} cannot be read: {reason}")
    return InputRejected(text.format(file=path.name, reason=reason), code="unreadable-export")


def _as_imported(row: Mapping[str, str]) -> dict[str, str]:
    """What WooCommerce's export writes otherwise than its import takes it: \\n for new lines, variations of a draft as drafts."""
    texts = {field: _NEW_LINE.sub("\n", row[field]) for field in ("Description", "Short description") if row.get(field)}
    hidden = row.get("Type") == "variation" and row.get("Published") == "-1"
    return texts | ({"Published": "1"} if hidden else {})


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except OSError as error:
        raise unreadable_export(path, why_unreadable(error)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputRejected(
            _("{file} is no CSV in UTF-8.").format(file=path.name),
            hint=_("Use the file as the marketplace gave it, not one that a spreadsheet program saved again."),
            code="unreadable-export",
        ) from error
    header = [heading.strip() for heading in rows[0]] if rows else []
    return header, rows[1:]


def differences_from(export: Export, cells: Cells, key: str) -> Iterator[Difference]:
    """What uploading these rows would change there.

    Fields of the whole product stand in its first row only, in our rows as in the export; which row that is may differ.
    """
    for place, row in enumerate(cells):
        sku = row.get(key, "")
        if not sku:
            continue
        if sku not in export.rows:
            yield Difference("added", sku)
            continue
        for field in sorted(export.headings - {key}):
            ours, theirs = row.get(field, ""), export.rows[sku].get(field, "").strip()
            if field in OF_PRODUCT:
                if place:
                    continue
                theirs = export.of_product(row.get("URL handle", ""), sku, field).strip()
            if _plain(ours) != _plain(theirs):
                yield Difference("changed", sku, field, theirs, ours)


def _plain(text: str) -> str:
    """12.5 and 12.50, TRUE and true, `a,b` and `a, b` are the same."""
    text = text.strip().replace("\r\n", "\n")
    if _DECIMAL.fullmatch(text):
        try:
            return format(Decimal(text).normalize(), "f")
        except InvalidOperation:
            return text
    low = text.casefold()
    return _WORDS.get(low) or (low if low in _CODES else re.sub(r",\s+", ",", text))
