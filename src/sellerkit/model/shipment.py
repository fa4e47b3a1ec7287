"""Parcels and what couriers say of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sellerkit.model.order import Buyer

# The code of a parcel whose waybill was bought before its order got another recipient or address.
OLD_ADDRESS = "bought-for-old-address"
# planned → intended (journal written) → confirmed | refused | unknown; confirmed → voided
STATES = ("planned", "intended", "confirmed", "refused", "unknown", "voided")


@dataclass(frozen=True, slots=True)
class SenderAddress:
    """Who sends. `address` is one line; couriers that want its parts get the parts, which may be empty."""

    name: str
    phone: str
    address: str
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""
    country: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of what is in a parcel, for the label and the courier's `cargo` field. `weight_g` is that of one, 0 unknown."""

    sku: str
    name: str
    quantity: int
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class ParcelToSend:
    """A parcel as a courier needs it. `reference` is ours, `[A-Z0-9_]{≤32}`; weight in g, size in mm.

    `value_minor` is what the goods are worth, for customs; `platform_token` stands for a buyer whom a platform hides (oaid).
    """

    parcel_id: int
    reference: str
    order_ids: tuple[str, ...]
    to: Buyer
    sender: SenderAddress
    weight_g: int
    contents: tuple[Contents, ...] = ()
    size_mm: tuple[int, int, int] | None = None
    remark: str = ""
    value_minor: int | None = None
    currency: str = ""
    platform_token: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a courier gave: the waybill and what is printed beside it.

    `file` is where the courier's own PDF is to be had, if it has one: an address, or a word that its `label` understands.
    """

    waybill: str
    route: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request that a carrier asks `net` to send. `body` is exactly the bytes that were signed.

    `path` is below the courier's address; only a label may lie elsewhere, at a whole address that the courier named.
    """

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


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Asks for the number of a bought block that belongs to this parcel's reference; the same reference always gets the
    same one. Not `fresh`: only one that was given before, "" when none was."""

    fresh: bool = True


class Refused(Exception):
    """The courier clearly refused this parcel; the batch goes on. `stops` = credentials or money: stop the batch."""

    def __init__(self, code: str, message: str, *, stops: bool = False) -> None:
        super().__init__(message)
        self.code, self.message, self.stops = code, message, stops


class Doubtful(Exception):
    """The answer does not say whether it was bought (rubbish, 5xx, -1): the parcel is unknown."""


class NotNow(Exception):
    """Surely nothing was bought, and nothing can be for now (no number is left): the parcel waits, and so do the others."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Unsure(Exception):
    """Only a person can find out whether a waybill exists for this parcel; says what to ask."""
