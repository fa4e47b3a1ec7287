"""How the plan looks: the keys of its JSON, its tables and sentences."""

from __future__ import annotations

from collections import Counter

from sellerkit.base.clock import from_store
from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.output import View
from sellerkit.peak.cartons_view import left_over, placed, proof_lines
from sellerkit.peak.couriers import missing_cards
from sellerkit.peak.plan import Plan, in_order
from sellerkit.peak.tables import cartons_table, stations_table, waves_of, waves_table
from sellerkit.peak.times import clock, iso
from sellerkit.peak.trial import Remedy
from sellerkit.peak.verdict import past_ship_by, verdict_lines
from sellerkit.peak.work import Packed
from sellerkit.store.plans import PlannedOrder
from sellerkit.trade.shop import Shop


def plan_view(plan: Plan, shop: Shop) -> View:
    """The whole plan. It ends with 3 when something is late or left out."""
    data = plan_data(plan, shop)
    return View(
        data=data,
        tables=(waves_table(plan, shop), stations_table(plan, shop), cartons_table(plan.cartons, shop)),
        records=data["parcels"],  # type: ignore[arg-type]
        lines=[*verdict_lines(plan, shop), *proof_lines(plan.packings)],
        problems=plan.problems,
        notes=_notes(plan, shop),
        exit_code=3 if plan.problems or plan.table.late else 0,
    )


def plan_data(plan: Plan, shop: Shop) -> dict[str, object]:
    """What `--json` prints; times carry the shop's offset."""
    bound = None if plan.bound is None else _minutes(plan.bound.total_seconds())
    return {
        "day": plan.day.day.isoformat(), "batch": plan.batch, "dry_run": plan.dry_run, "verdict": _verdict(plan, shop),
        "parcels": [*(_kept(one, shop) for one in plan.kept.parcels), *(_parcel(plan, packed, shop) for packed in in_order(plan.table.packed))],
        "unpacked": [plan.packings[n].order.order_id for n in (*plan.table.unpacked, *plan.table.waiting)],
        "left_out": [{"order_id": o.order_id, "channel": o.channel, "reason": o.code, "skus": list(o.skus)} for o in plan.left_out],
        "waves": [{**wave, "pickup": iso(wave["pickup"], shop), "start": iso(wave["start"], shop), "finish": iso(wave["finish"], shop)} for wave in waves_of(plan)],
        "cartons": {c.name: {"needed": c.needed, "in_stock": c.in_stock, "short": c.short, "buy": c.buy, "buy_packs": c.packs, "pack": c.pack, "cost": decimal_string(c.cost_minor, shop.currency)} for c in plan.cartons},
        "currency": shop.currency, "proven_orders": sum(packing.proven for packing in plan.packings),
        "bound": {"makespan_min": _minutes(plan.makespan.total_seconds()), "makespan_bound_min": bound},
        "problems": [p.as_dict() for p in plan.problems],
    }  # fmt: skip


def _verdict(plan: Plan, shop: Shop) -> dict[str, object]:
    table = plan.table
    past = past_ship_by(plan)
    packers = next((r.amount for r in plan.remedies if r.kind == "packers"), None)
    return {
        "feasible": not table.late, "late_parcels": table.late, "past_ship_by": len(past), "past_ship_by_orders": past, "overdue": table.overdue,
        "missed": [{"pickup": iso(pickup.at, shop), "carrier": pickup.carrier, "parcels": count} for pickup, count in table.missed],
        "finish": iso(table.finish, shop),
        "needs": {
            "more_packers": packers if table.late else 0,
            "without_a_station": [{"name": name, "from": iso(a, shop), "to": iso(b, shop)} for name, a, b in plan.seating.unseated],
            "remedies": [_remedy(remedy, shop) for remedy in plan.remedies],
        },
    }  # fmt: skip


def _remedy(remedy: Remedy, shop: Shop) -> dict[str, object]:
    return {
        "kind": remedy.kind, "amount": remedy.amount, "pickup": iso(remedy.pickup.at if remedy.pickup else None, shop),
        "carrier": remedy.pickup.carrier if remedy.pickup else None, "late_parcels": remedy.late, "finish": iso(remedy.finish, shop),
        "time": iso(remedy.at, shop), "extra_minutes": remedy.minutes,
    }  # fmt: skip


def _parcel(plan: Plan, packed: Packed, shop: Shop) -> dict[str, object]:
    packing = plan.packings[packed.order]
    return {
        "order_id": packing.order.order_id, "channel": packing.order.channel, "status": packing.order.status,
        "carton": packing.carton, "weight_g": packing.weight_g, "wave": packed.wave, "kind": packed.kind,
        "slot": packed.slot or None, "station": packed.station, "start": iso(packed.start, shop),
        "pickup": iso(packed.pickup.at if packed.pickup else None, shop),
        "carrier": packed.pickup.carrier if packed.pickup else None, "late": packed.late, "proven": packing.proven,
        "cartons": [placed(c) for c in packing.cartons], "left_over": left_over(packing.left_over),
        "packed": False,
    }  # fmt: skip


def _kept(one: PlannedOrder, shop: Shop) -> dict[str, object]:
    """A parcel that is packed already, as the last plan had it; how its items lie was not kept."""
    p = one.plan
    return {
        "order_id": one.order_id, "channel": one.channel, "status": one.status, "carton": p.carton, "weight_g": p.weight_g,
        "wave": p.wave, "kind": p.kind, "slot": p.slot or None, "station": p.station, "start": iso(from_store(p.start), shop),
        "pickup": iso(from_store(p.pickup), shop) if p.pickup else None, "carrier": p.carrier or None, "late": False,
        "proven": None, "cartons": [], "left_over": [], "packed": True,
    }  # fmt: skip


def _notes(plan: Plan, shop: Shop) -> list[str]:
    notes = []
    if plan.day.over:
        notes.append(_("{day} is over already; --day plans another one.").format(day=plan.day.day))
    if plan.day.begins is not None:
        notes.append(_("The day is under way: planned from {time} on.").format(time=clock(plan.day.begins, shop)))
    if plan.kept.parcels:
        notes.append(_("Packed already and kept as they were planned: {count}.").format(count=len(plan.kept.parcels)))
    presale = Counter(p.kind for p in plan.table.packed)["presale"]
    if presale:
        notes.append(_("Presale orders to pack ahead: {count}. Nothing takes them before the balance is paid.").format(count=presale))  # fmt: skip
    for file in missing_cards(shop):
        notes.append(_("The rate card {file} is not there. This plan did not need it; quotes and waybills will.").format(file=file))  # fmt: skip
    if plan.dry_run:
        notes.append(_("This was a dry run: nothing was changed."))
    elif plan.table.packed:
        notes.append(_("Print it with: sellerkit peak print -o plan.pdf"))
    return notes


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 2)
