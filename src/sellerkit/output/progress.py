"""How far a long job is: a bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from sellerkit.base.language import _

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_EVERY_SHARE = 10  # a line each 10 %
_EVERY_SECONDS = 5.0
_AT_LEAST_SECONDS = 1.0  # a job that is over at once fills no log


class Progress(Protocol):
    """`with output.progress(total, label) as progress: … progress.advance()`."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def advance(self, n: int = 1) -> None: ...
    def say(self, text: str) -> bool:
        """Print a line without spoiling the bar; False when the caller may print by itself."""
        ...


class NoProgress:
    """For `--quiet`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def advance(self, n: int = 1) -> None:
        return None

    def say(self, text: str) -> bool:
        return False


class LogProgress(NoProgress):
    """A line each 10 %, not more often than each second, and each 5 seconds when it is slow."""

    def __init__(
        self, total: int | None, label: str, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.total, self.label, self.write, self.clock = total, label, write, clock
        self.done = 0
        self.line_at = clock()
        self.share = 0

    def advance(self, n: int = 1) -> None:
        self.done += n
        share = self.done * 100 // self.total // _EVERY_SHARE if self.total else 0
        waited = self.clock() - self.line_at
        if waited >= _EVERY_SECONDS or (share > self.share and waited >= _AT_LEAST_SECONDS):
            self.line_at, self.share = self.clock(), share
            self.write(self.line())

    def line(self) -> str:
        if not self.total:
            return _("{label}: {done}").format(label=self.label, done=self.done)
        percent = self.done * 100 // self.total
        return _("{label}: {done} of {total} ({percent} %)").format(
            label=self.label, done=self.done, total=self.total, percent=percent
        )


class BarProgress:
    """A bar on stderr that disappears when the job is over."""

    def __init__(self, total: int | None, label: str, *, colour: bool) -> None:
        self.total, self.label, self.colour = total, label, colour
        self.bar: Bar | None = None

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True, no_color=not self.colour, highlight=False, emoji=False)
        label = TextColumn("{task.description}", markup=False)
        columns = (label, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=console, transient=True)
        self.bar.start()
        self.task = self.bar.add_task(self.label, total=self.total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
            self.bar = None

    def advance(self, n: int = 1) -> None:
        if self.bar:
            self.bar.advance(self.task, n)

    def say(self, text: str) -> bool:
        if self.bar is None:
            return False
        self.bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        return True
