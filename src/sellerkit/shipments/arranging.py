"""Parcels that can go → the parcels that do: orders of one buyer together, and each on a pick-up that has room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sellerkit.base.files import write_text
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import OrderToPack
from sellerkit.shipments.merging import alike, divisions, together
from sellerkit.shipments.parcels import Prepared, Ready, no_courier, prepare
from sellerkit.shipments.pickups import Pickups, time_of_day
from sellerkit.shipments.references import parcel_id
from sellerkit.shipments.shelves import Shelves
from sellerkit.store.courier_journal import elsewhere
from sellerkit.store.shipments import has_merged, read_since
from sellerkit.trade.quotes import Facts, Tariffs, choose_courier, tariffs
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


def arranged(
    shop: Shop, wanted: Wanted, *, merge: bool = False, apart: bool = False, known: Tariffs | None = None
) -> Prepared:
    """Every parcel that can go now, with its pick-up. `merge` puts orders of one buyer into one parcel where that costs less.

    `apart`: a person asked the couriers, so orders of one buyer may be bought for one by one in a restored store too.
    Raises InputRejected when order numbers were given and the shop has none of them.
    """
    known = known or tariffs(shop)
    prepared = prepare(shop, wanted, known=known)
    ready, problems = prepared.ready, prepared.problems
    if not apart and (merge or shop.config.shipments.merge or _has_merged(shop)):
        ready, doubtful = _without_doubtful(shop, ready)
        problems = (*problems, *doubtful)
    if merge:
        ready = _merged(ready, Merger(shop, known))
    ready, full, notes = _on_pickups(shop, ready, known)
    return replace(prepared, ready=ready, problems=(*problems, *full), notes=notes)


def remember_merging(shop: Shop) -> None:
    """A mark beside the store that this shop sends orders together: an older store that is restored there knows it too."""
    if not _mark(shop).exists():
        write_text(_mark(shop), "")


def _has_merged(shop: Shop) -> bool:
    return _mark(shop).exists() or has_merged(shop.store.db)


def _mark(shop: Shop) -> Path:
    return shop.store.path.with_suffix(".merges")


class Merger:
    """What one parcel of several orders would be."""

    def __init__(self, shop: Shop, known: Tariffs) -> None:
        self._shelves, self._known = Shelves.of(shop), known
        self._made: dict[int, Ready | None] = {}

    def one_parcel(self, parts: Sequence[Ready]) -> Ready | None:
        """These parcels as one; None when nobody knows its weight or takes it. Carton and wave are chosen anew."""
        if len(parts) == 1:
            return parts[0]
        orders = tuple(sorted((part.order for part in parts), key=lambda order: (order.channel, order.order_id)))
        number = parcel_id(orders)
        if number not in self._made:
            self._made[number] = self._made_of(number, orders, parts)
        return self._made[number]

    def _made_of(self, number: int, orders: tuple[OrderToPack, ...], parts: Sequence[Ready]) -> Ready | None:
        order = together(orders)
        weight = self._shelves.weight(order)
        if weight is None or order.buyer is None:
            return None
        facts = Facts(order.buyer, weight, None, "", order.total_minor, order.currency, order.channel)
        choice = choose_courier(self._known, facts, self._shelves.today)
        planned = next((replace(part.planned, carton="") for part in parts if part.planned), None)
        return Ready(number, order, facts, choice, planned, orders) if choice.carrier else None

    def cheapest(self, parts: Sequence[Ready]) -> list[Ready]:
        """The parcels into which these orders of one buyer go for the least money; as they are where nothing is saved."""
        best, least = list(parts), price(parts)
        for division in divisions(list(parts)):
            made = [self.one_parcel(part) for part in division]
            whole = [one for one in made if one is not None]
            cost = price(whole) if len(whole) == len(made) else None
            if cost is not None and least is not None and cost < least:
                best, least = whole, cost
        return best


def price(parcels: Sequence[Ready]) -> int | None:
    """What parcels cost together, in minor units; None when one has no price or they have several currencies."""
    if any(one.cost_minor is None for one in parcels) or len({one.currency for one in parcels}) > 1:
        return None
    return sum(one.cost_minor or 0 for one in parcels)


def groups_of(ready: Sequence[Ready]) -> list[list[Ready]]:
    """Parcels whose orders may share one, two or more of them."""
    by_row = {one.order.id: one for one in ready if not one.orders}
    return [[by_row[order.id] for order in group] for group in alike([one.order for one in by_row.values()])]


def _merged(ready: Sequence[Ready], merger: Merger) -> tuple[Ready, ...]:
    """In the place of its first order stands the parcel that holds it; what it took in is gone from the list."""
    holder: dict[int, Ready] = {}
    for group in groups_of(ready):
        for parcel in merger.cheapest(group):
            holder |= dict.fromkeys(parcel.order_rows, parcel)
    return tuple({parcel.parcel_id: parcel for one in ready for parcel in [holder.get(one.order.id, one)]}.values())


def _on_pickups(
    shop: Shop, ready: Sequence[Ready], known: Tariffs
) -> tuple[tuple[Ready, ...], list[Problem], tuple[str, ...]]:
    """Each parcel with the next pick-up that has room; where a courier has none in time, the next courier takes it."""
    if not any(table.pickups for table in shop.config.carriers.values()):
        return tuple(ready), [], ()
    pickups, today = Pickups.of(shop), Shelves.of(shop).today
    placed: list[Ready] = []
    problems: list[Problem] = []
    for one in ready:
        planned = one.planned.pickup if one.planned else ""
        offers = {name: pickups.offer(name, one.order.ship_by, planned) for name in shop.config.carriers}
        choice = one.choice
        if full := [name for name, slot in offers.items() if slot is None]:
            choice = choose_courier(known, one.facts, today, full)
        if choice.carrier is None:
            problems.append(no_courier(one.order, choice))
            continue
        slot = offers[choice.carrier]
        assert slot is not None
        pickups.take(choice.carrier, slot.at)
        at = slot.at or planned
        placed.append(replace(one, choice=choice, pickup=at, full=slot.full))
    return tuple(placed), problems, _notes(shop, ready, placed)


def _notes(shop: Shop, ready: Sequence[Ready], placed: Sequence[Ready]) -> tuple[str, ...]:
    """What was moved because a pick-up is full, counted."""
    later = Counter((one.carrier, one.full[0], one.pickup) for one in placed if one.full)
    before = {one.parcel_id: one.carrier for one in ready}
    other = Counter((before[one.parcel_id], one.carrier) for one in placed if before[one.parcel_id] != one.carrier)
    text, moved = (
        _("{carrier} has no room at {full}: {count} parcels go with its pick-up at {at}."),
        _("{carrier} has no room left at its pick-ups in time: {count} parcels go with {other}."),
    )
    return (
        *(text.format(carrier=name, full=time_of_day(full, shop), count=count, at=time_of_day(at, shop)) for (name, full, at), count in later.items()),
        *(moved.format(carrier=name, count=count, other=other_name) for (name, other_name), count in other.items()),
    )  # fmt: skip


def _without_doubtful(shop: Shop, ready: Sequence[Ready]) -> tuple[tuple[Ready, ...], list[Problem]]:
    """Leave out orders of one buyer that another copy of this store may have sent in one parcel, or one by one.

    A parcel's name at its courier is made of its orders: a courier that is asked for one of them does not find the other.
    """
    missed = elsewhere(shop.store)
    if missed is None:
        return tuple(ready), []
    fresh = read_since(shop.store.db, missed.until)
    groups = [group for group in groups_of(ready) if any(one.order.id not in fresh for one in group)]
    problems = [_may_be_merged(one, group) for group in groups for one in group]
    left_out = {one.parcel_id for group in groups for one in group}
    return tuple(one for one in ready if one.parcel_id not in left_out), problems


def _may_be_merged(one: Ready, group: Sequence[Ready]) -> Problem:
    others = ", ".join(other.order.order_id for other in group if other is not one)
    message = _(
        "goes to the same buyer as {others}; the copy from which this store was restored may have sent them in one parcel."
    )
    hint = _(
        "Ask the courier. It knows nothing of them: sellerkit shipments create {order} --apart. Else adopt the waybill."
    )
    place = Place(_("order {order}").format(order=one.order.order_id))
    return Problem(
        "may-be-merged", message.format(others=others), place, one.order.order_id, hint.format(order=one.order.order_id)
    )
