"""The journal of what was asked of couriers, and what this store cannot know because another copy may have asked it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sellerkit.base.journal import Answer, Intent
from sellerkit.store.buying_runs import lost_runs, note_run
from sellerkit.store.number_blocks import NumberGiver
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
    once more than needed, which harms nobody. An old copy that was put in the place of the newer store lacks runs that its
    witness names.
    """
    times = [time for time in (_from_elsewhere(store), _put_back(store)) if time is not None]
    return Elsewhere(min(t.since for t in times), max(t.until for t in times)) if times else None


def _put_back(store: Store) -> Elsewhere | None:
    lost = lost_runs(store.db, store.path)
    if not lost:
        return None
    first = store.db.execute("SELECT min(real_at) FROM batches WHERE real_at > ?", (lost[-1],)).fetchone()[0]
    until = datetime.fromisoformat(first) if first else datetime.now(UTC)
    return Elsewhere(datetime.fromisoformat(lost[0]), until)


def _from_elsewhere(store: Store) -> Elsewhere | None:
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


def saved_values(db: sqlite3.Connection, references: Iterable[str]) -> dict[str, dict[str, str]]:
    """What couriers' two steps kept for these references: reference → key → the latest value."""
    found: dict[str, dict[str, str]] = {}
    rows = db.execute(
        "SELECT reference, key, value FROM courier_saved WHERE reference IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(references)),),
    )
    for row in rows:
        found.setdefault(row["reference"], {})[row["key"]] = row["value"]
    return found


class StoreJournal:
    """The journal of one run: intents are synced before their calls, answers change parcel, stock and order at once.

    `unsure` are references that another copy of this store may have asked for: no number of a block is given to them.
    """

    def __init__(
        self, store: Store, batch: Batch, carrier: str, ids: Mapping[str, int], settle: Callable[[Answer], None],
        unsure: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._store, self._batch, self._carrier, self._ids, self._settle = store, batch, carrier, ids, settle
        self._noted, self._calls = False, 0
        self._numbers = NumberGiver(store, batch, carrier, unsure)

    def intend(self, intents: Sequence[Intent]) -> None:
        if not self._noted:
            note_run(self._store.db, self._store.path, self._batch.number)
            self._noted = True
        with self._store.step(self._batch):
            events = [(i.reference, self._carrier, "intent", i.request_hash, "", "", "") for i in intents]
            write_events(self._batch, events)
            self._write_calls()
            self._batch.db.executemany(
                "UPDATE parcels SET state = 'intended' WHERE id = ?", [(self._ids[i.reference],) for i in intents]
            )

    def save(self, reference: str, key: str, value: str) -> None:
        """Keep what a two-step courier must know before its next call; on disk when this returns."""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        with self._store.step(self._batch):
            self._batch.db.execute(
                "INSERT INTO courier_saved (reference, key, value, at, batch_id) VALUES (?, ?, ?, ?, ?)",
                (reference, key, value, at, self._batch.number),
            )

    def take_number(self, reference: str, *, fresh: bool) -> str:
        """The number of a bought block that belongs to this reference; see NumberGiver."""
        return self._numbers.take(reference, fresh=fresh)

    def answered(self, answers: Sequence[Answer]) -> None:
        with self._store.step(self._batch):
            write_events(self._batch, [self._event(answer) for answer in answers])
            self._write_calls()
            for answer in answers:
                self._settle(answer)

    def owner_of(self, waybill: str) -> str:
        """The reference of this courier's parcel that has the waybill, "" when none has."""
        row = self._store.db.execute(
            "SELECT reference FROM parcels WHERE waybill = ? AND carrier = ? AND state = 'confirmed'",
            (waybill, self._carrier),
        ).fetchone()
        return str(row[0]) if row else ""

    def calls_within(self, seconds: int) -> list[tuple[float, int]]:
        """How many calls each earlier run made of this courier and when its last one was: (seconds ago, calls), the oldest first."""
        rows = self._store.db.execute(
            "SELECT max(0.0, (julianday('now') - julianday(max(at))) * 86400) AS ago, sum(calls) AS calls FROM courier_calls "
            "WHERE carrier = ? AND at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?) GROUP BY batch_id ORDER BY max(at)",
            (self._carrier, f"-{seconds} seconds"),
        )
        return [(float(row["ago"]), int(row["calls"])) for row in rows]

    def called(self, calls: int) -> None:
        """Counted here, on disk with the next intents or answers; a negative number takes some back."""
        self._calls += calls

    def _write_calls(self) -> None:
        if self._calls:
            self._batch.db.execute(
                "INSERT INTO courier_calls (carrier, calls, at, batch_id) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?)",
                (self._carrier, self._calls, self._batch.number),
            )
            self._calls = 0

    def _event(self, answer: Answer) -> Event:
        # What waits was surely never sent, which ends its intent as a refusal does.
        event = {"waiting": "unsent"}.get(answer.outcome, answer.outcome)
        return (answer.reference, self._carrier, event, "", answer.waybill, answer.code, answer.detail)
