"""Send a batch of parcels to a courier: never twice, never half, never silently not."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from sellerkit.base.errors import ServiceUnreachable
from sellerkit.base.journal import Journal
from sellerkit.base.language import _
from sellerkit.model.shipment import Doubtful, ParcelToSend, Refused
from sellerkit.net.batch import Batch, giver, keeper, shared_references
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Carrier, CountingJournal, Job, Result, State
from sellerkit.net.limits import Limiter
from sellerkit.net.line import LimitUsedUp, Line
from sellerkit.net.recovery import without_person
from sellerkit.net.wire import NotReached, SlowDown, Wire

INTERRUPTED = "interrupted"
VOID_TRIES = 5
_REFERENCE = re.compile(r"[A-Z0-9_]{1,32}")


def send(
    jobs: Sequence[Job],
    carrier: Carrier,
    connection: Connection,
    journal: Journal,
    *,
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Buy a waybill for every job, or say for each why not; results come in the order of the jobs.

    `journal.intend` has returned before the calls it describes start; `on_result` hears each result as soon as it is
    certain, and `journal.answered` follows within half a second. Answers are `confirmed`, `refused`, `unknown`, and
    `waiting` for an intent whose call was surely never made.

    Raises ServiceUnreachable when no answer of any kind came back (every new job is then `waiting` again),
    ConfigError for an address or limit that is not allowed, KeyboardInterrupt after a clean stop: calls under way were
    awaited, their answers are in the journal, and `on_result` heard of every job.
    """
    good, bad = _checked(jobs)
    results = [*bad]
    for result in bad:
        on_result(result)
    if good:
        line, settled = asyncio.run(_send(good, carrier, connection, journal, on_result))
        results += settled
        if line.stopped == INTERRUPTED:
            raise KeyboardInterrupt
        if line.stopped == "unreachable" and not line.reached:
            raise _unreachable(connection)
    by_job = {(result.parcel_id, result.reference): result for result in results}
    return [by_job[job.parcel.parcel_id, job.parcel.reference] for job in jobs]


def void(parcels: Sequence[tuple[ParcelToSend, str]], carrier: Carrier, connection: Connection) -> list[Result]:
    """Give waybills back, one after another: (parcel, waybill) pairs → `confirmed`, `refused` or `unknown` (ask again).

    Giving a number back twice harms nobody, so there is no journal. Raises ServiceUnreachable when nobody answered.
    """
    return asyncio.run(_void(parcels, carrier, connection))


def _checked(jobs: Sequence[Job]) -> tuple[list[Job], list[Result]]:
    """Jobs that may be sent, and a result for those that may not: a wrong reference, or one that two jobs share."""
    shared = shared_references(jobs)
    good: list[Job] = []
    bad: list[Result] = []
    for job in jobs:
        parcel = job.parcel
        if parcel.reference in shared:
            code, detail = "reference-twice", _("Two parcels carry the reference {reference}.")
        elif not _REFERENCE.fullmatch(parcel.reference):
            code, detail = "reference-wrong", _("{reference} cannot be a reference: A-Z, 0-9 and _, at most 32.")
        else:
            good.append(job)
            continue
        detail = detail.format(reference=parcel.reference)
        state: State = "unknown" if job.recover else "refused"
        bad.append(Result(parcel.parcel_id, parcel.reference, state, code=code, detail=detail))
    return good, bad


async def _send(
    jobs: Sequence[Job], carrier: Carrier, connection: Connection, journal: Journal, on_result: Callable[[Result], None]
) -> tuple[Line, list[Result]]:
    # A kept connection that the courier closes under a call costs a doubt; who can only be asked gets fresh ones.
    wire = _wire(connection, reuse=carrier.recovery != "ask")
    line = Line(wire, _limiter(connection, journal), keeper(journal), giver(journal))
    batch = Batch(jobs, carrier, line, journal, on_result)
    try:
        with _ctrl_c(line):
            await batch.run(min(connection.connections, len(jobs)))
    finally:
        await wire.aclose()
    return line, batch.results


def _limiter(connection: Connection, journal: Journal) -> Limiter:
    """The courier's limits, with the calls of earlier runs where a limit reaches back to them."""
    longest = max((limit.seconds for limit in connection.limits), default=0)
    if longest and isinstance(journal, CountingJournal):
        return Limiter(connection.limits, journal.calls_within(longest), monotonic())
    return Limiter(connection.limits)


def _wire(connection: Connection, *, reuse: bool = True) -> Wire:
    seconds, loopback_only = connection.timeout.total_seconds(), connection.loopback_only
    return Wire(connection.origin, connection.connections, seconds, reuse=reuse, loopback_only=loopback_only)


@contextmanager
def _ctrl_c(line: Line) -> Iterator[None]:
    """The first Ctrl-C stops cleanly, the second at once. Outside the main thread nothing can be listened to."""
    loop = asyncio.get_running_loop()

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        loop.call_soon_threadsafe(line.stop, INTERRUPTED)

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _unreachable(connection: Connection) -> ServiceUnreachable:
    return ServiceUnreachable(
        _("The courier at {url} could not be reached; nothing new was bought.").format(url=connection.origin),
        hint=_("Check the internet connection and run it again; that is safe."),
    )


async def _void(parcels: Sequence[tuple[ParcelToSend, str]], carrier: Carrier, connection: Connection) -> list[Result]:
    wire = _wire(connection)
    line = Line(wire, Limiter(connection.limits), keep=lambda reference, save: None)
    results = []
    try:
        with _ctrl_c(line):
            for parcel, waybill in parcels:
                results.append(await _give_back(parcel, waybill, carrier, line))
    finally:
        await wire.aclose()
    if line.stopped == INTERRUPTED:
        raise KeyboardInterrupt
    if line.stopped == "unreachable" and not line.reached:
        raise _unreachable(connection)
    return results


async def _give_back(parcel: ParcelToSend, waybill: str, carrier: Carrier, line: Line) -> Result:
    state: State = "unknown"
    code, detail, stops = line.stopped, "", False
    for attempt in range(VOID_TRIES):
        if line.stopped:
            break
        await line.pause(0.5 * attempt)
        try:
            await line.carry(carrier.void(parcel, waybill), parcel.reference)
            state, code, detail = "confirmed", "", ""
            break
        except Doubtful as doubtful:
            code, detail = "no-answer", str(doubtful)
        except Refused as refused:
            state, code, detail, stops = "refused", refused.code, refused.message, refused.stops
            if stops:
                line.stop(code)
            break
        except (NotReached, SlowDown, LimitUsedUp):
            code = "unreachable"
            line.stop(code)
    return Result(parcel.parcel_id, parcel.reference, state, None, code, without_person(detail, parcel), stops)
