"""Statements and their lines in the store: kept once, however often and in whatever pieces they come."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sellerkit.base.money import minor_units
from sellerkit.model.statement import Statement
from sellerkit.store.statement_spool import COLUMNS, PARTS, Spool
from sellerkit.store.store import Batch

_LATE = ("kind", "order_id", "posted_at", "platform_type", "transaction_id", "payout_id", "sku", "note")


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
    spool = _spooled(batch.db, statement)
    statement_row = _insert_statement(batch, file, statement, spool)
    new = _insert_lines(batch, file.format, statement_row, spool)
    created, changed = spool.rows, 0
    if new < len(spool):
        # A line that has no place of its own says again what another row of the file says.
        rows = batch.db.execute(
            "SELECT count(DISTINCT row) FROM payout_lines WHERE statement_row = ?", (statement_row,)
        )
        created, changed = int(rows.fetchone()[0]), _change_known(batch, file.format, spool)
    if new:
        _insert_rounding(batch, file.format, statement_row, statement, spool)
    else:
        batch.db.execute("DELETE FROM statements WHERE id = ?", (statement_row,))
    spool.drop()
    return StatementSaved(spool.rows, created, changed, spool.rows - created - changed, tuple(spool.payouts.items()))


def _spooled(db: sqlite3.Connection, statement: Statement) -> Spool:
    """The statement's lines in a temporary table; those that were read into one stand there already."""
    if isinstance(statement.lines, Spool):
        statement.lines.flush()
        return statement.lines
    spool = Spool(db)
    spool.extend(statement.lines)
    spool.flush()
    return spool


def _insert_statement(batch: Batch, file: StatementFile, statement: Statement, spool: Spool) -> int:
    currency = statement.currency
    net = sum((exact for _minor, exact in spool.sums().values()), Decimal(0))
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
            statement.period_from or spool.first, statement.period_to or spool.last, json.dumps(controls), batch.number,
        ),
    ).fetchone()  # fmt: skip
    return int(row[0])


def _insert_lines(batch: Batch, format_name: str, statement_row: int, spool: Spool) -> int:
    """Put the lines that nobody knows into the store; how many they were."""
    done = batch.db.execute(
        f"INSERT INTO payout_lines (statement_row, format, batch_id, {COLUMNS}) SELECT ?, ?, ?, {COLUMNS} FROM {spool.table} "
        "WHERE true ORDER BY seq ON CONFLICT (format, account, currency, row_key) DO NOTHING",
        (statement_row, format_name, batch.number),
    )
    return done.rowcount


def _change_known(batch: Batch, format_name: str, spool: Spool) -> int:
    """Fill in what known lines learned since; what the new file leaves empty stays. Counts rows."""
    db = batch.db
    db.execute("DROP TABLE IF EXISTS temp.incoming")
    db.execute(
        f"CREATE TEMP TABLE incoming AS SELECT spool.*, line.id AS known FROM {spool.table} AS spool "
        "JOIN payout_lines AS line ON line.format = ? AND line.account = '' AND line.currency = spool.currency "
        "AND line.row_key = spool.row_key AND line.batch_id <> ?",
        (format_name, batch.number),
    )
    differs = " OR ".join(f"(new.{c} IS NOT NULL AND new.{c} <> '' AND new.{c} IS NOT old.{c})" for c in _LATE)
    found = f"FROM temp.incoming AS new JOIN payout_lines AS old ON old.id = new.known WHERE {differs}"
    changed = _count(db, f"SELECT count(DISTINCT new.row) {found}")
    if changed:
        assignments = ", ".join(f"{c} = coalesce(nullif(new.{c}, ''), payout_lines.{c})" for c in _LATE)
        db.execute(
            f"UPDATE payout_lines SET {assignments} FROM temp.incoming AS new "
            f"WHERE payout_lines.id = new.known AND new.known IN (SELECT old.id {found})"
        )
    return changed


def _minor(amount: Decimal | None, currency: str) -> int | None:
    return None if amount is None else minor_units(amount, currency)


def _insert_rounding(batch: Batch, format_name: str, statement_row: int, statement: Statement, spool: Spool) -> None:
    """What rounding each new line to whole minor units left over, as a line of its own."""
    if not spool.inexact:
        return
    # The few lines that were rounded are looked up by their keys, never the other way round.
    new = (
        f"FROM {spool.table} AS spool CROSS JOIN payout_lines AS line WHERE spool.rest <> 0 AND line.format = :format "
        "AND line.account = '' AND line.currency = spool.currency AND line.row_key = spool.row_key AND line.statement_row = :statement"
    )
    about = {"format": format_name, "statement": statement_row}
    rest = batch.db.execute(f"SELECT coalesce(sum(spool.rest), 0) {new}", about).fetchone()[0]
    minor = int((Decimal(rest) / PARTS).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if minor:
        key, row = batch.db.execute(f"SELECT spool.row_key, spool.row {new} ORDER BY seq LIMIT 1", about).fetchone()
        batch.db.execute(
            "INSERT INTO payout_lines (statement_row, format, row_key, kind, amount_minor, currency, row, batch_id) "
            "VALUES (?, ?, ?, 'rounding', ?, ?, ?, ?)",
            (statement_row, format_name, f"rounding/{key}", minor, statement.currency, row, batch.number),
        )


def _count(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
