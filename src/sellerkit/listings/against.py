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
from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Channel
from sellerkit.store.listed import Cells

Kind = Literal["changed", "added", "removed"]
# Shopify renamed its headings; exports of both ages are about.
_SHOPIFY = {
    "Handle": "URL handle", "Body (HTML)": "Description", "Published": "Published on online store", "Product Category": "Product category",
    "Variant SKU": "SKU", "Variant Barcode": "Barcode", "Variant Price": "Price", "Variant Compare At Price": "Compare-at price",
    "Variant Taxable": "Charge tax", "Variant Inventory Qty": "Inventory quantity", "Variant Inventory Tracker": "Inventory tracker",
    "Variant Inventory Policy": "Continue selling when out of stock", "Variant Grams": "Weight value (grams)",
    "Variant Weight Unit": "Weight unit for display", "Variant Requires Shipping": "Requires shipping",
    "Variant Fulfillment Service": "Fulfillment service", "Variant Image": "Variant image URL", "Image Src": "Product image URL",
    "Image Position": "Image position", "Image Alt Text": "Image alt text", "Gift Card": "Gift card", "SEO Title": "SEO title",
    "SEO Description": "SEO description", "Option1 Name": "Option1 name", "Option1 Value": "Option1 value", "Option2 Name": "Option2 name",
    "Option2 Value": "Option2 value", "Option3 Name": "Option3 name", "Option3 Value": "Option3 value",
    "Option1 Linked To": "Option1 Linked To", "Cost per item": "Cost per item",
}  # fmt: skip
_WOOCOMMERCE = {"GTIN, UPC, EAN, or ISBN": "global_unique_id"}
# What the marketplace names itself, or writes in another way than it takes it.
_NOT_COMPARED = (
    "Product image URL", "Image position", "Image alt text", "Variant image URL", "Images", "Position", "Parent", "ID",
    "Option1 name", "Option2 name", "Option3 name", "Inventory tracker", "Fulfillment service",
)  # fmt: skip
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_NEW_LINE = re.compile(r"(?<!\\)\\n")
_WORDS = {"true": "1", "false": "0", "yes": "1", "no": "0", "parent": "taxable"}


class Difference(NamedTuple):
    """One field of one SKU; for what is added or removed the field is empty."""

    kind: Kind
    sku: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one marketplace's export looks: headings that give it away, and other names."""

    channel: str
    signs: tuple[tuple[str, ...], ...]
    names: Mapping[str, str]


SHAPES = (
    Shape(
        "shopify-csv", (("Handle", "Title", "Variant SKU", "Variant Price"), ("URL handle", "Title", "SKU", "Price")), _SHOPIFY
    ),
    Shape("woocommerce-csv", (("Type", "SKU", "Name", "Regular price"),), _WOOCOMMERCE),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """`rows` by SKU in our headings, `headings` those that the file has and that can be compared.

    `items` says which item of the marketplace an SKU belongs to, where the file has no handles.
    """

    rows: Mapping[str, Mapping[str, str]]
    headings: frozenset[str]
    items: Mapping[str, str] = dataclasses.field(default_factory=dict)

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
    shape = next((one for one in SHAPES if any(set(signs) <= set(header) for signs in one.signs)), None)
    if shape is None or shape.channel != channel.name:
        hint = _("Export the products from Shopify or WooCommerce as CSV; the file is recognised by its headings.")
        raise unknown_export(path, channel, hint)
    names = [shape.names.get(heading, heading) for heading in header]
    found: dict[str, dict[str, str]] = {}
    for cells in rows:
        row = dict(zip(names, cells, strict=False))
        if channel.name == "woocommerce-csv":
            row |= _as_imported(row)
        if row.get("SKU"):
            found[row["SKU"].strip().lstrip("'")] = row
    return Export(found, frozenset(names) & frozenset(channel.header) - frozenset(_NOT_COMPARED))


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
        raise unreadable_export(path, error.strerror or str(error)) from error
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
    there = [export.rows[row[key]] for row in cells if row.get(key) in export.rows]
    for place, row in enumerate(cells):
        sku = row.get(key, "")
        if not sku:
            continue
        if sku not in export.rows:
            yield Difference("added", sku)
            continue
        for field in sorted(export.headings - {key}):
            ours, theirs = row.get(field, ""), export.rows[sku].get(field, "").strip()
            if field in _OF_PRODUCT:
                if place:
                    continue
                theirs = next((one[field].strip() for one in there if one.get(field, "").strip()), "")
            if _plain(ours) != _plain(theirs):
                yield Difference("changed", sku, field, theirs, ours)


# Shopify's fields that stand once a product.
_OF_PRODUCT = frozenset((
    "Title", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store", "Status", "Gift card", "SEO title",
    "SEO description",
))  # fmt: skip


def _plain(text: str) -> str:
    """12.5 and 12.50, TRUE and true, `a,b` and `a, b` are the same."""
    text = text.strip().replace("\r\n", "\n")
    if _DECIMAL.fullmatch(text):
        try:
            return format(Decimal(text).normalize(), "f")
        except InvalidOperation:
            return text
    low = text.casefold()
    return _WORDS.get(
        low, re.sub(r",\s+", ",", low) if low in ("active", "draft", "archived") else re.sub(r",\s+", ",", text)
    )
