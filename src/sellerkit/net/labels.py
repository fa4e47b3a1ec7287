"""Fetch the couriers' own labels: within limits of size and kind, and a label that fails never touches its waybill."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sellerkit.base.language import _
from sellerkit.model.shipment import Doubtful, ParcelToSend, Refused
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Talk
from sellerkit.net.limits import Limiter
from sellerkit.net.line import LimitUsedUp, Line
from sellerkit.net.recovery import without_person
from sellerkit.net.wire import NotReached, SlowDown, Wire

# A label of a courier is some 20 to 300 kB; what is larger is a catalogue or a mistake.
LARGEST = 5 * 1024 * 1024
TRIES = 3
_PAUSE_S = 0.2


@runtime_checkable
class LabelCarrier(Protocol):
    """A courier that has labels of its own. `where` is what its label's `file` said."""

    def label(self, parcel: ParcelToSend, waybill: str, where: str) -> Talk[bytes]: ...


@dataclass(frozen=True, slots=True)
class LabelWanted:
    """A parcel whose waybill is bought, and where its label is to be had."""

    parcel: ParcelToSend
    waybill: str
    where: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A label that came (`pdf`), or why it did not (`code` and `detail`)."""

    parcel_id: int
    pdf: bytes = b""
    code: str = ""
    detail: str = ""


def fetch_labels(
    wanted: Sequence[LabelWanted], carrier: LabelCarrier, connection: Connection, on_label: Callable[[Fetched], None]
) -> None:
    """Fetch them side by side; `on_label` hears each as soon as it is there, and nothing is kept in memory after that.

    Raises ConfigError for an address or limit that is not allowed.
    """
    if wanted:
        asyncio.run(_fetch(wanted, carrier, connection, on_label))


async def _fetch(
    wanted: Sequence[LabelWanted], carrier: LabelCarrier, connection: Connection, on_label: Callable[[Fetched], None]
) -> None:
    wire = Wire(
        connection.origin, connection.connections, connection.timeout.total_seconds(), loopback_only=connection.loopback_only
    )  # fmt: skip
    line, waiting = Line(wire, Limiter(connection.limits), keep=lambda reference, save: None), iter(wanted)
    try:
        await asyncio.gather(*(_work(waiting, carrier, line, on_label) for _n in range(connection.connections)))
    finally:
        await wire.aclose()


async def _work(
    waiting: Iterator[LabelWanted], carrier: LabelCarrier, line: Line, on_label: Callable[[Fetched], None]
) -> None:
    for one in waiting:
        on_label(await _one(one, carrier, line))


async def _one(wanted: LabelWanted, carrier: LabelCarrier, line: Line) -> Fetched:
    """Asking for a label twice costs nothing, so what is doubtful is simply asked for again."""
    parcel, said = wanted.parcel, line.stopped
    for attempt in range(TRIES):
        if line.stopped:
            break
        await line.pause(_PAUSE_S * attempt)
        try:
            pdf = await line.carry(carrier.label(parcel, wanted.waybill, wanted.where), parcel.reference)
        except Refused as refused:
            said = refused.message
            break
        except Doubtful as doubtful:
            said = str(doubtful)
        except (NotReached, SlowDown, LimitUsedUp) as error:
            said = type(error).__name__
            line.stop("unreachable")
        else:
            return judged(parcel.parcel_id, pdf)
    detail = " ".join(filter(None, (_("The courier's label could not be fetched."), without_person(said, parcel))))
    return Fetched(parcel.parcel_id, b"", "label-not-fetched", detail)


def judged(parcel_id: int, pdf: bytes) -> Fetched:
    """The label, or why these bytes are none. Some PDFs begin after a few bytes of something else."""
    if len(pdf) > LARGEST:
        return Fetched(parcel_id, b"", "label-too-large", _("The courier's label is larger than a label can be."))
    if b"%PDF-" in pdf[:1024] and b"%%EOF" in pdf[-2048:]:
        return Fetched(parcel_id, pdf)
    return Fetched(parcel_id, b"", "label-not-a-pdf", _("The courier's label is not a PDF."))
