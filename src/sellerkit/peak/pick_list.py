"""What to fetch for each wave, in walking order of the shelves, from the lots that expire first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sellerkit.base.language import _
from sellerkit.model.item import ItemStock, LotStock
from sellerkit.output import Column, Table
from sellerkit.output.document import Section
from sellerkit.peak.sheets import Sheet, by_wave, wave_name
from sellerkit.trade.allocation import allocate


def pick_list(sheets: Sequence[Sheet], stock: Mapping[str, ItemStock], day: date) -> list[Section]:
    """One table a wave. What an earlier wave takes of a lot is not there for a later one."""
    left = {sku: list(one.takeable) for sku, one in stock.items()}
    sections = [Section(_("Pick list"), (_("In walking order of the shelves."),), new_page=True)]
    for members in by_wave(sheets).values():
        wanted: Counter[str] = Counter()
        for sheet in members:
            for line in sheet.order.items:
                wanted[line.sku] += line.quantity
        rows = [row for sku in sorted(wanted, key=lambda sku: walk(stock[sku].item.shelf, sku)) for row in _rows(sku, wanted[sku], stock, left, day)]  # fmt: skip
        sections.append(Section(table=Table(_columns(), rows, title=wave_name(members))))
    return sections


def _rows(
    sku: str, quantity: int, stock: Mapping[str, ItemStock], left: dict[str, list[LotStock]], day: date
) -> list[dict[str, object]]:
    item = stock[sku].item
    found = allocate(left[sku], quantity, day)
    taken = dict(found.taken)
    lots = {lot.lot_id: lot.lot for lot in left[sku]}
    left[sku] = [replace(lot, on_hand=lot.on_hand - taken.get(lot.lot_id, 0)) for lot in left[sku]]
    picks = [(" ".join(filter(None, (lots[lot].code, lots[lot].expires))), n) for lot, n in found.taken]
    if found.short:
        picks.append((_("not there"), found.short))
    unit = " g" if item.unit == "g" else ""
    return [
        {"shelf": item.shelf or "", "sku": sku, "name": item.name or "", "lot": lot, "quantity": f"{n}{unit}", "done": "□"}
        for lot, n in picks
    ]  # fmt: skip


def walk(shelf: str | None, sku: str) -> tuple[object, ...]:
    """Shelves as one walks past them: A-2 before A-10; items without a shelf last."""
    parts = re.split(r"(\d+)", shelf or "")
    return (not shelf, [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts], sku)


def _columns() -> tuple[Column, ...]:
    return (
        Column("done", ""), Column("shelf", _("Shelf")), Column("sku", _("SKU")), Column("name", _("Name")), Column("lot", _("Lot")),
        Column("quantity", _("Quantity"), "right"),
    )  # fmt: skip
