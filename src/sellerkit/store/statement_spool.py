"""Lines of a statement on their way into the store: written to a temporary table while the file is read.

So a file of a million rows does not stand in memory; sums, counts and the period are kept while the lines pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import count

from sellerkit.base.money import exponent, minor_units
from sellerkit.model.statement import PayoutLine

CHUNK = 5_000
ROOM = "spool"
# What rounding to minor units leaves over is kept in this part of a minor unit, so that sums stay exact.
PARTS = 10**8
COLUMNS = 'row_key, kind, amount_minor, currency, order_id, posted_at, platform_type, transaction_id, payout_id, sku, note, row, "column"'
_numbers = count(1)
_ONE = Decimal(1)


class Spool:
    """A collection of lines that can be appended to and read again; see model.statement.Lines."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db, self.table = db, f"{_room(db)}.spool_{next(_numbers)}"
        self.lines = self._rows = 0
        self.first: str | None = None
        self.last: str | None = None
        self.inexact = False
        self._row = -1
        self._kinds: dict[str, tuple[int, int, str]] = {}
        self._payouts: dict[str, int] = {}
        self._waiting: list[tuple[object, ...]] = []
        marks = ", ".join("?" * 14)
        self._insert = f"INSERT INTO {self.table} ({COLUMNS}, rest) VALUES ({marks})"
        db.execute(
            f"CREATE TABLE {self.table} (seq INTEGER PRIMARY KEY, row_key TEXT, kind TEXT, amount_minor INTEGER, currency TEXT, "
            "order_id TEXT, posted_at TEXT, platform_type TEXT, transaction_id TEXT, payout_id TEXT, sku TEXT, note TEXT, row INTEGER, "
            '"column" TEXT, rest INTEGER)'
        )

    @property
    def rows(self) -> int:
        return self._rows

    def append(self, line: PayoutLine) -> None:
        (kind, amount, currency, row, column, order, posted, words, transaction, payout, sku, note, key) = line
        minor, rest = _split(amount, currency)
        self.inexact = self.inexact or rest != 0
        known = self._kinds.get(kind)
        self._kinds[kind] = (known[0] + minor, known[1] + rest, currency) if known else (minor, rest, currency)
        self._payouts[payout] = self._payouts.get(payout, 0) + minor
        self._waiting.append(
            (key, kind, minor, currency, order, posted, words, transaction, payout, sku, note, row, column, rest)
        )
        self.lines += 1
        if row != self._row:
            self._row = row
            self._rows += 1
        if posted:
            if self.first is None or posted < self.first:
                self.first = posted
            if self.last is None or posted > self.last:
                self.last = posted
        if len(self._waiting) >= CHUNK:
            self.flush()

    def extend(self, lines: Iterable[PayoutLine]) -> None:
        for line in lines:
            self.append(line)

    def flush(self) -> None:
        """Write down what is still waiting."""
        if not self._waiting:
            return
        alone = not self.db.in_transaction
        if alone:
            self.db.execute("BEGIN")
        self.db.executemany(self._insert, self._waiting)
        if alone:
            self.db.execute("COMMIT")
        self._waiting.clear()

    def __len__(self) -> int:
        return self.lines

    def __iter__(self) -> Iterator[PayoutLine]:
        self.flush()
        rows = self.db.execute(
            'SELECT kind, amount_minor, rest, currency, row, "column", order_id, posted_at, platform_type, transaction_id, payout_id, sku, '
            f"note, row_key FROM {self.table} ORDER BY seq"
        )
        for kind, minor, rest, currency, *others in rows:
            yield PayoutLine(kind, _joined(minor, rest, currency), currency, *others)

    def sums(self) -> dict[str, tuple[int, Decimal]]:
        """Kind → (sum of minor units, exact sum)."""
        return {kind: (minor, _joined(minor, rest, currency)) for kind, (minor, rest, currency) in self._kinds.items()}

    @property
    def payouts(self) -> dict[str, int]:
        """Payout → sum of minor units, in the order of the file; money of no payout is not in it."""
        return {payout: minor for payout, minor in self._payouts.items() if payout}

    def drop(self) -> None:
        """Give the room back; what was summed up stays known."""
        self.db.execute(f"DROP TABLE IF EXISTS {self.table}")


def _room(db: sqlite3.Connection) -> str:
    """A database of its own in a temporary file, which SQLite removes again: temporary tables would stand in memory."""
    if any(row[1] == ROOM for row in db.execute("PRAGMA database_list")):
        return ROOM
    if db.in_transaction:
        return "temp"
    db.execute(f"ATTACH DATABASE '' AS {ROOM}")
    db.execute(f"PRAGMA {ROOM}.journal_mode = OFF")
    return ROOM


def _split(amount: Decimal, currency: str) -> tuple[int, int]:
    """Minor units, and what rounding left over in parts of one."""
    scaled = amount * _scale(currency)
    minor = int(scaled)
    if minor == scaled:
        return minor, 0
    rounded = minor_units(amount, currency)
    return rounded, int(((scaled - rounded) * PARTS).quantize(_ONE, rounding=ROUND_HALF_UP))


@lru_cache(maxsize=256)
def _scale(currency: str) -> Decimal:
    return Decimal(10) ** exponent(currency)


def _joined(minor: int, rest: int, currency: str) -> Decimal:
    exact = Decimal(minor).scaleb(-exponent(currency))
    return exact if not rest else exact + (Decimal(rest) / PARTS).scaleb(-exponent(currency))
