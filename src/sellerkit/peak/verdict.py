"""The verdict in words that a family reads at breakfast."""

from __future__ import annotations

from datetime import timedelta

from sellerkit.base.language import N_, _
from sellerkit.peak.plan import Plan
from sellerkit.peak.remedies import Remedy
from sellerkit.peak.times import clock
from sellerkit.trade.shop import Shop

_REMEDIES = {
    "packers": N_("Remedy: more packers, each with a station: {amount}. Then late: {late}, all packed at {finish}."),
    "stations": N_("Remedy: more stations for those who have none: {amount}. Then late: {late}, all packed at {finish}."),
    "earlier": N_("Remedy: everybody begins {amount} minutes earlier. Then late: {late}, all packed at {finish}."),
    "room": N_("Remedy: {carrier} takes {amount} parcels more at {pickup}. Then late: {late}, all packed at {finish}."),
    "pickup": N_("Remedy: {carrier} comes once more at {pickup} for {amount} parcels. Then late: {late}, all packed at {finish}."),
}  # fmt: skip


def past_ship_by(plan: Plan) -> int:
    """How many parcels break the promise to their buyer, when what is left over goes with the next day's first pick-up."""
    pickups = [wave.pickup.at for wave in plan.table.waves if wave.pickup]
    tomorrow = min(pickups, default=plan.day.home) + timedelta(days=1)
    leaves = {p.order: p.pickup.at if p.pickup else tomorrow for p in plan.table.packed}
    return sum(
        w.due is not None and leaves.get(w.order, tomorrow) > w.due for w in plan.work if not w.presale
    )  # fmt: skip


def verdict_lines(plan: Plan, shop: Shop) -> list[str]:
    """Feasible or not, what would help, what has no station, what to buy."""
    if not plan.packings:
        return [_nothing(plan)]
    lines = _infeasible(plan, shop) if plan.table.late else [_feasible(plan, shop)]
    if plan.left_out:
        lines.append(_("Left out, see the list of problems: {count} orders.").format(count=len(plan.left_out)))
    if plan.seating.unseated:
        names = ", ".join(f"{name} {clock(a, shop)}–{clock(b, shop)}" for name, a, b in plan.seating.unseated)
        lines.append(_("No station for: {names}. Add stations or let them pick.").format(names=names))
    buy = ", ".join(f"{c.name} × {c.buy}" for c in plan.cartons if c.buy)
    if buy:
        lines.append(_("Buy today, spare included: {cartons}").format(cartons=buy))
    return lines


def _nothing(plan: Plan) -> str:
    if plan.left_out:
        return _("Nothing can be packed: every order is left out, see the list of problems.")
    return _("There is nothing to pack.")


def _feasible(plan: Plan, shop: Shop) -> str:
    sentence = _("FEASIBLE: all {all} parcels are packed by {time} and leave in time.")
    if plan.bound is not None and plan.bound >= plan.makespan:
        sentence = _(
            "FEASIBLE: all {all} parcels are packed by {time} and leave in time; nobody could plan it shorter."
        )
    return sentence.format(all=len(plan.packings), time=clock(plan.table.finish, shop))


def _infeasible(plan: Plan, shop: Shop) -> list[str]:
    table = plan.table
    lines = [
        _("NOT FEASIBLE: {late} of {all} parcels miss their pick-up or the day; {past} of them break their ship-by time.").format(
            late=table.late, all=len(plan.packings), past=past_ship_by(plan)
        )
    ]  # fmt: skip
    if table.overdue:
        lines.append(_("Overdue before the first pick-up, so late whatever is done: {count}.").format(count=table.overdue))  # fmt: skip
    if plan.remedies:
        return [*lines, *(_remedy(remedy, shop) for remedy in plan.remedies)]
    if table.late > table.overdue:
        lines.append(_("No single remedy is enough: more people, more hours and later pick-ups are needed together."))
    return lines


def _remedy(remedy: Remedy, shop: Shop) -> str:
    pickup = remedy.pickup
    return _(_REMEDIES[remedy.kind]).format(
        amount=remedy.amount, late=remedy.late, finish=clock(remedy.finish, shop),
        carrier=(pickup.carrier if pickup else "") or _("the courier"), pickup=clock(pickup.at if pickup else None, shop),
    )  # fmt: skip
