"""Giving a number back after its parcel left or its marketplace was told: refused, or said what is still to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.store.exported import told_of
from sellerkit.store.manifests import handed_over
from sellerkit.store.shipments import ParcelRow
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.shipments.void import Voided


def refuse_gone(shop: Shop, rows: Sequence[ParcelRow], *, came_back: bool) -> None:
    """The goods of a parcel that the driver signed for are not on the shelf. Raises InputRejected unless they came back."""
    signed = handed_over(shop.store.db)
    gone = [row.waybill for row in rows if row.id in signed]
    if gone and not came_back:
        raise InputRejected(
            _("The driver has signed for {waybills}: nothing was given back.").format(waybills=", ".join(gone)),
            hint=_("Is the parcel here again? Then say so with --came-back. Sent back by the buyer? sellerkit orders returned"),
            code="left-already",
        )  # fmt: skip


def told(shop: Shop, waybills: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Waybill → the channels that were told that it is on its way."""
    return told_of(shop.store.db, waybills)


def with_told(done: Sequence[Voided], told: Mapping[str, tuple[str, ...]]) -> tuple[Voided, ...]:
    """What was given back, with what a person must still do where a marketplace shows the old number."""
    return tuple(_with_told(one, told.get(one.waybill, ())) for one in done)


def _with_told(one: Voided, channels: Sequence[str]) -> Voided:
    if not channels or one.state not in ("voided", "would-be-voided"):
        return one
    text = _("{channel} was told of this number: change it there; the next export holds the new one.").format(
        channel=", ".join(channels)
    )
    return replace(one, problem=f"{one.problem} {text}".strip())
