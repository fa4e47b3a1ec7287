"""Parcels whose waybill somebody else bought, entered into the books: stock leaves and orders are shipped."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.clock import now
from sellerkit.base.language import _
from sellerkit.base.privacy import mask_numbers
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.shipments.merging import together
from sellerkit.shipments.references import parcel_id, reference_of
from sellerkit.shipments.shelves import Shelves
from sellerkit.store.courier_journal import write_events
from sellerkit.store.import_files import settle_refusal
from sellerkit.store.orders import mark_shipped, orders_to_pack
from sellerkit.store.plans import current_plan
from sellerkit.store.shipments import IN_DOUBT, TAKEN, NewParcel, ParcelRow, add_parcels, parcels, settle_parcel
from sellerkit.store.stock import ship_out
from sellerkit.store.store import Batch
from sellerkit.trade.importing import Saved
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

_PLATFORM = "platform"
_REFUSED = "refused-by-courier"


def is_platform(carrier: str) -> bool:
    """Whether a parcel's `carrier` says that a platform sold the waybill: `platform` or `platform:圆通速递`."""
    return carrier.partition(":")[0] == _PLATFORM


class Adopting:
    """One sheet being entered; `saved` counts what was new and names what a person must look at."""

    def __init__(self, shop: Shop, batch: Batch, orders: Sequence[OrderToPack], carrier: str = "") -> None:
        self._shop, self._batch, self._shelves, self._carrier = shop, batch, Shelves.of(shop), carrier
        self._here = {parcel.id: parcel for parcel in parcels(batch.db, order_rows={order.id for order in orders})}
        self._waybills = {row.id: row.waybill for row in self._here.values() if row.state == "confirmed"}
        self._plan = {planned.order_row: planned for planned in current_plan(batch.db)}
        self._created = self._unchanged = 0
        self._problems: list[Problem] = []

    def take(self, place: Place, order: OrderToPack, waybill: str, company: str) -> None:
        """Enter one row. A sheet names an order once for each of its lines, and may name it again later."""
        number = self._number(order)
        first = self._waybills.get(number)
        if first == waybill:
            self._unchanged += 1
        elif first:
            self._problems.append(_second_waybill(place, order, first, waybill))
        else:
            self._waybills[number] = waybill
            self._created += 1
            self._enter(place, order, number, waybill, company)

    def _number(self, order: OrderToPack) -> int:
        """The parcel in which the order lies: perhaps one that holds several orders, else its own."""
        shared = (
            row
            for row in self._here.values()
            if len(row.order_rows) > 1 and order.id in row.order_rows and row.state in TAKEN
        )
        return next((row.id for row in shared), parcel_id((order,)))

    def _members(self, order: OrderToPack, there: ParcelRow | None) -> list[OrderToPack]:
        """Every order of the parcel: they share its waybill."""
        if there is None or len(there.order_rows) < 2:
            return [order]
        wanted = Wanted(orders=there.order_ids, statuses=STATUSES)
        return [one for one in orders_to_pack(self._batch.db, wanted, today=now()) if one.id in there.order_rows]

    def refuse(self, place: Place, order: OrderToPack, reason: str) -> None:
        """The courier refused this line of its workbook: the order is free again, and named."""
        there = self._here.get(self._number(order))
        if there is None or there.state not in IN_DOUBT:
            self._unchanged += 1
            return
        reason = mask_numbers(reason)[:200]
        self._created += 1
        settle_refusal(self._batch, there.id, _REFUSED, reason)
        write_events(self._batch, [(there.reference, there.carrier, "refused", "", "", _REFUSED, reason)])
        self._problems.append(_refused(place, order, reason))

    def saved(self) -> Saved:
        """What came of it; without anything new there is no batch."""
        if not self._created:
            self._batch.drop()
        return Saved(self._created, 0, self._unchanged, tuple(self._problems))

    def _enter(self, place: Place, order: OrderToPack, number: int, waybill: str, company: str) -> None:
        batch, there = self._batch, self._here.get(number)
        members = self._members(order, there)
        order = together(members)
        new = self._parcel(order, number, there, company)
        add_parcels(batch, [new])
        settle_parcel(batch, number, "confirmed", waybill=waybill)
        if there and there.state in IN_DOUBT:
            write_events(batch, [(new.reference, new.carrier, "confirmed", "", waybill, "adopted", "")])
        if missing := self._shelves.missing(order):
            self._problems.append(_short(place, order, missing))
        if order.status in ("closed", "refunded", "refunding", "held", "unpaid"):
            self._problems.append(_must_not_go(place, order, waybill))
        ship_out(batch, number, self._shelves.take(order))
        for member in members:
            mark_shipped(batch, member.id, waybill, company or new.carrier, batch.at)

    def _parcel(self, order: OrderToPack, number: int, there: ParcelRow | None, company: str) -> NewParcel:
        planned = self._plan.get(order.id)
        weight_g = planned.weight_g if planned else self._shelves.weight(order) or 0
        carrier = self._carrier or (f"{_PLATFORM}:{company}" if company else _PLATFORM)
        if there and there.state in IN_DOUBT:
            # Asked of a courier of ours, whose answer a person found out.
            carrier = there.carrier
        return NewParcel(
            number, reference_of(self._shop, number, there.attempt if there else 1), carrier, there.order_rows if there else (order.id,),
            planned.carton if planned else "", weight_g, there.cost_minor if there and carrier == there.carrier else None,
            there.currency if there and carrier == there.carrier else "", planned.pickup if planned else "", planned.position if planned else 0,
        )  # fmt: skip


def _refused(place: Place, order: OrderToPack, reason: str) -> Problem:
    message = _("the courier refused order {order}: {reason}").format(order=order.order_id, reason=reason)
    return Problem(_REFUSED, message, place, order.order_id, _("Mend the order, then create its shipment again."))


def _second_waybill(place: Place, order: OrderToPack, first: str, second: str) -> Problem:
    message = _("order {order} has the waybill {first} already").format(order=order.order_id, first=first)
    hint = _("Give the wrong one back: sellerkit shipments void {first}").format(first=first)
    return Problem("second-waybill", message, place, second, hint)


def _must_not_go(place: Place, order: OrderToPack, waybill: str) -> Problem:
    message = _("order {order} has a waybill but is {status}").format(order=order.order_id, status=order.status)
    hint = _("Pull the parcel from the pile and give the waybill back: sellerkit shipments void {waybill}")
    return Problem("shipped-but-not-to-ship", message, place, order.order_id, hint.format(waybill=waybill))


def _short(place: Place, order: OrderToPack, short: Sequence[str]) -> Problem:
    skus = ", ".join(short)
    message = _("order {order} is shipped, but the store has too little of {skus}").format(
        order=order.order_id, skus=skus
    )
    return Problem("short-stock", message, place, skus, _("Count it: sellerkit stock adjust"))
