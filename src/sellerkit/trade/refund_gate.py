"""The gate before a parcel goes: an order that was cancelled, held or refunded, also in a list nobody has taken in yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sellerkit.base.clock import now, to_store
from sellerkit.base.config.schema import OrderChannel
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import OrderToPack
from sellerkit.model.shipment import OLD_ADDRESS
from sellerkit.store.refund_gate import Parcel, in_the_pile, stopped_by, taken_in
from sellerkit.trade.importing import FileWanted, files_wanted, hash_of
from sellerkit.trade.refund_sheet import SHEET, refund_table, request_id
from sellerkit.trade.shop import Shop

# Orders whose parcel goes out, or went.
GOING = ("shipped", "done")
ENDED = ("refunding", "refunded", "closed")
# Without a closed hand-over sheet nobody knows when the driver came: older parcels have left.
_LEFT_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class RefundGate:
    """Orders (by row) that a list of refunds names which was not taken in yet, and where it names them."""

    waiting: Mapping[int, Place]

    def refused(self, order: OrderToPack) -> Problem | None:
        """Why no parcel is made for this order, or None when no waiting list names it."""
        place = self.waiting.get(order.id)
        if place is None:
            return None
        return Problem(
            "refund-waiting",
            _("is named in the refund list {file}, which was not taken in yet.").format(file=_where(place)),
            Place(_("order {order}").format(order=order.order_id)),
            order.order_id,
            _("Take it in: sellerkit orders refunds"),
        )


def new_refund_files(shop: Shop) -> list[FileWanted]:
    """Files in the places that `[orders.channels.*] refunds` names and that were not taken in as lists of refunds."""
    patterns = {name: one.refunds for name, one in shop.config.orders.channels.items()}
    found = {file: hash_of(file.path) for file in files_wanted(shop, (), patterns, None)}
    known = taken_in(shop.store.db, list(found.values()))
    return [file for file, file_hash in found.items() if file_hash not in known]


def refund_gate(shop: Shop) -> RefundGate:
    """Read every new list of refunds; nothing is changed.

    Raises InputRejected when one of them cannot be read: nobody knows whom it stops.
    """
    waiting: dict[int, Place] = {}
    for file in new_refund_files(shop):
        requests = list(_requests(shop, file))
        for n, order_row in stopped_by(shop.store.db, [asked for _place, asked in requests]):
            waiting.setdefault(order_row, requests[n][0])
    return RefundGate(waiting)


def _requests(shop: Shop, file: FileWanted) -> Iterator[tuple[Place, tuple[str, str, str, str]]]:
    """Where and what: order number, channel, request number, status. A row that cannot be read still names its order."""
    declared = shop.config.orders.channels.get(file.source, OrderChannel())
    try:
        table = refund_table(file.path, declared)
        outcome = SHEET.parse(table)
    except InputRejected as error:
        raise InputRejected(
            _("The refund list {file} cannot be read, so nobody knows which parcels must stay: {reason}").format(
                file=shop.shown(file.path), reason=error.message
            ),
            hint=_("Mend it and run `sellerkit orders refunds`, or move it out of the inbox; nothing was changed."),
            code="refund-list-unreadable",
        ) from error
    seen: Counter[str] = Counter()
    for parsed in outcome.good:
        row = parsed.value
        name, status = request_id(row, seen), row.status or "refunded"
        if status != "closed" and row.kind != "exchange":
            yield parsed.place, (row.order_id, file.source, name, status)
    bad = {problem.place.row for problem in outcome.problems}
    columns = outcome.extra["columns"]
    heading = columns.get("order_id", "") if isinstance(columns, dict) else ""
    if bad and heading:
        for cells in table.rows:
            if cells.number in bad and (number := cells.text(heading)):
                yield cells.place, (number, file.source, "", "")


def to_pull(shop: Shop, gate: RefundGate, *, orders: Collection[int] | None = None) -> list[Parcel]:
    """Parcels in packing order that have a waybill and must not be handed over; of these order rows, or of all."""
    since = to_store(now() - _LEFT_AFTER)
    return [
        parcel
        for parcel in in_the_pile(shop.store.db, since)
        if (parcel.status not in GOING or parcel.order_row in gate.waiting or parcel.problem_code == OLD_ADDRESS)
        and (orders is None or parcel.order_row in orders)
    ]


def pull_problem(parcel: Parcel, gate: RefundGate) -> Problem:
    """What a person must do with a parcel whose order must not go: take it from the pile, wherever it lies."""
    hint = _("Give the waybill back: sellerkit shipments void {waybill}").format(waybill=parcel.waybill)
    if parcel.problem_code == OLD_ADDRESS and parcel.status in GOING and parcel.order_row not in gate.waiting:
        message = _("has the waybill {waybill} for its old address: pull the parcel{place}.").format(
            waybill=parcel.waybill, place=_lies(parcel)
        )
        hint = _("Give it back and buy anew: sellerkit shipments void {waybill}; sellerkit shipments create {order}")
        hint = hint.format(waybill=parcel.waybill, order=parcel.order_id)
    elif parcel.order_row in gate.waiting and parcel.status not in ENDED:
        message = _(
            "is named in the refund list {file}, but has the waybill {waybill}: pull the parcel{place}."
        ).format(file=_where(gate.waiting[parcel.order_row]), waybill=parcel.waybill, place=_lies(parcel))
        hint = _("Take the list in (sellerkit orders refunds), then: sellerkit shipments void {waybill}").format(
            waybill=parcel.waybill
        )
    else:
        message = _("is {status} now, but has the waybill {waybill}: pull the parcel{place}.").format(
            status=parcel.status, waybill=parcel.waybill, place=_lies(parcel)
        )
    return Problem(
        "pull-parcel", message, Place(_("order {order}").format(order=parcel.order_id)), parcel.waybill, hint
    )


def pull(waybill: str, order: OrderToPack, gate: RefundGate, order_rows: Collection[int] = ()) -> Problem:
    """As `pull_problem`, for an order of which no more is known than its waybill; `order_rows` are all in its parcel."""
    row = next((row for row in order_rows if row in gate.waiting), order.id)
    parcel = Parcel(row, order.order_id, order.channel, order.status, 0, waybill, "", "", False, 0, 0, 0, 0)
    return pull_problem(parcel, gate)


def pull_dict(parcel: Parcel) -> dict[str, object]:
    """The parcel for --json; wave, station and slot are None without a plan."""
    return {
        "order_id": parcel.order_id, "channel": parcel.channel, "status": parcel.status, "waybill": parcel.waybill, "carrier": parcel.carrier,
        "printed": parcel.printed, "wave": parcel.wave or None, "station": parcel.station or None, "slot": parcel.slot or None,
    }  # fmt: skip


def _lies(parcel: Parcel) -> str:
    """Where it lies in the pile, in brackets; "" without a plan."""
    parts = []
    if parcel.wave:
        parts.append(_("wave {number}").format(number=parcel.wave))
    if parcel.station:
        parts.append(_("station {number}").format(number=parcel.station))
    if parcel.slot:
        parts.append(_("slot {number}").format(number=parcel.slot))
    return f" ({', '.join(parts)})" if parts else ""


def _where(place: Place) -> str:
    return _("{file}, row {row}").format(file=place.file, row=place.row) if place.row else place.file
