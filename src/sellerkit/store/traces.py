"""Where in which file the money of each exception stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.model.reconciliation import Finding, TraceLine

_COLUMNS = 'statements.file, statements.sheet, payout_lines.row, payout_lines."column", money.kind, money.amount_minor'
_PLACES = (
    "JOIN payout_lines ON payout_lines.id = money.line JOIN statements ON statements.id = payout_lines.statement_row"
)


def traces(db: sqlite3.Connection, findings: Iterable[Finding]) -> dict[tuple[object, ...], tuple[TraceLine, ...]]:
    """`Finding.money_key` → its statement lines in the order of import; orders are those in the table `excepted`."""
    found: dict[tuple[object, ...], list[TraceLine]] = {}
    for row in db.execute(
        f"SELECT excepted.order_row, excepted.currency, {_COLUMNS} FROM excepted CROSS JOIN money ON money.order_row = excepted.order_row "
        f"AND money.currency = excepted.currency AND money.repeated = 0 {_PLACES} ORDER BY money.line"
    ):
        found.setdefault((row[0], row[1]), []).append(TraceLine(*row[2:]))
    others = [(f.source, f.number, f.currency, f.line) for f in findings if f.order_row is None]
    db.execute("DROP TABLE IF EXISTS temp.traced")
    db.execute("CREATE TEMP TABLE traced (source TEXT, number TEXT, currency TEXT, line INTEGER)")
    db.executemany("INSERT INTO traced VALUES (?, ?, ?, ?)", others)
    for row in db.execute(
        f"SELECT traced.source, traced.number, traced.currency, {_COLUMNS} FROM traced CROSS JOIN money ON money.number = traced.number "
        f"AND money.source = traced.source AND money.currency = traced.currency AND money.repeated = 0 {_PLACES} "
        "WHERE traced.line IS NULL ORDER BY money.line"
    ):
        found.setdefault((row[0], row[1], row[2]), []).append(TraceLine(*row[3:]))
    places = _COLUMNS.replace("money.", "payout_lines.")
    for row in db.execute(
        f"SELECT traced.line, {places} FROM traced JOIN payout_lines ON payout_lines.id = traced.line "
        "JOIN statements ON statements.id = payout_lines.statement_row ORDER BY traced.line"
    ):
        found.setdefault((row[0],), []).append(TraceLine(*row[1:]))
    return {key: tuple(lines) for key, lines in found.items()}
