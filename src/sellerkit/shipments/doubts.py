"""Which parcels may have a waybill that this store does not know of, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.shipments.references import reference_of
from sellerkit.shipments.result import WAITING
from sellerkit.store.courier_journal import Elsewhere, write_events
from sellerkit.store.shipments import ParcelRow, next_attempt, parcels
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

# Sheets of orders without dates are read again in the days after a restore, not later.
_READ_AGAIN = timedelta(hours=48)


def in_doubt_for(row: ParcelRow, missed: Elsewhere | None) -> timedelta | None:
    """How long ago a waybill may have been bought for this parcel at the earliest; None when surely none was.

    `missed` is what a restored or copied store does not know. Nothing is bought for an order before it was placed.
    """
    since = []
    if row.state in ("intended", "unknown"):
        since.append(datetime.fromisoformat(row.intended_at) if row.intended_at else datetime.min.replace(tzinfo=UTC))
    if missed and (may_be := _elsewhere(row, missed)):
        since.append(may_be)
    return datetime.now(UTC) - min(since) if since else None


def maybe_elsewhere(row: ParcelRow, missed: Elsewhere | None) -> bool:
    """Whether another copy of this store may have bought a waybill for this parcel, as far as this one knows."""
    return missed is not None and _elsewhere(row, missed) is not None


def _elsewhere(row: ParcelRow, missed: Elsewhere) -> datetime | None:
    if row.closed_at and datetime.fromisoformat(row.closed_at) > missed.until:
        return None
    if row.ordered_at:
        ordered = datetime.fromisoformat(row.ordered_at)
        return None if ordered > missed.until else max(missed.since, ordered)
    return None if datetime.fromisoformat(row.imported_at) > missed.until + _READ_AGAIN else missed.since


def open_questions(shop: Shop, order_ids: Sequence[str]) -> list[ParcelRow]:
    """The unknown parcels of these orders. Raises InputRejected when one of them has none."""
    if not order_ids:
        return []
    open_ones = parcels(shop.store.db, states=("unknown", "intended"))
    unknown = [row for row in open_ones if row.state == "unknown" or row.problem_code == WAITING]
    known = {number for row in unknown for number in row.order_ids}
    if strange := [number for number in order_ids if number not in known]:
        raise InputRejected(
            _("No unknown parcel belongs to order {orders}.").format(orders=", ".join(strange)),
            hint=_("`sellerkit shipments resume --dry-run` lists what is open."),
            code="no-open-question",
        )
    return [row for row in unknown if set(row.order_ids) & set(order_ids)]


def never_bought(shop: Shop, batch: Batch, rows: Sequence[ParcelRow]) -> None:
    """A person asked the courier: no waybill exists for these parcels. They start afresh under a new reference."""
    for row in rows:
        again = reference_of(shop, row.id, row.attempt + 1)
        said = ("", "", "never-bought", "")
        write_events(batch, [(row.reference, row.carrier, "refused", *said), (again, row.carrier, "unsent", *said)])
        next_attempt(batch, row.id, "planned", again)
