"""What the prepared sets say: unpaid orders, money of no order, and where every cent went."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sellerkit.model.reconciliation import NEEDS_ORDER, Finding, OrderFacts
from sellerkit.store.carry_overs import links
from sellerkit.store.reconciling_sums import NUMBER
from sellerkit.store.store import Batch

_NEEDS_ORDER = ", ".join(f"'{kind}'" for kind in NEEDS_ORDER)
# Lines that need an order and have no number.
NUMBERLESS = (
    "numberless CROSS JOIN payout_lines AS line ON line.id = numberless.line CROSS JOIN bills ON bills.id = line.statement_row "
    f"WHERE line.kind IN ({_NEEDS_ORDER})"
)
_PARCEL = (
    "FROM parcel_orders JOIN parcels ON parcels.id = parcel_orders.parcel_id "
    "WHERE parcel_orders.order_row = orders.id AND parcels.state = 'confirmed'"
)
_SHIPPED = (
    f"(orders.status IN ('shipped', 'done') OR orders.shipped_at IS NOT NULL OR orders.waybill <> '' "
    f"OR EXISTS (SELECT 1 {_PARCEL}))"
)
# ORDER BY lets SQLite walk both sides at once instead of looking every order up.
_NO_PAYMENT = (
    "SELECT id FROM orders EXCEPT "
    "SELECT order_row FROM told WHERE whole AND order_row IS NOT NULL AND (income <> 0 OR refunds <> 0) ORDER BY 1"
)
# The columns of an order that `facts_of` reads.
FACTS = (
    f"orders.id, orders.channel, orders.order_id, orders.status, orders.currency, orders.total_minor, "
    f"{_SHIPPED} AS shipped, orders.paid_at, orders.placed_at, "
    f"coalesce(orders.shipped_at, (SELECT max(parcels.confirmed_at) {_PARCEL})) AS shipped_at"
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as it was taken in; opening and closing are None where it states none.

    `follows` is the file of the statement that it goes on from, "" for none.
    """

    file: str
    source: str
    format: str
    statement_id: str
    currency: str
    opening_minor: int | None
    net_minor: int
    closing_minor: int | None
    follows: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether opening + net = closing; None where it cannot be said."""
        if self.opening_minor is None or self.closing_minor is None:
            return None
        return self.opening_minor + self.net_minor == self.closing_minor


def facts_of(row: sqlite3.Row) -> OrderFacts:
    """A row of FACTS."""
    return OrderFacts(
        row["id"], row["channel"], row["order_id"], row["status"], row["currency"], row["total_minor"], bool(row["shipped"]),
        row["paid_at"], row["placed_at"], row["shipped_at"],
    )  # fmt: skip


def unpaid_orders(batch: Batch, channels: Iterable[str]) -> list[OrderFacts]:
    """Orders of these channels that buyers paid for or that were shipped, and of which no statement knows a payment."""
    awaited = list(channels)
    marks = ", ".join("?" * len(awaited))
    rows = batch.db.execute(
        f"SELECT {FACTS} FROM orders WHERE orders.id IN ({_NO_PAYMENT}) AND orders.channel IN ({marks}) AND orders.total_minor > 0 "
        f"AND (orders.status IN ('to-ship', 'held', 'shipped', 'done', 'refunding') "
        f"  OR orders.status IN ('unpaid', 'deposit-paid') AND {_SHIPPED}) "
        "ORDER BY orders.channel, orders.order_id",
        awaited,
    )
    return [facts_of(row) for row in rows]


def lines_of_no_order(batch: Batch) -> list[Finding]:
    """Money with an order number that no order has, or several have, or without a number though it needs one."""
    number = NUMBER.format(column="told.order_id")
    by_number = batch.db.execute(
        f"SELECT told.source, {number} AS number, min(told.order_id) AS order_id, told.currency, sum(told.net) AS amount, matches.candidates "
        f"FROM told LEFT JOIN matches ON matches.source = told.source AND matches.number = {number} "
        "WHERE told.order_row IS NULL GROUP BY 1, 2, 4 ORDER BY 1, 2, 4"
    )
    found = [
        Finding(
            "ambiguous" if row["candidates"] else "no-such-order", row["order_id"], "", row["source"], row["currency"],
            0, row["amount"], row["amount"], number=row["number"],
        )
        for row in by_number
    ]  # fmt: skip
    without = batch.db.execute(
        "SELECT bills.source, line.currency, line.kind, line.amount_minor AS amount, line.id AS line, line.row_key, line.platform_type "
        f"FROM {NUMBERLESS} AND line.amount_minor <> 0 ORDER BY line.id"
    )
    codes = {"penalty": "platform-penalty", "chargeback": "chargeback", "other": "unknown-type"}
    found += [
        Finding(
            codes.get(row["kind"], "no-order-number"), "", "", row["source"], row["currency"], 0, row["amount"],
            row["amount"], kind=row["platform_type"], reference=row["row_key"], line=row["line"],
        )
        for row in without
    ]  # fmt: skip
    return found


def except_money(batch: Batch, findings: Iterable[Finding], *, resolved: bool) -> None:
    """Say which money has an exception; where a person resolved all of them it is explained, but its orders did not agree."""
    of_orders = [(f.order_row, f.currency, resolved) for f in findings if f.order_row is not None]
    batch.db.executemany("INSERT OR IGNORE INTO excepted VALUES (?, ?, ?)", of_orders)
    if resolved:
        others = [(f.source, f.number, f.currency, f.line) for f in findings if f.order_row is None]
        batch.db.executemany("INSERT INTO settled VALUES (?, ?, ?, ?)", others)


def retold_lines(batch: Batch) -> set[int]:
    """The lines that another bill tells too, or that only sum up what others tell one by one."""
    return {int(row[0]) for row in batch.db.execute("SELECT line FROM repeated")}


def net_of(batch: Batch, order_row: int, currency: str) -> int:
    """The statement money of one order in one currency."""
    row = batch.db.execute(
        "SELECT coalesce(sum(net), 0) FROM per_order WHERE order_row = ? AND paid_currency = ?", (order_row, currency)
    ).fetchone()
    return int(row[0])


def orders_matched(batch: Batch) -> int:
    """How many orders have statement lines and no exception."""
    row = batch.db.execute(
        "SELECT count(*) FROM (SELECT order_row FROM told WHERE order_row IS NOT NULL AND order_row NOT IN (SELECT order_row FROM excepted) "
        "GROUP BY order_row)"
    ).fetchone()
    return int(row[0])


def statement_rows(db: sqlite3.Connection, source: str | None) -> list[StatementRow]:
    """Every statement with its opening, net and closing."""
    before = {link.statement_row: link.before for link in links(db)}
    rows = db.execute(
        "SELECT id, file, source, format, statement_id, currency, opening_minor, net_minor, closing_minor FROM statements "
        "WHERE ?1 IS NULL OR source = ?1 ORDER BY id",
        (source,),
    )
    return [replace(StatementRow(*facts), follows=before.get(row, "")) for row, *facts in rows]


def reported(db: sqlite3.Connection) -> set[tuple[str, str, int, str]]:
    """Exceptions that were reported before: (code, subject, difference, currency)."""
    rows = db.execute("SELECT code, subject, difference_minor, currency FROM reported_exceptions")
    return {(str(r[0]), str(r[1]), int(r[2]), str(r[3])) for r in rows}


def remember_reported(batch: Batch, exceptions: Iterable[tuple[str, str, int, str]]) -> None:
    batch.db.executemany(
        "INSERT INTO reported_exceptions (code, subject, difference_minor, currency, batch_id) VALUES (?, ?, ?, ?, ?)",
        [(*exception, batch.number) for exception in exceptions],
    )
