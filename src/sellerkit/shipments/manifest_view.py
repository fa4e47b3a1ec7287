"""How hand-over sheets look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sellerkit.base.clock import iso_local, screen_time
from sellerkit.base.language import _, ngettext
from sellerkit.output import Column, Table, View
from sellerkit.shipments.manifest import HandOver, name_of
from sellerkit.shipments.manifest_paper import kilograms
from sellerkit.shipments.manifest_sheets import Sheet
from sellerkit.store.manifests import Manifest
from sellerkit.trade.shop import Shop


def manifest_view(done: HandOver, shop: Shop) -> View:
    data = {
        "batch": done.batch, "dry_run": done.dry_run, "closed": done.closed, "file": str(done.file) if done.file and done.sheets else None,
        "manifests": [_sheet(sheet, shop) for sheet in done.sheets], "later": done.later, "pull": list(done.pull),
        "problems": [problem.as_dict() for problem in done.problems], "missing_characters": done.missing,
    }  # fmt: skip
    notes = list(_notes(done, shop))
    empty = _("No parcel waits to be handed over.")
    tables = [_table(sheet, shop) for sheet in done.sheets if sheet.parcels]
    return View(
        data=data, tables=tables, records=[row for sheet in done.sheets for row in _records(sheet, shop)],
        lines=tuple(_line(sheet, done, shop) for sheet in done.sheets if sheet.parcels) or (empty,), problems=done.problems, notes=tuple(notes),
        exit_code=3 if done.problems else 0,
    )  # fmt: skip


def _line(sheet: Sheet, done: HandOver, shop: Shop) -> str:
    values = {
        "name": _title(sheet, shop),
        "count": len(sheet.lines),
        "weight": kilograms(sheet.weight_g),
    }
    if done.closed and done.dry_run:
        text = ngettext("{name}: {count} parcel, {weight}, would be recorded as signed.", "{name}: {count} parcels, {weight}, would be recorded as signed.", len(sheet.lines))  # fmt: skip
    elif done.closed:
        text = ngettext("{name}: {count} parcel, {weight}, recorded as signed.", "{name}: {count} parcels, {weight}, recorded as signed.", len(sheet.lines))  # fmt: skip
    else:
        text = ngettext("{name}: {count} parcel, {weight}.", "{name}: {count} parcels, {weight}.", len(sheet.lines))
    return text.format(**values)


def _notes(done: HandOver, shop: Shop) -> Iterator[str]:
    if done.dry_run:
        yield _("This was a dry run: nothing was changed.")
    if done.file and done.file.suffix.lower() in (".pdf", ".html") and done.sheets and not done.dry_run:
        yield _("Written: {file}").format(file=shop.shown(done.file))
    if done.missing:
        yield _("No font here has these characters: {characters}").format(characters=done.missing)
    if done.later:
        yield ngettext(
            "{count} parcel is newer than the printed sheet and goes on the next one.",
            "{count} parcels are newer than the printed sheet and go on the next one.",
            done.later,
        ).format(count=done.later)
    unprinted = sum(row.printed_at is None for sheet in done.sheets for row in sheet.parcels if not _of_platform(row.carrier))  # fmt: skip
    if unprinted:
        yield ngettext(
            "The label of {count} of these parcels was not printed with sellerkit yet.",
            "The labels of {count} of these parcels were not printed with sellerkit yet.",
            unprinted,
        ).format(count=unprinted)
    if done.sheets and not done.closed and not done.dry_run:
        if done.file:
            yield _("When the driver has signed: sellerkit shipments manifest --close")
        else:
            yield _("To print it: sellerkit shipments manifest -o manifest.pdf")


def _of_platform(carrier: str) -> bool:
    return carrier.partition(":")[0] == "platform"


def _title(sheet: Sheet, shop: Shop) -> str:
    number = _("Sheet {number}").format(number=sheet.number) if sheet.number else ""
    return " · ".join(filter(None, (number, name_of(shop, sheet.carrier), screen_time(sheet.pickup, shop.zone))))


def _table(sheet: Sheet, shop: Shop) -> Table:
    columns = (
        Column("n", _("No."), "right"), Column("waybill", _("Waybill")), Column("orders", _("Order")), Column("carton", _("Carton")),
        Column("weight", _("Weight"), "right"),
    )  # fmt: skip
    rows = [
        {"n": n, "waybill": row.waybill, "orders": ", ".join(row.order_ids), "carton": row.carton, "weight": kilograms(row.weight_g)}
        for n, row in enumerate(sheet.lines, start=1)
    ]  # fmt: skip
    return Table(columns, rows, title=_title(sheet, shop))


def _sheet(sheet: Sheet, shop: Shop) -> dict[str, object]:
    return {
        "manifest": sheet.number, "carrier": sheet.carrier, "courier": name_of(shop, sheet.carrier), "pickup": iso_local(sheet.pickup, shop.zone),
        "closed_at": iso_local(sheet.closed_at, shop.zone), "count": len(sheet.lines), "weight_g": sheet.weight_g, "new": len(sheet.fresh),
        "waybills": [line.waybill for line in sheet.lines], "came_off": [one.waybill for one in sheet.off],
        "parcels": [
            {"parcel": row.reference, "waybill": row.waybill, "order_ids": list(row.order_ids), "carton": row.carton, "weight_g": row.weight_g}
            for row in sheet.parcels
        ],
    }  # fmt: skip


def _records(sheet: Sheet, shop: Shop) -> Iterator[dict[str, object]]:
    for n, row in enumerate(sheet.lines, start=1):
        yield {
            "manifest": sheet.number, "carrier": sheet.carrier, "courier": name_of(shop, sheet.carrier), "pickup": iso_local(sheet.pickup, shop.zone),
            "number": n, "waybill": row.waybill, "order_ids": " ".join(row.order_ids), "carton": row.carton, "weight_g": row.weight_g,
        }  # fmt: skip


def list_view(sheets: Sequence[Manifest], shop: Shop) -> View:
    """Every sheet: printed, or closed and when."""
    data = [
        {
            "manifest": sheet.id, "carrier": sheet.carrier, "courier": name_of(shop, sheet.carrier), "pickup": iso_local(sheet.pickup, shop.zone),
            "printed_at": iso_local(sheet.printed_at, shop.zone), "closed_at": iso_local(sheet.closed_at, shop.zone), "count": sheet.parcels, "weight_g": sheet.weight_g,
        }
        for sheet in sheets
    ]  # fmt: skip
    rows = [
        {
            "manifest": sheet.id, "courier": name_of(shop, sheet.carrier), "pickup": screen_time(sheet.pickup, shop.zone), "count": sheet.parcels,
            "weight": kilograms(sheet.weight_g), "printed": screen_time(sheet.printed_at, shop.zone), "closed": screen_time(sheet.closed_at, shop.zone),
        }
        for sheet in sheets
    ]  # fmt: skip
    columns = (
        Column("manifest", _("Sheet"), "right"), Column("courier", _("Courier")), Column("pickup", _("Pick-up")), Column("count", _("Parcels"), "right"),
        Column("weight", _("Weight"), "right"), Column("printed", _("Printed")), Column("closed", _("Signed")),
    )  # fmt: skip
    return View(data=data, tables=(Table(columns, rows, empty=_("No hand-over sheet was printed yet.")),), records=data)
