"""One sheet a station: what is packed when, into which carton, for which pick-up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.base.privacy import mask_numbers
from sellerkit.model.item import Item
from sellerkit.output import Column, Table
from sellerkit.output.document import Section
from sellerkit.peak.sheets import Sheet, by_wave, name_of, wave_name


def station_sheets(sheets: Sequence[Sheet], items: Mapping[str, Item]) -> list[Section]:
    """The stations by number; in each, wave by wave, the orders in packing order."""
    stations: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        stations[sheet.plan.station].append(sheet)
    sections = []
    for station, members in sorted(stations.items()):
        sections.append(Section(_("Station {number}").format(number=station), _words(members), new_page=True))
        for wave in by_wave(members).values():
            rows = [_row(sheet, items) for sheet in sorted(wave, key=lambda sheet: sheet.start)]
            sections.append(Section(table=Table(_columns(rows), rows, title=wave_name(wave))))
    return sections


def _words(members: Sequence[Sheet]) -> tuple[str, ...]:
    pickups = sorted({sheet.pickup for sheet in members if sheet.pickup})
    until = ", ".join(
        _("{time} ({count} parcels)").format(time=p.strftime("%H:%M"), count=sum(sheet.pickup == p for sheet in members))
        for p in pickups
    )  # fmt: skip
    hours = Counter(sheet.start.strftime("%H") for sheet in sorted(members, key=lambda sheet: sheet.start))
    return (
        _("{count} parcels; pick-ups {pickups}").format(count=len(members), pickups=until or "–"),
        _("By hour: {hours}").format(hours=", ".join(f"{hour}:00 {n}" for hour, n in hours.items())),
    )


def _row(sheet: Sheet, items: Mapping[str, Item]) -> dict[str, object]:
    order = sheet.order
    units = {line.sku: " g" if items[line.sku].unit == "g" else "" for line in order.items}
    return {
        "position": sheet.plan.position, "time": sheet.start.strftime("%H:%M"), "slot": sheet.slot, "order": order.order_id,
        "carton": sheet.plan.carton or "–",
        "items": "; ".join(f"{name_of(line.sku, items)} × {line.quantity}{units[line.sku]}" for line in order.items),
        "note": mask_numbers(" ".join(filter(None, (order.buyer_note, order.seller_note, order.flag)))),
    }  # fmt: skip


def _columns(rows: Sequence[Mapping[str, object]]) -> tuple[Column, ...]:
    """Slot and note only where a wave has any: paper is narrow."""
    columns = (
        Column("position", _("No."), "right"), Column("time", _("Time")), Column("slot", _("Slot")), Column("order", _("Order")),
        Column("carton", _("Carton")), Column("items", _("Items")), Column("note", _("Note")),
    )  # fmt: skip
    return tuple(c for c in columns if c.key not in ("slot", "note") or any(row[c.key] for row in rows))
