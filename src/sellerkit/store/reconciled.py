"""What the prepared sets say: unpaid orders, money of no order, and where every cent went."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sellerkit.model.reconciliation import NEEDS_ORDER, Finding, OrderFacts
from sellerkit.store.store import Batch

_NEEDS_ORDER = ", ".join(f"'{kind}'" for kind in NEEDS_ORDER)
_PARCEL = (
    "FROM parcel_orders JOIN parcels ON parcels.id = parcel_orders.parcel_id "
    "WHERE parcel_orders.order_row = orders.id AND parcels.state = 'confirmed'"
)
_SHIPPED = (
    f"(orders.status IN ('shipped', 'done') OR orders.shipped_at IS NOT NULL OR orders.waybill <> '' "
    f"OR EXISTS (SELECT 1 {_PARCEL}))"
)
# The columns of an order that `facts_of` reads.
FACTS = (
    f"orders.id, orders.channel, orders.order_id, orders.status, orders.currency, orders.total_minor, "
    f"{_SHIPPED} AS shipped, orders.paid_at, orders.placed_at, "
    f"coalesce(orders.shipped_at, (SELECT max(parcels.confirmed_at) {_PARCEL})) AS shipped_at"
)


@dataclass(frozen=True, slots=True)
class Share:
    """Lines of one kind and currency that are `explained`, `repeated` (told by another bill too) or `exception`."""

    currency: str
    share: str
    kind: str
    lines: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement as it was taken in; opening and closing are None where it states none."""

    file: str
    source: str
    format: str
    statement_id: str
    currency: str
    opening_minor: int | None
    net_minor: int
    closing_minor: int | None

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
        f"SELECT {FACTS} FROM orders WHERE orders.channel IN ({marks}) AND orders.total_minor > 0 "
        f"AND (orders.status IN ('to-ship', 'held', 'shipped', 'done', 'refunding') "
        f"  OR orders.status IN ('unpaid', 'deposit-paid') AND {_SHIPPED}) "
        "AND NOT EXISTS (SELECT 1 FROM per_order WHERE per_order.order_row = orders.id AND (income <> 0 OR refunds <> 0)) "
        "ORDER BY orders.channel, orders.order_id",
        awaited,
    )
    return [facts_of(row) for row in rows]


def lines_of_no_order(batch: Batch) -> list[Finding]:
    """Money with an order number that no order has, or several have, or without a number though it needs one."""
    by_number = batch.db.execute(
        "SELECT money.source, money.number, min(money.order_id) AS order_id, money.currency, sum(money.amount_minor) AS amount, "
        "matches.candidates FROM money LEFT JOIN matches ON matches.source = money.source AND matches.number = money.number "
        "WHERE money.order_row IS NULL AND money.number <> '' AND money.repeated = 0 "
        "GROUP BY money.source, money.number, money.currency ORDER BY money.source, money.number, money.currency"
    )
    found = [
        Finding(
            "ambiguous" if row["candidates"] else "no-such-order", row["order_id"], "", row["source"], row["currency"],
            0, row["amount"], row["amount"], number=row["number"],
        )
        for row in by_number
    ]  # fmt: skip
    without = batch.db.execute(
        "SELECT money.source, money.currency, money.kind, money.amount_minor AS amount, money.line, payout_lines.row_key, "
        "payout_lines.platform_type FROM money JOIN payout_lines ON payout_lines.id = money.line "
        f"WHERE money.number = '' AND money.repeated = 0 AND money.amount_minor <> 0 AND money.kind IN ({_NEEDS_ORDER}) "
        "ORDER BY money.line"
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
    return {int(row[0]) for row in batch.db.execute("SELECT line FROM money WHERE repeated")}


def net_of(batch: Batch, order_row: int, currency: str) -> int:
    """The statement money of one order in one currency."""
    row = batch.db.execute(
        "SELECT coalesce(sum(net), 0) FROM per_order WHERE order_row = ? AND paid_currency = ?", (order_row, currency)
    ).fetchone()
    return int(row[0])


def orders_matched(batch: Batch) -> int:
    """How many orders have statement lines and no exception."""
    row = batch.db.execute(
        "SELECT count(DISTINCT order_row) FROM per_order WHERE order_row NOT IN (SELECT order_row FROM excepted)"
    ).fetchone()
    return int(row[0])


def shares(batch: Batch) -> list[Share]:
    """Every line in exactly one share."""
    rows = batch.db.execute(
        "SELECT money.currency, CASE WHEN money.repeated THEN 'repeated' "
        f"  WHEN money.number = '' THEN CASE WHEN money.kind IN ({_NEEDS_ORDER}) "
        "    AND money.line NOT IN (SELECT line FROM settled WHERE line IS NOT NULL) THEN 'exception' ELSE 'explained' END "
        "  WHEN money.order_row IS NULL THEN CASE WHEN (money.source, money.number, money.currency) IN "
        "    (SELECT source, number, currency FROM settled WHERE line IS NULL) THEN 'explained' ELSE 'exception' END "
        "  WHEN excepted.resolved = 0 THEN 'exception' "
        "  ELSE 'explained' END AS share, money.kind, count(*), sum(money.amount_minor) "
        "FROM money LEFT JOIN excepted ON excepted.order_row = money.order_row AND excepted.currency = money.currency "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    return [Share(*row) for row in rows]


def statement_rows(db: sqlite3.Connection, source: str | None) -> list[StatementRow]:
    """Every statement with its opening, net and closing."""
    rows = db.execute(
        "SELECT file, source, format, statement_id, currency, opening_minor, net_minor, closing_minor FROM statements "
        "WHERE ?1 IS NULL OR source = ?1 ORDER BY id",
        (source,),
    )
    return [StatementRow(*row) for row in rows]


def reported(db: sqlite3.Connection) -> set[tuple[str, str, int, str]]:
    """Exceptions that were reported before: (code, subject, difference, currency)."""
    rows = db.execute("SELECT code, subject, difference_minor, currency FROM reported_exceptions")
    return {(str(r[0]), str(r[1]), int(r[2]), str(r[3])) for r in rows}


def remember_reported(batch: Batch, exceptions: Iterable[tuple[str, str, int, str]]) -> None:
    batch.db.executemany(
        "INSERT INTO reported_exceptions (code, subject, difference_minor, currency, batch_id) VALUES (?, ?, ?, ?, ?)",
        [(*exception, batch.number) for exception in exceptions],
    )
