"""`shipments void`: give waybills back; stock and orders return to where they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sellerkit.base.errors import InputRejected, ServiceUnreachable, UsageWrong
from sellerkit.base.language import _
from sellerkit.net.sender import void
from sellerkit.shipments.adopted import is_platform
from sellerkit.shipments.as_bought import as_bought
from sellerkit.shipments.couriers import checked, line_to
from sellerkit.shipments.handing_in import takes_workbook
from sellerkit.shipments.numbers import block_carriers
from sellerkit.shipments.references import reference_of
from sellerkit.shipments.void_left import refuse_gone, told, with_told
from sellerkit.store.courier_journal import write_events
from sellerkit.store.number_blocks import handed_over, spend
from sellerkit.store.orders import unmark_shipped
from sellerkit.store.shipments import ParcelRow, next_attempt, parcels
from sellerkit.store.stock import put_back
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.output import Output


@dataclass(frozen=True, slots=True)
class Voided:
    """One waybill; `state` is voided, refused (the courier said no), unknown (run it again) or would-be-voided."""

    waybill: str
    order_ids: tuple[str, ...]
    carrier: str
    state: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Voiding:
    """What came of `void`; on a dry run what would be given back."""

    batch: int | None
    dry_run: bool
    waybills: tuple[Voided, ...]


def void_waybills(
    shop: Shop,
    waybills: Sequence[str],
    output: Output,
    *,
    reuse: bool = False,
    came_back: bool = False,
    dry_run: bool = False,
) -> Voiding:
    """Give these waybills back; with `reuse` the numbers of a block are free again, else spent. Raises InputRejected when one is not ours: then nothing is given back."""
    rows = [row for row in parcels(shop.store.db, states=("confirmed",)) if row.waybill in waybills]
    unknown = [waybill for waybill in waybills if waybill not in {row.waybill for row in rows}]
    if unknown:
        raise InputRejected(
            _("No parcel of this shop has the waybill {waybills}.").format(waybills=", ".join(unknown)),
            hint=_("`sellerkit orders list --status shipped` shows waybills."),
            code="no-such-waybill",
        )
    checked(shop, [row.carrier for row in rows if not is_platform(row.carrier)])
    if reuse:
        _refuse_reuse(shop, rows)
    refuse_gone(shop, rows, came_back=came_back)
    there = told(shop, waybills)
    if dry_run:
        return Voiding(None, True, with_told([_voided(row, "would-be-voided") for row in rows], there))
    if not output.confirm(_("Give {count} waybills back?").format(count=len(rows))):
        raise UsageWrong(_("Nothing was given back."), hint=_("Say yes, or use --yes."))
    with shop.store.long_batch("shipments void") as batch:
        done = _void_all(shop, batch, rows, reuse)
        batch.note(voided=sum(v.state == "voided" for v in done))
    return Voiding(batch.number, False, with_told(done, there))


def _void_all(shop: Shop, batch: Batch, rows: Sequence[ParcelRow], reuse: bool) -> list[Voided]:
    by_carrier: dict[str, list[ParcelRow]] = defaultdict(list)
    for row in rows:
        by_carrier[row.carrier].append(row)
    done: list[Voided] = []
    unreached: list[ServiceUnreachable] = []
    for name, mine in by_carrier.items():
        try:
            done += (
                _at_platform(shop, batch, mine) if is_platform(name) else _at_courier(shop, batch, name, mine, reuse)
            )
        except ServiceUnreachable as error:
            unreached.append(error)
            done += [_voided(row, "unknown", error.message) for row in mine]
    if unreached and len(unreached) == len(by_carrier):
        raise unreached[0]
    return done


def _at_platform(shop: Shop, batch: Batch, rows: Sequence[ParcelRow]) -> list[Voided]:
    """The platform sold it: here only the books are put right; the number is given back on the platform's page."""
    for row in rows:
        with shop.store.step(batch):
            _books(shop, batch, row)
    return [_voided(row, "voided", _("Give the number back on the platform's page too.")) for row in rows]


def _at_courier(shop: Shop, batch: Batch, name: str, rows: Sequence[ParcelRow], reuse: bool) -> list[Voided]:
    with line_to(shop, name) as (carrier, connection):
        results = void([(parcel, row.waybill) for row, parcel in as_bought(shop, rows)], carrier, connection)
    done = []
    for row, result in zip(rows, results, strict=True):
        state = "voided" if result.state == "confirmed" else result.state
        if state == "voided":
            with shop.store.step(batch):
                write_events(batch, [(row.reference, row.carrier, "voided", "", row.waybill, "", "")])
                spend(batch, row.reference, reuse=reuse)
                _books(shop, batch, row)
        told = _("Tell the courier too: it has the parcel in its own list.") if takes_workbook(shop, name) else ""
        done.append(_voided(row, state, result.detail or told))
    return done


def _refuse_reuse(shop: Shop, rows: Sequence[ParcelRow]) -> None:
    """Only a number of a block that the driver has not signed for can go on another parcel."""
    known, signed = block_carriers(shop), handed_over(shop.store.db, [row.id for row in rows])
    others = [row.waybill for row in rows if row.carrier not in known]
    if others:
        raise UsageWrong(
            _("--reuse is for numbers bought in advance; {waybills} are none.").format(waybills=", ".join(others)),
            hint=_("Leave --reuse out: a courier's own number is given back to it."),
        )
    if gone := [row.waybill for row in rows if row.id in signed]:
        raise InputRejected(
            _("The driver has signed for {waybills}: the numbers cannot be used again.").format(
                waybills=", ".join(gone)
            ),
            hint=_("Leave --reuse out: the numbers are spent."),
            code="handed-over",
        )


def _books(shop: Shop, batch: Batch, row: ParcelRow) -> None:
    again = reference_of(shop, row.id, row.attempt + 1)
    put_back(batch, row.id)
    next_attempt(batch, row.id, "voided", again)
    # Nothing was asked under the new reference, also not by a store that this one may be a copy of.
    if not is_platform(row.carrier):
        write_events(batch, [(again, row.carrier, "unsent", "", "", "voided", "")])
    for order_row in row.order_rows:
        unmark_shipped(batch, order_row)


def _voided(row: ParcelRow, state: str, problem: str = "") -> Voided:
    return Voided(row.waybill, row.order_ids, row.carrier, state, problem)
