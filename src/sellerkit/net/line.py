"""One courier's line while a batch runs: limits, pauses, stopping, and carrying a carrier's talk to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic, time

from sellerkit.model.shipment import Call, Doubtful, Refused, Reply, Save, TakeNumber
from sellerkit.net.jobs import T, Talk
from sellerkit.net.limits import Limiter
from sellerkit.net.wire import NotReached, SlowDown, Wire

# A refused connection is tried this often, over a second and a half; a 429 this often, as long as it asks.
REFUSED_TRIES = 4
SLOW_TRIES = 12
# A limit that frees its next call later than this ends the batch instead of sleeping through it.
PATIENCE_S = 300.0
# What a plug-in raises when an answer has a shape that it did not expect.
_MISREAD = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


NOT_BUILT = "request-not-built"


class LimitUsedUp(Exception):
    """The courier's limit (3000/day) leaves no call for the next minutes."""


class Line:
    """Sends the calls of one batch.

    `reached` is whether the courier answered anything at all, `started` when it began by both clocks, `stopped` why it
    makes no new calls, `saved` what this run kept for each reference.
    """

    def __init__(
        self, wire: Wire, limiter: Limiter, keep: Callable[[str, Save], None],
        number: Callable[[str, bool], str] = lambda reference, fresh: "",
    ) -> None:  # fmt: skip
        self._wire, self._limiter, self._keep, self._number = wire, limiter, keep, number
        self._stop = asyncio.Event()
        self.reached = False
        self.saved: dict[str, dict[str, str]] = {}
        self.started = (monotonic(), time())
        self.stopped = ""

    @property
    def calls(self) -> int:
        """How many calls this run has started."""
        return self._limiter.started

    def stop(self, code: str) -> None:
        """No new call starts from here on; pauses end at once. The first reason stays."""
        self.stopped = self.stopped or code
        self._stop.set()

    async def pause(self, seconds: float) -> None:
        """Wait, or less when the batch stops."""
        if seconds > 0 and not self.stopped:
            try:
                async with asyncio.timeout(seconds):
                    await self._stop.wait()
            except TimeoutError:
                pass

    def hold(self, seconds: float) -> None:
        """Every call of this line waits that long: the courier said so."""
        self._limiter.hold(monotonic() + seconds)

    async def carry(self, talk: Talk[T], reference: str) -> T:
        """Drive a plug-in's generator to its result.

        Raises what the plug-in raises (Refused, Doubtful); NotReached and SlowDown only while nothing was answered
        yet; LimitUsedUp. An answer that the plug-in cannot read is Doubtful: it may hold a waybill.
        """
        answered = False
        reply: Reply | None = None
        try:
            step = next(talk)
            while True:
                if isinstance(step, Save):
                    self._keep(reference, step)
                    self.saved.setdefault(reference, {})[step.key] = step.value
                    reply = None
                elif isinstance(step, TakeNumber):
                    reply = Reply(200, b"", self._number(reference, step.fresh))
                else:
                    reply = await self._exchange(step)
                    answered = True
                step = talk.send(reply)
        except StopIteration as end:
            result: T = end.value
            return result
        except (NotReached, SlowDown, LimitUsedUp) as error:
            if answered:
                raise Doubtful(type(error).__name__) from error
            raise
        except _MISREAD as error:
            if answered:
                raise Doubtful(f"unreadable answer: {type(error).__name__}") from error
            raise Refused(NOT_BUILT, f"{type(error).__name__}: {error}") from error
        finally:
            talk.close()

    async def _exchange(self, call: Call) -> Reply:
        refused = slow = 0
        while True:
            await self._turn()
            try:
                reply = await self._send(call)
            except NotReached:
                refused += 1
                if refused >= REFUSED_TRIES or self.stopped:
                    raise
                await self.pause(0.1 * 2**refused)
            except SlowDown as error:
                self.reached = True
                slow += 1
                if slow >= SLOW_TRIES or error.seconds > PATIENCE_S or self.stopped:
                    raise
                self.hold(error.seconds)
            else:
                self.reached = True
                return reply

    async def _turn(self) -> None:
        while (wait := self._limiter.delay(monotonic())) > 0:
            if wait > PATIENCE_S or self.stopped:
                raise LimitUsedUp
            await self.pause(wait)

    async def _send(self, call: Call) -> Reply:
        self._limiter.take()
        try:
            reply = await self._wire.send(call)
        except NotReached:
            self._limiter.not_made()
            raise
        except BaseException:
            self._limiter.answered(monotonic())
            raise
        self._limiter.answered(monotonic())
        return reply
