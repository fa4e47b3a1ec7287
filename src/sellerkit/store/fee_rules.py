"""What fees should have been taken, by SQL over sets: the terms of shop.toml applied to every paid order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields

# Fee rates are kept as whole millionths, so that the comparison is exact.
MILLIONTHS = 1_000_000


@dataclass(frozen=True, slots=True)
class FeeTerm:
    """One fee rule of a source in one currency; `number` is its place among the source's rules.

    `rate` in millionths of `base` (goods, total, paid), `fixed`, `low` and `cap` in minor units, `since` and `until` UTC
    texts of the order's payment (until excluded). `picked` rules take the lines of `FeeItem`, the others what is left.
    """

    source: str
    currency: str
    number: int
    kind: str
    base: str
    rate: int
    fixed: int
    low: int | None = None
    cap: int | None = None
    rounding: str = ""
    on_refund: str = ""
    since: str = ""
    until: str = "9999"
    picked: bool = False


@dataclass(frozen=True, slots=True)
class FeeItem:
    """An item whose lines a picked rule takes."""

    source: str
    number: int
    item_id: int


def categories(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Every item with its SKU and its category."""
    return [(int(r[0]), str(r[1]), str(r[2])) for r in db.execute("SELECT id, sku, coalesce(category, '') FROM items")]


def compare_fees(db: sqlite3.Connection, fees: Iterable[FeeTerm], items: Iterable[FeeItem]) -> None:
    """Make `fee_gaps`: fees that are a whole minor unit or more away from the terms. Disputed orders are left alone, and
    refunded ones where the terms do not say what becomes of the fee."""
    names = [field.name for field in fields(FeeTerm)]
    db.execute(f"CREATE TEMP TABLE fee_rules ({', '.join(names)}, PRIMARY KEY (source, currency, number))")
    rows = [tuple(getattr(fee, name) for name in names) for fee in fees]
    db.executemany(f"INSERT INTO fee_rules VALUES ({', '.join('?' * len(names))})", rows)
    db.execute(
        "CREATE TEMP TABLE fee_items (item_id INTEGER, source TEXT, number INTEGER, PRIMARY KEY (item_id, source, number))"
    )
    db.executemany("INSERT INTO fee_items VALUES (?, ?, ?)", [(one.item_id, one.source, one.number) for one in items])
    db.execute("CREATE TEMP TABLE charged (order_row INTEGER, currency TEXT, kind TEXT, minor INTEGER)")
    db.execute(
        "CREATE TEMP TABLE fee_parts (order_row INTEGER, currency TEXT, number INTEGER, value INTEGER, whole INTEGER)"
    )
    if rows:
        _charged(db)
        _split_by_items(db)
    db.execute(_GAPS if rows else f"{_GAPS} LIMIT 0")


def _charged(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO charged SELECT order_row, currency, kind, -sum(amount_minor) AS minor FROM told_lines "
        "WHERE order_row IS NOT NULL AND kind IN (SELECT kind FROM fee_rules) "
        "GROUP BY order_row, currency, kind"
    )
    db.execute("CREATE INDEX temp.charged_by_order ON charged (order_row, currency, kind)")


def _split_by_items(db: sqlite3.Connection) -> None:
    """For kinds with picked rules: which of them takes which share (value of whole) of an order's lines."""
    if not db.execute("SELECT 1 FROM fee_rules WHERE picked LIMIT 1").fetchone():
        return
    db.execute(_SPLIT)
    db.execute("CREATE INDEX temp.fee_parts_by_order ON fee_parts (order_row, currency, number)")


# The day that decides which rules hold.
_PAID_AT = "coalesce(orders.paid_at, orders.placed_at, '')"
_ITEM = (
    "coalesce((SELECT min(reservations.item_id) FROM reservations WHERE reservations.line_id = order_lines.id), "
    "(SELECT items.id FROM items WHERE items.sku = order_lines.code))"
)
_VALUE = (
    "coalesce(order_lines.due_minor, order_lines.paid_minor, order_lines.unit_price_minor * order_lines.quantity, 0)"
)
# An order's lines: each line's first picked rule, or without one every rule that is not picked.
_SPLIT = f"""
INSERT INTO fee_parts
WITH kinds AS (SELECT DISTINCT source, currency, kind FROM fee_rules WHERE picked),
lines AS (
    SELECT per_order.order_row, per_order.paid_currency AS currency, kinds.source, kinds.kind, {_VALUE} AS value, {_PAID_AT} AS at,
        (SELECT min(r.number) FROM fee_items JOIN fee_rules AS r ON r.source = fee_items.source AND r.number = fee_items.number
            AND r.currency = kinds.currency WHERE fee_items.item_id = {_ITEM} AND fee_items.source = kinds.source
            AND r.kind = kinds.kind AND {_PAID_AT} >= r.since AND {_PAID_AT} < r.until) AS number
    FROM per_order JOIN kinds ON kinds.source = per_order.source AND kinds.currency = per_order.paid_currency
    JOIN orders ON orders.id = per_order.order_row
    JOIN order_lines ON order_lines.order_row = orders.id AND order_lines.number > 0 AND order_lines.gift = ''
    WHERE per_order.income > 0
), summed AS (
    SELECT order_row, currency, source, kind, number, min(at) AS at, sum(value) AS value,
        sum(sum(value)) OVER (PARTITION BY order_row, currency, kind) AS whole
    FROM lines GROUP BY order_row, currency, source, kind, number
)
SELECT summed.order_row, summed.currency, r.number, summed.value, summed.whole FROM summed JOIN fee_rules AS r
    ON r.source = summed.source AND r.currency = summed.currency AND r.kind = summed.kind
    AND (r.number = summed.number OR summed.number IS NULL AND NOT r.picked AND summed.at >= r.since AND summed.at < r.until)
WHERE summed.whole > 0
"""


def _share(amount: str, part: str, whole: str) -> str:
    """amount × part / whole without overflow, rounded down."""
    return f"(({amount}) / {whole} * {part} + ({amount}) % {whole} * {part} / {whole})"


_HALF = MILLIONTHS // 2
# In `limited` everything is millionths of a minor unit; with a rounding rule it comes to whole minor units.
_GAPS = f"""
CREATE TEMP TABLE fee_gaps AS
WITH based AS (
    SELECT per_order.order_row, per_order.paid_currency AS currency, r.number, r.kind, r.rate, r.fixed, r.low, r.cap, r.rounding,
        r.on_refund = 'returned' AND per_order.refunds < 0 AS returned, per_order.income AS income, per_order.income + per_order.refunds AS remaining,
        coalesce(fee_parts.value, 1) AS value, coalesce(fee_parts.whole, 1) AS whole,
        CASE r.base WHEN 'goods' THEN coalesce(orders.goods_minor, orders.total_minor) WHEN 'paid' THEN per_order.income ELSE orders.total_minor END AS base
    FROM per_order JOIN fee_rules AS r ON r.source = per_order.source AND r.currency = per_order.paid_currency
    JOIN orders ON orders.id = per_order.order_row AND orders.currency = per_order.paid_currency
    LEFT JOIN fee_parts ON fee_parts.order_row = per_order.order_row AND fee_parts.currency = per_order.paid_currency AND fee_parts.number = r.number
    WHERE per_order.income > 0 AND (per_order.refunds = 0 OR r.on_refund <> '') AND per_order.chargebacks = 0 AND orders.total_minor > 0
        AND {_PAID_AT} >= r.since AND {_PAID_AT} < r.until
        AND (fee_parts.number IS NOT NULL OR r.kind NOT IN (SELECT kind FROM fee_rules WHERE picked AND source = r.source))
), rated AS (
    SELECT *, {_share("value * rate", "base", "whole")} AS full FROM based
), refunded AS (
    SELECT *, CASE WHEN NOT returned THEN full ELSE {_share("full", "max(remaining, 0)", "income")} END + fixed * {MILLIONTHS} AS exact FROM rated
), limited AS (
    SELECT *, CASE WHEN returned AND remaining <= 0 THEN 0
        ELSE min(max(exact, coalesce(low * {MILLIONTHS}, exact)), coalesce(cap * {MILLIONTHS}, max(exact, coalesce(low * {MILLIONTHS}, exact)))) END AS wanted FROM refunded
), rounded AS (
    SELECT order_row, currency, kind, number, CASE rounding WHEN 'down' THEN wanted / {MILLIONTHS} * {MILLIONTHS}
        WHEN 'up' THEN (wanted + {MILLIONTHS - 1}) / {MILLIONTHS} * {MILLIONTHS} WHEN 'half-up' THEN (wanted + {_HALF}) / {MILLIONTHS} * {MILLIONTHS}
        WHEN 'half-even' THEN ((wanted + {_HALF}) / {MILLIONTHS} - (wanted % {MILLIONTHS} = {_HALF} AND wanted / {MILLIONTHS} % 2 = 0)) * {MILLIONTHS}
        ELSE wanted END AS wanted FROM limited
)
SELECT rounded.order_row, rounded.currency, rounded.kind, sum(rounded.wanted) AS wanted, coalesce(max(charged.minor), 0) AS charged,
    group_concat(rounded.number) AS rules
FROM rounded LEFT JOIN charged ON charged.order_row = rounded.order_row AND charged.currency = rounded.currency AND charged.kind = rounded.kind
GROUP BY rounded.order_row, rounded.currency, rounded.kind
HAVING abs(coalesce(max(charged.minor), 0) * {MILLIONTHS} - sum(rounded.wanted)) >= {MILLIONTHS}
"""
