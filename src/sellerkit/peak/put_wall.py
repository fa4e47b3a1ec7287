"""The put wall (播种): mixed orders are sorted in rounds, item by item into numbered slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.model.item import Item
from sellerkit.output import Column, Table
from sellerkit.output.document import Section
from sellerkit.peak.pick_list import walk
from sellerkit.peak.sheets import Sheet, name_of, wave_name


def put_wall(sheets: Sequence[Sheet], items: Mapping[str, Item]) -> list[Section]:
    """One table a round: which item goes into which slots. Nothing without mixed orders."""
    rounds: dict[tuple[int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.plan.slot:
            rounds[sheet.plan.wave, (sheet.plan.slot - 1) // sheet.wall_slots].append(sheet)
    if not rounds:
        return []
    words = _("Take one item after the other and put it into its slots; 7×2 means two pieces into slot 7.")
    sections = [Section(_("Put wall"), (words,), new_page=True)]
    for (_wave, round_), members in sorted(rounds.items()):
        title = _("{wave} · round {number}").format(wave=wave_name(members), number=round_ + 1)
        sections.append(Section(table=Table(_columns(), _rows(members, items), title=title)))
    return sections


def _rows(members: Sequence[Sheet], items: Mapping[str, Item]) -> list[dict[str, object]]:
    slots: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sheet in members:
        for line in sheet.order.items:
            slots[line.sku].append(((sheet.plan.slot - 1) % sheet.wall_slots + 1, line.quantity))
    return [
        {
            "shelf": items[sku].shelf or "", "sku": sku, "name": name_of(sku, items), "pieces": sum(n for _slot, n in found),
            "slots": ", ".join(str(slot) if n == 1 else f"{slot}×{n}" for slot, n in sorted(found)),
        }
        for sku, found in sorted(slots.items(), key=lambda one: walk(items[one[0]].shelf, one[0]))
    ]  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("shelf", _("Shelf")), Column("sku", _("SKU")), Column("name", _("Name")), Column("pieces", _("Quantity"), "right"),
        Column("slots", _("Slots")),
    )  # fmt: skip
