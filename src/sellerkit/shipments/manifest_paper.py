"""The hand-over sheet on paper: numbers in columns to tick off, totals, lines for shop and driver to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.clock import now, screen_time
from sellerkit.base.language import _
from sellerkit.output import Column, Table
from sellerkit.output.document import Section, write_document
from sellerkit.shipments.manifest import name_of
from sellerkit.shipments.manifest_sheets import Line, Sheet
from sellerkit.trade.shop import Shop

# So many parcels have a row each with order and carton; more stand three in a row.
_FEW = 30
_ABREAST = 3


def write_sheets(shop: Shop, sheets: Sequence[Sheet], file: Path) -> str:
    """One page (or more) a sheet; the ending says PDF or HTML. Returns characters that could not be printed."""
    sections = [_section(shop, sheet, first=not n) for n, sheet in enumerate(s for s in sheets if s.parcels)]
    if not sections:
        return ""
    title = _("Hand-over sheet · {shop}").format(shop=shop.config.shop.name)
    numbers = [number for sheet in sheets for row in sheet.parcels for number in row.order_ids]
    return write_document(
        file, title, sections, practice=shop.practice, footer=shop.config.shop.name, order_ids=numbers
    )


def kilograms(weight_g: int) -> str:
    """ "12.345 kg": to the gram, so that a column adds up."""
    return f"{weight_g // 1000}.{weight_g % 1000:03} kg"


def _section(shop: Shop, sheet: Sheet, *, first: bool) -> Section:
    heading = " · ".join(
        filter(None, (_sheet_name(sheet), name_of(shop, sheet.carrier), screen_time(sheet.pickup, shop.zone)))
    )
    total = _("{count} parcels, {weight} together.").format(count=len(sheet.lines), weight=kilograms(sheet.weight_g))
    printed = _("Printed {time}").format(time=now().astimezone(shop.zone).strftime("%Y-%m-%d %H:%M"))
    words = [total, printed]
    if sheet.closed_at:
        words.append(_("Recorded as signed {time}").format(time=screen_time(sheet.closed_at, shop.zone)))
    signatures = (
        _("Handed over for the shop (name, signature)"), _("Taken over by the driver (name, signature)"), _("Parcels counted"), _("Date and time"),
    )  # fmt: skip
    table = _few(sheet.lines) if len(sheet.lines) <= _FEW else _many(sheet.lines)
    signed_for = _("{name}: {total}").format(name=heading, total=total)
    return Section(heading, words, table, new_page=not first, signatures=signatures, signed_for=signed_for)


def _sheet_name(sheet: Sheet) -> str:
    return _("Sheet {number}").format(number=sheet.number) if sheet.number else ""


def _few(rows: Sequence[Line]) -> Table:
    columns: tuple[Column, ...] = (
        Column("n", _("No."), "right"), Column("waybill", _("Waybill")), Column("orders", _("Order")), Column("carton", _("Carton")),
        Column("weight", _("Weight"), "right"),
    )  # fmt: skip
    lines = [
        {"n": n, "waybill": row.waybill, "orders": ", ".join(row.order_ids), "carton": row.carton, "weight": kilograms(row.weight_g)}
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    if not any(line["carton"] for line in lines):
        columns = tuple(column for column in columns if column.key != "carton")
    return Table(columns, lines)


def _many(rows: Sequence[Line]) -> Table:
    """Three to a row, in the order of the pile from left to right: so each page goes on where the last one ended."""
    columns = [
        column
        for place in range(_ABREAST)
        for column in (
            Column(f"n{place}", _("No."), "right"),
            Column(f"waybill{place}", _("Waybill")),
            Column(f"weight{place}", _("Weight"), "right"),
            Column(f"gap{place}", ""),
        )
    ][:-1]
    lines: list[dict[str, object]] = [{} for _row in range(-(-len(rows) // _ABREAST))]
    for n, row in enumerate(rows):
        line, place = divmod(n, _ABREAST)
        lines[line] |= {f"n{place}": n + 1, f"waybill{place}": row.waybill, f"weight{place}": kilograms(row.weight_g)}
    return Table(columns, lines)
