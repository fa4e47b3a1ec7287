"""`orders returned`: parcels that came back, scanned one after the other, as one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.store.returns import Returned, returned_parcel, take_back
from sellerkit.trade.shop import Shop

Where = Literal["stock", "seconds", "scrap"]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came back. `batch` is None in a dry run or when nothing did."""

    batch: int | None
    to: Where
    parcels: tuple[Returned, ...]
    problems: tuple[Problem, ...]
    dry_run: bool


def take_returns(shop: Shop, waybills: Sequence[str], to: Where, *, dry_run: bool = False) -> TakenBack:
    """Book what came back under these waybills. Raises InputRejected when none of them can be."""
    parcels: list[Returned] = []
    problems: list[Problem] = []
    with shop.store.batch("orders returned", mode=to, dry_run=dry_run) as batch:
        for waybill in dict.fromkeys(waybills):
            parcel = returned_parcel(batch.db, waybill)
            problem = _obstacle(waybill, parcel)
            if problem is not None:
                problems.append(problem)
            elif parcel is not None:
                take_back(batch, parcel, to)
                parcels.append(parcel)
        if not parcels:
            raise InputRejected(
                problems[0].message if len(problems) == 1 else _("None of these waybills can be taken back."),
                hint=problems[0].hint,
                code=problems[0].code,
                problems=problems if len(problems) > 1 else (),
            )
        batch.note(parcels=len(parcels), to=to)
    return TakenBack(None if dry_run else batch.number, to, tuple(parcels), tuple(problems), dry_run)


def _obstacle(waybill: str, parcel: Returned | None) -> Problem | None:
    if parcel is None:
        message = _("No order and no return has the waybill {waybill}.").format(waybill=waybill)
        hint = _("Import the refunds with their waybills first: sellerkit orders refunds FILE")
        return Problem("no-such-waybill", message, Place(""), waybill, hint)
    if parcel.done:
        message = _("The goods of {waybill} came back already (to {where}).").format(waybill=waybill, where=parcel.done)
        hint = _("`sellerkit history` shows when; undo that batch to book it anew.")
        return Problem("came-back-already", message, Place(""), waybill, hint)
    if not parcel.goods:
        message = _("Nothing of order {order} is out: its lines have no item, or all of it came back.").format(
            order=parcel.order_id
        )
        hint = _(
            "See the order with `sellerkit orders list {order}`; correct stock with `sellerkit stock adjust`."
        ).format(order=parcel.order_id)
        return Problem("nothing-to-return", message, Place(""), waybill, hint)
    return None
