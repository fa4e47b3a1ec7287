"""A courier without an API: numbers of a block that was bought in advance, or its own import workbook.

Nothing is ever called. A block's number belongs to the parcel's reference from the synced transaction in which it is
given out, so a parcel that was in doubt simply finds it again. Parcels that go by workbook never come here to be bought:
`shipments create` writes the workbook, `shipments adopt` reads its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from sellerkit.model.shipment import Label, ParcelToSend, Reply, TakeNumber
from sellerkit.shipments.carriers.contract import NOTHING, Access, Recovery, Talk


class Manifest:
    """Works without account, key or connection; a number is given back in the shop's own books."""

    name: ClassVar[str] = "manifest"
    # Never called: an address on this computer is allowed in every shop, also in a practice shop.
    live_url: ClassVar[str] = "http://127.0.0.1"
    needs: ClassVar[tuple[str, ...]] = ()
    recovery: ClassVar[Recovery] = "find"
    window: ClassVar[timedelta | None] = None
    max_per_call: ClassVar[int] = 1

    def __init__(self, access: Access) -> None:
        self._access = access

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        return Label(_number((yield TakeNumber())))

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> Talk[Label | None]:
        number = _number((yield TakeNumber(fresh=False)))
        return Label(number) if number else None

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        yield from ()


def _number(reply: Reply | None) -> str:
    assert reply is not None and isinstance(reply.json, str), "TakeNumber is answered with a number"
    return reply.json
