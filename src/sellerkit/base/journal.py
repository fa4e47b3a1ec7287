"""What `net` asks of whoever keeps its journal: every intent is on disk before the call it describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Intent:
    """One call that is about to be made: the parcel's reference and a hash of the body, never the body itself."""

    reference: str
    carrier: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an intent. `outcome` is confirmed, refused, unknown, or waiting: its call was surely never made.

    `detail` holds no personal data.
    """

    reference: str
    outcome: str
    waybill: str = ""
    code: str = ""
    detail: str = ""


class Journal(Protocol):
    """Kept by the store; both methods return only when the disk has it."""

    def intend(self, intents: Sequence[Intent]) -> None: ...

    def answered(self, answers: Sequence[Answer]) -> None: ...
