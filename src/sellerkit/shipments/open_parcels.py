"""Parcels that are written down and not settled: which of them are sent now, and what a person must know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import ItemStock
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.shipments.doubts import in_doubt_for
from sellerkit.shipments.result import Sent
from sellerkit.shipments.sending import Task
from sellerkit.shipments.shelves import Shelves
from sellerkit.store.courier_journal import elsewhere
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.shipments import IN_DOUBT, OPEN, ParcelRow, parcels
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class OpenParcels:
    """Both halves: what is sent, and `dropped` parcels that were never asked for and must not be any more."""

    tasks: tuple[Task, ...]
    dropped: tuple[ParcelRow, ...]
    problems: tuple[Problem, ...]
    stock: Mapping[str, ItemStock]


def open_parcels(shop: Shop, chosen: Collection[int] | None) -> OpenParcels:
    """Every doubt, and the planned parcels with these ids (None: all of them). Doubts take their goods first."""
    rows = [
        row
        for row in parcels(shop.store.db, states=OPEN)
        if row.state in IN_DOUBT or chosen is None or row.id in chosen
    ]
    orders, missed, shelves = _orders(shop, rows), elsewhere(shop.store), Shelves.of(shop)
    tasks: dict[int, Task] = {}
    dropped, problems = [], []
    for row in sorted(rows, key=lambda row: row.state not in IN_DOUBT):
        order = orders[row.order_rows[0]]
        missing = tuple(shelves.missing(order))
        if row.state not in IN_DOUBT and (order.status != "to-ship" or missing):
            dropped.append(row)
            problems.append(_not_sent(row, order, missing))
            continue
        tasks[row.id] = Task(row, order, shelves.take(order), missing, in_doubt_for(row, missed))
    in_order = tuple(tasks[row.id] for row in rows if row.id in tasks)
    return OpenParcels(in_order, tuple(dropped), tuple(problems), shelves.stock)


def afterwards(tasks: Sequence[Task], sent: Sequence[Sent]) -> list[Problem]:
    """What is wrong with parcels that got a waybill: their order may not go any more, or their goods are not there."""
    problems = []
    for task, one in zip(tasks, sent, strict=True):
        if one.state != "confirmed":
            continue
        if task.order.status != "to-ship":
            problems.append(pull(one.waybill, task.order))
        if task.missing:
            message = _("is shipped, but the store has too little of {skus}.").format(skus=", ".join(task.missing))
            problems.append(_problem("short-stock", message, task.order, _("Count it: sellerkit stock adjust")))
    return problems


def pull(waybill: str, order: OrderToPack) -> Problem:
    """A waybill exists for an order that must not go out: its parcel has to be taken from the pile."""
    message = _("is {status} now, but has the waybill {waybill}: pull the parcel.")
    hint = _("Give the waybill back: sellerkit shipments void {waybill}").format(waybill=waybill)
    return _problem("pull-parcel", message.format(status=order.status, waybill=waybill), order, hint, waybill)


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
