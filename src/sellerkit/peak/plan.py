"""`peak plan`: orders → cartons → waves → timetable → verdict, saved as the plan that labels follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sellerkit.base.clock import from_store, to_store
from sellerkit.base.problems import Problem
from sellerkit.peak.bounds import makespan_bound
from sellerkit.peak.cartons import OrderPacking, kept_memo, pack_orders
from sellerkit.peak.couriers import Couriers, couriers_of, refusals
from sellerkit.peak.day import PeakDay, peak_day, with_counters
from sellerkit.peak.findings import packing_problems
from sellerkit.peak.forecast import Forecast, orders_of
from sellerkit.peak.goods import LeftOut, ToPack, orders_and_goods
from sellerkit.peak.keeping import Kept, after, kept_parcels, room_left
from sellerkit.peak.keeping import Packed as PackedAlready
from sellerkit.peak.packaging import CartonNeed, carton_needs
from sellerkit.peak.packing_rules import packing_rules
from sellerkit.peak.remedies import remedies
from sellerkit.peak.rules import timetable
from sellerkit.peak.seating import Seating, seats
from sellerkit.peak.trial import Day, Remedy
from sellerkit.peak.work import Packed, Pickup, Timetable, Work
from sellerkit.store.plans import PlannedParcel, save_plan
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan for one day. `work` and `packings` go together; `bound` is the least time that all of it takes."""

    day: PeakDay
    work: tuple[Work, ...]
    packings: tuple[OrderPacking, ...]
    left_out: tuple[LeftOut, ...]
    seating: Seating
    table: Timetable
    cartons: tuple[CartonNeed, ...]
    remedies: tuple[Remedy, ...]
    bound: timedelta | None
    problems: tuple[Problem, ...]
    batch: int | None
    dry_run: bool
    kept: Kept = NOTHING_KEPT

    @property
    def makespan(self) -> timedelta:
        """From the first minute to the last parcel."""
        start, finish = self.seating.start, self.table.finish
        return finish - start if start and finish else timedelta()


def plan_peak(
    shop: Shop, wanted: Wanted, *, day: date | None = None, dry_run: bool = False, packed: PackedAlready | None = None
) -> Plan:
    """Plan every order that is to be packed; orders that cannot be are named, the rest is planned.

    Raises ConfigError when nobody packs, UsageWrong and InputRejected for orders that cannot be meant.
    """
    plan = draft_plan(shop, wanted, day=day, dry_run=dry_run, packed=packed)
    with shop.store.batch("peak plan", dry_run=dry_run) as batch:
        if not save_plan(batch, planned_parcels(plan)):
            batch.drop()
            return plan
        batch.note(parcels=len(plan.packings), late=plan.table.late)
    return plan if dry_run else replace(plan, batch=batch.number)


def draft_plan(
    shop: Shop, wanted: Wanted, *, day: date | None = None, dry_run: bool = True, packed: PackedAlready | None = None
) -> Plan:
    """The plan without saving it; what is packed already stays as it was planned. Raises as `plan_peak` does."""
    peak = peak_day(shop, day)
    kept = kept_parcels(shop, peak, packed or PackedAlready())
    chosen = orders_and_goods(shop, wanted, peak.day, kept.rows)
    with kept_memo(shop.store, dry_run=dry_run) as memo:
        packings = pack_orders(chosen.ready, chosen.items, packing_rules(shop, peak.day, _cartons_kept(kept)), memo)
    return _planned(shop, peak, chosen, packings, dry_run=dry_run, kept=kept)


def plan_forecast(shop: Shop, found: Forecast) -> Plan:
    """Plan the orders of a forecast. Nothing is saved: there is nothing yet that labels could follow."""
    peak = peak_day(shop, found.day)
    chosen = orders_of(found, shop)
    packings = pack_orders(chosen.ready, chosen.items, packing_rules(shop, peak.day))
    return _planned(shop, peak, chosen, packings, dry_run=True)


def _planned(
    shop: Shop,
    peak: PeakDay,
    chosen: ToPack,
    packings: tuple[OrderPacking, ...],
    *,
    dry_run: bool,
    kept: Kept = NOTHING_KEPT,
) -> Plan:
    couriers = couriers_of(shop, packings, peak.day)
    chosen, packings, couriers = _without_refused(chosen, packings, couriers)
    families = {name: table.family or name for name, table in shop.config.packing.cartons.items()}
    work = tuple(work_of(n, *one, families) for n, one in enumerate(zip(packings, couriers.chosen, strict=True)))
    pickups = room_left(_pickups(shop, peak, couriers), kept)
    day = Day(
        work, peak.people, shop.config.peak.stations, pickups, shop.config.peak.setup, peak.begins,
        peak.begins is None and not peak.over, couriers.others,
    )  # fmt: skip
    seating = seats(day.people, day.stations)
    table = after(timetable(work, seating.shifts, pickups, day.setup), kept)
    names = [one.carton.name for packing in packings for one in packing.cartons]
    names += _cartons_kept(kept)
    return Plan(
        peak, work, packings, chosen.left_out, seating, table, carton_needs(names, shop.config),
        remedies(day) if table.late else (),
        makespan_bound(len(table.packed), day.people, day.stations, seating, day.setup),
        (*peak.problems, *kept.problems, *chosen.problems, *packing_problems(packings)), None, dry_run, kept,
    )  # fmt: skip


def _cartons_kept(kept: Kept) -> list[str]:
    """The cartons that are used up already, each as often as it was used."""
    return [name for one in kept.parcels for name in one.plan.carton.split(" + ") if name]


def _without_refused(
    chosen: ToPack, packings: tuple[OrderPacking, ...], couriers: Couriers
) -> tuple[ToPack, tuple[OrderPacking, ...], Couriers]:
    """What no courier takes is left out and named: it would stand on the table until tomorrow."""
    if not couriers.refused:
        return chosen, packings, couriers
    left = [LeftOut(packings[n].order.order_id, packings[n].order.channel, "no-service") for n in couriers.refused]
    numbers = [n for n in range(len(packings)) if n not in couriers.refused]
    others = {m: couriers.others[n] for m, n in enumerate(numbers) if n in couriers.others}
    return (
        replace(chosen, left_out=(*chosen.left_out, *left), problems=(*chosen.problems, *refusals(packings, couriers.refused))),
        tuple(packings[n] for n in numbers),
        Couriers(tuple(couriers.chosen[n] for n in numbers), others),
    )  # fmt: skip


def _pickups(shop: Shop, peak: PeakDay, couriers: Couriers) -> tuple[Pickup, ...]:
    coming = any(carrier.pickups for carrier in shop.config.carriers.values())
    return with_counters(peak.pickups, couriers.chosen, peak.home, any_carrier=coming)


def work_of(number: int, packing: OrderPacking, courier: str, families: Mapping[str, str]) -> Work:
    """What the timetable must know of an order. Orders of one item in the same quantity share a pile.

    `families`: carton → the family it is packed in. Of several cartons the first one counts; parcels without any are a
    family of their own.
    """
    order = packing.order
    one = order.items[0] if len(order.items) == 1 else None
    return Work(
        number,
        from_store(order.ship_by) if order.ship_by else None,
        f"{one.sku} x{one.quantity:06}" if one else "",
        bool(order.buyer_note or order.seller_note or order.flag),
        order.status == "deposit-paid",
        courier,
        families[packing.cartons[0].carton.name] if packing.cartons else "",
    )


def planned_parcels(plan: Plan) -> list[PlannedParcel]:
    """The plan as the store keeps it, in packing order: what is packed already as it was, then wave, time, station."""
    new = enumerate(in_order(plan.table.packed), plan.kept.last_position + 1)
    return [*(one.plan for one in plan.kept.parcels), *(_stored_parcel(plan, packed, n) for n, packed in new)]


def in_order(packed: Sequence[Packed]) -> list[Packed]:
    """Wave by wave, and each wave as it is packed."""
    return sorted(packed, key=lambda p: (p.wave, p.start, p.station))


def _stored_parcel(plan: Plan, packed: Packed, position: int) -> PlannedParcel:
    packing = plan.packings[packed.order]
    return PlannedParcel(
        packing.order.id, packing.carton, packing.weight_g, packed.wave, packed.station,
        _stored(packed.pickup.at if packed.pickup else None), position, packed.pickup.carrier if packed.pickup else "",
        _stored(packed.start), packed.kind, packed.slot,
    )  # fmt: skip


def _stored(moment: datetime | None) -> str:
    return to_store(moment) if moment else ""
