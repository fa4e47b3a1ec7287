"""Which hand-over sheets there are: printed and not signed yet, and new ones for what stands on none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sellerkit.base.clock import now, screen_time, to_store
from sellerkit.shipments.pile import Pile, PileParcel
from sellerkit.store.manifests import OnManifest, manifests, on_manifests
from sellerkit.store.shipments import ParcelRow
from sellerkit.trade.shop import Shop

Key = tuple[int, str]
"""A parcel under its present number: it stands on one sheet at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number on a sheet; a platform may give one to several orders that go in one parcel."""

    waybill: str
    order_ids: tuple[str, ...]
    carton: str
    weight_g: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One hand-over sheet: its number (None until it was printed), courier, pick-up (UTC text, "" without) and parcels.

    `fresh` of the parcels were not on it before; `off` came off it: rows of parcels that stay here.
    """

    number: int | None
    carrier: str
    pickup: str
    parcels: tuple[ParcelRow, ...]
    fresh: tuple[ParcelRow, ...] = ()
    off: tuple[OnManifest, ...] = ()
    closed_at: str | None = None

    @property
    def weight_g(self) -> int:
        return sum(row.weight_g for row in self.parcels)

    @property
    def lines(self) -> list[Line]:
        """What the driver counts: each number once."""
        rows: dict[str, list[ParcelRow]] = defaultdict(list)
        for row in self.parcels:
            rows[row.waybill].append(row)
        return [
            Line(
                waybill, tuple(number for row in mine for number in row.order_ids), " + ".join(filter(None, (row.carton for row in mine))),
                sum(row.weight_g for row in mine),
            )
            for waybill, mine in rows.items()
        ]  # fmt: skip


def on_sheets(shop: Shop) -> tuple[dict[Key, OnManifest], set[tuple[str, str]]]:
    """Where each parcel with its number stands; and the pick-ups (courier, time) whose sheet is signed."""
    mine = {(one.parcel_id, one.waybill): one for one in on_manifests(shop.store.db)}
    return mine, {(sheet.carrier, sheet.pickup) for sheet in manifests(shop.store.db) if sheet.closed_at}


def open_sheets(
    shop: Shop, pile: Pile, mine: Mapping[Key, OnManifest], carrier: str | None, at: str
) -> Iterator[Sheet]:
    """Sheets that were printed and not signed, without the parcels that must stay."""
    going = {(one.row.id, one.row.waybill): one.row for one in pile.parcels}
    for sheet in manifests(shop.store.db):
        if sheet.closed_at or carrier not in (None, sheet.carrier) or at not in ("", _clock(shop, sheet.pickup)):
            continue
        there = [one for one in mine.values() if one.manifest_id == sheet.id]
        keys = {(one.parcel_id, one.waybill) for one in there}
        rows = tuple(row for key, row in going.items() if key in keys)
        off = tuple(one for one in there if (one.parcel_id, one.waybill) not in going)
        yield Sheet(sheet.id, sheet.carrier, sheet.pickup, rows, off=off)


def new_sheets(
    shop: Shop, pile: Pile, mine: Mapping[Key, OnManifest], closed: set[tuple[str, str]], at: str
) -> Iterator[Sheet]:
    """What stands on no sheet yet, by courier and pick-up. With a time (`at`): what is planned for it, what is planned for
    no pick-up, and what missed a pick-up whose sheet is signed."""
    groups: dict[tuple[str, str], list[ParcelRow]] = defaultdict(list)
    for one in pile.parcels:
        if (one.row.id, one.row.waybill) in mine or not one.waits:
            continue
        key = (one.row.carrier, _planned_pickup(one))
        fits = not at or not key[1] or _clock(shop, key[1]) == at or key in closed
        if fits:
            groups[key].append(one.row)
    if at:
        groups = _at_one_time(shop, groups, at)
    for (carrier, pickup), rows in groups.items():
        yield Sheet(None, carrier, pickup, tuple(rows), fresh=tuple(rows))


def _planned_pickup(one: PileParcel) -> str:
    return one.planned.pickup if one.planned else one.row.pickup


def _at_one_time(
    shop: Shop, groups: dict[tuple[str, str], list[ParcelRow]], at: str
) -> dict[tuple[str, str], list[ParcelRow]]:
    """One sheet a courier: at the planned moment of that time, else today's."""
    found: dict[tuple[str, str], list[ParcelRow]] = defaultdict(list)
    for carrier in dict.fromkeys(name for name, _pickup in groups):
        planned = [p for name, p in groups if name == carrier and p and _clock(shop, p) == at]
        for (name, _pickup), rows in groups.items():
            if name == carrier:
                found[carrier, max(planned, default=_today_at(shop, at))] += rows
    return found


def _today_at(shop: Shop, at: str) -> str:
    hour, minute = map(int, at.split(":"))
    moment: datetime = now().astimezone(shop.zone).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return to_store(moment)


def with_fresh(sheets: Sequence[Sheet]) -> list[Sheet]:
    """New parcels join the printed sheet of their courier and pick-up, which is then printed again."""
    printed = {(sheet.carrier, sheet.pickup): sheet for sheet in sheets if sheet.number is not None}
    done: list[Sheet] = []
    for sheet in sheets:
        if sheet.number is None and (first := printed.get((sheet.carrier, sheet.pickup))):
            joined = replace(first, parcels=(*first.parcels, *sheet.parcels), fresh=sheet.fresh)
            done[done.index(first)] = joined
        else:
            done.append(sheet)
    return done


def to_close(sheets: Sequence[Sheet]) -> tuple[list[Sheet], int]:
    """The printed sheets as they were signed, and how many parcels wait for the next; without one, all that is ready."""
    printed = [sheet for sheet in sheets if sheet.number is not None and (sheet.parcels or sheet.off)]
    if not printed:
        return list(sheets), 0
    return printed, sum(len(sheet.lines) for sheet in sheets if sheet.number is None)


def _clock(shop: Shop, stored: str) -> str:
    """ "17:00" of a stored time."""
    return screen_time(stored, shop.zone)[-5:]
