"""What is sent and what came of it: jobs, results, and what a carrier plug-in must offer to be sent at all."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol, TypeAlias, TypeVar, runtime_checkable

from sellerkit.model.shipment import Call, Label, ParcelToSend, Reply, Save

T = TypeVar("T")
Recovery = Literal["find", "repeat", "ask"]
State = Literal["confirmed", "refused", "unknown", "waiting"]
# A carrier talks by yielding what should be sent or kept; `Save` is answered with None.
Talk: TypeAlias = Generator[Call | Save, Reply | None, T]

# A courier that says "too fast" inside a 200 answer raises Refused with this code: nothing was bought, try later.
RATE_LIMITED = "rate-limited"


class Carrier(Protocol):
    """The part of a carrier plug-in that the sender needs; plug-ins never do I/O."""

    @property
    def name(self) -> str: ...
    @property
    def recovery(self) -> Recovery: ...
    @property
    def window(self) -> timedelta | None:
        """How long the same reference gives back the first waybill; None without `repeat`."""

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = ...) -> Talk[Label]: ...
    def find(self, reference: str, saved: Mapping[str, str] = ...) -> Talk[Label | None] | None:
        """Look the parcel up: its label, or None when the courier surely has no such order."""

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]: ...


@runtime_checkable
class SavingJournal(Protocol):
    """A journal that also keeps what a two-step courier must remember before its next call."""

    def save(self, reference: str, key: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A parcel to buy a waybill for.

    `recover` says that an earlier intent is open (unknown, or killed before its answer): `age` is how old that intent
    is and `request_hash` what it was about (`request_hash()` of this module); `saved` what `Save` kept for it.
    """

    parcel: ParcelToSend
    recover: bool = False
    age: timedelta | None = None
    request_hash: str = ""
    saved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one job.

    `confirmed` has a label; `refused` will not be bought as it is; `unknown` may have been bought and must be
    recovered; `waiting` was surely not bought and can be created afresh. `stops` = this answer stopped the whole batch.
    """

    parcel_id: int
    reference: str
    state: State
    label: Label | None = None
    code: str = ""
    detail: str = ""
    stops: bool = False


def request_hash(carrier: str, parcel: ParcelToSend) -> str:
    """A fingerprint of everything the courier is told: the same hash is the same request, whenever it is signed."""
    import hashlib

    return hashlib.sha256(repr((carrier, parcel)).encode()).hexdigest()
