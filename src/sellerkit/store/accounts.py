"""Statements and their lines as an accountant reads them: balances, movements by kind, every line with its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

Account = tuple[str, str, str]
"""Source, account, currency."""
_AT = "coalesce(line.posted_at, statements.period_to, statements.period_from, '')"
_LINES = "FROM payout_lines AS line JOIN statements ON statements.id = line.statement_row"
_CHOSEN = f"(:from IS NULL OR {_AT} >= :from AND {_AT} < :to) AND (:source IS NULL OR statements.source = :source)"


class StatementRow(NamedTuple):
    """One statement; `lines` counts those that it brought. Money in minor units, times UTC texts."""

    id: int
    file: str
    sheet: str
    source: str
    format: str
    account: str
    statement_id: str
    currency: str
    period_from: str | None
    period_to: str | None
    opening_minor: int | None
    net_minor: int
    closing_minor: int | None
    lines: int


class LedgerLine(NamedTuple):
    """One line; `at` is its time or, where it has none (rounding), its statement's, as periods are cut."""

    id: int
    source: str
    account: str
    file: str
    sheet: str
    row: int | None
    column: str
    posted_at: str | None
    order_id: str
    kind: str
    platform_type: str
    transaction_id: str
    payout_id: str
    sku: str
    currency: str
    amount_minor: int
    at: str
    statement: int
    format: str


def _chosen(period: tuple[str, str] | None, source: str | None) -> dict[str, str | None]:
    return {"from": period[0] if period else None, "to": period[1] if period else None, "source": source}


def statements_between(
    db: sqlite3.Connection, period: tuple[str, str] | None, source: str | None = None
) -> list[StatementRow]:
    """Statements with a line in the period, and all for no period, oldest first in each account; only those of `source`."""
    rows = db.execute(
        "SELECT statements.id, file, sheet, source, statements.format, statements.account, statement_id, statements.currency, period_from, "
        "period_to, opening_minor, net_minor, closing_minor, (SELECT count(*) FROM payout_lines WHERE statement_row = statements.id) AS lines "
        "FROM statements WHERE (:source IS NULL OR source = :source) AND (:from IS NULL OR EXISTS (SELECT 1 FROM payout_lines AS line WHERE line.statement_row = statements.id "
        f"AND {_AT} >= :from AND {_AT} < :to)) ORDER BY source, statements.account, statements.currency, coalesce(period_from, period_to, ''), statements.id",
        _chosen(period, source),
    )
    return [StatementRow(*row) for row in rows]


def ledger_lines(
    db: sqlite3.Connection, period: tuple[str, str] | None, source: str | None = None
) -> Iterator[LedgerLine]:
    """Every line of the period, one by one, in the order of the files."""
    rows = db.execute(
        'SELECT line.id, statements.source, statements.account, statements.file, statements.sheet, line.row, line."column", line.posted_at, '
        "line.order_id, line.kind, line.platform_type, line.transaction_id, line.payout_id, line.sku, line.currency, line.amount_minor, "
        f"{_AT}, line.statement_row, line.format {_LINES} WHERE {_CHOSEN} ORDER BY line.statement_row, line.id",
        _chosen(period, source),
    )
    return (LedgerLine(*row) for row in rows)


def sums_by_kind(
    db: sqlite3.Connection, period: tuple[str, str] | None, source: str | None = None
) -> dict[Account, dict[str, int]]:
    """Account → kind → what its lines of the period come to."""
    found: dict[Account, dict[str, int]] = {}
    for name, account, currency, kind, minor in db.execute(
        f"SELECT statements.source, statements.account, line.currency, line.kind, sum(line.amount_minor) {_LINES} WHERE {_CHOSEN} "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        _chosen(period, source),
    ):
        found.setdefault((name, account, currency), {})[kind] = int(minor)
    return found


def balances_before(db: sqlite3.Connection, moment: str | None) -> dict[Account, int]:
    """What each account held right before the moment (None: before its first line), of those whose first statement says it.

    The first statement's opening balance and every line since.
    """
    found: dict[Account, int] = {}
    first = db.execute(
        "SELECT source, account, currency, opening_minor FROM (SELECT *, row_number() OVER (PARTITION BY source, account, currency "
        "ORDER BY coalesce(period_from, period_to, ''), id) AS place FROM statements) WHERE place = 1 AND opening_minor IS NOT NULL"
    )
    for source, account, currency, opening in first:
        found[source, account, currency] = int(opening)
    if moment is not None:
        for source, account, currency, minor in db.execute(
            f"SELECT statements.source, statements.account, line.currency, sum(line.amount_minor) {_LINES} WHERE {_AT} < ? GROUP BY 1, 2, 3",
            (moment,),
        ):
            if (source, account, currency) in found:
                found[source, account, currency] += int(minor)
    return found


def last_lines(db: sqlite3.Connection, period: tuple[str, str] | None, source: str | None = None) -> dict[Account, str]:
    """The time of the last line of each account in the period."""
    rows = db.execute(
        f"SELECT statements.source, statements.account, line.currency, max({_AT}) {_LINES} WHERE {_CHOSEN} GROUP BY 1, 2, 3",
        _chosen(period, source),
    )
    return {(row[0], row[1], row[2]): str(row[3]) for row in rows}


def kinds_over_time(
    db: sqlite3.Connection, period: tuple[str, str] | None, source: str | None = None
) -> Iterator[tuple[str, str, str, str, int]]:
    """(source, kind, currency, UTC text to the minute, minor units): for whoever adds up by the shop's own months."""
    rows = db.execute(
        f"SELECT statements.source, line.kind, line.currency, substr({_AT}, 1, 16), sum(line.amount_minor) {_LINES} WHERE {_CHOSEN} "
        "GROUP BY 1, 2, 3, 4 ORDER BY 4, 1, 2, 3",
        _chosen(period, source),
    )
    return ((row[0], row[1], row[2], row[3], int(row[4])) for row in rows)
