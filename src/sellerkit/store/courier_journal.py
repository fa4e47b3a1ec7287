"""The journal of what was asked of couriers, and what this store cannot know because another copy may have asked it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sellerkit.base.journal import Answer, Intent
from sellerkit.store.store import Batch, Store, home_of

Event = tuple[str, str, str, str, str, str, str]
"""Reference, carrier, event, request hash, waybill, code, detail."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """This file was restored, copied or moved: what happened between its last batch elsewhere (`since`) and its first one
    here (`until`) is not in it. Both are real times."""

    since: datetime
    until: datetime


def elsewhere(store: Store) -> Elsewhere | None:
    """The latest time that this store may have missed, or None when one and the same file wrote all of it.

    A file is known by its device and number; a copy has others. So has a store that was moved: then couriers are asked
    once more than needed, which harms nobody.
    """
    row = store.db.execute(
        "SELECT real_at AS since, number FROM batches WHERE home NOT IN ('', ?) ORDER BY number DESC LIMIT 1",
        (home_of(store.path),),
    ).fetchone()
    if row is None:
        return None
    first = store.db.execute("SELECT min(real_at) FROM batches WHERE number > ?", (row["number"],)).fetchone()[0]
    until = datetime.fromisoformat(first) if first else datetime.now(UTC)
    return Elsewhere(datetime.fromisoformat(row["since"]), until)


def write_events(batch: Batch, events: Iterable[Event]) -> None:
    """Journal rows; their time is the real one."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    batch.db.executemany(
        "INSERT INTO journal (reference, carrier, event, request_hash, waybill, code, detail, at, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*event, at, batch.number) for event in events],
    )


class StoreJournal:
    """The journal of one run: intents are synced before their calls, answers change parcel, stock and order at once."""

    def __init__(
        self, store: Store, batch: Batch, carrier: str, ids: Mapping[str, int], settle: Callable[[Answer], None]
    ) -> None:
        self._store, self._batch, self._carrier, self._ids, self._settle = store, batch, carrier, ids, settle

    def intend(self, intents: Sequence[Intent]) -> None:
        with self._store.step(self._batch):
            events = [(i.reference, self._carrier, "intent", i.request_hash, "", "", "") for i in intents]
            write_events(self._batch, events)
            self._batch.db.executemany(
                "UPDATE parcels SET state = 'intended' WHERE id = ?", [(self._ids[i.reference],) for i in intents]
            )

    def answered(self, answers: Sequence[Answer]) -> None:
        with self._store.step(self._batch):
            write_events(self._batch, [self._event(answer) for answer in answers])
            for answer in answers:
                self._settle(answer)

    def _event(self, answer: Answer) -> Event:
        # What waits was surely never sent, which ends its intent as a refusal does.
        event = {"waiting": "unsent"}.get(answer.outcome, answer.outcome)
        return (answer.reference, self._carrier, event, "", answer.waybill, answer.code, answer.detail)
