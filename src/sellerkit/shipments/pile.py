"""The pile on the packing tables: parcels with a waybill in packing order, without those that must not go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sellerkit.base.clock import now, to_store
from sellerkit.base.problems import Problem
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.shipments.parcels import unknown_problems
from sellerkit.store.manifests import Papers, handed_over, papers_of
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.plans import PlannedParcel, current_plan
from sellerkit.store.shipments import ParcelRow, parcels
from sellerkit.trade.refund_gate import GOING, pull, pull_dict, pull_problem, refund_gate, to_pull
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Printed:
    """Labels or slips that were printed. `pull` are parcels to take from the pile: closed, refunded or held since."""

    file: Path | None
    count: int
    reprinted: int
    batch: int | None
    dry_run: bool
    problems: tuple[Problem, ...]
    pull: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class PileParcel:
    """One parcel with its orders, its place in the plan (None without one) and its papers."""

    row: ParcelRow
    orders: tuple[OrderToPack, ...]
    planned: PlannedParcel | None
    papers: Papers

    @property
    def order(self) -> OrderToPack:
        return self.orders[0]

    @property
    def ended(self) -> OrderToPack | None:
        """The first order that must not go any more."""
        return next((order for order in self.orders if order.status not in GOING), None)

    @property
    def waits(self) -> bool:
        """Whether it still waits for its driver, as far as its orders tell: a buyer who has it confirmed it."""
        return all(order.status == "shipped" for order in self.orders)


@dataclass(frozen=True, slots=True)
class Pile:
    """Both halves: parcels that go, and what must be pulled from the pile (as problems, and for --json)."""

    parcels: tuple[PileParcel, ...]
    problems: tuple[Problem, ...] = ()
    pull: tuple[dict[str, object], ...] = ()


def pile_of(shop: Shop, wanted: Wanted, take: Callable[[PileParcel], bool], *, reverse: bool = False) -> Pile:
    """The chosen parcels that `take` takes, in packing order (wave, station, slot), or from the last to the first.

    Raises InputRejected when order numbers were given and the shop has none of them.
    """
    unknown = unknown_problems(shop, wanted)
    found = [one for one in _confirmed(shop, wanted) if take(one)]
    gate = refund_gate(shop)
    stopped = to_pull(shop, gate, orders=_chosen(shop, wanted))
    must_stay = frozenset(parcel.parcel_id for parcel in to_pull(shop, gate))
    gone = [pull_problem(parcel, gate) for parcel in stopped]
    left = handed_over(shop.store.db)
    gone += [
        pull(one.row.waybill, one.ended, gate) for one in found if one.ended and one.row.id not in must_stay | left
    ]
    chosen = [one for one in found if not one.ended and one.row.id not in must_stay][: wanted.limit]
    if reverse:
        chosen.reverse()
    return Pile(tuple(chosen), (*unknown, *gone), tuple(map(pull_dict, stopped)))


def _confirmed(shop: Shop, wanted: Wanted) -> list[PileParcel]:
    chosen = replace(wanted, statuses=wanted.statuses or STATUSES, due=None, limit=None)
    mine = [order.id for order in orders_to_pack(shop.store.db, chosen, today=now())]
    rows = parcels(shop.store.db, states=("confirmed",), order_rows=mine)
    numbers = tuple({number for row in rows for number in row.order_ids})
    found = orders_to_pack(shop.store.db, Wanted(numbers, statuses=STATUSES), today=now()) if numbers else []
    orders = {order.id: order for order in found}
    plan = {planned.order_row: planned for planned in current_plan(shop.store.db)}
    papers = papers_of(shop.store.db, [row.id for row in rows])
    until = to_store(now() + wanted.due) if wanted.due is not None else None
    pile = []
    for row in rows:
        inside = tuple(orders[number] for number in row.order_rows)
        if until is None or any((order.ship_by or "") <= until for order in inside):
            planned = next((plan[number] for number in row.order_rows if number in plan), None)
            pile.append(PileParcel(row, inside, planned, papers[row.id]))
    return sorted(pile, key=_packing_order)


def _packing_order(one: PileParcel) -> tuple[bool, int, int, int, int]:
    """Each station's parcels of a wave stand together, as they are carried there; what no plan holds comes last."""
    p = one.planned
    return (False, p.wave, p.station, p.slot, p.position) if p else (True, 0, 0, 0, 0)


def _chosen(shop: Shop, wanted: Wanted) -> set[int] | None:
    """The rows of the orders that were chosen; None when nothing was, which means all of them."""
    if wanted == Wanted(limit=wanted.limit):
        return None
    chosen = replace(wanted, statuses=wanted.statuses or STATUSES, due=None, limit=None)
    return {order.id for order in orders_to_pack(shop.store.db, chosen, today=now())}
