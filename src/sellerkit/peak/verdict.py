"""The verdict in words that a family reads at breakfast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sellerkit.base.language import N_, _
from sellerkit.base.money import decimal_string
from sellerkit.peak.findings import named
from sellerkit.peak.plan import Plan
from sellerkit.peak.times import clock
from sellerkit.peak.trial import Remedy
from sellerkit.trade.shop import Shop

_REMEDIES = {
    "packers": N_("Remedy: more packers from {time}, each with a station: {amount}. Then late: {late}, all packed at {finish}."),
    "stations": N_("Remedy: more stations for those who have none: {amount}. Then late: {late}, all packed at {finish}."),
    "earlier": N_("Remedy: everybody begins {amount} minutes earlier, the first one at {time}. Then late: {late}, all packed at {finish}."),
    "overtime": N_("Remedy: everybody stays {amount} minutes longer, the last one until {time}. Then late: {late}, all packed at {finish}."),
    "prepack": N_("Remedy: pack {amount} parcels tonight ({goods}). Then late: {late}, all packed at {finish}."),
    "room": N_("Remedy: {carrier} takes {amount} parcels more at {pickup}. Then late: {late}, all packed at {finish}."),
    "pickup": N_("Remedy: {carrier} comes once more at {pickup} for {amount} parcels. Then late: {late}, all packed at {finish}."),
    "move": N_("Remedy: {amount} parcels go with {carrier} at {pickup} instead. Then late: {late}, all packed at {finish}."),
}  # fmt: skip
_NAMED_PILES = 5


def past_ship_by(plan: Plan) -> list[str]:
    """The orders that break the promise to their buyer, when what is left over goes with the next day's first pick-up."""
    pickups = [wave.pickup.at for wave in plan.table.waves if wave.pickup]
    tomorrow = min(pickups, default=plan.day.home) + timedelta(days=1)
    leaves = {p.order: p.pickup.at if p.pickup else tomorrow for p in plan.table.packed}
    return [
        plan.packings[w.order].order.order_id
        for w in plan.work if w.due is not None and not w.presale and leaves.get(w.order, tomorrow) > w.due
    ]  # fmt: skip


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
        cost = decimal_string(sum(c.cost_minor for c in plan.cartons), shop.currency)
        lines.append(
            _("Buy today in whole packs, spare included: {cartons}; {cost} {currency}. Tape and labels: sellerkit peak supplies").format(
                cartons=buy, cost=cost, currency=shop.currency
            )
        )  # fmt: skip
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
            late=table.late, all=len(plan.packings), past=len(past := past_ship_by(plan))
        )
    ]  # fmt: skip
    for pickup, count in table.missed:
        carrier = pickup.carrier or _("the courier")
        lines.append(_("Too late for {carrier} at {pickup}: {count} parcels.").format(carrier=carrier, pickup=clock(pickup.at, shop), count=count))  # fmt: skip
    if past:
        lines.append(_("Past their ship-by time: {orders}").format(orders=named(past)))
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
        amount=remedy.amount, late=remedy.late, finish=clock(remedy.finish, shop) or "–", time=clock(remedy.at, shop),
        carrier=(pickup.carrier if pickup else "") or _("the courier"), pickup=clock(pickup.at if pickup else None, shop),
        goods=_goods(remedy.piles),
    )  # fmt: skip


def _goods(piles: Sequence[str]) -> str:
    """ "DATE ×2, NUT" for piles of two dates and of one nut."""
    parts = (pile.rsplit(" x", 1) for pile in piles[:_NAMED_PILES])
    words = [sku if int(quantity) == 1 else f"{sku} ×{int(quantity)}" for sku, quantity in parts]
    return ", ".join([*words, "…"] if len(piles) > _NAMED_PILES else words)
