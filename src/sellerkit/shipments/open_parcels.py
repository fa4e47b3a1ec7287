"""Parcels that are written down and not settled: which of them are sent now, and what a person must know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import ItemStock
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.model.shipment import OLD_ADDRESS
from sellerkit.shipments.doubts import in_doubt_for
from sellerkit.shipments.merging import together
from sellerkit.shipments.result import Sent
from sellerkit.shipments.sending import Task
from sellerkit.shipments.shelves import Shelves
from sellerkit.store.courier_journal import elsewhere
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.shipments import IN_DOUBT, OPEN, ParcelRow, parcels
from sellerkit.trade.refund_gate import RefundGate, pull
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class OpenParcels:
    """Both halves: what is sent, and `dropped` parcels that were never asked for and must not be any more."""

    tasks: tuple[Task, ...]
    dropped: tuple[ParcelRow, ...]
    problems: tuple[Problem, ...]
    stock: Mapping[str, ItemStock]


def open_parcels(shop: Shop, chosen: Collection[int] | None, gate: RefundGate) -> OpenParcels:
    """Every doubt, and the planned parcels with these ids (None: all of them). Doubts take their goods first.

    A doubt whose order must not go any more is looked up where its courier can be asked so, and not bought again.
    """
    rows = [
        row
        for row in parcels(shop.store.db, states=OPEN)
        if row.state in IN_DOUBT or chosen is None or row.id in chosen
    ]
    orders, missed, shelves = _orders(shop, rows), elsewhere(shop.store), Shelves.of(shop)
    tasks: dict[int, Task] = {}
    dropped, problems = [], []
    for row in sorted(rows, key=lambda row: row.state not in IN_DOUBT):
        members = [orders[order_row] for order_row in row.order_rows]
        order = together(members)
        missing, refunded = tuple(shelves.missing(order)), next(filter(None, map(gate.refused, members)), None)
        wanted = order.status == "to-ship" and refunded is None
        if row.state not in IN_DOUBT and (not wanted or missing):
            dropped.append(row)
            problems.append(refunded or _not_sent(row, order, missing))
            continue
        tasks[row.id] = Task(row, order, shelves.take(order), missing, in_doubt_for(row, missed), wanted)
    in_order = tuple(tasks[row.id] for row in rows if row.id in tasks)
    return OpenParcels(in_order, tuple(dropped), tuple(problems), shelves.stock)


def afterwards(tasks: Sequence[Task], sent: Sequence[Sent], gate: RefundGate) -> list[Problem]:
    """What is wrong with parcels that got a waybill: their order may not go any more or was changed before the courier
    answered, or their goods are not there."""
    problems = []
    for task, one in zip(tasks, sent, strict=True):
        if one.state != "confirmed":
            continue
        if not task.wanted:
            problems.append(pull(one.waybill, task.order, gate, task.row.order_rows))
        if one.problem_code:
            problems.append(_changed(one, task.order))
        if task.missing:
            message = _("is shipped, but the store has too little of {skus}.").format(skus=", ".join(task.missing))
            problems.append(_problem("short-stock", message, task.order, _("Count it: sellerkit stock adjust")))
    return problems


def _changed(one: Sent, order: OrderToPack) -> Problem:
    """The waybill is for what the order said at its first request, not for what it says now."""
    hint = _("Look whether the waybill still fits.")
    if one.problem_code == OLD_ADDRESS:
        hint = _("Give it back and buy anew: sellerkit shipments void {waybill}; sellerkit shipments create {order}")
    hint = hint.format(waybill=one.waybill, order=order.order_id)
    return _problem(one.problem_code, one.problem, order, hint, one.waybill)


def _orders(shop: Shop, rows: Sequence[ParcelRow]) -> dict[int, OrderToPack]:
    numbers = tuple({order_id for row in rows for order_id in row.order_ids})
    if not numbers:
        return {}
    found = orders_to_pack(shop.store.db, Wanted(orders=numbers, statuses=STATUSES), today=now())
    return {order.id: order for order in found}


def _not_sent(row: ParcelRow, order: OrderToPack, missing: Sequence[str]) -> Problem:
    if order.status != "to-ship":
        message = _("is {status} now; its parcel was not sent.").format(status=order.status)
        return _problem("not-to-ship", message, order, _("Look at it with `sellerkit orders list`."), row.reference)
    message = _("cannot be packed, too little is left of {skus}.").format(skus=", ".join(missing))
    return _problem("short-stock", message, order, _("Buy more, count again, or cancel the order."), row.reference)


def _problem(code: str, message: str, order: OrderToPack, hint: str, value: str = "") -> Problem:
    return Problem(code, message, Place(_("order {order}").format(order=order.order_id)), value or order.order_id, hint)
