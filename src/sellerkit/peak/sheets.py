"""What the printed sheets share: a planned parcel beside its order, and the name of a wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sellerkit.base.language import _
from sellerkit.model.item import Item
from sellerkit.model.order import OrderToPack
from sellerkit.peak.tables import kind_name
from sellerkit.store.plans import PlannedParcel

WALL_SLOTS = 24
"""Slots of a put wall unless shop.toml says another number: mixed orders are sorted in rounds of so many."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One planned parcel beside its order, with its times in the shop's zone."""

    plan: PlannedParcel
    order: OrderToPack
    start: datetime
    pickup: datetime | None
    wall_slots: int = WALL_SLOTS

    @property
    def slot(self) -> str:
        """Round and slot on the put wall, "2-07"; "" for orders that need none."""
        if not self.plan.slot:
            return ""
        round_, slot = divmod(self.plan.slot - 1, self.wall_slots)
        return f"{round_ + 1}-{slot + 1:02}"


def by_wave(sheets: Iterable[Sheet]) -> dict[int, list[Sheet]]:
    """The parcels of each wave, in the order of the waves."""
    waves: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        waves[sheet.plan.wave].append(sheet)
    return dict(sorted(waves.items()))


def wave_name(members: Sequence[Sheet]) -> str:
    """ "Wave 3 · 17:00 zto · mixed orders · 42 parcels · from 11:05"."""
    one = members[0]
    leaves = one.pickup.strftime("%H:%M") if one.pickup else _("no pick-up")
    parts = (
        _("Wave {number}").format(number=one.plan.wave),
        f"{leaves} {one.plan.carrier}".strip(),
        kind_name(one.plan.kind),
        _("parcels: {count}").format(count=len(members)),
        _("from {time}").format(time=min(m.start for m in members).strftime("%H:%M")),
    )
    return " · ".join(filter(None, parts))


def name_of(sku: str, items: Mapping[str, Item]) -> str:
    """What the item is called on paper."""
    return items[sku].name or sku
