"""Waybill numbers that were bought in advance: how many are left, and each given out once."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sellerkit.base.language import _
from sellerkit.model.shipment import NotNow, Unsure
from sellerkit.store.buying_runs import lost_runs
from sellerkit.store.store import Batch, Store, home_of

# Codes of a parcel that waits since its courier's numbers are used up, or since a person has to look at them first.
USED_UP = "numbers-used-up"
UNCHECKED = "numbers-unchecked"
_AHEAD = 64


@dataclass(frozen=True, slots=True)
class Block:
    """One block with what became of its numbers. `next` is the number that is given out next, "" when none is left;
    `checked` is whether this store may give them out: after a restore or a copy a person has to say so."""

    id: int
    carrier: str
    first: str
    last: str
    at: str
    count: int
    given: int
    void: int
    elsewhere: int
    next: str
    checked: bool

    @property
    def left(self) -> int:
        return self.count - self.given - self.void - self.elsewhere


_BLOCKS = """
WITH counted AS (
    SELECT block_id, count(*) AS count, count(*) FILTER (WHERE state = 'given') AS given, count(*) FILTER (WHERE state = 'void') AS void,
        count(*) FILTER (WHERE state = 'elsewhere') AS elsewhere, min(one.id) FILTER (WHERE state IS NULL) AS next_id
    FROM block_numbers AS one LEFT JOIN number_uses ON number_id = one.id GROUP BY block_id
)
SELECT block.*, counted.*, (SELECT real_at FROM batches WHERE batches.number = checked_batch) AS checked_at,
    (SELECT number FROM block_numbers WHERE id = next_id) AS next
FROM number_blocks AS block JOIN counted ON counted.block_id = block.id ORDER BY block.id
"""
_FREE = """
SELECT one.id, one.number FROM block_numbers AS one JOIN number_blocks AS block ON block.id = block_id
WHERE carrier = ? AND NOT EXISTS (SELECT 1 FROM number_uses WHERE number_id = one.id) ORDER BY one.id LIMIT ?
"""


def blocks(store: Store) -> list[Block]:
    """Every block, oldest first: they are used up in this order."""
    foreign, lost = _last_batch_elsewhere(store), lost_runs(store.db, store.path)
    return [
        Block(
            row["id"], row["carrier"], row["first"], row["last"], row["at"], row["count"], row["given"], row["void"],
            row["elsewhere"], row["next"] or "", row["checked_batch"] > foreign and (not lost or row["checked_at"] > lost[-1]),
        )
        for row in store.db.execute(_BLOCKS)
    ]  # fmt: skip


def numbers_known(db: sqlite3.Connection, numbers: Collection[str]) -> dict[str, str]:
    """Those of the numbers that stand in a block or on a parcel already: number → the courier of the block or parcel."""
    rows = db.execute(
        "SELECT number, carrier FROM block_numbers JOIN number_blocks ON number_blocks.id = block_id "
        "WHERE number IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT waybill, carrier FROM parcels WHERE waybill IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(numbers)),),
    )
    return {str(row[0]): str(row[1]) for row in rows}


def add_block(batch: Batch, carrier: str, numbers: Sequence[str]) -> None:
    """Put a block into the store; its numbers are given out in this order."""
    row = batch.db.execute(
        "INSERT INTO number_blocks (carrier, first, last, at, checked_batch, batch_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (carrier, numbers[0], numbers[-1], batch.at, batch.number, batch.number),
    ).fetchone()
    batch.db.executemany(
        "INSERT INTO block_numbers (block_id, number, batch_id) VALUES (?, ?, ?)",
        ((row["id"], number, batch.number) for number in numbers),
    )


def go_on_from(batch: Batch, carrier: str, number: str) -> int | None:
    """A person says which free number of this courier nobody used yet ("" = all were): the free ones before it are spent.

    Gives how many that were, or None when the number is not a free one of this courier.
    """
    db = batch.db
    free = [(int(row["id"]), str(row["number"])) for row in db.execute(_FREE, (carrier, -1))]
    first = next((n for n, (_id, one) in enumerate(free) if one == number), None) if number else len(free)
    if first is None:
        return None
    db.executemany(
        "INSERT INTO number_uses (number_id, state, at, batch_id) VALUES (?, 'elsewhere', ?, ?)",
        [(number_id, batch.at, batch.number) for number_id, _number in free[:first]],
    )
    db.execute("UPDATE number_blocks SET checked_batch = ? WHERE carrier = ?", (batch.number, carrier))
    return first


def spend(batch: Batch, reference: str, *, reuse: bool) -> None:
    """The parcel of this reference does not go under its number: it is spent, or free again with `reuse`."""
    if reuse:
        batch.db.execute("DELETE FROM number_uses WHERE reference = ?", (reference,))
    else:
        batch.db.execute("UPDATE number_uses SET state = 'void' WHERE reference = ?", (reference,))


def handed_over(db: sqlite3.Connection, parcel_ids: Iterable[int]) -> set[int]:
    """Those of the parcels that stand on a hand-over sheet which the driver signed."""
    rows = db.execute(
        "SELECT parcel_id FROM manifest_parcels JOIN manifests ON manifests.id = manifest_id "
        "WHERE closed_at IS NOT NULL AND off = '' AND parcel_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(parcel_ids)),),
    )
    return {int(row[0]) for row in rows}


class NumberGiver:
    """Gives out the numbers of one courier while parcels are sent, each in a synced transaction of its own.

    `unsure` are references that another copy of this store may have printed already.
    """

    def __init__(self, store: Store, batch: Batch, carrier: str, unsure: Collection[str] = ()) -> None:
        self._store, self._batch, self._carrier, self._unsure = store, batch, carrier, unsure
        self._free: deque[tuple[int, str]] = deque()
        self._checked = False

    def take(self, reference: str, *, fresh: bool) -> str:
        """The number of this reference: the one it has, else the next; "" when it has none and none is wanted (`fresh`).

        Raises Unsure for a parcel that another copy may have printed, NotNow when no number can be given out.
        """
        db = self._store.db
        row = db.execute(
            "SELECT number FROM number_uses JOIN block_numbers ON block_numbers.id = number_id WHERE reference = ?",
            (reference,),
        ).fetchone()
        if row is not None:
            return str(row["number"])
        if reference in self._unsure:
            raise Unsure(
                _("This store was restored or copied: another copy may have printed a number for this parcel already.")
            )
        return self._next(reference) if fresh else ""

    def _next(self, reference: str) -> str:
        self._refuse_unchecked()
        if not self._free:
            self._free.extend(self._store.db.execute(_FREE, (self._carrier, _AHEAD)))
        if not self._free:
            raise NotNow(USED_UP, _("No waybill number of {name} is left.").format(name=self._carrier))
        number_id, number = self._free.popleft()
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        with self._store.step(self._batch):
            self._batch.db.execute(
                "INSERT INTO number_uses (number_id, reference, state, at, batch_id) VALUES (?, ?, 'given', ?, ?)",
                (number_id, reference, at, self._batch.number),
            )
        return str(number)

    def _refuse_unchecked(self) -> None:
        if not self._checked and any(
            b.left and not b.checked for b in blocks(self._store) if b.carrier == self._carrier
        ):
            raise NotNow(
                UNCHECKED,
                _("This store was restored or copied: nobody knows which numbers of {name} are used up by now.").format(
                    name=self._carrier
                ),
            )
        self._checked = True


def _last_batch_elsewhere(store: Store) -> int:
    """The last batch that another file wrote: 0 when this one and the same file wrote them all."""
    found = store.db.execute(
        "SELECT max(number) FROM batches WHERE home NOT IN ('', ?)", (home_of(store.path),)
    ).fetchone()[0]
    return int(found or 0)
