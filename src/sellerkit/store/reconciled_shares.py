"""Where every cent went: what is explained, what another bill told, and what stands in an exception, kind by kind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sellerkit.store.reconciled import NUMBERLESS
from sellerkit.store.reconciling_sums import NUMBER
from sellerkit.store.store import Batch

_SUMS = "line.currency, line.kind, count(*), sum(line.amount_minor)"
# Of NOT IN, SQLite would read the whole list for each line, in search of a NULL.
_UNMATCHED = (
    "told_lines AS line WHERE line.order_row IS NULL "
    f"AND CASE WHEN (line.source, {NUMBER.format(column='line.order_id')}, line.currency) IN "
    "(SELECT source, number, currency FROM settled WHERE line IS NULL) THEN 0 ELSE 1 END"
)


@dataclass(frozen=True, slots=True)
class Share:
    """Lines of one kind and currency that are `explained`, `repeated` (told by another bill too) or `exception`."""

    currency: str
    share: str
    kind: str
    lines: int
    amount_minor: int


class _Sums:
    """(currency, kind) → lines and minor units."""

    def __init__(self, rows: Iterable[sqlite3.Row]) -> None:
        self.lines: Counter[tuple[str, str]] = Counter()
        self.minor: Counter[tuple[str, str]] = Counter()
        for currency, kind, lines, minor in rows:
            self.lines[currency, kind] += lines
            self.minor[currency, kind] += minor

    def less(self, other: _Sums) -> None:
        self.lines.subtract(other.lines)
        self.minor.subtract(other.minor)

    def shares(self, name: str) -> list[Share]:
        return [Share(key[0], name, key[1], lines, self.minor[key]) for key, lines in self.lines.items() if lines]


def shares(batch: Batch) -> list[Share]:
    """Every line in exactly one share: what is neither told again nor in an exception is explained."""
    db = batch.db
    repeated = _Sums(
        db.execute(
            f"SELECT {_SUMS} FROM repeated CROSS JOIN payout_lines AS line ON line.id = repeated.line GROUP BY 1, 2"
        )
    )
    excepted = _Sums(row for rows in _excepted(db) for row in rows)
    explained = _Sums(row for rows in _all_lines(db) for row in rows)
    explained.less(repeated)
    explained.less(excepted)
    found = explained.shares("explained") + repeated.shares("repeated") + excepted.shares("exception")
    return sorted(found, key=lambda one: (one.currency, one.share, one.kind))


def _excepted(db: sqlite3.Connection) -> Iterable[sqlite3.Cursor]:
    yield db.execute(
        "SELECT currency, kind, count(*), sum(amount_minor) FROM (SELECT line.currency, line.kind, line.amount_minor FROM excepted "
        "CROSS JOIN told_lines AS line ON line.order_row = excepted.order_row AND line.currency = excepted.currency "
        "WHERE excepted.resolved = 0) GROUP BY 1, 2"
    )
    yield db.execute(f"SELECT {_SUMS} FROM {_UNMATCHED} GROUP BY 1, 2")
    yield db.execute(
        f"SELECT {_SUMS} FROM {NUMBERLESS} AND line.id NOT IN (SELECT line FROM settled WHERE line IS NOT NULL) GROUP BY 1, 2"
    )


def _all_lines(db: sqlite3.Connection) -> Iterable[sqlite3.Cursor]:
    """Currency by currency: sorting by one short text is twice as fast as by two."""
    every = "(SELECT count(*) FROM bills) = (SELECT count(*) FROM statements)"
    for (currency,) in db.execute("SELECT DISTINCT currency FROM bills").fetchall():
        yield db.execute(
            "SELECT ?1, line.kind, count(*), sum(line.amount_minor) FROM payout_lines AS line NOT INDEXED "
            f"WHERE line.currency = ?1 AND ({every} OR line.statement_row IN (SELECT id FROM bills)) GROUP BY line.kind",
            (currency,),
        )
