"""How much of an item a channel may sell: what is there and fresh, its share of it, less what it keeps back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sellerkit.model.item import ItemStock, Lot


@dataclass(frozen=True, slots=True)
class Offering:
    """`shares` are those of all channels that split one stock, `mine` the place of this channel among them (None: it does
    not split). `until`: lots that expire on that day or before are not offered.
    """

    today: date
    buffer: int = 0
    shares: tuple[Decimal, ...] = ()
    mine: int | None = None
    fresh_for: timedelta = timedelta(0)

    def units(self, stock: ItemStock, portion: int) -> int:
        """Offered units of `portion` each, never below zero; all channels together never more than there are."""
        good = stock.available - self._short_dated(stock) if self.fresh_for else stock.available
        there = max(0, good) // max(portion, 1)
        if self.mine is not None:
            there = split(there, self.shares)[self.mine]
        return max(0, there - self.buffer)

    def first_lot(self, stock: ItemStock) -> Lot | None:
        """The lot that will be sent first: the one that expires soonest of those that may be sold."""
        good = [lot.lot for lot in stock.lots if lot.on_hand > 0 and not self._too_old(lot.lot)]
        return min(good, key=lambda lot: (lot.expires or "9999", lot.produced or "9999", lot.code), default=None)

    def _short_dated(self, stock: ItemStock) -> int:
        """What is not expired yet and still not fresh enough."""
        return sum(lot.on_hand for lot in stock.lots if self._too_old(lot.lot)) - stock.expired

    def _too_old(self, lot: Lot) -> bool:
        return lot.expires is not None and lot.expires < (self.today + self.fresh_for).isoformat()


def split(pieces: int, shares: Sequence[Decimal]) -> list[int]:
    """`pieces` by these shares in whole pieces, largest remainder first; what the shares leave of 100 % is kept back."""
    exact = [pieces * share for share in shares]
    whole = [int(part) for part in exact]
    left = int(sum(exact)) - sum(whole)
    for n in sorted(range(len(shares)), key=lambda n: (whole[n] - exact[n], n))[:left]:
        whole[n] += 1
    return whole
