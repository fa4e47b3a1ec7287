"""One parcel until its state is certain, or as certain as its courier allows: create, and recover every doubt first."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from time import monotonic, time

from sellerkit.base.language import N_, _
from sellerkit.base.privacy import mask_numbers
from sellerkit.model.shipment import OLD_ADDRESS, Doubtful, Label, NotNow, ParcelToSend, Refused, Unsure
from sellerkit.net.jobs import RATE_LIMITED, Carrier, Job, Result, State, request_hash
from sellerkit.net.line import NOT_BUILT, LimitUsedUp, Line
from sellerkit.net.wire import NotReached, SlowDown

# How often a parcel in doubt is recovered within one run before it stays unknown.
TRIES = 7
# A call that we gave up on may still be at work: "no such order" counts only so long after it.
QUIET_S = 3.0
# Two clocks, ours and the courier's: a repeat is not sent in the last minutes of its window.
_MARGIN = timedelta(minutes=10)

ASK = "ask-a-person"
_ASK = {
    "ask": N_("This courier offers no way to look the parcel up: ask it whether a waybill exists for this reference."),
    "expired": N_("The time in which this courier gives the first waybill back is over: ask it whether one exists."),
    "changed": N_("The parcel was changed after its first request, which may have been accepted: ask the courier."),
}
NOT_WANTED = "not-to-ship"
BEFORE_CHANGE = "bought-before-change"
_OLD = {
    OLD_ADDRESS: N_("This waybill was bought for the address that the order had before."),
    BEFORE_CHANGE: N_("This waybill was bought before the parcel was changed; its address is the same."),
}


class _AskAPerson(Exception):
    """Nothing more may be sent for this parcel until a person has found out."""


class Settling:
    """The state of one job: `doubt` is whether a waybill may exist that we do not know.

    `afresh` is told of a parcel that surely has none and is now asked for as it has become since its first request.
    """

    def __init__(self, job: Job, carrier: Carrier, line: Line, afresh: Callable[[Job], None]) -> None:
        self.job, self.carrier, self.line, self._afresh = job, carrier, line, afresh
        self.doubt = job.recover
        self.started = (monotonic(), time())
        self._changed = changed(job, carrier.name) if job.recover else ""
        # When the last call was given up that may have bought something, by the clock of `monotonic`.
        self._asked = monotonic() - max(0.0, job.age.total_seconds()) if job.recover and job.age else float("-inf")

    async def settle(self) -> Result:
        """Never raises for what a courier did. Bounded: TRIES attempts with growing pauses."""
        last = ("no-answer", "")
        for attempt in range(TRIES):
            await self.line.pause(_backoff(attempt))
            if attempt and self.line.stopped:
                break
            try:
                return self._confirmed(await self._attempt())
            except _AskAPerson as ask:
                return self._result("unknown", ASK, _(_ASK[str(ask)]))
            except Unsure as unsure:
                return self._result("unknown", ASK, str(unsure))
            except NotNow as not_now:
                self.line.stop(not_now.code)
                return self._not_sent(not_now.code, not_now.message)
            except Doubtful as doubtful:
                last = ("no-answer", str(doubtful))
            except Refused as refused:
                if refused.code != RATE_LIMITED:
                    return self._refused(refused)
                self.line.hold(1.0)
                last = (RATE_LIMITED, refused.message)
            except SlowDown:
                return self._too_fast()
            except LimitUsedUp:
                self.line.stop("limit-reached")
                return self._not_sent(self.line.stopped, _("The limit of calls to this courier is used up for now."))
            except NotReached:
                self.line.stop("unreachable")
                return self._not_sent("unreachable", _("The courier could not be reached."))
        return self._too_fast() if last[0] == RATE_LIMITED else self._not_sent(*last)

    async def _attempt(self) -> Label:
        reference = self.job.parcel.reference
        saved = {**self.job.saved, **self.line.saved.get(reference, {})}
        if self.doubt:
            self._check_recoverable()
            if self.carrier.recovery == "find":
                label = await self._find(reference, saved)
                if label is not None:
                    return label
                self.doubt = False
                if not self.job.wanted:
                    raise Refused(
                        NOT_WANTED, _("The order must not go any more, and the courier has no waybill for it.")
                    )
                if self._changed:
                    self._changed = ""
                    self._afresh(self.job)
        try:
            return await self.line.carry(self.carrier.create(self.job.parcel, saved), reference)
        except Doubtful:
            self.doubt, self._asked = True, monotonic()
            raise

    async def _find(self, reference: str, saved: Mapping[str, str]) -> Label | None:
        """Look it up, and once more when the call that is in doubt may still have been at work."""
        while (talk := self.carrier.find(reference, saved)) is not None:
            early = self._asked + QUIET_S - monotonic()
            label = await self.line.carry(talk, reference)
            # Where nothing was called it stood in our own books, and nobody is still at work.
            if label is not None or early <= 0 or not self.line.calls:
                return label
            await self.line.pause(early)
            if self.line.stopped:
                raise Doubtful("not looked up again")
        raise _AskAPerson("ask")

    def _check_recoverable(self) -> None:
        """Raise _AskAPerson when this courier's declaration gives no safe way to go on."""
        job, carrier = self.job, self.carrier
        if carrier.recovery == "ask" or (carrier.recovery == "find" and carrier.find(job.parcel.reference) is None):
            raise _AskAPerson("ask")
        if carrier.recovery == "repeat":
            # `age` was true when the run began; a doubt of this run is as old as this job.
            age, since = (job.age, self.line.started) if job.recover else (timedelta(0), self.started)
            # A laptop that slept stops one of these clocks, a clock that is set back the other.
            spent = timedelta(seconds=max(monotonic() - since[0], time() - since[1]))
            # An intent from the future says that a clock was set back: then nobody knows how old it is.
            if age is None or carrier.window is None or not -_MARGIN <= age <= carrier.window - _MARGIN - spent:
                raise _AskAPerson("expired")
            if self._changed:
                raise _AskAPerson("changed")

    def _refused(self, refused: Refused) -> Result:
        # What fails on credentials or money never got as far as the first waybill, so a doubt stays. Any other refusal
        # of the same body means that the first was not accepted either.
        # A 4xx without the courier's own words may come from something that stands before it.
        certain = not (refused.stops or refused.code == NOT_BUILT or refused.code.startswith("http-"))
        state: State = "refused" if certain or not self.doubt else "unknown"
        if refused.stops:
            self.line.stop(refused.code)
        return self._result(state, refused.code, without_person(refused.message, self.job.parcel), stops=refused.stops)

    def _confirmed(self, label: Label) -> Result:
        """A waybill. What a look-up found was bought as the parcel was at its first request: that is said when it differs."""
        # Who was never called knows no old address either: a number of a block is only ours.
        code = self._changed if self.line.calls else ""
        return self._result("confirmed", code, _(_OLD[code]) if code else "", label=label)

    def _too_fast(self) -> Result:
        self.line.stop(RATE_LIMITED)
        return self._not_sent(RATE_LIMITED, _("The courier keeps asking to slow down."))

    def _not_sent(self, code: str, detail: str) -> Result:
        return self._result("unknown" if self.doubt else "waiting", code, without_person(detail, self.job.parcel))

    def _result(
        self, state: State, code: str = "", detail: str = "", *, label: Label | None = None, stops: bool = False
    ) -> Result:
        parcel = self.job.parcel
        return Result(parcel.parcel_id, parcel.reference, state, label, code, detail, stops)


def changed(job: Job, carrier: str) -> str:
    """What became different since the job's first request: OLD_ADDRESS, BEFORE_CHANGE, or "" when nothing is known to."""
    now = request_hash(carrier, job.parcel)
    if not job.request_hash or job.request_hash == now:
        return ""
    same_recipient = job.request_hash.partition(".")[2] == now.partition(".")[2]
    return BEFORE_CHANGE if same_recipient else OLD_ADDRESS


def without_person(text: str, parcel: ParcelToSend) -> str:
    """A courier's message without the people of the parcel, for journal and logs: at most 200 characters."""
    to, sender = parcel.to, parcel.sender
    for part in (to.address, to.street, to.phone, to.email, to.name, sender.address, sender.phone, sender.name):
        if len(part) > 1:
            text = text.replace(part, "***")
    return mask_numbers(text)[:200]


def _backoff(attempt: int) -> float:
    """Seconds before that attempt: 0, then 0.3 doubling to 5, and some chance so that parcels do not march in step."""
    return 0.0 if attempt == 0 else min(5.0, 0.3 * 2 ** (attempt - 1)) * random.uniform(0.5, 1.0)
