"""Orders whose money a person or a rule must look at, with what the store knows of refunds and returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sellerkit.model.reconciliation import AskedBack, FeeGap, OrderMoney
from sellerkit.store.fee_rules import MILLIONTHS
from sellerkit.store.reconciled import FACTS, facts_of
from sellerkit.store.store import Batch


def doubtful_orders(batch: Batch) -> list[OrderMoney]:
    """Matched orders whose money is not plainly the order's total with the usual fees: a person or a rule must look."""
    gaps: dict[tuple[int, str], list[FeeGap]] = {}
    for row in batch.db.execute("SELECT * FROM fee_gaps ORDER BY order_row, kind"):
        expected = (row["wanted"] + MILLIONTHS // 2) // MILLIONTHS
        rules = tuple(sorted(map(int, str(row["rules"]).split(","))))
        gap = FeeGap(row["kind"], expected, row["charged"], rules)
        gaps.setdefault((row["order_row"], row["currency"]), []).append(gap)
    _doubt_more(batch)
    rows = batch.db.execute(
        f"SELECT {FACTS}, per_order.* FROM per_order CROSS JOIN orders ON orders.id = per_order.order_row "
        "WHERE per_order.plain IS NOT 1 AND (per_order.paid_currency <> orders.currency OR orders.total_minor + coupon NOT IN (income, income + withheld) OR refunds <> 0 "
        "OR chargebacks <> 0 OR penalties <> 0 OR others <> 0 "
        "OR orders.status NOT IN ('to-ship', 'held', 'shipped', 'done', 'refunding') "
        "OR per_order.order_row IN (SELECT order_row FROM refunds WHERE kind = 'return' AND order_row IS NOT NULL) "
        "OR per_order.order_row IN (SELECT order_row FROM fee_gaps)) ORDER BY orders.channel, orders.order_id"
    ).fetchall()
    _note_doubted(batch, rows)
    asked, lines = _asked_back(batch), _from_lines(batch)
    return [
        _order_money(row, tuple(gaps.get((row["order_row"], row["paid_currency"]), ())), tuple(asked.get(row["order_row"], ())),
                     *lines.get((row["order_row"], row["paid_currency"]), (None, 0)))
        for row in rows
    ]  # fmt: skip


def _doubt_more(batch: Batch) -> None:
    """Money that is what it should be is looked at all the same where goods come back or a fee is wrong."""
    batch.db.execute(
        "UPDATE told SET plain = 0 WHERE order_row IN (SELECT order_row FROM refunds WHERE kind = 'return' UNION SELECT order_row FROM fee_gaps)"
    )


def _note_doubted(batch: Batch, orders: Iterable[sqlite3.Row]) -> None:
    batch.db.execute("DROP TABLE IF EXISTS temp.doubted")
    batch.db.execute("CREATE TEMP TABLE doubted (order_row INTEGER, currency TEXT)")
    doubted = ((row["order_row"], row["paid_currency"]) for row in orders)
    batch.db.executemany("INSERT INTO doubted VALUES (?, ?)", doubted)


def _asked_back(batch: Batch) -> dict[int, list[AskedBack]]:
    rows = batch.db.execute(
        "SELECT order_row, kind, status, amount_minor, returned_to <> '' AS booked, kind = 'return' AND status = 'closed' "
        "AND refund_id = 'W' || return_waybill AS undelivered, coalesce(done_at, applied_at) AS at "
        "FROM refunds WHERE order_row IN (SELECT order_row FROM doubted) ORDER BY id"
    )
    found: dict[int, list[AskedBack]] = {}
    for row in rows:
        one = AskedBack(
            row["kind"], row["status"], row["amount_minor"], bool(row["booked"]), bool(row["undelivered"]), row["at"]
        )
        found.setdefault(row["order_row"], []).append(one)
    return found


def _from_lines(batch: Batch) -> dict[tuple[int, str], tuple[str | None, int]]:
    """(order, currency) → when its last refund was booked, and how many lines paid its whole total."""
    rows = batch.db.execute(
        "SELECT order_row, currency, max(posted_at) FILTER (WHERE kind = 'refund'), sum(kind = 'sale' AND amount_minor = total_minor) "
        "FROM (SELECT line.*, orders.total_minor FROM doubted CROSS JOIN told_lines AS line ON line.order_row = doubted.order_row "
        "  AND line.currency = doubted.currency CROSS JOIN orders ON orders.id = doubted.order_row) GROUP BY 1, 2"
    )
    return {(int(r[0]), str(r[1])): (r[2] or None, r[3] or 0) for r in rows}


def _order_money(
    row: sqlite3.Row,
    gaps: tuple[FeeGap, ...],
    asked: tuple[AskedBack, ...],
    refunded_at: str | None,
    full_payments: int,
) -> OrderMoney:
    return OrderMoney(
        facts_of(row), row["source"], row["paid_currency"], row["income"], row["withheld"], row["refunds"],
        row["chargebacks"], row["penalties"], row["others"], row["net"], full_payments, gaps,
        row["deposits"], row["coupon"], asked, refunded_at,
    )  # fmt: skip
