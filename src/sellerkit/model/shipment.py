"""Parcels and what couriers say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sellerkit.model.order import Buyer

# planned → intended (journal written) → confirmed | refused | unknown; confirmed → voided
STATES = ("planned", "intended", "confirmed", "refused", "unknown", "voided")


@dataclass(frozen=True, slots=True)
class SenderAddress:
    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of what is in a parcel, for the label and the courier's `cargo` field."""

    sku: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ParcelToSend:
    """A parcel as a courier needs it. `reference` is ours, `[A-Z0-9_]{≤32}`; weight in g, size in mm."""

    parcel_id: int
    reference: str
    order_ids: tuple[str, ...]
    to: Buyer
    sender: SenderAddress
    weight_g: int
    contents: tuple[Contents, ...] = ()
    size_mm: tuple[int, int, int] | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a courier gave: the waybill and what is printed beside it. `file` is the courier's own PDF, if any."""

    waybill: str
    route: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request that a carrier asks `net` to send. `body` is exactly the bytes that were signed."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `json` is None when the body is not JSON."""

    status: int
    body: bytes
    json: object | None


@dataclass(frozen=True, slots=True)
class Save:
    """Asks for a value to be on disk before the next Call (EasyPost's shipment id)."""

    key: str
    value: str


class Refused(Exception):
    """The courier clearly refused this parcel; the batch goes on. `stops` = credentials or money: stop the batch."""

    def __init__(self, code: str, message: str, *, stops: bool = False) -> None:
        super().__init__(message)
        self.code, self.message, self.stops = code, message, stops


class Doubtful(Exception):
    """The answer does not say whether it was bought (rubbish, 5xx, -1): the parcel is unknown."""
