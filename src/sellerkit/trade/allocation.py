"""Which lots a quantity is taken from: first expired, first out, and never one that has expired. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sellerkit.model.item import LotStock


@dataclass(frozen=True, slots=True)
class Allocation:
    """Both halves: what is taken as (lot id, quantity), None for stock without a lot, and how many are short."""

    taken: tuple[tuple[int | None, int], ...]
    short: int


def allocate(lots: Iterable[LotStock], quantity: int, today: date, *, expired_too: bool = False) -> Allocation:
    """Take `quantity` from the lots that expire first; stock that never expires comes after, stock without a lot last.

    A lot is good to the end of its last day. `expired_too` is for corrections, which also take what may not be sold.
    """
    day = today.isoformat()
    taken: list[tuple[int | None, int]] = []
    wanted = max(quantity, 0)
    for lot in sorted(lots, key=first_out):
        if not wanted:
            break
        expired = lot.lot.expires is not None and lot.lot.expires < day
        part = 0 if expired and not expired_too else min(wanted, lot.on_hand)
        if part > 0:
            taken.append((lot.lot_id, part))
            wanted -= part
    return Allocation(tuple(taken), wanted)


def first_out(lot: LotStock) -> tuple[bool, bool, str, str, int]:
    """The order in which lots leave: with a lot, dated, by expiry, by production, as they came."""
    about = lot.lot
    return (lot.lot_id is None, about.expires is None, about.expires or "", about.produced or "", lot.lot_id or 0)
