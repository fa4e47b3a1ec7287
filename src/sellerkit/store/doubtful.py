"""Orders whose money a person or a rule must look at, with what the store knows of refunds and returns."""

from __future__ import annotations

import sqlite3

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
    asked, refunded = _asked_back(batch), _refunded_at(batch)
    rows = batch.db.execute(
        f"SELECT {FACTS}, per_order.* FROM per_order JOIN orders ON orders.id = per_order.order_row "
        "WHERE per_order.paid_currency <> orders.currency OR orders.total_minor + coupon NOT IN (income, income + withheld) OR refunds <> 0 "
        "OR chargebacks <> 0 OR penalties <> 0 OR others <> 0 "
        "OR orders.status NOT IN ('to-ship', 'held', 'shipped', 'done', 'refunding') "
        "OR per_order.order_row IN (SELECT order_row FROM refunds WHERE kind = 'return' AND order_row IS NOT NULL) "
        "OR per_order.order_row IN (SELECT order_row FROM fee_gaps) ORDER BY orders.channel, orders.order_id"
    )
    return [
        _order_money(row, tuple(gaps.get((row["order_row"], row["paid_currency"]), ())), tuple(asked.get(row["order_row"], ())),
                     refunded.get((row["order_row"], row["paid_currency"])))
        for row in rows
    ]  # fmt: skip


def _asked_back(batch: Batch) -> dict[int, list[AskedBack]]:
    rows = batch.db.execute(
        "SELECT order_row, kind, status, amount_minor, returned_to <> '' AS booked, kind = 'return' AND status = 'closed' "
        "AND refund_id = 'W' || return_waybill AS undelivered, coalesce(done_at, applied_at) AS at "
        "FROM refunds WHERE order_row IN (SELECT order_row FROM per_order) ORDER BY id"
    )
    found: dict[int, list[AskedBack]] = {}
    for row in rows:
        one = AskedBack(
            row["kind"], row["status"], row["amount_minor"], bool(row["booked"]), bool(row["undelivered"]), row["at"]
        )
        found.setdefault(row["order_row"], []).append(one)
    return found


def _refunded_at(batch: Batch) -> dict[tuple[int, str], str]:
    """(order, currency) → when its last refund was booked."""
    rows = batch.db.execute(
        "SELECT money.order_row, money.currency, max(payout_lines.posted_at) FROM money "
        "JOIN payout_lines ON payout_lines.id = money.line "
        "WHERE money.kind = 'refund' AND money.repeated = 0 AND money.order_row IS NOT NULL GROUP BY 1, 2"
    )
    return {(int(r[0]), str(r[1])): str(r[2]) for r in rows if r[2]}


def _order_money(
    row: sqlite3.Row, gaps: tuple[FeeGap, ...], asked: tuple[AskedBack, ...], refunded_at: str | None
) -> OrderMoney:
    return OrderMoney(
        facts_of(row), row["source"], row["paid_currency"], row["income"], row["withheld"], row["refunds"],
        row["chargebacks"], row["penalties"], row["others"], row["net"], row["full_payments"] or 0, gaps,
        row["deposits"], row["coupon"], asked, refunded_at,
    )  # fmt: skip
