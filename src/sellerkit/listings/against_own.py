"""Exports of marketplaces whose files are no plain tables: 淘宝助理's CSV, and a workbook that is read by its headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.listings.against import Export, unknown_export, unreadable_export
from sellerkit.listings.channels.contract import Channel

Row = dict[str, str]
_SHOWN = {"title": "Title", "price": "Price", "stock": "Stock", "barcode": "Barcode"}


def own_export_of(path: Path, channel: Channel, fields: Mapping[str, str]) -> Export:
    """The export by SKU, in the fields that every channel has. Raises InputRejected for a file of another kind."""
    reader = {"taobao-csv": _taobao, "workbook": _workbook}.get(channel.name)
    if reader is None:
        hint = _("Only files of Shopify, WooCommerce, 淘宝助理 and workbooks with headings can be held against ours.")
        raise unknown_export(path, channel, hint)
    rows: dict[str, Row] = {}
    items: dict[str, str] = {}
    for number, item in enumerate(reader(path, channel, fields)):
        for sku, row in item.items():
            rows[sku], items[sku] = row, str(number)
    return Export(rows, frozenset(name for row in rows.values() for name in row), items)


def _taobao(path: Path, channel: Channel, fields: Mapping[str, str]) -> Iterator[dict[str, Row]]:
    """Every exported item with its SKUs."""
    from sellerkit.listings.channels.taobao_file import decoded, parsed

    try:
        found = parsed(decoded(path.read_bytes()))
    except OSError as error:
        raise unreadable_export(path, why_unreadable(error)) from error
    except ValueError as error:
        raise unknown_export(path, channel, _("Export the items from 淘宝助理 as CSV.")) from error
    return (_skus_of(row) for row in found.rows)


def _skus_of(row: Mapping[str, str]) -> dict[str, Row]:
    """`price:quantity:outer_id:pid:vid;pid:vid;` one after the other; barcodes in the same order."""
    title, barcodes = {"Title": row.get("title", "")}, row.get("sku_barcode", "").split(";")
    starts = [part.split(":") for part in row.get("skuProps", "").split(";") if part.count(":") >= 3]
    if not starts:
        own = {"Price": row.get("price", ""), "Stock": row.get("num", ""), "Barcode": row.get("barcode", "")}
        return {sku: title | own} if (sku := row.get("outer_id", "").strip()) else {}
    barcodes += [""] * (len(starts) - len(barcodes))
    return {
        sku.strip(): title | {"Price": price, "Stock": stock, "Barcode": barcode}
        for (price, stock, sku, *_pair), barcode in zip(starts, barcodes, strict=False)
        if sku.strip()
    }


def _workbook(path: Path, channel: Channel, fields: Mapping[str, str]) -> Iterator[dict[str, Row]]:
    """One SKU a row below the headings, as far as they are understood or declared in the channel's `fields`."""
    from sellerkit.listings.channels.workbook_template import NotUsable, template_of
    from sellerkit.sheets.reading import read_tables

    hint = _("It needs a row of headings with a column for the SKU; say what they mean in the channel's fields.")
    tables = read_tables(path)
    try:
        template = template_of(path, {**fields, "examples": "clear"})
    except NotUsable as error:
        raise unknown_export(path, channel, hint) from error
    table = next(table for table in tables if table.name == template.sheet)
    places = {heading.field: heading.index for heading in reversed(template.headings) if heading.field}
    if "sku" not in places:
        raise unknown_export(path, channel, hint)
    return ({sku: row} for sku, row in _lines(table.rows, template.standing, places))


def _lines(
    rows: Iterable[tuple[int, Sequence[object]]], standing: range, places: Mapping[str, int]
) -> Iterator[tuple[str, Row]]:
    from sellerkit.sheets.text import text_of

    for number, cells in rows:
        if number in standing:
            texts = {field: text_of(cells[at]).strip() if at < len(cells) else "" for field, at in places.items()}
            if texts["sku"]:
                yield texts["sku"], {name: texts[field] for field, name in _SHOWN.items() if field in texts}
