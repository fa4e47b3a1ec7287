"""A batch of jobs at one courier: intents on disk before the calls, answers soon after, and a clean stop."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence

from sellerkit.base.errors import SellerkitError
from sellerkit.base.journal import Answer, Intent, Journal
from sellerkit.base.language import _
from sellerkit.model.shipment import Save
from sellerkit.net.jobs import (
    Carrier,
    CountingJournal,
    Job,
    KnowingJournal,
    NumberingJournal,
    Result,
    SavingJournal,
    State,
    request_hash,
)
from sellerkit.net.line import Line
from sellerkit.net.recovery import ASK, Settling

# Intents are written in chunks: one wait for the disk for that many parcels. A courier that can only be asked gets
# one at a time, since every open intent that a kill leaves behind would be a question to a person.
INTENTS_AT_ONCE = 64
ANSWERS_AT_ONCE = 32
ANSWERS_EVERY_S = 0.5
# So many parcels in a row that stay unknown, and nothing confirmed between: the courier is out of order.
UNKNOWN_IN_A_ROW = 10


class Batch:
    """Runs once. `results` holds every job's result, in the order in which they became certain."""

    def __init__(
        self, jobs: Sequence[Job], carrier: Carrier, line: Line, journal: Journal, on_result: Callable[[Result], None]
    ) -> None:
        # An open intent is recovered before anything else.
        self._waiting = deque(sorted(jobs, key=lambda job: not job.recover))
        self._ready: deque[Job] = deque()
        self._carrier, self._line, self._journal, self._on_result = carrier, line, journal, on_result
        self._chunk = 1 if carrier.recovery == "ask" else INTENTS_AT_ONCE
        self._answers: list[Answer] = []
        self._waybills: dict[str, str] = {}
        self._unknown_in_a_row = self._counted = 0
        self.results: list[Result] = []

    async def run(self, workers: int) -> None:
        """Settle every job, or stop; every answer is in the journal when it returns or raises."""
        flushing = asyncio.create_task(self._flush_now_and_then())
        try:
            working = [asyncio.create_task(self._work()) for _n in range(workers)]
            ended = await asyncio.gather(*working, return_exceptions=True)
            for failure in ended:
                if isinstance(failure, BaseException):
                    raise failure
            self._leave_the_rest()
        finally:
            flushing.cancel()
            await asyncio.wait([flushing])
            self._count(self._line.calls, last=True)
            self._flush()
        if not flushing.cancelled():
            flushing.result()

    async def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._done(job, await Settling(job, self._carrier, self._line, self._afresh).settle())
        except BaseException:
            self._line.stop("failed")
            raise

    def _next(self) -> Job | None:
        """The next job, its intent on disk; None when all are given out or the batch stops."""
        if self._line.stopped:
            return None
        if not self._ready and self._waiting:
            chunk = [self._waiting.popleft() for _n in range(min(self._chunk, len(self._waiting)))]
            new = [job for job in chunk if not job.recover]
            self._count(self._line.calls + len(chunk))
            name = self._carrier.name
            if new:
                self._journal.intend([Intent(j.parcel.reference, name, request_hash(name, j.parcel)) for j in new])
            self._ready.extend(chunk)
        return self._ready.popleft() if self._ready else None

    def _afresh(self, job: Job) -> None:
        """The first intent is closed, since the courier surely has nothing of it; what is asked now is another request."""
        reference, name = job.parcel.reference, self._carrier.name
        self._journal.answered([Answer(reference, "waiting")])
        self._journal.intend([Intent(reference, name, request_hash(name, job.parcel))])

    def _done(self, job: Job, result: Result) -> None:
        result = self._own_waybill(result)
        self.results.append(result)
        self._answers.append(_answer(result))
        self._on_result(result)
        if len(self._answers) >= ANSWERS_AT_ONCE or self._chunk == 1:
            self._flush()
        silent = result.state == "unknown" and not (job.recover and result.code == ASK)
        self._unknown_in_a_row = self._unknown_in_a_row + 1 if silent else 0
        if self._unknown_in_a_row >= UNKNOWN_IN_A_ROW:
            self._line.stop("courier-out-of-order")

    def _own_waybill(self, result: Result) -> Result:
        """Two parcels with one number is the courier's mistake: the second one is a question, not a label."""
        if result.label is None:
            return result
        waybill = result.label.waybill
        if waybill not in self._waybills and isinstance(self._journal, KnowingJournal):
            self._waybills[waybill] = self._journal.owner_of(waybill) or result.reference
        first = self._waybills.setdefault(waybill, result.reference)
        if first == result.reference:
            return result
        detail = _("The courier gave the waybill {waybill} to {first} already.")
        detail = detail.format(waybill=result.label.waybill, first=first)
        return Result(result.parcel_id, result.reference, "unknown", None, "waybill-twice", detail)

    def _leave_the_rest(self) -> None:
        """What was not sent any more: an intent without a call is closed; an open doubt stays what it was."""
        for job, intended in [*((job, True) for job in self._ready), *((job, False) for job in self._waiting)]:
            state: State = "unknown" if job.recover else "waiting"
            detail = _("The run was stopped before this parcel was sent.")
            parcel = job.parcel
            result = Result(parcel.parcel_id, parcel.reference, state, code=self._line.stopped, detail=detail)
            self.results.append(result)
            if intended and not job.recover:
                self._answers.append(_answer(result))
            self._on_result(result)

    def _count(self, calls: int, *, last: bool = False) -> None:
        """Calls are counted before they are made, as far as they can be foreseen: a kill must not hide them."""
        if isinstance(self._journal, CountingJournal) and (calls > self._counted or last):
            self._journal.called(calls - self._counted)
            self._counted = calls

    async def _flush_now_and_then(self) -> None:
        try:
            while True:
                await asyncio.sleep(ANSWERS_EVERY_S)
                self._flush()
        except SellerkitError:
            self._line.stop("failed")
            raise

    def _flush(self) -> None:
        if self._answers:
            self._count(self._line.calls)
            self._journal.answered(self._answers)
            self._answers = []


def keeper(journal: Journal) -> Callable[[str, Save], None]:
    """What keeps a carrier's `Save`. Raises RuntimeError when this journal cannot."""

    def keep(reference: str, save: Save) -> None:
        if not isinstance(journal, SavingJournal):
            raise RuntimeError("this journal keeps no saved values")
        journal.save(reference, save.key, save.value)

    return keep


def giver(journal: Journal) -> Callable[[str, bool], str]:
    """What gives out the numbers of a bought block. Raises RuntimeError when this journal has none."""

    def give(reference: str, fresh: bool) -> str:
        if not isinstance(journal, NumberingJournal):
            raise RuntimeError("this journal gives out no numbers")
        return journal.take_number(reference, fresh=fresh)

    return give


def shared_references(jobs: Sequence[Job]) -> frozenset[str]:
    """References that more than one job carries: a courier would give both the same waybill."""
    counted = Counter(job.parcel.reference for job in jobs)
    return frozenset(reference for reference, times in counted.items() if times > 1)


def _answer(result: Result) -> Answer:
    waybill = result.label.waybill if result.label else ""
    return Answer(result.reference, result.state, waybill, result.code, result.detail)
