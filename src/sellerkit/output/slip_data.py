"""What stands on a packing slip."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One item to take: from which shelf, what, its SKU, how many ("2", "1.5斤"); `gift` when it is given away."""

    shelf: str
    name: str
    sku: str
    amount: str
    gift: bool = False


@dataclass(frozen=True, slots=True)
class SlipToPrint:
    """One parcel's slip; the recipient is masked already. `facts` are short words ("Carton no5", "Slot 2-07").

    `notes` are what must not be overlooked; `steps` say how to pack the carton, in this order.
    """

    order_ids: tuple[str, ...]
    shop: str
    recipient: str
    courier: str
    waybill: str
    lines: tuple[SlipLine, ...]
    pieces: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    wave: str = ""
    station: str = ""
    position: str = ""
