"""What is sent and what came of it: jobs, results, and what a carrier plug-in must offer to be sent at all."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol, TypeAlias, TypeVar, runtime_checkable

from sellerkit.model.shipment import Call, Label, ParcelToSend, Reply, Save, TakeNumber

T = TypeVar("T")
Recovery = Literal["find", "repeat", "ask"]
State = Literal["confirmed", "refused", "unknown", "waiting"]
# A carrier talks by yielding what should be sent, kept or given; `Save` is answered with None, `TakeNumber` with the number.
Talk: TypeAlias = Generator[Call | Save | TakeNumber, Reply | None, T]

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


@runtime_checkable
class NumberingJournal(Protocol):
    """A journal that also gives out the numbers of a block; the number is on disk when it returns."""

    def take_number(self, reference: str, *, fresh: bool) -> str:
        """The number of this reference. Raises NotNow when none is left, Unsure when only a person knows."""


@runtime_checkable
class KnowingJournal(Protocol):
    """A journal that knows the waybills of earlier runs."""

    def owner_of(self, waybill: str) -> str:
        """The reference of the parcel that has this waybill of the same courier, "" when none has."""


@runtime_checkable
class CountingJournal(Protocol):
    """A journal that remembers how many calls were made, so that `3000/day` holds for all runs of a day together."""

    def calls_within(self, seconds: int) -> Sequence[tuple[float, int]]:
        """Calls of earlier runs, the oldest first: (seconds ago, how many)."""

    def called(self, calls: int) -> None:
        """Count them; on disk with the next intents or answers. A negative number takes back what was not needed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A parcel to buy a waybill for.

    `recover` says that an earlier intent is open (unknown, or killed before its answer): `age` is how old that intent
    is and `request_hash` what it was about (`request_hash()` of this module); `saved` what `Save` kept for it. One that is
    not `wanted` any more is looked up where its courier can be asked so, and not bought.
    """

    parcel: ParcelToSend
    recover: bool = False
    age: timedelta | None = None
    request_hash: str = ""
    saved: Mapping[str, str] = field(default_factory=dict)
    wanted: bool = True


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
    """A fingerprint of everything the courier is told: the same hash is the same request, whenever it is signed. What
    follows its dot is the same for the same reference and recipient."""
    import hashlib

    whole, recipient = repr((carrier, parcel)), repr((parcel.reference, parcel.to))
    return f"{hashlib.sha256(whole.encode()).hexdigest()}.{hashlib.sha256(recipient.encode()).hexdigest()[:16]}"
