"""What stands on a courier label, and what could not be shown on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a label names, masked already where it has to be."""

    name: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class LabelToPrint:
    """One parcel's label. `contents` are lines as they are printed ("临县红枣 500g × 2").

    `wave`, `station` and `position` say where in the packing order the parcel stands; `route` is the courier's
    large sorting mark.
    """

    order_ids: tuple[str, ...]
    waybill: str
    courier: str
    recipient: Party
    sender: Party
    route: str = ""
    contents: tuple[str, ...] = ()
    wave: str = ""
    station: str = ""
    position: str = ""
    service: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CourierLabel:
    """One parcel's label as its courier made it: a PDF, printed as it is."""

    order_ids: tuple[str, ...]
    file: Path


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """What a label could not show as it should. `characters` are those that no font here has (printed as 〓).

    `code`: missing-characters, waybill-not-a-barcode (the label has none), or text-too-long (its end was left out); and of
    a courier's own label, which then is not in the pile: label-missing, label-not-a-pdf, label-encrypted, label-empty.
    """

    order_id: str
    characters: str = ""
    code: str = "missing-characters"
    message: str = ""
