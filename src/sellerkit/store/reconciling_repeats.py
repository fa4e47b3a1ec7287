"""Lines that another bill tells too, or that only sum up what others tell one by one: they must not count twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.store.reconciling_sums import NUMBER

_LINES = "payout_lines AS line CROSS JOIN bills ON bills.id = line.statement_row"
_NUMBER = NUMBER.format(column="line.order_id")


def find_repeated(db: sqlite3.Connection, repeats: Iterable[tuple[str, str]]) -> None:
    """Make `repeated` from pairs of formats; see `prepare` of store/reconciling.py."""
    db.execute("CREATE TEMP TABLE repeated (line INTEGER PRIMARY KEY)")
    formats = {str(row[0]) for row in db.execute("SELECT DISTINCT format FROM statements")}
    for repeating, original in repeats:
        if repeating in formats and not original:
            db.execute(
                f"INSERT OR IGNORE INTO repeated SELECT line.id FROM {_LINES} WHERE line.format = ?", (repeating,)
            )
        elif {repeating, original} <= formats:
            _told_of_orders(db, repeating, original)
            _told_of_payouts(db, repeating, original)


def _told_of_orders(db: sqlite3.Connection, repeating: str, original: str) -> None:
    db.execute("DROP TABLE IF EXISTS temp.originals")
    db.execute("CREATE TEMP TABLE originals (number TEXT, kind TEXT, PRIMARY KEY (number, kind)) WITHOUT ROWID")
    db.execute(
        f"INSERT OR IGNORE INTO originals SELECT {_NUMBER}, line.kind FROM {_LINES} WHERE line.format = ?", (original,)
    )
    db.execute(
        f"INSERT OR IGNORE INTO repeated SELECT line.id FROM {_LINES} WHERE line.format = ? AND {_NUMBER} <> '' "
        f"AND ({_NUMBER}, line.kind) IN (SELECT number, kind FROM originals)",
        (repeating,),
    )


def _told_of_payouts(db: sqlite3.Connection, repeating: str, original: str) -> None:
    """Money of no order, such as a storage fee, is told again where the other file tells of the same payout."""
    db.execute(
        f"INSERT OR IGNORE INTO repeated SELECT line.id FROM {_LINES} WHERE line.format = ?1 AND {_NUMBER} = '' "
        "AND line.payout_id IN (SELECT payout_id FROM payout_lines WHERE format = ?2 AND payout_id <> '')",
        (repeating, original),
    )
