"""Where in which file the money of each exception stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.model.reconciliation import Finding, TraceLine
from sellerkit.store.reconciling_sums import NUMBER

_COLUMNS = 'statements.file, statements.sheet, line.row, line."column", line.kind, line.amount_minor'
_NUMBER = NUMBER.format(column="line.order_id")
_PLACES = "CROSS JOIN statements ON statements.id = line.statement_row"


def traces(db: sqlite3.Connection, findings: Iterable[Finding]) -> dict[tuple[object, ...], tuple[TraceLine, ...]]:
    """`Finding.money_key` → its statement lines in the order of import; orders are those in the table `excepted`."""
    found: dict[tuple[object, ...], list[TraceLine]] = {}
    for row in db.execute(
        f"SELECT excepted.order_row, excepted.currency, {_COLUMNS} FROM excepted CROSS JOIN told_lines AS line "
        f"ON line.order_row = excepted.order_row AND line.currency = excepted.currency {_PLACES} ORDER BY line.line"
    ):
        found.setdefault((row[0], row[1]), []).append(TraceLine(*row[2:]))
    _note_traced(db, [finding for finding in findings if finding.order_row is None])
    for row in db.execute(
        f"SELECT line.source, {_NUMBER} AS number, line.currency, {_COLUMNS} FROM told_lines AS line {_PLACES} "
        f"WHERE line.order_row IS NULL AND (line.source, {_NUMBER}, line.currency) IN (SELECT source, number, currency FROM traced_numbers) "
        "ORDER BY line.line"
    ):
        found.setdefault((row[0], row[1], row[2]), []).append(TraceLine(*row[3:]))
    for row in db.execute(
        f"SELECT traced_lines.line, {_COLUMNS} FROM traced_lines CROSS JOIN payout_lines AS line ON line.id = traced_lines.line "
        f"{_PLACES} ORDER BY traced_lines.line"
    ):
        found.setdefault((row[0],), []).append(TraceLine(*row[1:]))
    return {key: tuple(lines) for key, lines in found.items()}


def _note_traced(db: sqlite3.Connection, findings: Iterable[Finding]) -> None:
    for table in ("traced_numbers", "traced_lines"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute(
        "CREATE TEMP TABLE traced_numbers (source TEXT, number TEXT, currency TEXT, PRIMARY KEY (source, number, currency))"
    )
    db.execute("CREATE TEMP TABLE traced_lines (line INTEGER PRIMARY KEY)")
    numbers = [(f.source, f.number, f.currency) for f in findings if f.line is None]
    db.executemany("INSERT OR IGNORE INTO traced_numbers VALUES (?, ?, ?)", numbers)
    lines = [(f.line,) for f in findings if f.line is not None]
    db.executemany("INSERT OR IGNORE INTO traced_lines VALUES (?)", lines)
