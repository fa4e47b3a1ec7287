"""Statements and their lines in the store: kept once, however often and in whatever pieces they come."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.money import is_exact, minor_units
from sellerkit.model.statement import Lines, Statement
from sellerkit.store.store import Batch

_LATE = ("kind", "order_id", "posted_at", "platform_type", "transaction_id", "payout_id", "sku", "note")
_COLUMNS = 'row_key, kind, amount_minor, currency, order_id, posted_at, platform_type, transaction_id, payout_id, sku, note, row, "column"'


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement file after reading: its format, the payout source it belongs to, the statements in it."""

    format: str
    source: str
    file: str
    sheet: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class StatementSaved:
    """What saving came to, in rows of the file; `payouts` are the file's sums (minor units) by payout."""

    rows: int
    created: int
    changed: int
    unchanged: int
    payouts: tuple[tuple[str, int], ...] = ()


def save_statement(batch: Batch, file: StatementFile, statement: Statement) -> StatementSaved:
    """Keep the lines that are new by their row keys and add what a row learned since (its payout, its status).

    Lines are never lost or doubled: a key is the platform's own id, or a row's content and its occurrence in the file.
    """
    db = batch.db
    _stage(db, file.format, statement)
    rows = _count(db, "SELECT count(DISTINCT row) FROM incoming") + _repeated_rows(db, statement)
    created = _count(db, "SELECT count(DISTINCT row) FROM incoming WHERE known IS NULL")
    changed = _change_known(db)
    if created:
        statement_row = _insert_statement(batch, file, statement)
        _insert_lines(batch, file.format, statement_row)
        _insert_rounding(batch, file.format, statement_row, statement)
    payouts = db.execute(
        "SELECT payout_id, sum(amount_minor) FROM incoming WHERE payout_id <> '' GROUP BY payout_id ORDER BY min(seq)"
    )
    return StatementSaved(rows, created, changed, rows - created - changed, tuple((str(p), int(a)) for p, a in payouts))


def _stage(db: sqlite3.Connection, format_name: str, statement: Statement) -> None:
    """Put the statement's lines beside those that the store has under the same key."""
    db.execute("DROP TABLE IF EXISTS temp.incoming")
    db.execute(
        "CREATE TEMP TABLE incoming (seq INTEGER PRIMARY KEY, row_key TEXT UNIQUE, kind TEXT, amount_minor INTEGER, "
        "currency TEXT, order_id TEXT, posted_at TEXT, platform_type TEXT, transaction_id TEXT, payout_id TEXT, "
        'sku TEXT, note TEXT, row INTEGER, "column" TEXT, known INTEGER)'
    )
    marks = ", ".join("?" * 13)
    # A platform id that stands twice in one file is the same transaction.
    db.executemany(f"INSERT OR IGNORE INTO incoming ({_COLUMNS}) VALUES ({marks})", _values(statement.lines))
    db.execute(
        "UPDATE incoming SET known = (SELECT id FROM payout_lines WHERE format = ? AND account = '' "
        "AND currency = incoming.currency AND row_key = incoming.row_key)",
        (format_name,),
    )


def _values(lines: Lines) -> Iterator[tuple[object, ...]]:
    for line in lines:
        yield (
            line.row_key, line.kind, minor_units(line.amount, line.currency), line.currency, line.order_id,
            line.posted_at, line.platform_type, line.transaction_id, line.payout_id, line.sku, line.note, line.row,
            line.column,
        )  # fmt: skip


def _repeated_rows(db: sqlite3.Connection, statement: Statement) -> int:
    """Rows of the file that say again what another row of it says."""
    return len({line.row for line in statement.lines}) - _count(db, "SELECT count(DISTINCT row) FROM incoming")


def _change_known(db: sqlite3.Connection) -> int:
    """Fill in what known lines learned since; what the new file leaves empty stays. Counts rows."""
    differs = " OR ".join(f"(new.{c} IS NOT NULL AND new.{c} <> '' AND new.{c} IS NOT old.{c})" for c in _LATE)
    found = f"FROM incoming AS new JOIN payout_lines AS old ON old.id = new.known WHERE {differs}"
    changed = _count(db, f"SELECT count(DISTINCT new.row) {found}")
    if changed:
        assignments = ", ".join(f"{c} = coalesce(nullif(new.{c}, ''), payout_lines.{c})" for c in _LATE)
        db.execute(
            f"UPDATE payout_lines SET {assignments} FROM incoming AS new "
            f"WHERE payout_lines.id = new.known AND new.known IN (SELECT old.id {found})"
        )
    return changed


def _insert_statement(batch: Batch, file: StatementFile, statement: Statement) -> int:
    currency = statement.currency
    net = sum((line.amount for line in statement.lines), Decimal(0))
    posted = [line.posted_at for line in statement.lines if line.posted_at]
    controls = [
        {"name": c.name, "stated": str(c.stated), "computed": str(c.computed), "holds": c.holds}
        for c in statement.controls
    ]
    row = batch.db.execute(
        "INSERT INTO statements (source, format, file, sheet, account, statement_id, currency, opening_minor, "
        "closing_minor, net_minor, period_from, period_to, controls, batch_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            file.source, file.format, file.file, file.sheet, statement.account, statement.statement_id, currency,
            _minor(statement.opening, currency), _minor(statement.closing, currency), minor_units(net, currency),
            statement.period_from or min(posted, default=None), statement.period_to or max(posted, default=None),
            json.dumps(controls), batch.number,
        ),
    ).fetchone()  # fmt: skip
    return int(row[0])


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else minor_units(amount, currency)


def _insert_lines(batch: Batch, format_name: str, statement_row: int) -> None:
    batch.db.execute(
        f"INSERT INTO payout_lines (statement_row, format, batch_id, {_COLUMNS}) "
        f"SELECT ?, ?, ?, {_COLUMNS} FROM incoming WHERE known IS NULL ORDER BY seq",
        (statement_row, format_name, batch.number),
    )


def _insert_rounding(batch: Batch, format_name: str, statement_row: int, statement: Statement) -> None:
    """What rounding each new line to whole minor units left over, as a line of its own."""
    inexact = [line for line in statement.lines if not is_exact(line.amount, line.currency)]
    if not inexact:
        return
    new = {key for (key,) in batch.db.execute("SELECT row_key FROM incoming WHERE known IS NULL")}
    lines = [line for line in statement.lines if line.row_key in new]
    exact = sum((line.amount for line in lines), Decimal(0))
    kept = sum(minor_units(line.amount, line.currency) for line in lines)
    rest = minor_units(exact, statement.currency) - kept
    first = next((line for line in inexact if line.row_key in new), None)
    if rest and first is not None:
        batch.db.execute(
            "INSERT INTO payout_lines (statement_row, format, row_key, kind, amount_minor, currency, row, batch_id) "
            "VALUES (?, ?, ?, 'rounding', ?, ?, ?, ?)",
            (statement_row, format_name, f"rounding/{first.row_key}", rest, statement.currency, first.row, batch.number),
        )  # fmt: skip


def _count(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
