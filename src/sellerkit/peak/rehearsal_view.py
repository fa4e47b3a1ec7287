"""How often each pick-up is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.peak.plan import Plan, in_order
from sellerkit.peak.rehearsal import Chances, Parcel, Run, Stage
from sellerkit.peak.times import clock, iso
from sellerkit.trade.shop import Shop


def stage_of(plan: Plan, shop: Shop) -> Stage:
    """The plan as the rehearsal needs it."""
    parcels = tuple(
        Parcel(packed.pickup, packed.station, plan.work[packed.order].family, packed.wave)
        for packed in in_order(plan.table.packed)
    )
    return Stage(parcels, plan.day.people, shop.config.peak.stations, shop.config.peak.setup)


def rehearsal_view(plan: Plan, runs: Sequence[Run], chances: Chances, seed: int, shop: Shop) -> View:
    """One row a pick-up: in how many of the tries all its parcels were ready. A rehearsal is information: it ends with 0."""
    planned = Counter(packed.pickup for packed in plan.table.packed if packed.pickup)
    records: list[dict[str, object]] = []
    for pickup in sorted(planned, key=lambda p: (p.at, p.carrier)):
        missed = sorted(run.missed.get(pickup, 0) for run in runs)
        records.append({
            "pickup": iso(pickup.at, shop), "carrier": pickup.carrier, "parcels": planned[pickup],
            "met": sum(n == 0 for n in missed), "met_percent": round(100 * sum(n == 0 for n in missed) / len(missed), 1),
            "missed_mean": round(sum(missed) / len(missed), 1), "missed_in_a_bad_case": missed[len(missed) * 9 // 10],
        })  # fmt: skip
    finishes = sorted(run.finish for run in runs if run.finish)
    usual, late = _at(finishes, 0.5), _at(finishes, 0.9)
    whole = sum(not run.missed and not run.unpacked for run in runs)
    lines = [
        _("{times} tries: packing times uneven by {uneven}, {late} of the orders known later, {absent} that somebody stays away; seed {seed}.").format(
            times=len(runs), uneven=_percent(chances.uneven), late=_percent(chances.late_orders), absent=_percent(chances.absent), seed=seed
        )
    ]  # fmt: skip
    if records:
        lines.append(
            _("All pick-ups are met in {whole} of {times}; the last parcel is packed by {usual}, in nine of ten by {late}.").format(
                whole=whole, times=len(runs), usual=clock(usual, shop), late=clock(late, shop)
            )
        )  # fmt: skip
    data = {
        "day": plan.day.day.isoformat(), "times": len(runs), "seed": seed, "uneven": chances.uneven, "late_orders": chances.late_orders,
        "absent": chances.absent, "all_met": whole, "pickups": records, "finish_median": iso(usual, shop), "finish_p90": iso(late, shop),
    }  # fmt: skip
    rows = [
        {**r, "pickup": clock(datetime.fromisoformat(str(r["pickup"])), shop), "met_percent": f"{r['met_percent']} %"}
        for r in records
    ]
    columns = (
        Column("pickup", _("Pick-up")), Column("carrier", _("Courier")), Column("parcels", _("Parcels"), "right"),
        Column("met_percent", _("Met"), "right"), Column("missed_mean", _("Missed on average"), "right"),
        Column("missed_in_a_bad_case", _("Missed in one of ten"), "right"),
    )  # fmt: skip
    table = Table(columns, rows, title=_("Rehearsal of {day}").format(day=plan.day.day), empty=_("No parcel has a pick-up."))  # fmt: skip
    return View(data=data, tables=(table,), records=records, lines=lines)


def _at(moments: Sequence[datetime], share: float) -> datetime | None:
    return moments[min(len(moments) - 1, int(len(moments) * share))] if moments else None


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
